// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What is published equals the plain sum of what is kept.
enum FigureInvariants {
  static let all: [Invariant] = [
    // Nothing decided later may enter a report, nothing decided before may leave it.
    Invariant(
      "reports.issued", "Chaque rapport émis redonne ce qui était retenu à son instant.", .reports,
      """
      SELECT s.id FROM
        (SELECT r.id, r.kept_units AS printed, COALESCE(SUM(d.kept_units), 0) + (SELECT COALESCE(SUM(b.units), 0)
           FROM opening_balance b WHERE b.territory_id = r.territory_id
             AND b.month BETWEEN r.first_month AND r.last_month AND b.recorded_at <= r.issued_at) AS counted
         FROM issued_report r
         LEFT JOIN hours_line l ON l.territory_id = r.territory_id AND l.kind = 'site'
           AND l.month BETWEEN r.first_month AND r.last_month
         LEFT JOIN hours_decision d ON d.line_id = l.id AND d.decided_at <= r.issued_at
         WHERE r.lot_id IS NULL
         GROUP BY r.id, r.kept_units, r.territory_id, r.first_month, r.last_month, r.issued_at
         UNION ALL
         SELECT r.id, r.kept_units AS printed, COALESCE(SUM(d.kept_units), 0) + (SELECT COALESCE(SUM(b.units), 0)
           FROM opening_balance b
           JOIN engagement e ON e.territory_id = b.territory_id AND e.id = b.engagement_id
           WHERE e.territory_id = r.territory_id AND e.lot_id = r.lot_id
             AND b.month BETWEEN r.first_month AND r.last_month AND b.recorded_at <= r.issued_at) AS counted
         FROM issued_report r
         LEFT JOIN engagement g ON g.territory_id = r.territory_id AND g.lot_id = r.lot_id
         LEFT JOIN hours_line l ON l.territory_id = g.territory_id AND l.engagement_id = g.id AND l.kind = 'site'
           AND l.month BETWEEN r.first_month AND r.last_month
         LEFT JOIN hours_decision d ON d.line_id = l.id AND d.decided_at <= r.issued_at
         WHERE r.lot_id IS NOT NULL
         GROUP BY r.id, r.kept_units, r.territory_id, r.lot_id, r.first_month, r.last_month, r.issued_at) s
      WHERE s.printed <> s.counted
      """),
    Invariant(
      "reports.closing", "Chaque année arrêtée a son rapport.", .closings,
      """
      SELECT y.id FROM yearly_closing y
      WHERE NOT EXISTS (SELECT 1 FROM issued_report r WHERE r.territory_id = y.territory_id AND r.kind = 'year'
        AND r.first_month = y.year * 100 + 1 AND r.last_month = y.year * 100 + 12)
      """),
  ]

  /// How many yearly results are computed again, the most recent first: pages of a country of 370 territories over ten years would
  /// take minutes, and all are made by the same statements.
  static let mostYears = 24

  /// Computes yearly results as pages do, and compares them with sums that share none of their code.
  static func results(_ db: any Connection) throws -> [VerifiedInvariant] {
    let years = try raw(db)
    var totals: [String] = []
    var buyers: [String] = []
    for raw in years {
      guard let report = try report(raw, db) else { continue }
      let figures = report.figures
      let isEqual =
        figures.hoursDone == raw.kept && report.byMonth.values.sum == raw.kept
        && report.sectors.map(\.hours).sum == raw.kept && figures.people == raw.people
      let place = "territoire \(raw.territory), année \(raw.year)"
      if !isEqual { totals.append(place) }
      if report.buyers.map(\.hours).sum != raw.kept { buyers.append(place) }
    }
    let noun = (one: "bilan recalculé", many: "bilans recalculés")
    return [
      VerifiedInvariant(
        name: "figures.sums", sentence: "Heures et personnes d’un bilan égalent la somme de ce qui est retenu.",
        examined: years.count, noun: noun, found: totals),
      VerifiedInvariant(
        name: "figures.buyers",
        sentence: "Les heures des donneurs d’ordre d’un bilan, parts comprises, redonnent celles du territoire.",
        examined: years.count, noun: noun, found: buyers),
    ]
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
        CAST(SUM(CASE WHEN x.kept > 0 AND x.head > 0 THEN 1 ELSE 0 END) AS BIGINT) AS people
      FROM (SELECT b.territory_id, (b.month - b.month % 100) / 100 AS year, -1 AS head, CAST(SUM(b.units) AS BIGINT) AS kept
        FROM opening_balance b GROUP BY b.territory_id, (b.month - b.month % 100) / 100
        UNION ALL
        SELECT l.territory_id, (l.month - l.month % 100) / 100 AS year, COALESCE(p.merged_into, p.id) AS head,
          CAST(SUM(d.kept_units) AS BIGINT) AS kept
        FROM hours_line l JOIN hours_decision d ON d.line_id = l.id JOIN participant p ON p.id = l.participant_id
        WHERE l.kind = 'site'
        GROUP BY l.territory_id, (l.month - l.month % 100) / 100, COALESCE(p.merged_into, p.id)) x
      GROUP BY x.territory_id, x.year ORDER BY x.year DESC, x.territory_id LIMIT \(mostYears)
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
}
