// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Years of one territory, taken from memory where they were read before and nothing marked them since. The stamp of a year is how
/// many times it was counted, and what marks it bears since: each mark is a row, so that a year that changes twice has two stamps.
struct RecalledYears {
  let territory: ID<Territory>
  let years: ClosedRange<Int>

  private struct Standing {
    var stamp: String
    var isStale: Bool
  }

  func each(_ db: any Connection, _ body: (FigureYear) throws -> Void) throws {
    let standings = try standings(db)
    var missing: Set<Int> = []
    var stale: Set<Int> = []
    for (year, standing) in standings.sorted(by: { $0.key < $1.key }) {
      if let found: FigureYear = db.recalled(key(year), stamp: standing.stamp) {
        try body(found)
      } else if standing.isStale {
        stale.insert(year)
      } else {
        missing.insert(year)
      }
    }
    for year in try packed(missing, &stale, db) + counted(stale, db) {
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
      SELECT p.year, '' || p.version AS stamp, 0 AS marks FROM figure_year p
      WHERE p.territory_id = \(territory) AND p.year BETWEEN \(years.lowerBound) AND \(years.upperBound)
      UNION ALL
      SELECT p.year, MAX(p.id) || ' ' || SUM(p.id) AS stamp, COUNT(*) AS marks FROM figure_dirty p
      WHERE p.territory_id = \(territory) AND p.year BETWEEN \(years.lowerBound) AND \(years.upperBound)
      GROUP BY p.year
      """)
    var found: [Int: Standing] = [:]
    for row in rows {
      let (stamp, marks): (String, Int) = (try row["stamp"], try row["marks"])
      var standing = found[try row["year"]] ?? Standing(stamp: "", isStale: false)
      standing.stamp += "/\(stamp) \(marks)"
      standing.isStale = standing.isStale || marks > 0
      found[try row["year"]] = standing
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

  private func counted(_ stale: Set<Int>, _ db: any Connection) throws -> [FigureYear] {
    guard let first = stale.min(), let last = stale.max() else { return [] }
    return try FigureYearReader(territory: territory, years: first...last).read(db).filter { stale.contains($0.year) }
  }
}

extension FigureYear {
  /// About how many bytes it takes.
  fileprivate var bytes: Int { rows.count * 57 + hires.count * 300 + places.count * 250 }
}
