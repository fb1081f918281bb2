// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// The rollup: each year of a territory as it was last counted, and which of them have changed since. A year that changed is counted
/// from its lines until the rollup has it again, so that a figure never waits and is never late.
enum FigureYearStore {
  /// Years of a territory (nil: of all), in their order.
  static func read(
    _ territory: ID<Territory>?, _ years: ClosedRange<Int>, _ db: any Connection
  ) throws -> [FigureYear] {
    var found: [FigureYear] = []
    try each(territory, years, db) { found.append($0) }
    return found.sorted { ($0.territory, $0.year) < ($1.territory, $1.year) }
  }

  /// Each year in no order, one at a time: a country of ten years is never held in memory.
  static func each(
    _ territory: ID<Territory>?, _ years: ClosedRange<Int>, _ db: any Connection, _ body: (FigureYear) throws -> Void
  ) throws {
    if let territory { return try RecalledYears(territory: territory, years: years).each(db, body) }
    let between: SQL = "p.year BETWEEN \(years.lowerBound) AND \(years.upperBound)"
    var stale: Set<YearKey> = []
    for row in try db.query("SELECT DISTINCT p.territory_id, p.year FROM figure_dirty p WHERE \(between)") {
      stale.insert(YearKey(territory: try row["territory_id"], year: try row["year"]))
    }
    try db.each("SELECT p.territory_id, p.year, p.content FROM figure_year p WHERE \(between)") { row in
      let key = YearKey(territory: try row["territory_id"], year: try row["year"])
      guard !stale.contains(key) else { return }
      let year = FigureYear(territory: key.territory, year: key.year, packed: try row["content"])
      if let year { try body(year) } else { stale.insert(key) }
    }
    for year in try counted(stale, db) { try body(year) }
  }

  /// From the lines, one territory at a time, or all at once where all are stale.
  static func counted(_ stale: Set<YearKey>, _ db: any Connection) throws -> [FigureYear] {
    let territories = Set(stale.map(\.territory))
    guard let first = stale.map(\.year).min(), let last = stale.map(\.year).max() else { return [] }
    if territories.count > mostAlone {
      return try FigureYearReader(territory: nil, years: first...last).read(db).filter { stale.contains($0.key) }
    }
    return try territories.sorted().flatMap { territory in
      let years = stale.filter { $0.territory == territory }.map(\.year)
      return try FigureYearReader(
        territory: territory, years: (years.min() ?? first)...(years.max() ?? last)
      ).read(db).filter { stale.contains($0.key) }
    }
  }

  private static let mostAlone = 20

  /// What awaits to be counted again, in the order of its years.
  static func stale(limit: Int, _ db: any Connection) throws -> [YearKey] {
    try db.query(
      """
      SELECT DISTINCT territory_id, year FROM figure_dirty ORDER BY year DESC, territory_id LIMIT \(limit)
      """
    ).map { YearKey(territory: try $0["territory_id"], year: try $0["year"]) }
  }

  /// The same for one territory, that of the latest year: its years are counted together.
  static func staleOfOne(limit: Int, _ db: any Connection) throws -> (territory: ID<Territory>, years: [Int])? {
    let rows = try db.query(
      """
      SELECT DISTINCT territory_id, year FROM figure_dirty WHERE territory_id = (
        SELECT p.territory_id FROM figure_dirty p ORDER BY p.year DESC, p.territory_id LIMIT 1)
      ORDER BY year DESC LIMIT \(limit)
      """)
    guard let territory: ID<Territory> = try rows.first?["territory_id"] else { return nil }
    return (territory, try rows.map { try $0["year"] })
  }

  /// Counts years of a territory again, in the transaction of the caller and in as few queries as one of them. Their rows are held
  /// first: of two who count the same year, the second sees all that the first saw. Where only some months changed, only those are
  /// read.
  static func refresh(_ territory: ID<Territory>, _ years: [Int], at now: Instant, _ db: any Connection) throws {
    var whole: [Int] = []
    var partly: [(base: FigureYear, months: Set<Int>)] = []
    for year in years.sorted() {
      let changed = try hold(YearKey(territory: territory, year: year), at: now, db)
      let content: [UInt8] =
        try db.value("SELECT content FROM figure_year WHERE territory_id = \(territory) AND year = \(year)") ?? []
      if !changed.contains(0), let base = FigureYear(territory: territory, year: year, packed: content) {
        partly.append((base, changed))
      } else {
        whole.append(year)
      }
    }
    for year in try counted(territory, whole, db) + FigureMonths(partly).counted(db) {
      try db.execute(
        "UPDATE figure_year SET content = \(year.packed) WHERE territory_id = \(territory) AND year = \(year.year)")
    }
  }

  /// Each of these years from its lines, with nothing where there are none.
  private static func counted(
    _ territory: ID<Territory>, _ years: [Int], _ db: any Connection
  ) throws -> [FigureYear] {
    guard let first = years.min(), let last = years.max() else { return [] }
    let found = Dictionary(
      uniqueKeysWithValues: try FigureYearReader(territory: territory, years: first...last).read(db).map {
        ($0.year, $0)
      })
    return years.map { found[$0] ?? FigureYear(territory: territory, year: $0) }
  }

  /// Which months of it changed, zero for all. They are said by the rows taken away, not by those seen a moment before: what another
  /// transaction marks meanwhile is in one of the two counts.
  private static func hold(_ key: YearKey, at now: Instant, _ db: any Connection) throws -> Set<Int> {
    try db.execute(
      """
      INSERT INTO figure_year (territory_id, year, content, counted_at)
      VALUES (\(key.territory), \(key.year), \([UInt8]()), \(now))
      ON CONFLICT (territory_id, year) DO UPDATE SET counted_at = excluded.counted_at, version = figure_year.version + 1
      """)
    return Set(
      try db.values(
        "DELETE FROM figure_dirty WHERE territory_id = \(key.territory) AND year = \(key.year) RETURNING month"))
  }

  /// Every year that has lines is to be counted again.
  static func forget(_ db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO figure_dirty (territory_id, year)
      SELECT DISTINCT x.territory_id, x.year FROM (SELECT l.territory_id, l.month / 100 AS year FROM hours_line l
        UNION ALL SELECT p.territory_id, p.year FROM figure_year p) x
      """)
  }
}

/// One year of one territory.
struct YearKey: Sendable, Hashable {
  let territory: ID<Territory>
  let year: Int
}

extension FigureYear {
  var key: YearKey { YearKey(territory: territory, year: year) }
}

/// Which years are counted, and how: from the rollup where it can tell, from the lines where the past or the day of a decision is
/// asked for.
struct FigureYears: Sendable {
  let territory: ID<Territory>?
  let years: ClosedRange<Int>
  let basis: FigureBasis
  /// nil: all that is known.
  let moment: Instant?
  let zone: TimeZone

  init(
    _ territory: ID<Territory>?, _ years: ClosedRange<Int>, _ basis: FigureBasis = .worked,
    knownAt moment: Instant? = nil, zone: TimeZone = .gmt
  ) {
    (self.territory, self.years, self.basis, self.moment, self.zone) = (territory, years, basis, moment, zone)
  }

  func each(_ db: any Connection, _ body: (FigureYear) throws -> Void) throws {
    // Few, and never in the rollup.
    var balances = Dictionary(uniqueKeysWithValues: try OpeningYears(self).read(db).map { ($0.key, $0) })
    func give(_ year: FigureYear) throws {
      try body(balances.removeValue(forKey: year.key).map { year.adding($0) } ?? year)
    }
    if basis == .worked, moment == nil {
      try FigureYearStore.each(territory, years, db, give)
    } else {
      let reader = FigureYearReader(
        territory: territory, years: years, knownAt: moment, keptIn: basis == .kept ? zone : nil)
      for year in try reader.read(db) { try give(year) }
    }
    // Years of which there is nothing else.
    for year in balances.values { try body(year) }
  }

  func read(_ db: any Connection) throws -> [FigureYear] {
    var found: [FigureYear] = []
    try each(db) { found.append($0) }
    return found.sorted { ($0.territory, $0.year) < ($1.territory, $1.year) }
  }
}
