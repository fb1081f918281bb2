// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// What the address of a table asks for. Only those who follow the people may narrow it: two tables subtracted would name them.
struct TableQuery: Sendable {
  let span: FigureSpan
  let scope: FigureScope
  let breakdown: FigureBreakdown
  let facets: [FigureBreakdown: String]
  let basis: FigureBasis
  /// The past day as whose evening the table is wanted.
  let asOf: Day?
  /// As the year was when it was closed.
  let asIssued: Bool
  let hoursPerFTE: Int?

  init(_ query: Form, for viewer: Viewer) throws {
    let mayNarrow = viewer.role == .facilitator
    scope = .widest(for: viewer)
    breakdown = try query.code("par") ?? .sector
    facets = try mayNarrow ? query.facets() : [:]
    basis = try mayNarrow ? query.code("base") ?? .worked : .worked
    asIssued = mayNarrow && query.filled("arrete") != nil
    asOf =
      try mayNarrow && !asIssued
      ? query.filled("au").map { try YearQuery.past($0, today: viewer.today) } : nil
    hoursPerFTE = try query.filled("etp").map { try Self.divisor($0) }
    span = try FigureSpan(year: try query.year("annee") ?? viewer.today.year, asOf: asOf ?? viewer.today)
  }

  init(
    span: FigureSpan, scope: FigureScope, breakdown: FigureBreakdown, facets: [FigureBreakdown: String],
    basis: FigureBasis = .worked, hoursPerFTE: Int? = nil
  ) {
    (self.span, self.scope, self.breakdown, self.facets) = (span, scope, breakdown, facets)
    (self.basis, self.hoursPerFTE, asOf, asIssued) = (basis, hoursPerFTE, nil, false)
  }

  private static func divisor(_ text: String) throws(ValueError) -> Int {
    guard let hours = Int(text), (1...3000).contains(hours) else {
      throw ValueError("Les heures par équivalent temps plein vont de 1 à 3\u{202F}000, par exemple 1\u{202F}607.")
    }
    return hours
  }

  /// The fields of its address, one of them changed.
  func fields(
    year: Int? = nil, by other: FigureBreakdown? = nil, facets changed: [FigureBreakdown: String]? = nil
  ) -> [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = [
      ("annee", String(year ?? span.year)), ("par", (other ?? breakdown).rawValue),
    ]
    if basis != .worked { fields.append(("base", basis.rawValue)) }
    if let asOf { fields.append(("au", asOf.french)) }
    if asIssued { fields.append(("arrete", "1")) }
    if let hoursPerFTE { fields.append(("etp", String(hoursPerFTE))) }
    let facets = changed ?? self.facets
    return fields + FigureBreakdown.facets.compactMap { facet in facets[facet].map { (facet.rawValue, $0) } }
  }

  func address(
    year: Int? = nil, by other: FigureBreakdown? = nil, facets changed: [FigureBreakdown: String]? = nil
  ) -> String {
    ResultURLs.table + "?" + Form(fields(year: year, by: other, facets: changed)).encoded
  }
}

/// All that the page of a table shows.
struct TableResults: Sendable {
  let query: TableQuery
  let table: FigureTable
  let facts: YearFacts
  /// Words of each facet, in the order of the address.
  let chosen: [(facet: FigureBreakdown, label: String)]

  static func read(_ query: TableQuery, _ db: any Connection) throws -> TableResults {
    let facts = try IndicatorStore.facts(query.span, query.scope, db)
    if query.asIssued, facts.closedAt == nil {
      throw ValueError(
        "L’année \(query.span.year) n’est pas arrêtée\u{202F}: retirez «\u{202F}à l’arrêté\u{202F}» pour voir ses chiffres."
      )
    }
    let moment =
      query.asIssued ? facts.closedAt : query.asOf.map { Instant.evening(of: $0, in: facts.zone) }
    let sums = try FigureYears(
      query.scope.territory, (query.span.year - 1)...query.span.year, query.basis, knownAt: moment, zone: facts.zone
    ).fold(FigureSums(query.span, query.scope, by: query.breakdown, narrowedBy: query.facets), db)
    var names: [FigureBreakdown: [String: String]] = [:]
    for breakdown in Set([query.breakdown] + query.facets.keys) where breakdown.isNamed {
      names[breakdown] = try FigureNameStore.names(breakdown, in: query.scope.territory, db)
    }
    // A table of all territories says nothing of exits: who left is looked up person by person, in one territory.
    let exits =
      try query.scope.territory.map { try ExitYear(query.span.year, $0, knownAt: moment, db) } ?? ExitYear()
    return TableResults(
      query: query,
      table: FigureTable(
        sums, hoursPerFTE: query.hoursPerFTE ?? facts.hoursPerFTE, names: names[query.breakdown] ?? [:],
        exits: exits),
      facts: facts,
      chosen: FigureBreakdown.facets.compactMap { facet in
        query.facets[facet].map { (facet: facet, label: names[facet]?[$0] ?? facet.french($0) ?? "inconnu") }
      })
  }
}
