// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// A page of the districts of a year, those with the most hours first; hours of nobody known to live in one come last.
struct DistrictList: Sendable {
  struct Entry: Sendable {
    let line: FigureTable.Line
    /// Too few people for the reader.
    let isHidden: Bool

    /// Hours of those who live in none, or of whom it is not known.
    var isElsewhere: Bool { line.key == FigureBreakdown.unknown }
  }

  let entries: [Entry]
  let count: Int
  /// The code after which the next page begins.
  let next: String?

  static let pageSize = 50

  init(_ table: FigureTable, for viewer: Viewer, after code: String? = nil) throws {
    try self.init(table.lines, hidden: table.hidden(from: viewer.role), after: code)
  }

  /// Throws `Missing` when the page begins after a district that is not one of the year.
  init(_ lines: [FigureTable.Line], hidden: Set<Int>, after code: String? = nil) throws {
    let all = lines.enumerated().map { Entry(line: $1, isHidden: hidden.contains($0)) }
    let ordered = all.filter { !$0.isElsewhere } + all.filter(\.isElsewhere)
    count = all.count { !$0.isElsewhere }
    var first = 0
    if let code {
      guard let place = ordered.firstIndex(where: { $0.line.key == code }) else { throw Missing() }
      first = place + 1
    }
    let shown = ordered.dropFirst(first).prefix(Self.pageSize)
    entries = Array(shown)
    next = first + shown.count < ordered.count ? shown.last?.line.key : nil
  }
}

/// « Quartiers prioritaires »: hours and people of a year by the district where they lived when hired.
struct DistrictPages {
  let viewer: Viewer
  let results: TableResults
  let list: DistrictList

  private var span: FigureSpan { results.query.span }
  private var total: FigureTable.Line { results.table.total }
  private var sight: FigureSight { FigureSight(role: viewer.role) }

  var page: Page {
    Page(
      title: "Quartiers prioritaires, \(span.year)",
      trail: [TrailLink("Bilans", ResultURLs.year(span.year)), TrailLink("Quartiers prioritaires")], line: line,
      action: years, section: .results, body: body)
  }

  private var line: HTML {
    let who: HTML = viewer.role == .buyer ? "Vos marchés" : "\(viewer.territoryName)"
    return "\(who) · quartier où la personne habitait à l’embauche"
  }

  private var years: HTML {
    let newest = max(viewer.today.year, span.year)
    return switchLinks(
      label: "Année",
      ((newest - 4)...newest).map {
        SwitchLink(String($0), DashboardURLs.districts($0), isCurrent: $0 == span.year)
      })
  }

  private var body: HTML {
    guard sight.mayShow(total.figures.people) else {
      return card(
        title: "Chiffres non publiés",
        body:
          "<p>Moins de 5 personnes ont des heures retenues en \(String(span.year))\u{202F}: leurs chiffres ne sont pas publiés.</p>"
      )
    }
    guard !list.entries.isEmpty else {
      return card(
        title: "Rien à compter", body: emptyState("Aucune heure n’est retenue en \(String(span.year)) pour cette vue."))
    }
    return """
      \(card(title: "Quartiers", count: list.count, id: "quartiers", body: "\(rows)\(note)"))\
      \(pager(nextPath: list.next.map { DashboardURLs.districts(span.year, after: $0) }))\
      \(exportLinks(.crossTable, query: "annee=\(span.year)&par=\(FigureBreakdown.district.rawValue)"))
      """
  }

  private var rows: HTML {
    table(
      caption: "Heures retenues et personnes en \(String(span.year)) par quartier prioritaire",
      columns: [
        TableColumn("Quartier"), TableColumn("Heures", numeric: true), TableColumn("Part des heures", numeric: true),
        TableColumn("Personnes", numeric: true), TableColumn("Part des personnes", numeric: true),
        TableColumn("h par personne", numeric: true),
      ],
      rows: list.entries.map(row), footer: cells("Ensemble", total, facets: [:]))
  }

  private var note: HTML {
    """
    <p class="help">\(FigureBreakdown.district.note.map { "\($0) " } ?? "")Une personne qui a été embauchée dans deux quartiers compte dans \
    chacun, et une fois dans l’ensemble.</p>
    """
  }

  private func row(_ entry: DistrictList.Entry) -> [HTML] {
    let line = entry.line
    let name: HTML =
      viewer.isFacilitator && !entry.isElsewhere
      ? link(
        line.label, to: DashboardURLs.path(DashboardURLs.district, [("code", line.key), ("annee", String(span.year))]))
      : "\(line.label)"
    guard !entry.isHidden else {
      let why: HTML = SmallCells.isSmall(line.figures.people) ? "moins de 5" : "non publié"
      return [name, "—", "—", why, "—", "—"]
    }
    return cells(name, line, facets: [.district: line.key])
  }

  private func cells(_ name: HTML, _ line: FigureTable.Line, facets: [FigureBreakdown: String]) -> [HTML] {
    let figures = line.figures
    return [
      name, opened("\(figures.hoursDone)", facets),
      "\(FrenchText.percent(figures.hoursDone.units, of: total.figures.hoursDone.units))",
      opened("\(FrenchNumber.whole(figures.people))", facets),
      "\(FrenchText.percent(Int64(figures.people), of: Int64(total.figures.people)))",
      "\(Ratios.perPerson(hours: figures.hoursDone, people: figures.people)?.french(decimals: 1) ?? "—")",
    ]
  }

  /// A figure with the lines behind it.
  private func opened(_ figure: HTML, _ facets: [FigureBreakdown: String]) -> HTML {
    guard sight.opensLines else { return figure }
    var filter = FigureFilter(scope: results.query.scope, year: span.year, month: nil)
    filter.facets = facets
    return "<a href=\"\(safePath(ResultURLs.lines(filter)))\">\(figure)</a>"
  }
}
