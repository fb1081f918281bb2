// SPDX-License-Identifier: EUPL-1.2
import Domain

/// A line of the ledger with all that a page says of it: whose, where, what was decided, and the dates that the checks need.
struct LedgerLine: Sendable, Hashable {
  let id: ID<HoursLine>
  let entry: LedgerEntry
  let note: String
  let recordedAt: Instant
  let reverses: ID<HoursLine>?
  let replaces: ID<HoursLine>?
  let reversedBy: ID<HoursLine>?
  let person: PersonName
  let place: LinePlace
  let statement: LineStatement
  let decision: LineDecision?
  let employment: LineEmployment
  /// Received after its month was closed or published: it keeps the month in which it was worked.
  var isRegularisation: Bool
  /// Empty when only the month's total is declared.
  var days: [DayHours] = []

  var month: Month { entry.month }
  var kind: HoursKind { entry.kind }
  var declared: Hours { entry.declared }
  var isReversal: Bool { reverses != nil }
  var isUndecided: Bool { decision == nil }

  /// « régularisation reçue le 20/06/2026 »
  func regularisation(_ clock: TerritoryClock) -> String? {
    isRegularisation ? "régularisation reçue le \(statement.receivedAt.day(in: clock.zone).french)" : nil
  }
}

/// The name of a person as its reader may see it.
struct PersonName: Sendable, Hashable {
  let first: String
  let last: String
  /// « Nadia B. » for the lines of another employer's people.
  let isShort: Bool

  var text: String { isShort ? "\(first) \(last.prefix(1))." : "\(first) \(last)" }
}

/// The lot of a line, and whose contract it is.
struct LinePlace: Sendable, Hashable {
  let lot: ID<Lot>
  let lotNumber: String
  let lotName: String
  let contract: ID<PublicContract>
  let contractTitle: String
  let contractReference: String
  /// Days on which the lot is worked; nil while none of its dates is known.
  let dates: DayRange?

  var lotLabel: String { "Lot \(lotNumber) \(lotName)" }
}

struct LineStatement: Sendable, Hashable {
  let id: ID<Statement>
  let employer: ID<Organisation>
  let employerName: String
  let receivedAt: Instant
  let closedAt: Instant?
  let isCorrection: Bool
}

struct LineDecision: Sendable, Hashable {
  let kept: Hours
  let reason: ReasonNotKept?
  let comment: String
  let decidedAt: Instant
  let decidedBy: String

  /// « avant validation », the words of the other reason, or nothing.
  var reasonText: String {
    guard let reason else { return "" }
    return reason == .other && !comment.isEmpty ? comment : reason.french
  }
}

/// What the employment contract of a line says: its dates, and how long its person counts.
struct LineEmployment: Sendable, Hashable {
  let kind: EmploymentContractKind
  let dates: DayRange
  /// Days on which the person counts; nil without a validation.
  let counts: DayRange?
  let rule: String
}
