// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The file of notices that somebody had read, as its page shows it.
struct NoticeImportFile: Sendable {
  let id: Int64
  let file: String
  /// Its name among the uploads; empty once it is read, or when a command read it.
  let storedFile: String
  let bytes: Int64
  let result: NoticeImportResult
  let findings: Int
  let author: String
  let startedAt: Instant
  let finishedAt: Instant?
  let undoneAt: Instant?
  let jobID: ID<Job>?
  let isByCommand: Bool
}

/// Imports as their pages need them. They belong to the instance: a viewer sees those of the accounts of the own territory, and those
/// of the command line.
enum NoticeImportStore {
  private static let columns: SQL = """
    i.id, i.file, i.stored_file, i.byte_count, i.shape, i.read_count, i.contract_count, i.created_count, i.updated_count,
    i.unchanged_count, i.rejected_count, i.warning_count, i.failure, i.remarks, i.finding_count, i.started_at,
    i.finished_at, i.undone_at, i.job_id, i.account_id, COALESCE(a.name, '') AS author
    """

  private static func scope(_ viewer: Viewer) -> SQL {
    """
    (i.account_id IS NULL OR i.account_id IN
      (SELECT m.account_id FROM membership m WHERE m.territory_id = \(viewer.territoryID)))
    """
  }

  static func list(before id: Int64?, limit: Int = 50, for viewer: Viewer, _ db: any Connection) throws
    -> (files: [NoticeImportFile], hasMore: Bool)
  {
    let start: SQL = id.map { " AND i.id < \($0)" } ?? .empty
    let rows = try db.query(
      """
      SELECT \(columns) FROM notice_import i LEFT JOIN account a ON a.id = i.account_id
      WHERE \(scope(viewer))\(start) ORDER BY i.id DESC LIMIT \(limit + 1)
      """)
    return (try rows.prefix(limit).map(file), rows.count > limit)
  }

  static func find(_ id: Int64, for viewer: Viewer, _ db: any Connection) throws -> NoticeImportFile {
    let row = try db.first(
      """
      SELECT \(columns) FROM notice_import i LEFT JOIN account a ON a.id = i.account_id
      WHERE i.id = \(id) AND \(scope(viewer))
      """)
    guard let row else { throw Missing() }
    return try file(row)
  }

  /// For the job that reads it, which stands for whoever sent it.
  static func stored(_ id: Int64, _ db: any Connection) throws -> NoticeImportFile? {
    try db.first(
      "SELECT \(columns) FROM notice_import i LEFT JOIN account a ON a.id = i.account_id WHERE i.id = \(id)"
    ).map(file)
  }

  /// A file that was sent and waits to be read, with the job that will read it.
  static func add(
    _ upload: UploadedFile, storedAs name: String, for viewer: Viewer, at now: Instant, jobAt: Instant,
    _ db: any Connection
  ) throws -> ID<Job> {
    let id = try db.insert(
      """
      INSERT INTO notice_import (file, stored_file, byte_count, account_id, started_at)
      VALUES (\(upload.name), \(name), \(upload.bytes), \(viewer.accountID), \(now)) RETURNING id
      """)
    let job = try JobStore.add(
      JobDraft(
        kind: NoticeImportWork.kind, title: "Import \(FrenchText.of(upload.name))", payload: String(id),
        accountID: viewer.accountID, path: NoticeURLs.report(id)), at: jobAt, db)
    try db.execute("UPDATE notice_import SET job_id = \(job) WHERE id = \(id)")
    return job
  }

  private static func file(_ row: Row) throws -> NoticeImportFile {
    var result = NoticeImportResult(file: try row["file"])
    result.shape = try row["shape"]
    result.read = try row["read_count"]
    result.contracts = try row["contract_count"]
    result.created = try row["created_count"]
    result.updated = try row["updated_count"]
    result.unchanged = try row["unchanged_count"]
    result.rejected = try row["rejected_count"]
    result.warnings = try row["warning_count"]
    result.remarks = (try row["remarks"] as String).split(separator: "\n").map(String.init)
    let failure: String = try row["failure"]
    result.failure = failure.isEmpty ? nil : failure
    let account: Int64? = try row["account_id"]
    return NoticeImportFile(
      id: try row["id"], file: result.file, storedFile: try row["stored_file"], bytes: try row["byte_count"],
      result: result, findings: try row["finding_count"], author: try row["author"], startedAt: try row["started_at"],
      finishedAt: try row["finished_at"], undoneAt: try row["undone_at"], jobID: try row["job_id"],
      isByCommand: account == nil)
  }
}
