// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Where a list of lines stands, so that the next page starts there: months go back in time.
struct LineKey: Sendable, Hashable {
  let month: Month
  let id: ID<HoursLine>

  init(month: Month, id: ID<HoursLine>) { (self.month, self.id) = (month, id) }

  /// Reads `202610-123`; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: "-")
    guard parts.count == 2, let month = Int(parts[0]).flatMap({ Month($0) }), let id = ID<HoursLine>(String(parts[1]))
    else { return nil }
    self.init(month: month, id: id)
  }

  var text: String { "\(month.rawValue)-\(id)" }
}

extension LedgerStore {
  /// Rows of a page.
  static let pageSize = 50

  /// Lines that the viewer may see, the latest month first, at most `limit` after `key`, with their days.
  static func lines(
    _ filter: LineFilter, for viewer: Viewer, after key: LineKey? = nil, limit: Int = pageSize, _ db: any Connection
  ) throws -> [LedgerLine] {
    let further: SQL = key.map { "AND (l.month < \($0.month) OR (l.month = \($0.month) AND l.id < \($0.id)))" } ?? ""
    let rows = try db.query(
      """
      \(Self.selection) WHERE \(LedgerScope.lines(viewer)) AND \(filter.condition) \(further)
      ORDER BY l.month DESC, l.id DESC LIMIT \(limit)
      """)
    return try withDays(rows.map { try line($0, for: viewer) }, db)
  }

  /// Every line of one statement, by person, lot, month and kind; a correction's reversals first.
  static func lines(of statement: ID<Statement>, for viewer: Viewer, _ db: any Connection) throws -> [LedgerLine] {
    let filter = LineFilter(statement: statement)
    let rows = try db.query(
      """
      \(Self.selection) WHERE \(LedgerScope.lines(viewer)) AND \(filter.condition)
      ORDER BY p.last_name, p.first_name, l.participant_id, t.contract_id, t.number, l.month, l.id LIMIT 5000
      """)
    return try withDays(rows.map { try line($0, for: viewer) }, db)
  }

  /// One line; `Missing` when it is not the viewer's.
  static func line(_ id: ID<HoursLine>, for viewer: Viewer, _ db: any Connection) throws -> LedgerLine {
    guard let line = try lines(LineFilter(line: id), for: viewer, limit: 1, db).first else { throw Missing() }
    return line
  }

  /// Sums of the lines that the viewer may see.
  static func totals(_ filter: LineFilter, for viewer: Viewer, _ db: any Connection) throws -> LineTotals {
    guard
      let row = try db.first(
        """
        SELECT COUNT(*) AS lines, CAST(COALESCE(SUM(l.declared_units), 0) AS BIGINT) AS declared,
          CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) AS kept,
          CAST(COALESCE(SUM(CASE WHEN l.kind = 'site' THEN d.kept_units ELSE 0 END), 0) AS BIGINT) AS done,
          CAST(COALESCE(SUM(CASE WHEN d.line_id IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS undecided,
          CAST(COALESCE(SUM(CASE WHEN d.line_id IS NULL AND l.kind <> 'absence' THEN l.declared_units ELSE 0 END), 0)
            AS BIGINT) AS to_validate
        \(filter.tables(for: viewer)) WHERE \(LedgerScope.lines(viewer)) AND \(filter.condition)
        """)
    else { return LineTotals() }
    return LineTotals(
      lines: try row["lines"], declared: try row["declared"], kept: try row["kept"], done: try row["done"],
      undecided: try row["undecided"], toValidate: try row["to_validate"])
  }

  static let tables: SQL = """
    FROM hours_line l
    JOIN statement s ON s.territory_id = l.territory_id AND s.id = l.statement_id
    JOIN employment_contract ec ON ec.territory_id = l.territory_id AND ec.id = l.employment_contract_id
    JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
    JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
    LEFT JOIN hours_decision d ON d.line_id = l.id
    """

  static let selection = selection(
    closedBefore: """
      EXISTS (
            SELECT 1 FROM statement e WHERE e.territory_id = l.territory_id AND e.employer_id = s.employer_id
              AND e.purpose = 'period' AND e.id <> s.id AND e.closed_at < s.received_at
              AND l.month BETWEEN e.first_month AND e.last_month)
      """)

  /// `closedBefore` says whether the line's month was closed in another statement before this one came.
  static func selection(closedBefore: SQL) -> SQL {
    """
    SELECT l.id, l.statement_id, l.participant_id, p.first_name, p.last_name, l.employment_contract_id,
      l.engagement_id, g.lot_id, t.number, t.name AS lot_name, c.id AS contract_id, c.title, c.reference,
      s.employer_id, o.name AS employer, l.month, l.kind, l.declared_units, l.note, l.recorded_at, l.reverses_id,
      l.replaces_id, r.id AS reversed_by, d.line_id AS decided_line, d.kept_units, d.reason, d.comment, d.decided_at,
      COALESCE(a.name, '') AS decided_by, s.purpose, s.received_at, s.closed_at, ec.kind AS employment_kind,
      ec.starts_on, COALESCE(ec.ended_on, ec.planned_end_on) AS ends_on, ec.counts_from, ec.counts_until,
      ec.counting_rule, COALESCE(t.started_on, t.notified_on) AS lot_from,
      COALESCE(t.cancelled_on, t.terminated_on, t.received_on, t.ends_on) AS lot_through,
      CASE WHEN s.purpose = 'correction' OR EXISTS (
          SELECT 1 FROM issued_report i WHERE i.territory_id = l.territory_id AND i.kind IN ('month', 'year')
            AND l.month BETWEEN i.first_month AND i.last_month AND i.issued_at < l.recorded_at)
        OR \(closedBefore)
        THEN 1 ELSE 0 END AS regularisation
    \(tables)
    JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
    JOIN participant p ON p.territory_id = l.territory_id AND p.id = l.participant_id
    JOIN organisation o ON o.id = s.employer_id
    LEFT JOIN hours_line r ON r.reverses_id = l.id
    LEFT JOIN account a ON a.id = d.author_id
    """
  }

  private static func withDays(_ lines: [LedgerLine], _ db: any Connection) throws -> [LedgerLine] {
    guard !lines.isEmpty else { return [] }
    let rows = try db.query(
      "SELECT line_id, day, units FROM hours_day WHERE line_id IN (\(.list(lines.map(\.id)))) ORDER BY line_id, day")
    let days = try Dictionary(grouping: rows) { row -> ID<HoursLine> in try row["line_id"] }
      .mapValues { try $0.map { DayHours(day: try $0["day"], hours: try $0["units"]) } }
    return lines.map { line in
      var line = line
      line.days = days[line.id] ?? []
      return line
    }
  }
}

/// Sums over lines. `done` is kept on site; `toValidate` leaves absence out.
struct LineTotals: Sendable, Hashable {
  var lines = 0
  var declared = Hours.zero
  var kept = Hours.zero
  var done = Hours.zero
  var undecided = 0
  var toValidate = Hours.zero
}
