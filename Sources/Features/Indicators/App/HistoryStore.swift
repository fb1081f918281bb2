// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// Figures of past years, typed from what was published.
enum HistoryStore {
  static func typed(in territory: ID<Territory>, _ db: any Connection) throws -> [TypedYear] {
    try db.query(
      """
      SELECT year, units, people, assignments, companies, structures, source FROM typed_year
      WHERE territory_id = \(territory) ORDER BY year
      """
    ).map { row in
      TypedYear(
        year: try row["year"], hours: try row["units"], people: try row["people"], assignments: try row["assignments"],
        companies: try row["companies"], structures: try row["structures"], source: try row["source"])
    }
  }

  /// One row a year: said again, it replaces the former; without a figure, it is taken away. The journal keeps the trace.
  static func set(_ year: TypedYear, for viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    guard viewer.isFacilitator else { throw Missing() }
    try write(year, in: viewer.territoryID, by: viewer.accountID, at: now, db)
    let what = year.isEmpty ? "retirés" : year.hours.map { "\($0.frenchShort)\u{202F}h" } ?? "saisis"
    try Journal.record(
      "history.set", .territory, viewer.territoryID.value, "Chiffres publiés de \(year.year)\u{202F}: \(what)",
      by: viewer, at: now, db)
  }

  /// The same without the journal, for the command line: whoever runs it holds the database.
  static func write(
    _ year: TypedYear, in territory: ID<Territory>, by author: ID<Account>?, at now: Instant, _ db: any Connection
  ) throws {
    guard !year.isEmpty else {
      try db.execute("DELETE FROM typed_year WHERE territory_id = \(territory) AND year = \(year.year)")
      return
    }
    try db.execute(
      """
      INSERT INTO typed_year (territory_id, year, units, people, assignments, companies, structures, source, author_id,
        recorded_at)
      VALUES (\(territory), \(year.year), \(year.hours), \(year.people), \(year.assignments), \(year.companies),
        \(year.structures), \(year.source), \(author), \(now))
      ON CONFLICT (territory_id, year) DO UPDATE SET units = excluded.units, people = excluded.people,
        assignments = excluded.assignments, companies = excluded.companies, structures = excluded.structures,
        source = excluded.source, author_id = excluded.author_id, recorded_at = excluded.recorded_at
      """)
  }
}

/// Several years of a territory, or of all of them.
enum YearSeriesStore {
  static let most = 10

  /// The years that have lines or were typed, at most ten, to the one that runs.
  static func read(
    _ territory: ID<Territory>?, narrowedBy facets: [FigureBreakdown: String] = [:], through last: Int,
    _ db: any Connection
  ) throws -> [SeriesYear] {
    let years = (last - most + 1)...last
    let counted = try counted(territory, facets, years, db)
    guard let territory, facets.isEmpty else { return counted.map { SeriesYear(year: $0.year, counted: $0) } }
    let typed = try HistoryStore.typed(in: territory, db).filter { $0.year <= last }
    let printed = try facts(territory, db)
    let all = Set(typed.map(\.year) + counted.map(\.year)).sorted().suffix(most)
    return all.map { year in
      SeriesYear(
        year: year, typed: typed.first { $0.year == year }, counted: counted.first { $0.year == year },
        issued: printed.issued[year], objective: printed.objectives[year])
    }
  }

  /// Each year by itself, all of a country one after the other.
  private static func counted(
    _ territory: ID<Territory>?, _ facets: [FigureBreakdown: String], _ years: ClosedRange<Int>, _ db: any Connection
  ) throws -> [YearFigures] {
    let sums = try FigureYears(territory, years).fold(SeriesSums(territory: territory, facets: facets), db)
    return sums.tallies.filter { !$0.value.people.isEmpty || $0.value.hours != 0 }
      .map { $0.value.figures($0.key) }.sorted { $0.year < $1.year }
  }

  /// What arrêtés printed, and objectives.
  private static func facts(
    _ territory: ID<Territory>, _ db: any Connection
  ) throws -> (issued: [Int: (hours: Hours, people: Int)], objectives: [Int: Hours]) {
    var issued: [Int: (hours: Hours, people: Int)] = [:]
    for row in try db.query(
      """
      SELECT first_month, kept_units, people FROM issued_report
      WHERE territory_id = \(territory) AND kind = 'year' ORDER BY id
      """)
    {
      let month: Int = try row["first_month"]
      issued[month / 100] = (try row["kept_units"], try row["people"])
    }
    var objectives: [Int: Hours] = [:]
    for row in try db.query(
      "SELECT year, units FROM objective WHERE territory_id = \(territory) AND organisation_id IS NULL AND units IS NOT NULL"
    ) {
      objectives[try row["year"]] = try row["units"]
    }
    return (issued, objectives)
  }
}

/// What each year adds up to.
private struct SeriesSums: FigureFold {
  let territory: ID<Territory>?
  let facets: [FigureBreakdown: String]
  private(set) var tallies: [Int: FigureTally] = [:]

  init(territory: ID<Territory>?, facets: [FigureBreakdown: String]) {
    (self.territory, self.facets) = (territory, facets)
  }

  mutating func add(_ year: FigureYear) {
    var grouping = FigureGrouping(year)
    let chosen = grouping.chosen(FigureScope(territory: territory), facets)
    let shares = facets[.buyer].flatMap { Int64($0) }.flatMap { FigureShares(year, of: $0) }
    FigureCounter(year).add(chosen, 1...12, shares, to: &tallies[year.year, default: FigureTally()])
  }

  mutating func add(_ other: SeriesSums) {
    for (year, tally) in other.tallies { tallies[year, default: FigureTally()].add(tally) }
  }
}
