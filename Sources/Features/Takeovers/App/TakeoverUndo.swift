// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Undoes a whole takeover while nothing else has been built on it.
enum TakeoverUndo {
  /// What prevents it, in a sentence, as far as it can be told beforehand.
  static func obstacle(_ takeover: Takeover, _ db: any Connection) throws -> String? {
    guard takeover.state == "written", let writtenAt = takeover.writtenAt else {
      return "Cette reprise n’a rien écrit, ou est déjà annulée."
    }
    let later: Int64? = try db.value(
      """
      SELECT MAX(id) FROM takeover WHERE territory_id = \(takeover.territory) AND id > \(takeover.id) AND state = 'written'
      """)
    if later != nil { return "Une reprise plus récente s’appuie sur celle-ci\u{202F}: annulez-la d’abord." }
    let published: Int64? = try db.value(
      """
      SELECT MIN(id) FROM issued_report WHERE territory_id = \(takeover.territory) AND issued_at >= \(writtenAt)
      """)
    if published != nil {
      return
        "Un rapport ou un arrêté a été émis depuis\u{202F}: ses chiffres comptent cette reprise. Elle ne s’annule plus."
    }
    let decided: Int64? = try db.value(
      """
      SELECT MIN(l.id) FROM hours_line l
      JOIN takeover_statement t ON t.territory_id = l.territory_id AND t.statement_id = l.statement_id
      LEFT JOIN hours_decision d ON d.line_id = l.id
      LEFT JOIN hours_line r ON r.reverses_id = l.id
      WHERE t.territory_id = \(takeover.territory) AND t.takeover_id = \(takeover.id)
        AND (d.decided_at > \(writtenAt) OR r.recorded_at > \(writtenAt))
      """)
    if decided != nil {
      return
        "Des lignes d’heures de cette reprise ont été décidées ou corrigées depuis\u{202F}: elle ne s’annule plus. Corrigez ligne à ligne."
    }
    return try edited(takeover, since: writtenAt, db)
  }

  static func undo(
    _ takeover: Takeover, by account: ID<Account>?, at now: Instant, _ db: any Connection
  ) throws {
    if db.dialect == .postgresql { try db.execute("SET LOCAL statement_timeout = 0") }
    _ = try db.query("SELECT id FROM territory WHERE id = \(takeover.territory)\(db.forUpdate)")
    if let obstacle = try obstacle(takeover, db) { throw Conflict(obstacle) }
    do {
      try db.savepoint {
        try removeLines(takeover, db)
        try restore(takeover, db)
        try removeMarks(takeover, db)
        try removeRows(takeover, db)
      }
    } catch let error as DatabaseError {
      guard case .foreignKey = error else { throw error }
      throw Conflict(try standing(takeover, db))
    }
    try db.execute(
      "UPDATE takeover SET state = 'undone', ended_at = \(now) WHERE territory_id = \(takeover.territory) AND id = \(takeover.id)"
    )
    try Journal.record(
      "takeover.undone", .territory, takeover.territory.value, "Reprise n°\u{A0}\(takeover.id) annulée.",
      territory: takeover.territory, author: account, at: now, db)
  }

  static func removeLines(_ takeover: Takeover, _ db: any Connection) throws {
    let own: SQL = """
      (SELECT statement_id FROM takeover_statement WHERE territory_id = \(takeover.territory)
        AND takeover_id = \(takeover.id))
      """
    let lines: SQL =
      "(SELECT id FROM hours_line WHERE territory_id = \(takeover.territory) AND statement_id IN \(own))"
    try db.execute("DELETE FROM hours_decision WHERE line_id IN \(lines)")
    try db.execute("DELETE FROM hours_line WHERE territory_id = \(takeover.territory) AND statement_id IN \(own)")
    let statements: [Int64] = try db.values(
      """
      SELECT statement_id FROM takeover_statement
      WHERE territory_id = \(takeover.territory) AND takeover_id = \(takeover.id) ORDER BY statement_id
      """)
    try db.execute(
      "DELETE FROM takeover_statement WHERE territory_id = \(takeover.territory) AND takeover_id = \(takeover.id)")
    for part in chunks(statements) {
      try db.execute("DELETE FROM statement WHERE territory_id = \(takeover.territory) AND id IN (\(.list(part)))")
    }
  }

  private static func restore(_ takeover: Takeover, _ db: any Connection) throws {
    let changed = try db.query(
      """
      SELECT subject, subject_id, before FROM takeover_row
      WHERE territory_id = \(takeover.territory) AND takeover_id = \(takeover.id) AND before IS NOT NULL
      ORDER BY subject, subject_id
      """)
    for row in changed {
      let (subject, before): (String, String) = (try row["subject"], try row["before"])
      guard let table = TakeoverTable(rawValue: subject) else { continue }
      try TakeoverRows.set(table, try row["subject_id"], TakeoverBefore.values(before), in: takeover.territory, db)
    }
  }

  private static func removeRows(_ takeover: Takeover, _ db: any Connection) throws {
    let scope: SQL = "territory_id = \(takeover.territory) AND takeover_id = \(takeover.id)"
    try db.execute(
      """
      DELETE FROM employment_engagement WHERE territory_id = \(takeover.territory)
        AND (employment_contract_id, engagement_id) IN (SELECT subject_id, other_id FROM takeover_row
          WHERE \(scope) AND subject = 'employment_engagement')
      """)
    try db.execute("DELETE FROM takeover_reference WHERE \(scope)")
    for table in TakeoverTable.allCases.reversed() where table != .organisation {
      let made = made(table.rawValue, scope)
      for (part, column) in parts(table) {
        try db.execute(
          "DELETE FROM \(unchecked: part) WHERE territory_id = \(takeover.territory) AND \(unchecked: column) IN \(made)"
        )
      }
      try forgetWords(table, made, db)
      try db.execute(
        "DELETE FROM \(unchecked: table.rawValue) WHERE territory_id = \(takeover.territory) AND id IN \(made)")
    }
    try removeOrganisations(takeover, scope, db)
    try db.execute("DELETE FROM takeover_row WHERE \(scope)")
  }

  static func made(_ subject: String, _ scope: SQL) -> SQL {
    "(SELECT subject_id FROM takeover_row WHERE \(scope) AND subject = \(subject) AND before IS NULL)"
  }

  /// Rows that belong to another and go with it. Who looked at a person who was never there is not worth keeping.
  private static func parts(_ table: TakeoverTable) -> [(String, String)] {
    switch table {
    case .engagement: [("engagement_bearer", "engagement_id")]
    case .eligibility: [("eligibility_criterion", "eligibility_id")]
    case .person: [("participant_access", "participant_id")]
    default: []
    }
  }

  private static func forgetWords(_ table: TakeoverTable, _ made: SQL, _ db: any Connection) throws {
    let kinds: [TakeoverTable: SearchKind] = [
      .contract: .contract, .lot: .lot, .person: .participant, .organisation: .organisation,
    ]
    guard let kind = kinds[table] else { return }
    try db.execute("DELETE FROM search_word WHERE kind = \(kind.rawValue) AND subject_id IN \(made)")
  }

  private static func removeOrganisations(_ takeover: Takeover, _ scope: SQL, _ db: any Connection) throws {
    try db.execute(
      """
      DELETE FROM search_word WHERE territory_id = \(takeover.territory) AND kind = \(SearchKind.organisation.rawValue)
        AND subject_id IN \(made("territory_organisation", scope))
      """)
    try db.execute(
      """
      DELETE FROM territory_organisation WHERE territory_id = \(takeover.territory)
        AND organisation_id IN \(made("territory_organisation", scope))
      """)
    // Another territory may have come to know it.
    try db.execute(
      """
      DELETE FROM organisation WHERE id IN \(made("organisation", scope))
        AND NOT EXISTS (SELECT 1 FROM territory_organisation t WHERE t.organisation_id = organisation.id)
      """)
  }

  private static func chunks(_ ids: [Int64]) -> [[Int64]] {
    stride(from: 0, to: ids.count, by: 5_000).map { Array(ids[$0..<min($0 + 5_000, ids.count)]) }
  }
}
