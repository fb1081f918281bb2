// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Statements taken back whole before anything of them was decided. Their lines never counted, so that no figure changes; lines that
/// they replaced before anybody had decided them stand again, to be decided.
enum WithdrawnStatements {
  enum Outcome: Sendable {
    case withdrawn
    /// A line is decided or corrected, or a statement is closed or already withdrawn.
    case tooLate
    /// A file that came since counts on its lines.
    case built
  }

  /// Takes back an open statement.
  static func withdraw(
    _ id: ID<Statement>, in territory: ID<Territory>, at now: Instant, _ db: any Connection
  ) throws -> Outcome {
    if try isBuiltUpon(id, in: territory, db) { return .built }
    let replaced = try replaced(by: id, in: territory, db)
    if replaced.contains(where: \.isClosed) { return .tooLate }
    let reversals = replaced.map(\.reversal)
    let ofReversals: SQL = reversals.isEmpty ? "" : "AND l.id NOT IN (\(.list(reversals)))"
    let withdrawn = try db.execute(
      """
      UPDATE statement SET withdrawn_at = \(now)
      WHERE territory_id = \(territory) AND id = \(id) AND closed_at IS NULL AND withdrawn_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM hours_line l JOIN hours_decision d ON d.line_id = l.id
          WHERE l.territory_id = \(territory) AND l.statement_id = \(id) \(ofReversals))
      """)
    guard withdrawn == 1 else { return .tooLate }
    let decided = reversals + replaced.map(\.line)
    for start in stride(from: 0, to: decided.count, by: 500) {
      let some = decided[start..<min(start + 500, decided.count)]
      try db.execute(
        "DELETE FROM hours_decision WHERE territory_id = \(territory) AND line_id IN (\(.list(Array(some))))")
    }
    let own: SQL = "IN (SELECT id FROM hours_line WHERE territory_id = \(territory) AND statement_id = \(id))"
    // Papers stay with the statement; questions about lines that nobody declares any more are void.
    try db.execute("UPDATE proof SET line_id = NULL WHERE territory_id = \(territory) AND line_id \(own)")
    try db.execute("DELETE FROM line_question WHERE territory_id = \(territory) AND line_id \(own)")
    try db.execute("DELETE FROM hours_day WHERE territory_id = \(territory) AND line_id \(own)")
    try db.execute("DELETE FROM hours_line WHERE territory_id = \(territory) AND statement_id = \(id)")
    return .withdrawn
  }

  private struct Replaced {
    let reversal: ID<HoursLine>
    let line: ID<HoursLine>
    let isClosed: Bool
  }

  /// Lines that a corrected file decided at nothing by itself, with their reversals: nobody had decided them, both at one instant.
  private static func replaced(
    by id: ID<Statement>, in territory: ID<Territory>, _ db: any Connection
  ) throws -> [Replaced] {
    try db.query(
      """
      SELECT r.id AS reversal, o.id AS line, CASE WHEN s.closed_at IS NULL THEN 0 ELSE 1 END AS closed
      FROM hours_line r
      JOIN hours_decision x ON x.line_id = r.id
      JOIN hours_line o ON o.territory_id = r.territory_id AND o.id = r.reverses_id
      JOIN hours_decision d ON d.line_id = o.id
      JOIN statement s ON s.territory_id = o.territory_id AND s.id = o.statement_id
      WHERE r.territory_id = \(territory) AND r.statement_id = \(id) AND x.kept_units = 0 AND d.kept_units = 0
        AND d.decided_at = x.decided_at AND d.comment = \(FileCorrections.note)
      """
    ).map { Replaced(reversal: try $0["reversal"], line: try $0["line"], isClosed: try $0["closed"]) }
  }

  /// A later file was read against these lines and wrote only its difference with them, or replaced them: the last goes first.
  private static func isBuiltUpon(
    _ id: ID<Statement>, in territory: ID<Territory>, _ db: any Connection
  ) throws -> Bool {
    let later: Int64? = try db.value(
      """
      SELECT n.id FROM hours_line l
      JOIN hours_line n ON n.territory_id = l.territory_id AND n.employment_contract_id = l.employment_contract_id
        AND n.engagement_id = l.engagement_id AND n.month = l.month AND n.kind = l.kind
        AND n.statement_id > l.statement_id
      JOIN hours_file f ON f.territory_id = n.territory_id AND f.statement_id = n.statement_id AND f.state = 'written'
      WHERE l.territory_id = \(territory) AND l.statement_id = \(id) LIMIT 1
      """)
    return later != nil
  }
}
