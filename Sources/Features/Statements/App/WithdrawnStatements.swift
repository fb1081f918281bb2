// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Statements taken back whole before anything of them was decided. Their lines never counted, so that no figure changes.
enum WithdrawnStatements {
  /// Takes back an open statement. False when a line is decided or corrected, or the statement is closed or already withdrawn.
  static func withdraw(
    _ id: ID<Statement>, in territory: ID<Territory>, at now: Instant, _ db: any Connection
  ) throws -> Bool {
    let withdrawn = try db.execute(
      """
      UPDATE statement SET withdrawn_at = \(now)
      WHERE territory_id = \(territory) AND id = \(id) AND closed_at IS NULL AND withdrawn_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM hours_line l JOIN hours_decision d ON d.line_id = l.id
          WHERE l.territory_id = \(territory) AND l.statement_id = \(id))
      """)
    guard withdrawn == 1 else { return false }
    try db.execute(
      """
      DELETE FROM hours_day WHERE territory_id = \(territory)
        AND line_id IN (SELECT id FROM hours_line WHERE territory_id = \(territory) AND statement_id = \(id))
      """)
    try db.execute("DELETE FROM hours_line WHERE territory_id = \(territory) AND statement_id = \(id)")
    return true
  }
}
