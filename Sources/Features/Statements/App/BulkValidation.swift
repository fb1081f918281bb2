// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import Hummingbird
import Platform

/// Lines without a remark of every statement to decide, shown together and validated in one action.
struct BulkValidationRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(HoursURLs.bulk, .facilitators, show)
    routes.post(HoursURLs.bulk, .facilitators, validate)
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let fields = context.query
    let (query, all) = try await services.database.read { db in
      let query = try HoursQuery(fields, for: viewer, db)
      guard try HoursChoices.read(for: viewer, db).allows(query.scope) else { throw Missing() }
      var filter = query.lines(for: viewer)
      filter.state = .undecided
      let lines = try LedgerStore.lines(filter, for: viewer, limit: ValidateManyLines.most, db)
      return (query, try LineReview.review(lines, for: viewer, db))
    }
    let page = BulkValidationPage(
      viewer: viewer, clock: context.territoryClock, csrf: context.csrf, query: query, lines: all)
    return context.page(page.page())
  }

  @Sendable private func validate(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, services) = (context.viewer, services)
    let query = try await services.database.read { try HoursQuery(form, for: viewer, $0) }
    let act = ValidateManyLines(lines: Set(form.all("ligne").compactMap { ID<HoursLine>($0) }))
    guard !act.lines.isEmpty else {
      return context.redirect(
        to: query.path(HoursURLs.bulk), flash: "Aucune ligne n’est cochée\u{202F}: rien n’a changé.", tone: .watch)
    }
    let outcome = try await services.database.write { try act.run(for: viewer, at: services.now, $0) }
    return context.redirect(
      to: query.path(),
      flash:
        "\(FrenchText.count(outcome.lines, "ligne validée", "lignes validées"))\u{202F}: \(outcome.kept.french)\u{202F}h retenues."
    )
  }
}

struct BulkValidationPage: Sendable {
  let viewer: Viewer
  let clock: TerritoryClock
  let csrf: String
  let query: HoursQuery
  let lines: [ReviewedLine]

  private var clean: [ReviewedLine] { lines.filter(\.isClean) }

  func page() -> Page {
    let others = lines.count - clean.count
    let rest: HTML =
      others == 0
      ? .empty
      : "\(FrenchText.count(others, "ligne demande", "lignes demandent")) un regard, dans \(others == 1 ? "son relevé" : "leurs relevés")."
    return Page(
      title: "Lignes sans remarque",
      trail: [TrailLink("Heures", query.path()), TrailLink("Lignes sans remarque")], line: rest, section: .hours,
      body: clean.isEmpty
        ? emptyState(
          "Aucune ligne à valider n’est sans remarque.", actionLabel: "Revenir aux heures", path: query.path())
        : form)
  }

  private var form: HTML {
    let hours = clean.filter { $0.line.kind.mayCount }.map(\.line.declared).sum
    let fields: [HTML] = query.fields().map { hiddenField($0.name, $0.value) }
    let button = bulkButton(
      "Valider les lignes cochées, jusqu’à \(hours.frenchTrimmed)\u{202F}h", one: "Valider 1 ligne",
      many: "Valider %n lignes")
    return selectionForm(
      action: HoursURLs.bulk, csrf: csrf, actions: "\(button)\(link("Annuler", to: query.path()))",
      body: """
        \(fields)\(card(title: "À retenir en entier", count: clean.count, body: table(
          caption: "Lignes sans remarque", columns: Self.columns, rows: clean.map(row))))
        """)
  }

  private static let columns = [
    TableColumn("Choisir", hiddenTitle: true), TableColumn("Personne"), TableColumn("Employeur"), TableColumn("Lot"),
    TableColumn("Mois"), TableColumn("Nature"), TableColumn("Déclarées", numeric: true),
  ]

  private func row(_ reviewed: ReviewedLine) -> [HTML] {
    let line = reviewed.line
    return [
      selectionBox(
        name: "ligne", value: line.id.description,
        label: "\(line.person.text), \(line.place.lotLabel), \(line.month.french), \(line.kind.french)",
        isChecked: true),
      link(line.person.text, to: HoursURLs.line(line.id), context: line.month.french),
      link(line.statement.employerName, to: HoursURLs.statement(line.statement.id), context: line.month.french),
      "\(line.place.lotLabel)", "\(line.month)", "\(line.kind.french)", "\(line.declared)\u{202F}h",
    ]
  }
}
