// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// Where an import writes.
protocol NoticeTarget {
  /// Says that a file begins; gives the identifier of its import.
  func begin(file: String, at now: Instant) throws -> Int64
  /// Places one batch, in one transaction.
  func write(_ records: [NoticeSourceRecord], importID: Int64, at now: Instant) throws -> NoticeBatchResult
  /// Keeps the counts of a file that is over.
  func end(_ importID: Int64, _ result: NoticeImportResult, at now: Instant) throws
}

/// The database itself.
struct NoticeDatabase: NoticeTarget {
  let database: Database
  var account: ID<Account>?

  init(_ database: Database, account: ID<Account>? = nil) { (self.database, self.account) = (database, account) }

  func begin(file: String, at now: Instant) throws -> Int64 {
    try database.writeNow { db in
      try db.insert(
        "INSERT INTO notice_import (file, account_id, started_at) VALUES (\(file), \(account), \(now)) RETURNING id")
    }
  }

  func write(_ records: [NoticeSourceRecord], importID: Int64, at now: Instant) throws -> NoticeBatchResult {
    try database.writeNow { db in try NoticeBatch.write(records, importID: importID, at: now, db) }
  }

  func end(_ importID: Int64, _ result: NoticeImportResult, at now: Instant) throws {
    try database.writeNow { db in
      try db.execute(
        """
        UPDATE notice_import SET shape = \(result.shape), read_count = \(result.read),
          contract_count = \(result.contracts), created_count = \(result.created), updated_count = \(result.updated),
          unchanged_count = \(result.unchanged), rejected_count = \(result.rejected),
          warning_count = \(result.warnings), failure = \(result.failure ?? ""), finished_at = \(now)
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

  func write(_ records: [NoticeSourceRecord], importID: Int64, at now: Instant) throws -> NoticeBatchResult {
    guard let real else { return try scratch.write(records, importID: importID, at: now) }
    let (known, states) = try real.readNow { db in
      let known = try NoticeBatchStore.known(records.map(\.fingerprint), db)
      let keys = Set(records.filter { known[$0.fingerprint] == nil }.map { NoticeKey($0.record) })
      return (known, try NoticeBatchStore.states(keys, db))
    }
    try copy(states.values.flatMap { $0 }, at: now)
    let new = records.filter { known[$0.fingerprint] == nil }
    var result = NoticeBatchResult()
    if !new.isEmpty { result = try scratch.write(new, importID: importID, at: now) }
    result.unchanged += records.count - new.count
    for record in records { if let notice = known[record.fingerprint] { result.notices.insert(notice) } }
    return result
  }

  private func copy(_ states: [NoticeState], at now: Instant) throws {
    let new = states.filter { copied.insert($0.id).inserted }
    guard !new.isEmpty else { return }
    try scratch.database.writeNow { db in try NoticeBatchStore.insert(new, at: now, db) }
  }
}
