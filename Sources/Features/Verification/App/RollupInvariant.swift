// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What is counted ahead equals what is counted from the lines.
enum RollupInvariant {
  static let name = "figures.rollup"

  /// Sums of one year that share no code with the rollup.
  private struct RawYear: Hashable {
    var units: [HoursKind: Int64] = [:]
    var people = 0
  }

  static func result(_ db: any Connection) throws -> VerifiedInvariant {
    var raw = try sums(db)
    let stale = Set(try FigureYearStore.stale(limit: .max, db))
    var broken: [YearKey] = []
    var examined = 0
    try db.each("SELECT territory_id, year, content FROM figure_year") { row in
      let key = YearKey(territory: try row["territory_id"], year: try row["year"])
      let expected = raw.removeValue(forKey: key) ?? RawYear()
      guard !stale.contains(key) else { return }
      examined += 1
      let year = FigureYear(territory: key.territory, year: key.year, packed: try row["content"])
      if year.map(counted) != expected { broken.append(key) }
    }
    // A year that has lines is counted ahead, or marked to be.
    broken += raw.keys.filter { !stale.contains($0) }
    broken += try differing(besides: Set(broken), db)
    return VerifiedInvariant(
      name: name, sentence: "Les cumuls par année redonnent les heures et les personnes de leurs lignes.",
      examined: examined, noun: (one: "année cumulée", many: "années cumulées"),
      found: broken.sorted { ($0.territory, $0.year) < ($1.territory, $1.year) }
        .map { "territoire \($0.territory), année \($0.year)" })
  }

  private static func counted(_ year: FigureYear) -> RawYear {
    var result = RawYear()
    var people: [Int64: Int64] = [:]
    for row in 0..<year.rows.count {
      let kind = FigureYear.kinds[Int(year.rows.kind[row])]
      let units = year.sum(row, 1...12)
      result.units[kind, default: 0] += units
      if kind == .site { people[year.hires[Int(year.rows.hire[row])].person, default: 0] += units }
    }
    result.people = people.count { $0.value > 0 }
    return result
  }

  private static func sums(_ db: any Connection) throws -> [YearKey: RawYear] {
    var found: [YearKey: RawYear] = [:]
    try db.each(
      """
      SELECT x.territory_id, x.year, x.kind, CAST(SUM(x.kept) AS BIGINT) AS kept,
        CAST(SUM(CASE WHEN x.kept > 0 THEN 1 ELSE 0 END) AS BIGINT) AS people
      FROM (SELECT l.territory_id, l.month / 100 AS year, l.kind, COALESCE(p.merged_into, p.id) AS head,
          CAST(SUM(d.kept_units) AS BIGINT) AS kept
        FROM hours_line l JOIN hours_decision d ON d.line_id = l.id JOIN participant p ON p.id = l.participant_id
        WHERE l.kind <> 'absence'
        GROUP BY l.territory_id, l.month / 100, l.kind, COALESCE(p.merged_into, p.id)) x
      GROUP BY x.territory_id, x.year, x.kind
      """
    ) { row in
      let key = YearKey(territory: try row["territory_id"], year: try row["year"])
      let kind: HoursKind = try row["kind"]
      found[key, default: RawYear()].units[kind] = try row["kept"]
      if kind == .site { found[key, default: RawYear()].people = try row["people"] }
    }
    return found
  }

  /// The most recent years, each value of each row against the lines.
  private static func differing(besides known: Set<YearKey>, _ db: any Connection) throws -> [YearKey] {
    let recent = try db.query(
      """
      SELECT territory_id, year, content FROM figure_year y
      WHERE NOT EXISTS (SELECT 1 FROM figure_dirty d WHERE d.territory_id = y.territory_id AND d.year = y.year)
      ORDER BY year DESC, territory_id LIMIT \(FigureInvariants.mostYears)
      """)
    return try recent.compactMap { row in
      let key = YearKey(territory: try row["territory_id"], year: try row["year"])
      guard !known.contains(key) else { return nil }
      let lines = try FigureYearReader(territory: key.territory, years: key.year...key.year).read(db).first
      let packed = FigureYear(territory: key.territory, year: key.year, packed: try row["content"])
      return packed == (lines ?? FigureYear(territory: key.territory, year: key.year)) ? nil : key
    }
  }
}
