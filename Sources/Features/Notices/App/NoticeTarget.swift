// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// Where an import writes.
protocol NoticeTarget {
  /// Says that a file begins; gives the identifier of its import.
  func begin(file: String, at now: Instant) throws -> Int64
  /// Places one batch, in one transaction.
  func write(_ batch: NoticeSourceBatch, importID: Int64, at now: Instant) throws -> NoticeBatchResult
  /// The notices that records with these fingerprints belong to: for what was read before the import stopped.
  func notices(of fingerprints: [[UInt8]]) throws -> Set<Int64>
  /// Keeps the counts of a file that is over.
  func end(_ importID: Int64, _ result: NoticeImportResult, at now: Instant) throws
}

/// Somebody else reads the same file on: this one stops.
struct NoticeImportOvertaken: Error {}

/// The database itself.
struct NoticeDatabase: NoticeTarget {
  let database: Database
  var account: ID<Account>?
  /// Whether each finding is kept, for a page.
  var keepsReport = false

  init(_ database: Database, account: ID<Account>? = nil, keepsReport: Bool = false) {
    (self.database, self.account, self.keepsReport) = (database, account, keepsReport)
  }

  func begin(file: String, at now: Instant) throws -> Int64 {
    try database.writeNow { db in
      try db.insert(
        "INSERT INTO notice_import (file, account_id, started_at) VALUES (\(file), \(account), \(now)) RETURNING id")
    }
  }

  func write(_ batch: NoticeSourceBatch, importID: Int64, at now: Instant) throws -> NoticeBatchResult {
    try database.writeNow { db in
      let done = try NoticeBatch.write(batch.records, importID: importID, at: now, db)
      try count(batch, done, importID, db)
      return done
    }
  }

  /// The counts go with the records: an import that is cut short says what it did, and goes on from there.
  private func count(
    _ batch: NoticeSourceBatch, _ done: NoticeBatchResult, _ importID: Int64, _ db: any Connection
  ) throws {
    let changed = try db.query(
      """
      UPDATE notice_import SET read_count = \(batch.readAfter), created_count = created_count + \(done.created),
        updated_count = updated_count + \(done.updated), unchanged_count = unchanged_count + \(done.unchanged),
        rejected_count = rejected_count + \(batch.rejected), warning_count = warning_count + \(batch.warnings)
      WHERE id = \(importID) AND read_count = \(batch.readBefore) RETURNING finding_count
      """)
    guard let row = changed.first else { throw NoticeImportOvertaken() }
    guard keepsReport, !batch.findings.isEmpty else { return }
    let kept = try NoticeFindingStore.add(batch.findings, to: importID, after: try row["finding_count"], db)
    try db.execute("UPDATE notice_import SET finding_count = \(kept) WHERE id = \(importID)")
  }

  func notices(of fingerprints: [[UInt8]]) throws -> Set<Int64> {
    try database.readNow { db in Set(try NoticeBatchStore.known(fingerprints, db).values) }
  }

  func end(_ importID: Int64, _ result: NoticeImportResult, at now: Instant) throws {
    try database.writeNow { db in
      try db.execute(
        """
        UPDATE notice_import SET shape = \(result.shape), read_count = \(result.read),
          contract_count = \(result.contracts), created_count = \(result.created), updated_count = \(result.updated),
          unchanged_count = \(result.unchanged), rejected_count = \(result.rejected),
          warning_count = \(result.warnings), failure = \(result.failure ?? ""),
          remarks = \(result.remarks.joined(separator: "\n")), finished_at = \(now)
        WHERE id = \(importID)
        """)
    }
  }
}

/// What would happen, without touching the database: batches are placed in a database of their own, to which the notices they meet
/// are copied first. Readers and writers of the real one go on meanwhile.
final class NoticeRehearsal: NoticeTarget {
  private let real: Database?
  private let scratch: NoticeDatabase
  private let file: String
  private var copied: Set<Int64> = []

  /// `real` is nil when there is no database yet.
  init(of real: Database?) throws {
    self.real = real
    file = FileManager.default.temporaryDirectory.appending(path: "clausier-\(UUID().uuidString).sqlite").path
    scratch = NoticeDatabase(try Database.open(.sqliteFile(file)))
    try scratch.database.migrate(AppMigrations.all)
    let last: Int64? = try real?.readNow { db in try db.value("SELECT last_id FROM notice_sequence WHERE id = 1") }
    try scratch.database.writeNow { db in try db.execute("UPDATE notice_sequence SET last_id = \(last ?? 0)") }
  }

  deinit {
    scratch.database.close()
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) }
  }

  func begin(file: String, at now: Instant) throws -> Int64 { try scratch.begin(file: file, at: now) }
  func end(_ importID: Int64, _ result: NoticeImportResult, at now: Instant) throws {}

  func notices(of fingerprints: [[UInt8]]) throws -> Set<Int64> { [] }

  func write(_ batch: NoticeSourceBatch, importID: Int64, at now: Instant) throws -> NoticeBatchResult {
    let records = batch.records
    guard let real else { return try place(records, importID, now) }
    let (known, states) = try real.readNow { db in
      let known = try NoticeBatchStore.known(records.map(\.fingerprint), db)
      let keys = Set(records.filter { known[$0.fingerprint] == nil }.map { NoticeKey($0.record) })
      return (known, try NoticeBatchStore.states(keys, db))
    }
    try copy(states.values.flatMap { $0 }, at: now)
    let new = records.filter { known[$0.fingerprint] == nil }
    var result = NoticeBatchResult()
    if !new.isEmpty { result = try place(new, importID, now) }
    result.unchanged += records.count - new.count
    for record in records { if let notice = known[record.fingerprint] { result.notices.insert(notice) } }
    return result
  }

  private func place(_ records: [NoticeSourceRecord], _ importID: Int64, _ now: Instant) throws -> NoticeBatchResult {
    try scratch.database.writeNow { db in try NoticeBatch.write(records, importID: importID, at: now, db) }
  }

  private func copy(_ states: [NoticeState], at now: Instant) throws {
    let new = states.filter { copied.insert($0.id).inserted }
    guard !new.isEmpty else { return }
    try scratch.database.writeNow { db in try NoticeBatchStore.insert(new, by: nil, at: now, db) }
  }
}
