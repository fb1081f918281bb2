// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Years of one territory, taken from memory where they were read before and nothing marked them since. The stamp of a year is how
/// many times it was counted, and what marks it bears since: each mark is a row, so that a year that changes twice has two stamps.
struct RecalledYears {
  let territory: ID<Territory>
  let years: ClosedRange<Int>

  /// How a year stands in the rollup.
  private struct Standing {
    /// How many times it was counted; nil when it never was.
    var version: String?
    var stamp = ""
    /// The months that changed since, 1 to 12; zero stands for the whole year.
    var changed: Set<Int> = []

    /// Whether only some months of what was counted are to be counted again.
    var isPartlyStale: Bool { version != nil && !changed.isEmpty && !changed.contains(0) }
  }

  func each(_ db: any Connection, _ body: (FigureYear) throws -> Void) throws {
    let standings = try standings(db)
    var (missing, partly, stale): (Set<Int>, Set<Int>, Set<Int>) = ([], [], [])
    for (year, standing) in standings.sorted(by: { $0.key < $1.key }) {
      if let found: FigureYear = db.recalled(key(year), stamp: standing.stamp) {
        try body(found)
      } else if standing.changed.isEmpty {
        missing.insert(year)
      } else if standing.isPartlyStale {
        partly.insert(year)
      } else {
        stale.insert(year)
      }
    }
    let made = try packed(missing, &stale, db) + brought(partly, standings, &stale, db)
    for year in try made + counted(stale, db) {
      if let standing = standings[year.year] {
        db.keep(year, key(year.year), stamp: standing.stamp, bytes: year.bytes)
      }
      try body(year)
    }
  }

  private func key(_ year: Int) -> Recall.Key { Recall.Key("figure_year", territory.value, Int64(year)) }

  private func standings(_ db: any Connection) throws -> [Int: Standing] {
    let rows = try db.query(
      """
      SELECT p.year, -1 AS month, '' || p.version AS stamp FROM figure_year p
      WHERE p.territory_id = \(territory) AND p.year BETWEEN \(years.lowerBound) AND \(years.upperBound)
      UNION ALL
      SELECT p.year, p.month, MAX(p.id) || ' ' || SUM(p.id) || ' ' || COUNT(*) AS stamp FROM figure_dirty p
      WHERE p.territory_id = \(territory) AND p.year BETWEEN \(years.lowerBound) AND \(years.upperBound)
      GROUP BY p.year, p.month
      ORDER BY 1, 2
      """)
    var found: [Int: Standing] = [:]
    for row in rows {
      let (year, month, stamp): (Int, Int, String) = (try row["year"], try row["month"], try row["stamp"])
      var standing = found[year] ?? Standing()
      standing.stamp += "/\(month) \(stamp)"
      if month < 0 { standing.version = stamp } else { standing.changed.insert(month) }
      found[year] = standing
    }
    return found
  }

  /// From the rollup; a year that cannot be read there is counted.
  private func packed(_ missing: Set<Int>, _ stale: inout Set<Int>, _ db: any Connection) throws -> [FigureYear] {
    guard !missing.isEmpty else { return [] }
    var found: [FigureYear] = []
    let rows = try db.query(
      """
      SELECT p.year, p.content FROM figure_year p
      WHERE p.territory_id = \(territory) AND p.year IN (\(.list(missing.sorted())))
      """)
    for row in rows {
      let year = FigureYear(territory: territory, year: try row["year"], packed: try row["content"])
      if let year { found.append(year) } else { stale.insert(try row["year"]) }
    }
    return found
  }

  /// From the rollup, with the months that changed since counted again.
  private func brought(
    _ partly: Set<Int>, _ standings: [Int: Standing], _ stale: inout Set<Int>, _ db: any Connection
  ) throws -> [FigureYear] {
    var bases: [FigureYear] = []
    var unread: Set<Int> = []
    for year in partly.sorted() {
      let base: FigureYear? = db.recalled(baseKey(year), stamp: standings[year]?.version ?? "")
      if let base { bases.append(base) } else { unread.insert(year) }
    }
    for base in try packed(unread, &stale, db) {
      db.keep(base, baseKey(base.year), stamp: standings[base.year]?.version ?? "", bytes: base.bytes)
      bases.append(base)
    }
    return try FigureMonths(bases.map { ($0, standings[$0.year]?.changed ?? []) }).counted(db)
  }

  /// A year as the rollup has it, beside what became of it since.
  private func baseKey(_ year: Int) -> Recall.Key { Recall.Key("figure_base", territory.value, Int64(year)) }

  private func counted(_ stale: Set<Int>, _ db: any Connection) throws -> [FigureYear] {
    guard let first = stale.min(), let last = stale.max() else { return [] }
    return try FigureYearReader(territory: territory, years: first...last).read(db).filter { stale.contains($0.year) }
  }
}

/// Years of one territory as they were counted, and the months of each that changed since.
struct FigureMonths {
  let years: [(base: FigureYear, months: Set<Int>)]

  init(_ years: [(base: FigureYear, months: Set<Int>)]) { self.years = years }

  /// The years, with these months from their lines.
  func counted(_ db: any Connection) throws -> [FigureYear] {
    guard let first = years.map(\.base.year).min(), let last = years.map(\.base.year).max(),
      let territory = years.first?.base.territory
    else { return [] }
    let numbers = years.flatMap { year in year.months.map { year.base.year * 100 + $0 } }.sorted()
    let parts = try FigureYearReader(territory: territory, years: first...last, months: numbers).read(db)
    let found = Dictionary(uniqueKeysWithValues: parts.map { ($0.year, $0) })
    return years.map { base, months in
      base.replacing(months, with: found[base.year] ?? FigureYear(territory: territory, year: base.year))
    }
  }
}

extension FigureYear {
  /// About how many bytes it takes.
  fileprivate var bytes: Int { rows.count * 57 + hires.count * 300 + places.count * 250 }
}
