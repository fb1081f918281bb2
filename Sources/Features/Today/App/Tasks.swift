// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// One thing to do: who, why, and the link that does it.
struct DayTask: Sendable {
  let title: String
  let why: String
  let action: String
  let path: String
}

/// The list of the day, in the order in which it is best done. Pure: from what was read to what is said.
struct DayTasks {
  let day: FacilitatorDay
  let today: Day
  /// How many of one kind are said before « et n autres ».
  static let most = 5

  var all: [DayTask] {
    pending + late + decisions + behind + attestations + eligibilities + missing + plans + agreements
  }

  private var pending: [DayTask] {
    day.pending.map { month in
      let place = month.statement.map { HoursURLs.statement($0) } ?? HoursURLs.home(month.month)
      let statements = FrenchText.count(month.statements, "relevé", "relevés")
      return DayTask(
        title: "\(FrenchText.count(month.lines, "ligne", "lignes")) \(FrenchText.of(month.month.french)) à valider",
        why:
          "\(month.declared.frenchTrimmed)\u{202F}h déclarées, \(statements) de \(FrenchText.count(month.employers, "employeur", "employeurs")).",
        action: "Valider les heures", path: place)
    }
  }

  private var late: [DayTask] {
    limited(day.expected.filter(\.isLate), rest: HoursURLs.home(today.month.previous), "relevés en retard") { one in
      let due = one.dueOn
      return DayTask(
        title: "Relancer \(one.employerName)",
        why:
          "Relevé \(FrenchText.of(one.period.french)) attendu depuis le \(due.french)\u{202F}: \(FrenchText.count(one.people, "personne", "personnes")) en poste.",
        action: one.phone.isEmpty ? "Saisir le relevé" : one.phone,
        path: call(one.phone) ?? HoursURLs.newStatement(of: one.employer, one.period.last))
    }
  }

  private var decisions: [DayTask] {
    limited(day.lots.filter(\.awaitsDecision), rest: "/marches", "lots résiliés") { lot in
      DayTask(
        title: "Demander à \(lot.buyerName) ce qui reste dû",
        why: "\(place(lot))\u{202F}: résilié, la décision manque.",
        action: "Voir le lot", path: ContractLinks.lot(lot.lotID))
    }
  }

  private var behind: [DayTask] {
    limited(day.lots.filter(\.isToCall), rest: "/marches", "lots sous leur prévisionnel") { lot in
      let holder = lot.holders.first
      let phone = holder.flatMap { day.phones[$0.id] } ?? ""
      let gap = lot.position.gap.map { (-$0).frenchShort } ?? "0"
      let since = lot.planFirstMonth.map { ", le prévisionnel disait \($0.french)" } ?? ""
      return DayTask(
        title: "Rappeler \(holder?.name ?? lot.buyerName)",
        why: lot.kept == .zero
          ? "\(place(lot)) non démarré\(since)." : "\(place(lot))\u{202F}: \(gap)\u{202F}h sous le prévisionnel.",
        action: phone.isEmpty ? "Voir le lot" : phone, path: call(phone) ?? ContractLinks.lot(lot.lotID))
    }
  }

  private var attestations: [DayTask] {
    let attested = Set(day.reminders.filter { $0.kind == .attested }.map(\.id))
    let lots = day.lots.filter { $0.isReceived && !attested.contains($0.lotID.value) }
    return limited(lots, rest: "/marches", "attestations à préparer") { lot in
      let received = lot.dates.acceptedOn.map { "réceptionné le \($0.french)" } ?? lot.state.french
      return DayTask(
        title: "Préparer l’attestation \(FrenchText.of(lot.holders.first?.name ?? lot.title))",
        why:
          "\(place(lot)), \(received)\u{202F}: \(lot.kept.frenchTrimmed)\u{202F}h retenues sur \(lot.firm.frenchTrimmed).",
        action: "Préparer", path: ContractLinks.lot(lot.lotID))
    }
  }

  private var eligibilities: [DayTask] {
    let people = day.reminders.filter { $0.kind == .eligibility }
    guard let first = people.first, let last = people.compactMap(\.day).max() else { return [] }
    let who = people.count == 1 ? "d’un participant" : "de \(FrenchNumber.whole(people.count)) participants"
    let places = Set(people.map(\.label)).sorted().prefix(3)
    return [
      DayTask(
        title: "L’éligibilité \(who) finit avant le \(last.adding(days: 1).french)",
        why: "En poste sur \(FrenchText.list(Array(places))).", action: "Vérifier",
        path: people.count == 1 ? "/participants/\(first.id)" : "/participants?groupe=fin")
    ]
  }

  private var missing: [DayTask] {
    limited(day.lots.filter { $0.engagements.isEmpty && $0.state.isOpen }, rest: "/marches", "engagements à saisir") {
      lot in
      DayTask(
        title: "Saisir l’engagement de \(lot.title)",
        why: "\(lot.contractTitle)\u{202F}: rien n’est encore à réaliser.",
        action: "Saisir", path: "/lots/\(lot.lotID)/engagements/nouveau")
    }
  }

  private var plans: [DayTask] {
    let lots = day.lots.filter {
      $0.state.isOpen && $0.position.state == .noPlan && $0.remaining > .zero && !$0.engagements.isEmpty
    }
    return limited(lots, rest: "/marches", "prévisionnels à demander") { lot in
      DayTask(
        title: "Demander le prévisionnel à \(lot.holders.first?.name ?? lot.buyerName)",
        why: "\(place(lot))\u{202F}: \(lot.remaining.frenchTrimmed)\u{202F}h à réaliser, sans rythme convenu.",
        action: "Saisir le prévisionnel",
        path: lot.engagements.first.map { "/engagements/\($0)/previsionnel" } ?? ContractLinks.lot(lot.lotID))
    }
  }

  private var agreements: [DayTask] {
    day.reminders.filter { $0.kind == .agreement }.map { agreement in
      DayTask(
        title: "Préparer la suite \(FrenchText.of(agreement.label))",
        why: "Elle prend fin le \(agreement.day?.french ?? "—").", action: "Renouveler",
        path: "/conventions/\(agreement.id)")
    }
  }

  /// The first few of a kind, then one line for the others.
  private func limited<Thing>(
    _ things: [Thing], rest path: String, _ what: String, _ task: (Thing) -> DayTask
  ) -> [DayTask] {
    let shown = things.prefix(Self.most).map(task)
    guard things.count > Self.most else { return shown }
    let others = things.count - Self.most
    return shown + [
      DayTask(
        title: "Et \(FrenchText.count(others, "autre", "autres"))\u{202F}: \(what)",
        why: "Les plus pressants sont au-dessus.", action: "Voir tout", path: path)
    ]
  }

  private func place(_ lot: LotProgress) -> String { "\(lot.contractTitle), lot \(lot.title)" }

  private func call(_ phone: String) -> String? {
    let digits = phone.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
    return digits.isEmpty ? nil : "tel:\(digits)"
  }
}
