// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What the journal remembers of an act: who did what to which thing, in a sentence of the trade. One event for one act, never
/// for each imported record. No name of a participant stands in a sentence.
struct JournalEntry: Sendable, Equatable {
  let at: Instant
  let author: String
  let sentence: String
}

/// The things that have a history.
enum JournalSubject: String, Sendable {
  case territory, agreement, organisation, contract, operation, lot, engagement, participant, employmentContract,
    statement, year
}

enum Journal {
  /// Adds one event at the end of the territory's sequence. Call it in the transaction of the act itself.
  static func record(
    _ kind: String, _ subject: JournalSubject, _ id: Int64, _ sentence: String, by viewer: Viewer, at now: Instant,
    payload: String = "{}", _ db: any Connection
  ) throws {
    try record(
      kind, subject, id, sentence, territory: viewer.territoryID, author: viewer.accountID, at: now, payload: payload,
      db)
  }

  static func record(
    _ kind: String, _ subject: JournalSubject, _ id: Int64, _ sentence: String, territory: ID<Territory>,
    author: ID<Account>?, at now: Instant, payload: String = "{}", _ db: any Connection
  ) throws {
    // The territory's row is the lock under which numbers are handed out.
    _ = try db.query("SELECT id FROM territory WHERE id = \(territory)\(db.forUpdate)")
    try db.execute(
      """
      INSERT INTO journal_event (territory_id, sequence, at, account_id, kind, subject, subject_id, sentence, payload)
      VALUES (\(territory),
        (SELECT COALESCE(MAX(sequence), 0) + 1 FROM journal_event WHERE territory_id = \(territory)),
        \(now), \(author), \(kind), \(subject.rawValue), \(id), \(sentence), \(payload))
      """)
  }

  /// The latest events of one thing, newest first. The caller has already found the thing for its viewer.
  static func latest(
    _ subject: JournalSubject, _ id: Int64, in territory: ID<Territory>, limit: Int = 20, _ db: any Connection
  ) throws -> [JournalEntry] {
    try db.query(
      """
      SELECT e.at, e.sentence, COALESCE(a.name, '') AS author FROM journal_event e
      LEFT JOIN account a ON a.id = e.account_id
      WHERE e.territory_id = \(territory) AND e.subject = \(subject.rawValue) AND e.subject_id = \(id)
      ORDER BY e.sequence DESC LIMIT \(limit)
      """
    ).map { JournalEntry(at: try $0["at"], author: try $0["author"], sentence: try $0["sentence"]) }
  }
}
