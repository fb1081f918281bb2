// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// Year after year: what is counted, and before it what was typed from what was published.
struct HistoryPage: Sendable {
  let viewer: Viewer
  let years: [SeriesYear]
  let hoursPerFTE: Int
  let csrf: String
  var form = Form()
  var errors: [FieldError] = []

  private var sight: FigureSight { FigureSight(role: viewer.role) }
  private var mayType: Bool { viewer.role == .facilitator }

  var page: Page {
    Page(
      title: "Année après année", trail: [TrailLink("Bilans", ResultURLs.year), TrailLink("Années")],
      line: "\(viewer.territoryName) · par mois travaillé · \(link("Définitions", to: ResultURLs.definitions))",
      section: .results, body: "\(flags)\(series)\(typing)")
  }

  private var flags: HTML {
    years.filter { sight.mayShow($0) }.flatMap(\.impossibilities).map {
      notice(.act, "Chiffre impossible ou qui ne concorde pas, à vérifier à la source. \($0)")
    }.joined()
  }

  private var series: HTML {
    let columns =
      [TableColumn("Année")]
      + [
        "Heures", "Évolution", "Personnes", "Contrats", "Entreprises", "Structures", "h par personne", "ETP",
        "Part de l’objectif",
      ].map { TableColumn($0, numeric: true) } + [TableColumn("Source")]
    return card(
      title: "Dix dernières années connues", count: years.count, id: "annees",
      body: """
        \(table(
        caption: "Résultats de chaque année", columns: columns, rows: years.indices.map(row),
        empty: emptyState("Ici viendra chaque année qui a des heures retenues, ou des chiffres saisis.")))
        <p class="help">Les personnes d’une année ne s’additionnent pas à celles d’une autre\u{202F}: la même peut travailler \
        plusieurs années. Un ETP vaut \(FrenchNumber.whole(hoursPerFTE))\u{202F}h par an. Une part de l’objectif n’est \
        donnée que pour les années qui en ont un.</p>\(years.isEmpty ? .empty : exportLinks(.years))
        """)
  }

  private func row(_ index: Int) -> [HTML] {
    let year = years[index]
    let name: HTML = year.isCounted ? link(String(year.year), to: ResultURLs.year(year.year)) : "\(String(year.year))"
    guard sight.mayShow(year) else { return [name] + Array(repeating: "—", count: 9) + ["moins de 5 personnes"] }
    func count(_ value: Int?) -> HTML { "\(value.map { FrenchNumber.whole($0) } ?? "—")" }
    func ratio(_ value: Rational?, _ unit: String = "") -> HTML {
      "\(value.map { $0.french(decimals: 1) + unit } ?? "—")"
    }
    let fte = year.hours.flatMap { try? Ratios.fullTimeEquivalents(hours: $0, hoursPerFTE: hoursPerFTE) }
    let before = sight.yearBefore(index, of: years)
    let flag: HTML = year.impossibilities.isEmpty ? .empty : " \(badge("à vérifier", .act))"
    let source: HTML = year.isCounted ? "lignes" : "\(year.typed?.source ?? "")"
    return [
      "\(name)\(flag)", "\(year.hours?.frenchShort ?? "—")",
      ratio(before.flatMap { year.growth(from: $0) }, "\u{202F}%"),
      count(year.people), count(year.assignments), count(year.companies), count(year.structures),
      ratio(year.hoursPerPerson), ratio(fte), ratio(year.percentOfObjective, "\u{202F}%"), source,
    ]
  }

  private var typing: HTML? {
    guard mayType else { return nil }
    func typed(_ name: String) -> String { form[name] ?? "" }
    return card(
      title: "Saisir une année publiée", id: "saisie",
      body: typingForm(typed))
  }

  private func typingForm(_ typed: (String) -> String) -> HTML {
    historyForm(
      action: ResultURLs.history, csrf: csrf, submit: "Enregistrer l’année", errors: errors,
      fields: [
        .number("year", "Année", value: typed("year")),
        .number("hours", "Heures", value: typed("hours"), unit: "h").optional(),
        .number("people", "Personnes", value: typed("people")).optional(),
        .number("assignments", "Contrats de travail", value: typed("assignments")).optional(),
        .number("companies", "Entreprises", value: typed("companies")).optional(),
        .number("structures", "Dont structures d’insertion", value: typed("structures")).optional(),
        .text("source", "Source", value: typed("source")).helped(
          "Rapport d’activité, délibération. Une année saisie de nouveau remplace la précédente\u{202F}; sans chiffre, elle est retirée."
        ).optional(),
      ])
  }
}

/// A member of the page has the name of the function that makes forms.
private func historyForm(
  action: String, csrf: String, submit: String, errors: [FieldError], fields: [FormField]
) -> HTML {
  form(action: action, csrf: csrf, submit: submit, errors: errors, fields: fields)
}
