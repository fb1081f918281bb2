// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A file of a list that was read, or is being read.
struct ReferenceImportFile: Sendable {
  let id: Int64
  let file: String
  /// Its name among the uploads; empty when a command read it.
  let storedFile: String
  let bytes: Int64
  let options: ReferenceOptions
  let result: ReferenceImportResult
  let author: String
  let startedAt: Instant
  let finishedAt: Instant?
  let undoneAt: Instant?
  let jobID: ID<Job>?
  let isByCommand: Bool
}

/// A list as it stands today.
struct ReferenceState: Sendable {
  let list: ReferenceList
  /// The latest version that applies, and when the next one will.
  let day: Day?
  let nextDay: Day?
  let versions: Int
  let codes: Int
}

/// Lists of codes belong to the instance: every territory reads the same. Their imports are shown to administrators and to those who
/// turn notices into contracts.
enum ReferenceStore {
  private static let columns: SQL = """
    i.id, i.list, i.file, i.stored_file, i.byte_count, i.version_on, i.is_extract, i.read_count, i.added_count,
    i.renamed_count, i.moved_count, i.ended_count, i.unchanged_count, i.rejected_count, i.failure, i.started_at,
    i.finished_at, i.undone_at, i.job_id, i.account_id, COALESCE(a.name, '') AS author
    """
  private static let done: SQL = "finished_at IS NOT NULL AND undone_at IS NULL AND failure = ''"

  static func states(on day: Day, for viewer: Viewer, _ db: any Connection) throws -> [ReferenceState] {
    let versions = try db.query(
      """
      SELECT list, COUNT(DISTINCT version_on) AS versions,
        MAX(CASE WHEN version_on <= \(day) THEN version_on END) AS day,
        MIN(CASE WHEN version_on > \(day) THEN version_on END) AS next_day
      FROM reference_import WHERE \(done) GROUP BY list
      """)
    let counts = try db.query(
      """
      SELECT list, COUNT(DISTINCT code) AS codes FROM reference_entry
      WHERE starts_on <= \(day) AND (ends_on IS NULL OR ends_on >= \(day)) GROUP BY list
      """)
    var codes: [String: Int] = [:]
    for row in counts { codes[try row["list"]] = try row["codes"] }
    var found: [String: Row] = [:]
    for row in versions { found[try row["list"]] = row }
    return try ReferenceList.allCases.map { list in
      let row = found[list.rawValue]
      return ReferenceState(
        list: list, day: try row?["day"], nextDay: try row?["next_day"], versions: try row?["versions"] ?? 0,
        codes: codes[list.rawValue] ?? 0)
    }
  }

  static func imports(limit: Int = 50, for viewer: Viewer, _ db: any Connection) throws -> [ReferenceImportFile] {
    try db.query(
      """
      SELECT \(columns) FROM reference_import i LEFT JOIN account a ON a.id = i.account_id
      ORDER BY i.id DESC LIMIT \(limit)
      """
    ).map(file)
  }

  static func find(_ id: Int64, for viewer: Viewer, _ db: any Connection) throws -> ReferenceImportFile {
    guard let found = try stored(id, db) else { throw Missing() }
    return found
  }

  /// For the job that reads it, which stands for whoever sent it.
  static func stored(_ id: Int64, _ db: any Connection) throws -> ReferenceImportFile? {
    try db.first(
      """
      SELECT \(columns) FROM reference_import i LEFT JOIN account a ON a.id = i.account_id WHERE i.id = \(id)
      """
    ).map(file)
  }

  /// Puts a file that was sent in the queue.
  static func add(
    _ upload: UploadedFile, storedAs name: String, _ list: ReferenceList, _ options: ReferenceOptions,
    for viewer: Viewer, at now: Instant, jobAt: Instant, _ db: any Connection
  ) throws -> ID<Job> {
    let id = try begin(
      upload.name, list, options, bytes: upload.bytes, storedAs: name, account: viewer.accountID, at: now, db)
    let job = try JobStore.add(
      JobDraft(
        kind: ReferenceImportWork.kind, title: "Import \(FrenchText.of(upload.name))", payload: String(id),
        accountID: viewer.accountID, path: ReferenceURLs.report(id)), at: jobAt, db)
    try db.execute("UPDATE reference_import SET job_id = \(job) WHERE id = \(id)")
    return job
  }

  static func begin(
    _ file: String, _ list: ReferenceList, _ options: ReferenceOptions, bytes: Int = 0, storedAs name: String = "",
    account: ID<Account>? = nil, at now: Instant, _ db: any Connection
  ) throws -> Int64 {
    try db.insert(
      """
      INSERT INTO reference_import (list, file, stored_file, byte_count, version_on, is_extract, account_id, started_at)
      VALUES (\(list.rawValue), \(file), \(name), \(bytes), \(options.day), \(options.isExtract), \(account), \(now))
      RETURNING id
      """)
  }

  static func end(
    _ id: Int64, _ result: ReferenceImportResult, isExtract: Bool, at now: Instant, _ db: any Connection
  ) throws {
    let changed = try db.execute(
      """
      UPDATE reference_import SET version_on = \(result.day), read_count = \(result.read),
        added_count = \(result.added), renamed_count = \(result.renamed), moved_count = \(result.moved),
        ended_count = \(result.ended), unchanged_count = \(result.unchanged), rejected_count = \(result.rejected),
        finished_at = \(now)
      WHERE id = \(id) AND finished_at IS NULL
      """)
    // Another worker was first: what this one wrote goes with its transaction.
    guard changed == 1 else { throw Conflict("Ce fichier est déjà lu.") }
  }

  static func fail(_ id: Int64, _ sentence: String, at now: Instant, _ db: any Connection) throws {
    try db.execute(
      """
      UPDATE reference_import SET failure = \(sentence), finished_at = \(now) WHERE id = \(id) AND finished_at IS NULL
      """)
  }

  /// One import of a list at a time, until the end of the transaction.
  static func lock(_ list: ReferenceList, _ db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO reference_lock (list, taken) VALUES (\(list.rawValue), 1)
      ON CONFLICT (list) DO UPDATE SET taken = reference_lock.taken + 1
      """)
  }

  /// The day of the version that follows a day.
  static func version(of list: ReferenceList, after day: Day, _ db: any Connection) throws -> Day? {
    try db.value(
      "SELECT MIN(version_on) FROM reference_import WHERE list = \(list.rawValue) AND version_on > \(day) AND \(done)")
  }

  static func periods(of list: ReferenceList, _ db: any Connection) throws -> [ReferencePeriod] {
    var found: [ReferencePeriod] = []
    try db.each(
      """
      SELECT id, code, variant, label, parent, detail, starts_on, ends_on FROM reference_entry
      WHERE list = \(list.rawValue)
      """
    ) { row in
      found.append(
        ReferencePeriod(
          id: try row["id"], entry: try entry(row), startsOn: try row["starts_on"], endsOn: try row["ends_on"]))
    }
    return found
  }

  static func entry(_ row: Row) throws -> ReferenceEntry {
    ReferenceEntry(
      variant: try row["variant"], code: try row["code"], label: try row["label"], parent: try row["parent"],
      detail: try row["detail"])
  }

  /// What prevents an undo, in a sentence; nil when nothing does.
  static func obstacle(_ file: ReferenceImportFile, _ db: any Connection) throws -> String? {
    guard let list = file.result.list else { return nil }
    let later = try db.first(
      """
      SELECT file FROM reference_import WHERE list = \(list.rawValue) AND id > \(file.id) AND \(done)
        AND added_count + renamed_count + moved_count + ended_count > 0 ORDER BY id DESC LIMIT 1
      """)
    return try later.map {
      "Cet import ne peut pas être annulé tel quel\u{202F}: «\u{202F}\(try $0["file"] as String)\u{202F}» a été lu ensuite dans la même liste. "
        + "Annulez d’abord ce dernier."
    }
  }

  private static func file(_ row: Row) throws -> ReferenceImportFile {
    var result = ReferenceImportResult(file: try row["file"])
    result.list = ReferenceList(rawValue: try row["list"])
    result.day = try row["version_on"]
    (result.read, result.added, result.renamed) = (
      try row["read_count"], try row["added_count"], try row["renamed_count"]
    )
    (result.moved, result.ended) = (try row["moved_count"], try row["ended_count"])
    (result.unchanged, result.rejected) = (try row["unchanged_count"], try row["rejected_count"])
    let failure: String = try row["failure"]
    result.failure = failure.isEmpty ? nil : failure
    let account: Int64? = try row["account_id"]
    return ReferenceImportFile(
      id: try row["id"], file: result.file, storedFile: try row["stored_file"], bytes: try row["byte_count"],
      options: ReferenceOptions(day: result.day, isExtract: try row["is_extract"]), result: result,
      author: try row["author"], startedAt: try row["started_at"], finishedAt: try row["finished_at"],
      undoneAt: try row["undone_at"], jobID: try row["job_id"], isByCommand: account == nil)
  }
}
