// SPDX-License-Identifier: EUPL-1.2
public import Database
public import Domain

extension JobState: SQLConvertible, SQLDecodable {}

/// Work to put in the queue.
struct JobDraft: Sendable {
  let kind: String
  let title: String
  var payload = ""
  var accountID: ID<Account>?
  /// Where the result will be seen.
  var path = ""
}

/// What a worker learns when it says that it goes on.
enum JobSignal: Sendable {
  case goOn
  /// Somebody asked to stop.
  case cancelled
  /// Another worker has it now: this one came back too late.
  case lost
}

enum JobStore {
  private static let columns: SQL = """
    id, kind, title, payload, account_id, path, state, done_count, total_count, step, attempts, cancel_asked_at, sentence,
    created_at, due_at, finished_at
    """

  static func add(_ draft: JobDraft, at now: Instant, _ db: any Connection) throws -> ID<Job> {
    ID(
      try db.insert(
        """
        INSERT INTO job (kind, title, payload, account_id, path, due_at, created_at)
        VALUES (\(draft.kind), \(String(draft.title.prefix(300))), \(draft.payload), \(draft.accountID), \(draft.path), \(now),
          \(now))
        RETURNING id
        """))
  }

  /// Takes the job that has waited longest, also one whose worker has not been heard of since its lease ended.
  static func claim(
    _ kinds: [String], token: String, at now: Instant, until: Instant, _ db: any Connection
  ) throws -> Job? {
    let due: SQL =
      "((state = 'pending' AND due_at <= \(now)) OR (state = 'running' AND lease_until < \(now)))"
    let found: Int64? = try db.value(
      "SELECT id FROM job WHERE \(due) AND kind IN (\(.list(kinds))) ORDER BY due_at, id LIMIT 1"
        + db.dialect.forUpdateSkipLocked)
    guard let found else { return nil }
    // The condition again: between the two statements another worker may have been first.
    return try db.first(
      """
      UPDATE job SET state = 'running', lease_until = \(until), lease_token = \(token), attempts = attempts + 1
      WHERE id = \(found) AND \(due) RETURNING \(columns)
      """
    ).map(job)
  }

  /// Says that the worker is alive, and how far it is.
  static func renew(
    _ id: ID<Job>, token: String, until: Instant, _ progress: JobProgress?, _ db: any Connection
  ) throws -> JobSignal {
    let more: SQL =
      progress.map { ", done_count = \($0.done), total_count = \($0.total), step = \(String($0.step.prefix(300)))" }
      ?? .empty
    let rows = try db.query(
      """
      UPDATE job SET lease_until = \(until)\(more) WHERE id = \(id) AND state = 'running' AND lease_token = \(token)
      RETURNING cancel_asked_at
      """)
    guard let row = rows.first else { return .lost }
    let asked: Instant? = try row["cancel_asked_at"]
    return asked == nil ? .goOn : .cancelled
  }

  /// Ends a job that is still the worker's. False when it is not any more.
  static func end(
    _ id: ID<Job>, token: String, _ state: JobState, _ sentence: String, at now: Instant, _ db: any Connection
  ) throws -> Bool {
    try db.execute(
      """
      UPDATE job SET state = \(state), sentence = \(String(sentence.prefix(2000))), finished_at = \(now), lease_until = NULL
      WHERE id = \(id) AND state = 'running' AND lease_token = \(token)
      """) > 0
  }

  /// Puts a job back in the queue, for `due`. `isCounted` is false when it was stopped for no fault of its own.
  static func putBack(
    _ id: ID<Job>, token: String, _ sentence: String, due: Instant, isCounted: Bool = true, _ db: any Connection
  ) throws {
    try db.execute(
      """
      UPDATE job SET state = 'pending', sentence = \(String(sentence.prefix(2000))), due_at = \(due), lease_until = NULL,
        attempts = attempts - \(isCounted ? 0 : 1)
      WHERE id = \(id) AND state = 'running' AND lease_token = \(token)
      """)
  }

  /// One's own work, the latest first.
  static func list(limit: Int = 50, for viewer: Viewer, _ db: any Connection) throws -> [Job] {
    try db.query(
      """
      SELECT \(columns) FROM job WHERE account_id = \(viewer.accountID) ORDER BY id DESC LIMIT \(limit)
      """
    ).map(job)
  }

  static func find(_ id: ID<Job>, for viewer: Viewer, _ db: any Connection) throws -> Job {
    guard
      let row = try db.first("SELECT \(columns) FROM job WHERE id = \(id) AND account_id = \(viewer.accountID)")
    else { throw Missing() }
    return try job(row)
  }

  /// A job that waits is cancelled at once; one that runs is asked to stop. False when it was over.
  static func cancel(_ id: ID<Job>, for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> Bool {
    _ = try find(id, for: viewer, db)
    let waiting = try db.execute(
      """
      UPDATE job SET state = 'cancelled', cancel_asked_at = \(now), finished_at = \(now), sentence = \(JobText.cancelled)
      WHERE id = \(id) AND state = 'pending'
      """)
    let running = try db.execute(
      "UPDATE job SET cancel_asked_at = \(now) WHERE id = \(id) AND state = 'running' AND cancel_asked_at IS NULL")
    return waiting + running > 0
  }

  /// Begins again what failed or was cancelled.
  static func retry(_ id: ID<Job>, for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> Bool {
    _ = try find(id, for: viewer, db)
    return try db.execute(
      """
      UPDATE job SET state = 'pending', due_at = \(now), attempts = 0, cancel_asked_at = NULL, finished_at = NULL,
        sentence = ''
      WHERE id = \(id) AND state IN ('failed', 'cancelled')
      """) > 0
  }

  private static func job(_ row: Row) throws -> Job {
    let asked: Instant? = try row["cancel_asked_at"]
    return Job(
      id: try row["id"], kind: try row["kind"], title: try row["title"], payload: try row["payload"],
      accountID: try row["account_id"], path: try row["path"], state: try row["state"],
      progress: JobProgress(done: try row["done_count"], total: try row["total_count"], step: try row["step"]),
      attempts: try row["attempts"], isCancelAsked: asked != nil, sentence: try row["sentence"],
      createdAt: try row["created_at"], dueAt: try row["due_at"], finishedAt: try row["finished_at"])
  }
}

/// Sentences that the queue itself says of a job.
enum JobText {
  static let cancelled = "Annulé avant d’avoir commencé."
  static let stopped = "Annulé en cours de route. Ce qui était déjà enregistré le reste\u{202F}; reprenez pour finir."
  static let crashed =
    "Le travail s’est interrompu cinq fois de suite. Prévenez votre administrateur, ou reprenez-le plus tard."
  static let broken = "Une erreur inattendue a arrêté le travail."
}
