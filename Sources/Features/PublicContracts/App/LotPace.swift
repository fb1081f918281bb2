// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// Done against the monthly prévisionnel of one lot, what is left each month, and where it lands. Without a plan nothing is late.
struct LotPace: Sendable {
  var lot: LotProgress
  var plan: MonthlyPlan
  var done: [Month: Hours]
  var today: Day
  var isFacilitator: Bool

  /// How many months the table shows, the latest and those to come.
  static let most = 24

  var html: HTML {
    card(
      title: "Réalisé et prévisionnel", id: "rythme", body: plan.first == nil ? none : "<p>\(sentence)</p>\(months)")
  }

  private var none: HTML {
    emptyState(
      "Aucun prévisionnel n’est convenu\u{202F}: rien n’est en retard. Il se convient à la réunion de démarrage.",
      actionLabel: isFacilitator ? "Préparer la réunion" : nil,
      path: isFacilitator ? FollowUpURLs.kickOff(lot.lotID) : nil)
  }

  private var sentence: HTML {
    let position = lot.position
    let past: HTML =
      "À la fin \(FrenchText.of(position.lastMonth.french)), \(position.doneToDate.frenchTrimmed)\u{202F}h retenues pour \(position.planned.frenchTrimmed)\u{202F}h prévues."
    guard lot.state.isOpen, lot.expected > .zero else { return past }
    let landing: HTML =
      lot.remaining == .zero
      ? " Les heures à réaliser sont atteintes."
      : " Au rythme tenu jusqu’ici, le lot finirait à \(lot.landing.frenchShort)\u{202F}h sur \(lot.expected.frenchTrimmed)\u{202F}: c’est l’atterrissage prévisionnel."
    let rest: HTML = lot.remainingPerMonth.map { " Il reste \($0.frenchShort)\u{202F}h par mois." } ?? ""
    return "\(past)\(landing)\(rest)"
  }

  private var months: HTML {
    let last = lot.position.lastMonth
    let known = Set(plan.months.keys).union(done.keys).sorted()
    let shown = known.around(last, most: Self.most)
    let rows: [[HTML]] = shown.map { month in
      let planned = plan.months[month] ?? .zero
      let kept = done[month]
      let gap = done.filter { $0.key <= month }.values.sum - plan.through(month)
      return [
        "\(FrenchText.capitalised(month.french))", "\(planned.frenchTrimmed)",
        month > last && kept == nil ? "—" : "\((kept ?? .zero).frenchTrimmed)",
        month > last ? "—" : "\(gap.frenchTrimmed)",
      ]
    }
    return table(
      caption: "Réalisé et prévisionnel par mois",
      columns: [
        TableColumn("Mois"), TableColumn("Prévues (h)", numeric: true), TableColumn("Retenues (h)", numeric: true),
        TableColumn("Écart cumulé (h)", numeric: true),
      ], rows: rows)
  }
}

extension [Month] {
  /// Those around a month when there are too many: a year before, and what comes after.
  fileprivate func around(_ month: Month, most: Int) -> [Month] {
    guard count > most else { return self }
    let start = firstIndex { $0 >= month.adding(months: -most / 2) } ?? 0
    return Array(self[Swift.min(start, count - most)...].prefix(most))
  }
}

extension MonthlyPlan {
  /// Several plans of one lot as one.
  static func sum(_ plans: [MonthlyPlan]) -> MonthlyPlan {
    MonthlyPlan(plans.reduce(into: [:]) { $0.merge($1.months, uniquingKeysWith: +) })
  }
}
