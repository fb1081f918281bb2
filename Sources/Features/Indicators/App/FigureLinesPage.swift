// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// The lines behind a figure: their sum is the figure.
struct FigureLinesPage {
  let filter: FigureFilter
  let found: FigureLines

  var page: Page {
    Page(
      title: "Lignes derrière le chiffre", trail: [TrailLink("Bilans", home), TrailLink("Lignes")], line: line,
      section: .results,
      body: opened + card(title: "Lignes décidées", count: found.count, body: lines + pager(nextPath: next)))
  }

  private var home: String { filter.year.map { ResultURLs.year($0) } ?? ResultURLs.year }
  private var next: String? { found.next.map { ResultURLs.lines(filter, after: $0) } }

  private var line: HTML {
    let when = filter.month?.french ?? filter.year.map { "année \($0)" } ?? "toutes années"
    let what = [when, "heures \(filter.kind.french)", filter.scope.sector?.french].compactMap { $0 } + facets
    return """
      \(FrenchText.capitalised(what.joined(separator: " · ")))\u{202F}: \(found.kept)\u{202F}h retenues sur \
      \(found.declared)\u{202F}h déclarées
      """
  }

  private var opened: HTML {
    guard found.opened != .zero else { return .empty }
    return notice(
      .neutral,
      """
      Le chiffre compte aussi \(found.opened)\u{202F}h de soldes d’ouverture, reprises d’un classeur sans ligne ni personne\u{202F}: \
      \(found.kept + found.opened)\u{202F}h en tout.
      """)
  }

  /// What else narrows the lines, in words; identifiers say themselves in the rows.
  private var facets: [String] {
    FigureFilter.beyondScope.compactMap { facet in filter.facets[facet].flatMap { facet.french($0) } }
  }

  private var lines: HTML {
    table(
      caption: "Lignes décidées",
      columns: [
        TableColumn("Mois"), TableColumn("Participant"), TableColumn("Employeur"), TableColumn("Marché · lot"),
        TableColumn("Déclarées", numeric: true), TableColumn("Retenues", numeric: true), TableColumn("Ligne"),
      ],
      rows: found.lines.map(row),
      empty: emptyState("Aucune heure décidée ici pour le moment."))
  }

  private func row(_ line: FigureLine) -> [HTML] {
    [
      "\(line.month)", link(line.personName, to: "/participants/\(line.person)"),
      link(line.employerName, to: ContractLinks.organisation(line.employer)),
      link("\(line.contractTitle) · \(line.lotTitle)", to: ContractLinks.lot(line.lot)), "\(line.declared)",
      "\(line.kept)",
      link(line.isReversal ? "Correction" : "Ouvrir", to: "/heures/lignes/\(line.id)", context: "ligne \(line.id)"),
    ]
  }
}

/// Where lots and organisations have their pages.
enum ContractLinks {
  static func lot(_ id: ID<Lot>) -> String { "/lots/\(id)" }
  static func organisation(_ id: ID<Organisation>) -> String { "/entreprises/\(id)" }
}
