// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// Reads the monthly prévisionnel: a field for each month, figures pasted, or a total spread evenly.
enum PlanForm {
  /// `first` is the month of the first pasted figure when no month is written beside it.
  static func read(_ form: Form, startingAt first: Month) throws -> (plan: MonthlyPlan, agreedOn: Day) {
    var read = FormReader(form)
    let agreed = read.day("convenu", "Convenu le")
    var months: [Month: Hours] = [:]
    for field in form.fields where field.name.hasPrefix("mois_") && !field.value.allSatisfy(\.isWhitespace) {
      guard let month = Int(field.name.dropFirst(5)).flatMap({ Month($0) }) else { continue }
      months[month] = read.hours(field.name, FrenchText.capitalised(month.french))
    }
    let pasted = PastedPlan(form["colle"] ?? "", startingAt: first)
    for fault in pasted.faults { read.refuse("colle", fault.french) }
    months.merge(pasted.months) { $1 }
    check(months, &read)
    try read.check()
    guard let agreed else { throw FormRejected("convenu", "Convenu le\u{202F}: à remplir.") }
    return (MonthlyPlan(months), agreed)
  }

  private static func check(_ months: [Month: Hours], _ read: inout FormReader) {
    let most = EngagementForm.mostHours
    for (month, hours) in months.sorted(by: { $0.key < $1.key }) where hours < .zero || hours > most {
      read.refuse(
        "mois_\(month.rawValue)",
        "\(FrenchText.capitalised(month.french))\u{202F}: un nombre d’heures de 0 à 10\u{202F}000\u{202F}000.")
    }
    if months.keys.contains(where: { !(1990...2100).contains($0.year) }) {
      read.refuse("colle", "Mois\u{202F}: de 1990 à 2100.")
    }
    if months.isEmpty, read.errors.isEmpty {
      read.refuse("colle", "Prévisionnel\u{202F}: donnez les heures d’un mois au moins.")
    }
  }

  /// A total spread evenly, as asked in the address; nil when nothing is.
  static func spread(_ query: Form) throws -> MonthlyPlan? {
    guard query["repartir"] != nil else { return nil }
    var read = FormReader(query)
    let total = read.hours("repartir", "Heures à répartir")
    let (first, last) = (read.month("de", "De"), read.month("a", "À"))
    if let total, total > EngagementForm.mostHours {
      read.refuse("repartir", "Heures à répartir\u{202F}: 10\u{202F}000\u{202F}000 au plus.")
    }
    if let first, let last, ![first, last].allSatisfy({ (1990...2100).contains($0.year) }) {
      read.refuse("a", "Mois\u{202F}: de 1990 à 2100.")
    }
    try read.check()
    guard let total, let first, let last else { return nil }
    do throws(ValueError) { return try MonthlyPlan.even(total, from: first, through: last) } catch {
      throw FormRejected(total > .zero ? "a" : "repartir", error.sentence)
    }
  }
}

/// The monthly prévisionnel: spread evenly, typed month by month, or pasted.
struct PlanPage: Sendable {
  static let mostMonths = MonthlyPlan.mostMonths

  var engagement: EngagementFacts
  var expected: Hours
  var lot: LotDetail
  var contractTitle: String
  var dates: LotDates
  var today: Day
  var form: Form
  var csrf: String
  var errors: [FieldError] = []
  /// A plan that fills the boxes and is not kept yet.
  var spread: MonthlyPlan?
  /// The address of a spread that was refused.
  var asked = Form()
  var spreadErrors: [FieldError] = []

  private var shown: MonthlyPlan { spread ?? engagement.plan }

  var firstMonth: Month {
    shown.first ?? (dates.startsOn ?? engagement.startsOn ?? dates.notifiedOn ?? today).month
  }

  private var lastMonth: Month {
    max(firstMonth, (engagement.endsOn ?? dates.endsOn)?.month ?? firstMonth.adding(months: 11))
  }

  var months: [Month] {
    let end = max(lastMonth, shown.last ?? lastMonth)
    return (0..<min(Self.mostMonths, firstMonth.monthsUntil(end) + 1)).map { firstMonth.adding(months: $0) }
  }

  var page: Page {
    Page(
      title: "Prévisionnel mensuel",
      trail: [
        TrailLink("Marchés", ContractURLs.list), TrailLink(contractTitle, ContractURLs.contract(lot.contractID)),
        TrailLink("Lot \(lot.number) \(lot.name)", ContractURLs.lot(lot.id)),
        TrailLink("Engagement", EngagementURLs.engagement(engagement.id)), TrailLink("Prévisionnel"),
      ],
      line:
        "Les heures attendues chaque mois, convenues à la réunion de démarrage · \(expected.frenchTrimmed)\u{202F}h à réaliser",
      section: .contracts, body: "\(card(title: "Répartir également", body: spreadForm))\(plan)")
  }

  private var spreadForm: HTML {
    let typed = { (name: String, usual: String) in FormField.text(name, "", value: asked[name] ?? usual).value }
    let fields = [
      FormField.number("repartir", "Heures à répartir", value: typed("repartir", expected.frenchTrimmed), unit: "h"),
      .text("de", "De", value: typed("de", firstMonth.numeric)), .text("a", "À", value: typed("a", lastMonth.numeric)),
    ].map { field in field.refused(spreadErrors.first { $0.field == field.name }?.sentence) }
    return """
      \(errorSummary(spreadErrors.map { ("filtre-\($0.field)", $0.sentence) }))\
      \(filterForm(action: EngagementURLs.plan(engagement.id), submit: "Remplir les mois", fields: fields))
      <p class="help">Des heures entières chaque mois\u{202F}; les mois se remplissent ci-dessous et restent à enregistrer.</p>
      """
  }

  private var plan: HTML {
    let filled: HTML? = spread.map {
      notice(
        .watch,
        "\($0.total.frenchTrimmed)\u{202F}h réparties sur \(FrenchText.count($0.months.count, "mois", "mois"))\u{202F}: relisez, puis enregistrez le prévisionnel."
      )
    }
    return "\(filled)"
      + App.form(
        action: EngagementURLs.plan(engagement.id), csrf: csrf, submit: "Enregistrer le prévisionnel",
        cancel: EngagementURLs.engagement(engagement.id), errors: errors, fields: fields)
  }

  private var fields: [FormField] {
    let boxes = months.map { month in
      FormField.number(
        "mois_\(month.rawValue)", FrenchText.capitalised(month.french),
        value: form["mois_\(month.rawValue)"] ?? shown.months[month]?.frenchTrimmed ?? "", unit: "h"
      ).inline()
    }
    return [
      .date("convenu", "Convenu le", value: form["convenu"] ?? today.french),
      FormField.group("Heures par mois", boxes)
        .helped("Une case vide\u{202F}: le mois n’est pas prévu"),
      .textarea("colle", "Ou collez depuis un tableur", value: form["colle"] ?? "", rows: 4)
        .helped(
          """
          Un mois et ses heures par ligne («\u{202F}03/2026; 120\u{202F}»), ou une ligne de mois et une ligne d’heures, ou les heures \
          seules à partir de \(firstMonth.french). Ce qui est collé remplace les cases des mêmes mois.
          """
        ).optional(),
    ]
  }
}
