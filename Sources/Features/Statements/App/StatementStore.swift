// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A statement as lists and its own page show it.
struct StatementSummary: Sendable, Hashable {
  let id: ID<Statement>
  let employer: ID<Organisation>
  let employerName: String
  let period: StatementPeriod
  let isCorrection: Bool
  let receivedAt: Instant
  let author: String
  let declarant: String
  let closedAt: Instant?
  let closedBy: String
  let lines: Int
  let undecided: Int
  let declared: Hours
  let kept: Hours
  /// Hours of the undecided lines, absence left out.
  let toValidate: Hours

  var title: String {
    isCorrection
      ? "Correction \(FrenchText.of(employerName)), \(period.french)"
      : "Relevé \(FrenchText.of(employerName)), \(period.french)"
  }
}

/// Which statements are wanted. What is nil does not filter.
struct StatementFilter: Sendable {
  enum State: String, Sendable, CaseIterable {
    case undecided = "a-valider"
    case decided = "decides"
    case closed = "clos"

    var french: String {
      switch self {
      case .undecided: "à valider"
      case .decided: "décidés, à clore"
      case .closed: "clos"
      }
    }
  }

  var statement: ID<Statement>?
  var statements: [ID<Statement>]?
  var employer: ID<Organisation>?
  /// Whose period holds that month.
  var month: Month?
  var state: State?
  /// With a line on that contract.
  var contract: ID<PublicContract>?
  /// With a line on a contract that these people follow; one without lines is everybody's.
  var facilitators: [ID<Account>]?

  var condition: SQL {
    var parts: [SQL] = ["1 = 1"]
    if let statement { parts.append("s.id = \(statement)") }
    if let statements { parts.append("s.id IN (\(.list(statements)))") }
    if let employer { parts.append("s.employer_id = \(employer)") }
    if let month { parts.append("s.first_month <= \(month) AND s.last_month >= \(month)") }
    if let state { parts.append(Self.condition(state)) }
    if let contract { parts.append(Self.touches("m.contract_id = \(contract)")) }
    if let facilitators {
      parts.append(
        """
        (\(Self.touches("m.contract_id IN (SELECT id FROM public_contract WHERE facilitator_id IN (\(.list(facilitators))))"))
          OR NOT EXISTS (SELECT 1 FROM hours_line e WHERE e.territory_id = s.territory_id AND e.statement_id = s.id))
        """)
    }
    return parts.joined(" AND ")
  }

  private static func condition(_ state: State) -> SQL {
    let undecided: SQL = """
      EXISTS (SELECT 1 FROM hours_line u LEFT JOIN hours_decision w ON w.line_id = u.id
        WHERE u.territory_id = s.territory_id AND u.statement_id = s.id AND w.line_id IS NULL)
      """
    switch state {
    // A statement is closed when all its lines are decided.
    case .undecided: return "s.closed_at IS NULL AND \(undecided)"
    case .decided: return "s.closed_at IS NULL AND NOT \(undecided)"
    case .closed: return "s.closed_at IS NOT NULL"
    }
  }

  /// With a line on a lot `m`.
  private static func touches(_ lot: SQL) -> SQL {
    """
    EXISTS (SELECT 1 FROM hours_line i JOIN engagement k ON k.territory_id = i.territory_id AND k.id = i.engagement_id
      JOIN lot m ON m.territory_id = k.territory_id AND m.id = k.lot_id
      WHERE i.territory_id = s.territory_id AND i.statement_id = s.id AND \(lot))
    """
  }
}

enum StatementStore {
  /// Statements that the viewer may see, the latest received first, at most `limit` with an identifier under `before`.
  static func list(
    _ filter: StatementFilter, for viewer: Viewer, before: ID<Statement>? = nil, limit: Int = LedgerStore.pageSize,
    _ db: any Connection
  ) throws -> [StatementSummary] {
    let further: SQL = before.map { "AND s.id < \($0)" } ?? ""
    return try db.query(
      """
      SELECT s.id, s.employer_id, o.name AS employer, s.first_month, s.last_month, s.purpose, s.received_at,
        COALESCE(a.name, '') AS author, s.declarant, s.closed_at, COALESCE(b.name, '') AS closed_by,
        COUNT(l.id) AS lines, COUNT(l.id) - COUNT(d.line_id) AS undecided,
        CAST(COALESCE(SUM(l.declared_units), 0) AS BIGINT) AS declared,
        CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) AS kept,
        CAST(COALESCE(SUM(CASE WHEN d.line_id IS NULL AND l.kind <> 'absence' THEN l.declared_units ELSE 0 END), 0)
          AS BIGINT) AS to_validate
      FROM statement s
      JOIN organisation o ON o.id = s.employer_id
      LEFT JOIN account a ON a.id = s.author_id
      LEFT JOIN account b ON b.id = s.closed_by
      LEFT JOIN hours_line l ON l.territory_id = s.territory_id AND l.statement_id = s.id
      LEFT JOIN hours_decision d ON d.line_id = l.id
      WHERE \(LedgerScope.statements(viewer)) AND \(filter.condition) \(further)
      GROUP BY s.id, s.employer_id, o.name, s.first_month, s.last_month, s.purpose, s.received_at, a.name,
        s.declarant, s.closed_at, b.name
      ORDER BY s.id DESC LIMIT \(limit)
      """
    ).map(summary)
  }

  /// One statement; `Missing` when it is not the viewer's.
  static func find(_ id: ID<Statement>, for viewer: Viewer, _ db: any Connection) throws -> StatementSummary {
    guard let found = try list(StatementFilter(statement: id), for: viewer, limit: 1, db).first else { throw Missing() }
    return found
  }

  /// Several statements that the viewer may open, by their identifier.
  static func list(
    _ ids: [ID<Statement>], for viewer: Viewer, _ db: any Connection
  ) throws -> [ID<Statement>: StatementSummary] {
    guard !ids.isEmpty else { return [:] }
    let found = try list(StatementFilter(statements: ids), for: viewer, limit: ids.count, db)
    return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The last statement received from an employer, whatever its period: a form says which it knew.
  static func latest(of employer: ID<Organisation>, in territory: ID<Territory>, _ db: any Connection) throws -> Int64 {
    try db.value(
      "SELECT COALESCE(MAX(id), 0) FROM statement WHERE territory_id = \(territory) AND employer_id = \(employer)") ?? 0
  }

  /// Closes an open statement whose every line is decided. False when someone was first.
  static func close(
    _ ids: [ID<Statement>], for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> Int {
    try db.execute(
      """
      UPDATE statement SET closed_at = \(now), closed_by = \(viewer.accountID)
      WHERE territory_id = \(viewer.territoryID) AND id IN (\(.list(ids))) AND closed_at IS NULL
      """)
  }

  /// Years frozen by their arrêté.
  static func frozenYears(_ territory: ID<Territory>, _ db: any Connection) throws -> Set<Int> {
    let years: [Int] = try db.values("SELECT year FROM yearly_closing WHERE territory_id = \(territory)")
    return Set(years)
  }

  private static func summary(_ row: Row) throws -> StatementSummary {
    let purpose: String = try row["purpose"]
    return StatementSummary(
      id: try row["id"], employer: try row["employer_id"], employerName: try row["employer"],
      period: StatementPeriod(first: try row["first_month"], last: try row["last_month"]),
      isCorrection: purpose == "correction", receivedAt: try row["received_at"], author: try row["author"],
      declarant: try row["declarant"], closedAt: try row["closed_at"], closedBy: try row["closed_by"],
      lines: try row["lines"], undecided: try row["undecided"], declared: try row["declared"], kept: try row["kept"],
      toValidate: try row["to_validate"])
  }
}
