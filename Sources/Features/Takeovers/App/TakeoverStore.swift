// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// A takeover as it is kept.
struct Takeover: Sendable {
  let id: Int64
  let territory: ID<Territory>
  let source: String
  let file: String
  let storedFiles: [String]
  let state: String
  let opensMissing: Bool
  let preview: TakeoverPreview?
  let failure: String
  let jobID: ID<Job>?
  let accountID: ID<Account>?
  let author: String
  let createdAt: Instant
  let writtenAt: Instant?
}

enum TakeoverStore {
  private static let columns: SQL = """
    t.id, t.territory_id, t.source, t.file, t.stored_file, t.state, t.opens_missing, t.failure, t.job_id, t.account_id,
    t.created_at, t.written_at, COALESCE(a.name, '') AS author
    """

  /// The latest first. Facilitators and administrators of the territory.
  static func list(for viewer: Viewer, _ db: any Connection) throws -> [Takeover] {
    guard mayTakeOver(viewer) else { throw Missing() }
    return try db.query(
      """
      SELECT \(columns), '' AS preview FROM takeover t LEFT JOIN account a ON a.id = t.account_id
      WHERE t.territory_id = \(viewer.territoryID) AND t.state <> 'dropped' ORDER BY t.id DESC LIMIT 100
      """
    ).map(takeover)
  }

  static func find(_ id: Int64, for viewer: Viewer, _ db: any Connection) throws -> Takeover {
    guard mayTakeOver(viewer) else { throw Missing() }
    return try find(id, in: viewer.territoryID, db)
  }

  /// For the job, which stands for whoever asked.
  static func find(_ id: Int64, in territory: ID<Territory>?, _ db: any Connection) throws -> Takeover {
    let scope: SQL = territory.map { "t.territory_id = \($0)" } ?? "1 = 1"
    let row = try db.first(
      """
      SELECT \(columns), t.preview FROM takeover t LEFT JOIN account a ON a.id = t.account_id
      WHERE t.id = \(id) AND \(scope) AND t.state <> 'dropped'
      """)
    guard let row else { throw Missing() }
    return try takeover(row)
  }

  static func mayTakeOver(_ viewer: Viewer) -> Bool { viewer.isFacilitator || viewer.mayAdminister }

  static func insert(
    source: String, file: String, stored: [String], state: String, opensMissing: Bool, in territory: ID<Territory>,
    by account: ID<Account>?, at now: Instant, _ db: any Connection
  ) throws -> Int64 {
    try db.insert(
      """
      INSERT INTO takeover (territory_id, source, file, stored_file, state, opens_missing, account_id, created_at)
      VALUES (\(territory), \(source), \(String(file.prefix(300))), \(stored.joined(separator: "/")), \(state),
        \(opensMissing ? 1 : 0), \(account), \(now)) RETURNING id
      """)
  }

  static func ready(_ id: Int64, _ preview: TakeoverPreview, _ db: any Connection) throws {
    try db.execute(
      """
      UPDATE takeover SET preview = \(try preview.encoded()), state = 'ready', failure = ''
      WHERE id = \(id) AND state = 'reading'
      """)
  }

  static func refuse(_ id: Int64, _ sentence: String, at now: Instant, _ db: any Connection) throws {
    try db.execute(
      """
      UPDATE takeover SET state = 'refused', failure = \(sentence), ended_at = \(now)
      WHERE id = \(id) AND state IN ('reading', 'writing')
      """)
  }

  static func written(_ id: Int64, _ preview: TakeoverPreview, at now: Instant, _ db: any Connection) throws {
    let count = try db.execute(
      """
      UPDATE takeover SET state = 'written', preview = \(try preview.encoded()), written_at = \(now), ended_at = \(now)
      WHERE id = \(id) AND state IN ('reading', 'ready', 'writing')
      """)
    guard count == 1 else { throw Conflict("Cette reprise n’attend plus d’être écrite\u{202F}: rechargez sa page.") }
  }

  /// From one state to another, and the job that will do it; a conflict when somebody was faster.
  static func move(
    _ id: Int64, from states: [String], to state: String, job: JobDraft?, at now: Instant, _ db: any Connection
  ) throws -> ID<Job>? {
    let count = try db.execute("UPDATE takeover SET state = \(state) WHERE id = \(id) AND state IN (\(.list(states)))")
    guard count == 1 else { throw Conflict("Cette reprise a changé entre-temps\u{202F}: rechargez sa page.") }
    guard let job else { return nil }
    let jobID = try JobStore.add(job, at: now, db)
    try db.execute("UPDATE takeover SET job_id = \(jobID) WHERE id = \(id)")
    return jobID
  }

  private static func takeover(_ row: Row) throws -> Takeover {
    let preview: String = try row["preview"]
    let stored: String = try row["stored_file"]
    let opens: Int = try row["opens_missing"]
    return Takeover(
      id: try row["id"], territory: try row["territory_id"], source: try row["source"], file: try row["file"],
      storedFiles: stored.split(separator: "/").map(String.init), state: try row["state"], opensMissing: opens == 1,
      preview: preview.isEmpty ? nil : try TakeoverPreview(stored: preview), failure: try row["failure"],
      jobID: try row["job_id"], accountID: try row["account_id"], author: try row["author"],
      createdAt: try row["created_at"], writtenAt: try row["written_at"])
  }
}
