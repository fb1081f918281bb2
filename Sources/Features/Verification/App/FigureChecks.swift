// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What is published equals the plain sum of what is kept.
enum FigureChecks {
  static func all(_ db: any Connection) throws -> [Check] {
    try [issued(db), closings(db), sums(db), buyers(db)]
  }

  /// A report reprints what was kept when it was issued: nothing decided later may enter, nothing decided before may leave.
  private static func issued(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "reports.issued", "Chaque rapport émis redonne ce qui était retenu à son instant.", db,
      """
      SELECT 'rapport ' || CAST(r.id AS TEXT) AS broken FROM issued_report r
      WHERE r.kept_units <> COALESCE((SELECT CAST(SUM(d.kept_units) AS BIGINT) FROM hours_line l
        JOIN hours_decision d ON d.line_id = l.id
        JOIN engagement g ON g.id = l.engagement_id
        WHERE l.territory_id = r.territory_id AND l.kind = 'site' AND l.month BETWEEN r.first_month AND r.last_month
          AND (r.lot_id IS NULL OR g.lot_id = r.lot_id) AND d.decided_at <= r.issued_at), 0)
      """)
  }

  private static func closings(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "reports.closing", "Chaque année arrêtée a son rapport.", db,
      """
      SELECT 'année ' || CAST(y.year AS TEXT) AS broken FROM yearly_closing y
      WHERE NOT EXISTS (SELECT 1 FROM issued_report r WHERE r.territory_id = y.territory_id AND r.kind = 'year'
        AND r.first_month = y.year * 100 + 1 AND r.last_month = y.year * 100 + 12)
      """)
  }

  private struct RawYear {
    let territory: ID<Territory>
    let year: Int
    let kept: Hours
    let people: Int
  }

  private static func raw(_ db: any Connection) throws -> [RawYear] {
    try db.query(
      """
      SELECT x.territory_id, x.year, CAST(SUM(x.kept) AS BIGINT) AS kept,
        CAST(SUM(CASE WHEN x.kept > 0 THEN 1 ELSE 0 END) AS BIGINT) AS people
      FROM (SELECT l.territory_id, (l.month - l.month % 100) / 100 AS year, COALESCE(p.merged_into, p.id) AS head,
          CAST(SUM(d.kept_units) AS BIGINT) AS kept
        FROM hours_line l JOIN hours_decision d ON d.line_id = l.id JOIN participant p ON p.id = l.participant_id
        WHERE l.kind = 'site'
        GROUP BY l.territory_id, (l.month - l.month % 100) / 100, COALESCE(p.merged_into, p.id)) x
      GROUP BY x.territory_id, x.year ORDER BY x.territory_id, x.year
      """
    ).map {
      RawYear(
        territory: try $0["territory_id"], year: try $0["year"], kept: try $0["kept"], people: try $0["people"])
    }
  }

  private static func report(_ raw: RawYear, _ db: any Connection) throws -> YearReport? {
    guard let end = Day(raw.year, 12, 31), let span = try? FigureSpan(year: raw.year, asOf: end) else { return nil }
    return try IndicatorStore.year(span, FigureScope(territory: raw.territory), knownAt: nil, db)
  }

  private static func sums(_ db: any Connection) throws -> Check {
    let broken = try raw(db).compactMap { raw -> String? in
      guard let report = try report(raw, db) else { return nil }
      let isEqual =
        report.figures.hoursDone == raw.kept && report.byMonth.values.sum == raw.kept
        && report.sectors.map(\.hours).sum == raw.kept && report.figures.people == raw.people
      return isEqual
        ? nil
        : "territoire \(raw.territory), \(raw.year)\u{202F}: \(report.figures.hoursDone.french) ≠ \(raw.kept.french)"
    }
    return Check(
      name: "figures.sums", sentence: "Les chiffres de chaque année égalent la somme des heures retenues.",
      broken: Array(broken.prefix(VerificationRun.most)))
  }

  private static func buyers(_ db: any Connection) throws -> Check {
    let broken = try raw(db).compactMap { raw -> String? in
      guard let report = try report(raw, db), report.buyers.map(\.hours).sum != raw.kept else { return nil }
      return "territoire \(raw.territory), \(raw.year)"
    }
    return Check(
      name: "figures.buyers",
      sentence: "Les heures des donneurs d’ordre, parts comprises, redonnent celles du territoire.",
      broken: Array(broken.prefix(VerificationRun.most)))
  }
}
