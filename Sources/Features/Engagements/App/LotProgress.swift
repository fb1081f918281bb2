// SPDX-License-Identifier: EUPL-1.2
import Domain

/// A lot as every list shows it: what it owes, what is kept, where it stands against its plan, what to do next.
struct LotProgress: Sendable {
  /// Who holds the lot; `shareText` is « 60 % » in a consortium, else empty.
  struct Holder: Sendable, Hashable {
    let id: ID<Organisation>
    let name: String
    let shareText: String
    let kind: EmployerKind?
  }

  let lotID: ID<Lot>
  let lotNumber: String
  let lotName: String
  let contractID: ID<PublicContract>
  let contractTitle: String
  let contractReference: String
  let facilitatorID: ID<Account>?
  let sector: Sector
  let buyerID: ID<Organisation>
  let buyerName: String
  let holders: [Holder]
  let engagements: [ID<Engagement>]
  /// *Ferme*: what is owed for certain.
  let firm: Hours
  /// *Prévisionnel*: from orders.
  let forecast: Hours
  /// *Heures réalisées*: kept hours worked on site.
  let kept: Hours
  /// Of them, opening balances: hours that no line says.
  let openings: Hours
  let toValidate: Hours
  let linesToValidate: Int
  let keptLines: Int
  /// What the plan still holds from this month on.
  let plannedAhead: Hours
  /// Plan cumulated to the end of last month; nil without a plan.
  let planToDate: Hours?
  let planFirstMonth: Month?
  let endsOn: Day?
  let dates: LotDates
  let state: LotState
  let position: PlanPosition
  /// What each member owes and did: one part, or one for each where an engagement is split.
  let parts: [DueAndDone]
  /// Terminated, and the buyer has not said what remains owed.
  let awaitsDecision: Bool

  /// What a company should expect to do: the whole of the bar.
  var expected: Hours { state == .terminated ? firm : max(firm, forecast) }
  var completion: Completion { Completion(parts) }
  /// Kept of what is owed, raw.
  var percent: Percent? { Percent(part: kept, whole: expected) }
  var title: String { "\(lotNumber) \(lotName)" }
  /// Never negative.
  var remaining: Hours { max(.zero, expected - kept) }
  /// *Reste par mois*, while hours are expected.
  var remainingPerMonth: Hours? { state.isOpen && remaining > .zero ? position.restPerMonth : nil }

  /// *Atterrissage prévisionnel*: kept, and the rest of the plan at the pace held against it so far.
  var landing: Hours {
    guard state.isOpen, let planToDate else { return kept }
    guard planToDate > .zero else { return kept + plannedAhead }
    let ahead = Int128(plannedAhead.units) * Int128(max(0, position.doneToDate.units)) / Int128(planToDate.units)
    return kept + Hours(units: Int64(clamping: ahead))
  }

  var nextAction: String {
    if awaitsDecision { return "Décision du donneur d’ordre à recueillir" }
    if linesToValidate > 0 { return FrenchText.count(linesToValidate, "ligne à valider", "lignes à valider") }
    if engagements.isEmpty { return state.isOpen ? "Engagement à saisir" : "—" }
    if expected == .zero, state.isOpen { return "Engagement à préciser" }
    guard state.isOpen else { return remaining > .zero ? "Heures manquantes à constater" : "—" }
    switch position.state {
    case .noPlan: return remaining > .zero ? "Prévisionnel à demander" : "—"
    case .behind: return "Entreprise à relancer"
    case .notStarted, .onPlan, .achieved: return "—"
    }
  }

  /// From the most pressing to the least: the order of lists.
  var risk: Int {
    if awaitsDecision { return 0 }
    guard state.isOpen else { return remaining > .zero ? 6 : 9 }
    if position.isFarBehind { return 1 }
    if position.isLate { return 2 }
    if linesToValidate > 0 { return 3 }
    if engagements.isEmpty || expected == .zero { return 4 }
    if position.state == .noPlan, remaining > .zero { return 5 }
    return position.state == .achieved ? 8 : 7
  }
}

/// Whether something may still have to be done on a lot.
enum LotStage: Sendable {
  case all
  /// Neither settled, nor cancelled, nor received with its attestation.
  case atHand
  case over
}

/// Which lots are asked for; the viewer then sees those of them that are its own.
enum LotScope: Sendable {
  case contract(ID<PublicContract>)
  case lot(ID<Lot>)
  case lots([ID<Lot>])
  case buyer(ID<Organisation>)
  case operation(ID<Operation>)
  case bearer(ID<Organisation>)
  /// Those of contracts followed by one person; nil: by nobody.
  case facilitator(ID<Account>?)
  case portfolios([ID<Account>])
  case territory
}
