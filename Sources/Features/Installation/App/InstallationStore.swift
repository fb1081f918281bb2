// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What an operator wants to know of a database: sizes and states, no person. For the command line and the metrics, which have no
/// viewer.
enum InstallationStore {
  struct Jobs: Sendable, Equatable {
    var pending = 0
    var overdue = 0
    var stuck = 0
    var failed = 0
  }

  static func jobs(at now: Instant, _ db: any Connection) throws -> Jobs {
    let row = try db.first(
      """
      SELECT CAST(COALESCE(SUM(CASE WHEN state = 'pending' THEN 1 ELSE 0 END), 0) AS BIGINT) AS pending,
        CAST(COALESCE(SUM(CASE WHEN state = 'pending' AND due_at < \(now.adding(seconds: -3600)) THEN 1 ELSE 0 END), 0)
          AS BIGINT) AS overdue,
        CAST(COALESCE(SUM(CASE WHEN state = 'running' AND (lease_until IS NULL OR lease_until < \(now))
          THEN 1 ELSE 0 END), 0) AS BIGINT) AS stuck,
        CAST(COALESCE(SUM(CASE WHEN state = 'failed' THEN 1 ELSE 0 END), 0) AS BIGINT) AS failed
      FROM job WHERE state <> 'done'
      """)
    guard let row else { return Jobs() }
    return Jobs(
      pending: try row["pending"], overdue: try row["overdue"], stuck: try row["stuck"], failed: try row["failed"])
  }

  /// Mails that wait, those that have waited for a day, those refused in the last week.
  static func messages(
    at now: Instant, _ db: any Connection
  ) throws -> (pending: Int, overdue: Int, refused: Int) {
    let row = try db.first(
      """
      SELECT CAST(COALESCE(SUM(CASE WHEN state <> 'refused' THEN 1 ELSE 0 END), 0) AS BIGINT) AS pending,
        CAST(COALESCE(SUM(CASE WHEN state <> 'refused' AND created_at < \(now.adding(seconds: -86_400)) THEN 1 ELSE 0 END), 0)
          AS BIGINT) AS overdue,
        CAST(COALESCE(SUM(CASE WHEN state = 'refused' AND created_at > \(now.adding(seconds: -7 * 86_400))
          THEN 1 ELSE 0 END), 0) AS BIGINT) AS refused
      FROM message WHERE state <> 'sent'
      """)
    guard let row else { return (0, 0, 0) }
    return (try row["pending"], try row["overdue"], try row["refused"])
  }

  static func jobsByState(_ db: any Connection) throws -> [(state: String, count: Int)] {
    try db.query("SELECT state, COUNT(*) AS jobs FROM job GROUP BY state ORDER BY state").map {
      (try $0["state"], try $0["jobs"])
    }
  }

  /// The latest moment that the machine's clock gave to an act.
  static func lastWritten(_ db: any Connection) throws -> Instant? {
    let texts: [String?] = try [
      db.value("SELECT MAX(at) FROM journal_event"), db.value("SELECT MAX(seen_at) FROM session"),
      db.value("SELECT MAX(decided_at) FROM hours_decision"),
    ]
    return texts.compactMap { $0 }.max().flatMap { Instant(text: $0) }
  }

  static func accounts(_ db: any Connection) throws -> Int {
    try db.value("SELECT COUNT(*) FROM account WHERE disabled_at IS NULL AND id IN (SELECT account_id FROM membership)")
      ?? 0
  }

  static func territories(_ db: any Connection) throws -> Int { try db.value("SELECT COUNT(*) FROM territory") ?? 0 }

  struct Ledger: Sendable, Equatable {
    let lines: Int
    let decided: Int
    let statements: Int
    let notices: Int
  }

  static func ledger(_ db: any Connection) throws -> Ledger {
    Ledger(
      lines: try db.value("SELECT COUNT(*) FROM hours_line") ?? 0,
      decided: try db.value("SELECT COUNT(*) FROM hours_decision") ?? 0,
      statements: try db.value("SELECT COUNT(*) FROM statement") ?? 0,
      notices: try db.value("SELECT COUNT(*) FROM notice") ?? 0)
  }
}
