// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Figures of a scope as they stand, and reports as they were issued.
enum ReportStore {
  private static let lines: SQL = """
    FROM hours_line l
    JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
    JOIN employment_contract ec ON ec.territory_id = l.territory_id AND ec.id = l.employment_contract_id
    JOIN participant_head h ON h.territory_id = l.territory_id AND h.participant_id = l.participant_id
    LEFT JOIN hours_decision d ON d.line_id = l.id
    """

  /// Totals of a scope now: declared, kept on site, people with kept site hours.
  struct Totals: Sendable, Equatable {
    var declared = Hours.zero
    var kept = Hours.zero
    var people = 0
    var undecided = 0
  }

  static func totals(_ scope: ReportScope, in territory: ID<Territory>, _ db: any Connection) throws -> Totals {
    let condition = scope.condition(territory)
    guard
      let row = try db.first(
        """
        SELECT CAST(COALESCE(SUM(CASE WHEN l.kind = 'site' THEN l.declared_units ELSE 0 END), 0) AS BIGINT) AS declared,
          CAST(COALESCE(SUM(CASE WHEN l.kind = 'site' THEN d.kept_units ELSE 0 END), 0) AS BIGINT) AS kept,
          CAST(COALESCE(SUM(CASE WHEN d.line_id IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS undecided,
          (SELECT COUNT(*) FROM (SELECT h.head_id \(lines) WHERE \(condition) AND l.kind = 'site'
            GROUP BY h.head_id HAVING SUM(d.kept_units) > 0) x) AS people
        \(lines) WHERE \(condition)
        """)
    else { return Totals() }
    let openings = try openings(scope, territory, db)
    return Totals(
      declared: try row["declared"], kept: try row["kept"] + openings.map(\.kept).sum, people: try row["people"],
      undecided: try row["undecided"])
  }

  /// The detail that a report keeps: by lot, by month, by modality, training beside.
  static func figures(
    _ scope: ReportScope, _ totals: Totals, in territory: ID<Territory>, _ db: any Connection
  ) throws -> IssuedFigures {
    let condition = scope.condition(territory)
    var figures = IssuedFigures()
    let openings = try openings(scope, territory, db)
    figures.lots = try with(openings, lots(condition, db))
    figures.months = try with(openings, months(condition, db))
    figures.openings = openings.isEmpty ? nil : openings.map(\.kept).sum.units
    figures.modalities = try modalities(condition, db)
    figures.contracts = figures.modalities.map(\.contracts).reduce(0, +)
    figures.undecided = totals.undecided
    figures.training =
      try db.value(
        """
        SELECT CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) \(lines) WHERE \(condition) AND l.kind = 'training'
        """) ?? 0
    return figures
  }

  private static func lots(_ condition: SQL, _ db: any Connection) throws -> [IssuedFigures.LotRow] {
    try db.query(
      """
      SELECT t.id, t.number, t.name, c.title, CAST(SUM(l.declared_units) AS BIGINT) AS declared,
        CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) AS kept,
        COUNT(DISTINCT CASE WHEN d.kept_units > 0 AND NOT EXISTS (SELECT 1 FROM hours_line r WHERE r.reverses_id = l.id)
          THEN h.head_id END) AS people
      \(lines)
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE \(condition) AND l.kind = 'site'
      GROUP BY t.id, t.number, t.name, c.title ORDER BY c.title, t.number, t.id
      """
    ).map { row in
      let number: String = try row["number"]
      let name: String = try row["name"]
      let title: String = try row["title"]
      return IssuedFigures.LotRow(
        lot: try row["id"], label: "Lot \(number) \(name), \(title)", declared: try row["declared"],
        kept: try row["kept"], people: try row["people"])
    }
  }

  private static func months(_ condition: SQL, _ db: any Connection) throws -> [IssuedFigures.MonthRow] {
    try db.query(
      """
      SELECT l.month, CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) AS kept \(lines)
      WHERE \(condition) AND l.kind = 'site' GROUP BY l.month ORDER BY l.month
      """
    ).map { IssuedFigures.MonthRow(month: try $0["month"], kept: try $0["kept"]) }
  }

  /// Opening balances of a scope, by lot and month: hours without people, beside the lines.
  private struct Opening {
    let lot: ID<Lot>
    let label: String
    let month: Month
    let kept: Hours
  }

  private static func openings(
    _ scope: ReportScope, _ territory: ID<Territory>, _ db: any Connection
  ) throws -> [Opening] {
    try db.query(
      """
      SELECT t.id, t.number, t.name, c.title, l.month, CAST(SUM(l.units) AS BIGINT) AS kept
      FROM opening_balance l
      JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE \(scope.condition(territory))
      GROUP BY t.id, t.number, t.name, c.title, l.month ORDER BY c.title, t.number, t.id, l.month
      """
    ).map { row in
      let (number, name, title): (String, String, String) = (try row["number"], try row["name"], try row["title"])
      return Opening(
        lot: try row["id"], label: "Lot \(number) \(name), \(title)", month: try row["month"], kept: try row["kept"])
    }
  }

  private static func with(_ openings: [Opening], _ rows: [IssuedFigures.LotRow]) -> [IssuedFigures.LotRow] {
    var rows = rows
    for (lot, parts) in Dictionary(grouping: openings, by: \.lot).sorted(by: { $0.key < $1.key }) {
      let kept = parts.map(\.kept).sum.units
      if let place = rows.firstIndex(where: { $0.lot == lot.value }) {
        let row = rows[place]
        rows[place] = IssuedFigures.LotRow(
          lot: row.lot, label: row.label, declared: row.declared, kept: row.kept + kept, people: row.people)
      } else {
        rows.append(
          IssuedFigures.LotRow(lot: lot.value, label: parts.first?.label ?? "", declared: 0, kept: kept, people: 0))
      }
    }
    return rows
  }

  private static func with(_ openings: [Opening], _ rows: [IssuedFigures.MonthRow]) -> [IssuedFigures.MonthRow] {
    var kept = Dictionary(rows.map { ($0.month, $0.kept) }, uniquingKeysWith: +)
    for one in openings { kept[one.month.rawValue, default: 0] += one.kept.units }
    return kept.sorted { $0.key < $1.key }.map { IssuedFigures.MonthRow(month: $0.key, kept: $0.value) }
  }

  private static func modalities(_ condition: SQL, _ db: any Connection) throws -> [IssuedFigures.ModalityRow] {
    try db.query(
      """
      SELECT x.modality, CAST(SUM(x.kept) AS BIGINT) AS kept, COUNT(*) AS contracts FROM (
        SELECT ec.modality, COALESCE(ec.parcours_id, -ec.id) AS assignment, SUM(d.kept_units) AS kept
        \(lines) WHERE \(condition) AND l.kind = 'site'
        GROUP BY ec.modality, COALESCE(ec.parcours_id, -ec.id) HAVING SUM(d.kept_units) > 0) x
      GROUP BY x.modality ORDER BY x.modality
      """
    ).map { IssuedFigures.ModalityRow(code: try $0["modality"], kept: try $0["kept"], contracts: try $0["contracts"]) }
  }

  /// Writes what is published. The caller holds the ledger.
  static func insert(
    _ kind: IssuedReport.Kind, _ scope: ReportScope, _ totals: Totals, _ figures: IssuedFigures, for viewer: Viewer,
    at now: Instant, _ db: any Connection
  ) throws -> Int64 {
    try db.insert(
      """
      INSERT INTO issued_report (territory_id, kind, lot_id, first_month, last_month, kept_units, declared_units, people,
        figures, issued_at, author_id)
      VALUES (\(viewer.territoryID), \(kind.rawValue), \(scope.lot), \(scope.period.first), \(scope.period.last),
        \(totals.kept), \(totals.declared), \(totals.people), \(try figures.encoded()), \(now), \(viewer.accountID))
      RETURNING id
      """)
  }

  /// Reports that the viewer may see, the latest first.
  static func list(_ filter: SQL = "1 = 1", for viewer: Viewer, _ db: any Connection) throws -> [IssuedReport] {
    guard viewer.isFacilitator else { return [] }
    return try db.query(
      """
      SELECT i.id, i.kind, i.lot_id, i.first_month, i.last_month, i.kept_units, i.declared_units, i.people, i.figures,
        i.issued_at, COALESCE(a.name, '') AS author, COALESCE(t.number, '') AS number, COALESCE(t.name, '') AS lot_name,
        COALESCE(c.title, '') AS title,
        COALESCE(s.touched, 0) AS touched, COALESCE(s.since, 0) AS since
      FROM issued_report i
      LEFT JOIN account a ON a.id = i.author_id
      LEFT JOIN lot t ON t.territory_id = i.territory_id AND t.id = i.lot_id
      LEFT JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      LEFT JOIN (
        SELECT x.report_id, CAST(SUM(x.touched) AS BIGINT) AS touched, CAST(SUM(x.since) AS BIGINT) AS since FROM (
          \(changed(filter, viewer, "", "i.lot_id IS NULL", "l.territory_id = i.territory_id"))
          UNION ALL \(changed(filter, viewer, ofLot, "i.lot_id IS NOT NULL", engagements))
          UNION ALL \(opened(filter, viewer, "", "i.lot_id IS NULL", "l.territory_id = i.territory_id"))
          UNION ALL \(opened(filter, viewer, ofLot, "i.lot_id IS NOT NULL", engagements))
        ) x GROUP BY x.report_id
      ) s ON s.report_id = i.id
      WHERE i.territory_id = \(viewer.territoryID) AND \(filter)
      ORDER BY i.id DESC LIMIT 200
      """
    ).map(report)
  }

  /// Lines of each report that were decided after it: how many, and how much. Those of a lot are looked for by its engagements.
  private static func changed(
    _ filter: SQL, _ viewer: Viewer, _ joined: SQL, _ condition: SQL, _ lines: SQL
  ) -> SQL {
    """
    SELECT i.id AS report_id, COUNT(*) AS touched, CAST(SUM(d.kept_units) AS BIGINT) AS since
    FROM issued_report i \(joined)
    JOIN hours_line l ON \(lines) AND l.kind = 'site' AND l.month BETWEEN i.first_month AND i.last_month
    JOIN hours_decision d ON d.line_id = l.id AND d.decided_at > i.issued_at AND d.kept_units <> 0
    WHERE i.territory_id = \(viewer.territoryID) AND \(condition) AND \(filter) GROUP BY i.id
    """
  }

  /// The same for opening balances recorded after it.
  private static func opened(
    _ filter: SQL, _ viewer: Viewer, _ joined: SQL, _ condition: SQL, _ balances: SQL
  ) -> SQL {
    """
    SELECT i.id AS report_id, COUNT(*) AS touched, CAST(SUM(l.units) AS BIGINT) AS since
    FROM issued_report i \(joined)
    JOIN opening_balance l ON \(balances) AND l.month BETWEEN i.first_month AND i.last_month
      AND l.recorded_at > i.issued_at
    WHERE i.territory_id = \(viewer.territoryID) AND \(condition) AND \(filter) GROUP BY i.id
    """
  }

  private static let ofLot: SQL = "JOIN engagement g ON g.territory_id = i.territory_id AND g.lot_id = i.lot_id"
  private static let engagements: SQL = "l.territory_id = g.territory_id AND l.engagement_id = g.id"

  static func find(_ id: Int64, for viewer: Viewer, _ db: any Connection) throws -> IssuedReport {
    guard let found = try list("i.id = \(id)", for: viewer, db).first else { throw Missing() }
    return found
  }

  /// The frozen report of a year; `Missing` before its arrêté.
  static func year(_ year: Int, for viewer: Viewer, _ db: any Connection) throws -> IssuedReport {
    let filter: SQL = "i.kind = 'year' AND i.first_month = \(year * 100 + 1)"
    guard let found = try list(filter, for: viewer, db).first else { throw Missing() }
    return found
  }

  private static func report(_ row: Row) throws -> IssuedReport {
    let kind: String = try row["kind"]
    let number: String = try row["number"]
    let name: String = try row["lot_name"]
    let title: String = try row["title"]
    return IssuedReport(
      id: try row["id"], kind: IssuedReport.Kind(rawValue: kind) ?? .month, lot: try row["lot_id"],
      lotLabel: number.isEmpty ? "" : "Lot \(number) \(name), \(title)",
      period: StatementPeriod(first: try row["first_month"], last: try row["last_month"]), kept: try row["kept_units"],
      declared: try row["declared_units"], people: try row["people"],
      figures: try IssuedFigures(stored: try row["figures"]), issuedAt: try row["issued_at"], author: try row["author"],
      touchedLines: try row["touched"], since: try row["since"])
  }
}

/// A lot with lines, and the months of those lines.
struct LotWithHours: Sendable, Hashable {
  let id: ID<Lot>
  let label: String
  let period: StatementPeriod
}

extension ReportStore {
  static func lotsWithHours(for viewer: Viewer, _ db: any Connection) throws -> [LotWithHours] {
    guard viewer.isFacilitator else { return [] }
    return try db.query(
      """
      SELECT t.id, t.number, t.name, c.title, MIN(l.first_month) AS first_month, MAX(l.last_month) AS last_month
      FROM (
        SELECT territory_id, engagement_id, MIN(month) AS first_month, MAX(month) AS last_month FROM hours_line
        WHERE territory_id = \(viewer.territoryID) GROUP BY territory_id, engagement_id
        UNION ALL
        SELECT territory_id, engagement_id, MIN(month), MAX(month) FROM opening_balance
        WHERE territory_id = \(viewer.territoryID) GROUP BY territory_id, engagement_id) l
      JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE l.territory_id = \(viewer.territoryID)
      GROUP BY t.id, t.number, t.name, c.title ORDER BY c.title, t.number, t.id
      """
    ).map { row in
      let number: String = try row["number"]
      let name: String = try row["name"]
      let title: String = try row["title"]
      return LotWithHours(
        id: try row["id"], label: "Lot \(number) \(name), \(title)",
        period: StatementPeriod(first: try row["first_month"], last: try row["last_month"]))
    }
  }
}
