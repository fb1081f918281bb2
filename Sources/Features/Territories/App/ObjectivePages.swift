// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

struct ObjectivePage: Sendable {
  let year: Int
  let territory: String
  let lines: [ObjectiveLine]
  let buyers: [Organisation]
  let csrf: String
  var form = Form()
  var errors: [FieldError] = []
}

func objectivePage(_ page: ObjectivePage) -> Page {
  let rows: [[HTML]] = page.lines.map { objectiveRow($0, page.territory) }
  let columns = [
    TableColumn("Pour"), TableColumn("Objectif (h)", numeric: true), TableColumn("Retenues (h)", numeric: true),
    TableColumn("Atteint", numeric: true), TableColumn("Personnes visées", numeric: true),
    TableColumn("Personnes", numeric: true), TableColumn("Source"),
  ]
  let years = (page.year - 2...page.year + 1).map {
    SwitchLink(String($0), ObjectiveURLs.year($0), isCurrent: $0 == page.year)
  }
  return Page(
    title: "Objectifs \(page.year)",
    trail: [TrailLink("Conventions", AgreementURLs.list), TrailLink("Objectifs")],
    line: "Heures retenues dans les mois de l’année, et personnes comptées une fois par ligne.",
    section: .organisations,
    body: """
      \(switchLinks(label: "Année", years))
      \(card(title: "Où en est l’année", count: page.lines.count, body: table(caption: "Objectifs", columns: columns,
        rows: rows, empty: emptyState("Aucun objectif enregistré pour \(page.year)."))))
      \(card(title: "Fixer un objectif", body: objectiveForm(page)))
      """)
}

private func objectiveRow(_ line: ObjectiveLine, _ territory: String) -> [HTML] {
  let name: HTML = line.organisation.map { link(line.name, to: OrganisationURLs.page($0)) } ?? "\(territory)"
  let reached = line.hours.map { FrenchText.percent(line.kept.units, of: $0.units) } ?? "—"
  return [
    name, "\(line.hours?.frenchShort ?? "—")", "\(line.kept.frenchShort)", "\(reached)",
    "\(line.people.map { FrenchNumber.whole($0) } ?? "—")", "\(FrenchNumber.whole(line.peopleKept))", "\(line.source)",
  ]
}

private func objectiveForm(_ page: ObjectivePage) -> HTML {
  func typed(_ name: String) -> String { page.form[name] ?? "" }
  return form(
    action: ObjectiveURLs.list, csrf: page.csrf, submit: "Enregistrer l’objectif", errors: page.errors,
    fields: [
      .number("year", "Année", value: page.form["year"] ?? String(page.year)),
      .select(
        "organisation", "Pour", page.buyers.map { Choice($0.id.description, $0.name) }, value: typed("organisation"),
        blank: "Tout le territoire"
      ).optional(),
      .number("hours", "Heures", value: typed("hours"), unit: "h").optional(),
      .number("people", "Personnes", value: typed("people")).optional(),
      .text("source", "Source", value: typed("source")).helped("Convention, délibération, avenant.").optional(),
    ])
}
