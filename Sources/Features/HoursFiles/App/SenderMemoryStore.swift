// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What a sender's columns and words meant the last time. Words are kept by their fingerprint only.
enum SenderMemoryStore {
  static func layouts(of employer: ID<Organisation>, in territory: ID<Territory>, _ db: any Connection) throws
    -> [String: [ColumnRole]]
  {
    let rows = try db.query(
      """
      SELECT signature, roles FROM hours_sender_layout WHERE territory_id = \(territory) AND employer_id = \(employer)
      """)
    return try Dictionary(
      rows.map { row in
        let codes: String = try row["roles"]
        let roles = codes.split(separator: "|", omittingEmptySubsequences: false)
          .map { ColumnRole(code: String($0)) ?? .unused }
        return (try row["signature"], roles)
      }, uniquingKeysWith: { $1 })
  }

  static func words(of employer: ID<Organisation>, in territory: ID<Territory>, _ db: any Connection) throws
    -> [String: String]
  {
    let rows = try db.query(
      "SELECT name, value FROM hours_sender_word WHERE territory_id = \(territory) AND employer_id = \(employer)")
    return try Dictionary(rows.map { (try $0["name"], try $0["value"]) }, uniquingKeysWith: { $1 })
  }

  static func remember(
    _ table: FileTable, of employer: ID<Organisation>, in territory: ID<Territory>, at now: Instant,
    _ db: any Connection
  ) throws {
    let codes = table.roles.map(\.code).joined(separator: "|")
    try db.execute(
      """
      INSERT INTO hours_sender_layout (territory_id, employer_id, signature, roles, updated_at)
      VALUES (\(territory), \(employer), \(table.signature), \(codes), \(now))
      ON CONFLICT (territory_id, employer_id, signature) DO UPDATE SET roles = excluded.roles,
        updated_at = excluded.updated_at
      """)
  }

  /// Words that a person explained, not those that were found.
  static func remember(
    _ questions: [FileQuestion], of employer: ID<Organisation>, in territory: ID<Territory>, at now: Instant,
    _ db: any Connection
  ) throws {
    for question in questions where !question.isFound && question.subject != .place {
      guard let value = question.chosen else { continue }
      try db.execute(
        """
        INSERT INTO hours_sender_word (territory_id, employer_id, name, value, updated_at)
        VALUES (\(territory), \(employer), \(question.name), \(value), \(now))
        ON CONFLICT (territory_id, employer_id, name) DO UPDATE SET value = excluded.value,
          updated_at = excluded.updated_at
        """)
    }
  }
}
