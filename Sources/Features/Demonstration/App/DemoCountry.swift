// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// Ten years of the whole country over 370 invented territories, the first the largest: to measure at its real size.
enum DemoCountry {
  static func write(
    _ database: Database, seed: UInt64, _ sizes: [DemoSize] = DemoSize.country(territories: 370),
    told: (Int, Int) -> Void = { _, _ in }
  ) throws {
    let bulk = try database.writeNow { db in try BulkLoad.begin(db) }
    let ahead = DemoAhead(sizes, seed: seed)
    defer { ahead.stop() }
    var last: DemoBatch?
    while let (batch, done) = ahead.next() {
      try database.writeNow { db in
        try BulkLoad.settle(db)
        try batch.write(db)
      }
      last = batch
      told(done, sizes.count)
    }
    try SearchWords.rebuild(database)
    try database.writeNow { db in
      try BulkLoad.settle(db)
      try last?.moveSequences(db)
      try bulk.end(db)
    }
  }
}

/// Invents territories on a thread of its own, one batch ahead of the one that writes them. The lock guards all that both touch.
final class DemoAhead: @unchecked Sendable {
  private let lock = NSCondition()
  private var batches: [(batch: DemoBatch, done: Int)] = []
  private var isOver = false
  private var isStopped = false

  private static let mostBatches = 1
  private static let rowsOfBatch = 100_000

  init(_ sizes: [DemoSize], seed: UInt64) {
    let thread = Thread { [self] in invent(sizes, seed) }
    thread.start()
  }

  /// The next rows and how many territories are done with them; nil at the end.
  func next() -> (DemoBatch, Int)? {
    lock.lock()
    defer { lock.unlock() }
    while batches.isEmpty, !isOver { lock.wait() }
    guard !batches.isEmpty else { return nil }
    lock.broadcast()
    return batches.removeFirst()
  }

  /// Lets the thread end when nobody wants the rest.
  func stop() {
    lock.withLock {
      isStopped = true
      lock.broadcast()
    }
  }

  private func invent(_ sizes: [DemoSize], _ seed: UInt64) {
    let rows = DemoRows()
    for (index, size) in sizes.enumerated() {
      DemoScript(rows, size, territory: rows.id("territory"), seed: seed).writeAll()
      let isLast = index + 1 == sizes.count
      // The mark comes last: a folder half written is no demonstration.
      if isLast { Demonstration.mark(rows) }
      if isLast || rows.count > Self.rowsOfBatch {
        guard give(rows.take(), done: index + 1) else { return }
      }
    }
    lock.withLock {
      isOver = true
      lock.broadcast()
    }
  }

  /// False when nobody wants more.
  private func give(_ batch: DemoBatch, done: Int) -> Bool {
    lock.lock()
    defer { lock.unlock() }
    while batches.count >= Self.mostBatches, !isStopped { lock.wait() }
    guard !isStopped else { return false }
    batches.append((batch, done))
    lock.broadcast()
    return true
  }
}

/// Indexes, and on PostgreSQL foreign keys, put aside while many rows come in, and made again after: sorted once instead of kept
/// sorted row by row.
struct BulkLoad {
  private let remade: [SQL]

  static func begin(_ db: any Connection) throws -> BulkLoad {
    try settle(db)
    return try db.dialect == .sqlite ? sqlite(db) : postgresql(db)
  }

  /// Long statements are expected in this transaction.
  static func settle(_ db: any Connection) throws {
    guard db.dialect == .postgresql else { return }
    try db.execute("SET LOCAL statement_timeout = 0")
    try db.execute("SET LOCAL maintenance_work_mem = '256MB'")
    try db.execute("SET LOCAL synchronous_commit = off")
  }

  private static func sqlite(_ db: any Connection) throws -> BulkLoad {
    let found = try db.query(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid")
    for row in found { try db.execute("DROP INDEX \(unchecked: try row["name"])") }
    return BulkLoad(remade: try found.map { SQL(unchecked: try $0["sql"]) })
  }

  private static func postgresql(_ db: any Connection) throws -> BulkLoad {
    let keys = try db.query(
      """
      SELECT CAST(c.conrelid AS REGCLASS)::text AS host, c.conname::text AS name, pg_get_constraintdef(c.oid) AS text
      FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = CAST(current_schema() AS REGNAMESPACE)
      ORDER BY c.oid
      """)
    let indexes = try db.query(
      """
      SELECT i.indexname::text AS name, i.indexdef AS text FROM pg_indexes i
      WHERE i.schemaname = current_schema() AND NOT EXISTS
        (SELECT 1 FROM pg_constraint c WHERE c.conindid = CAST(quote_ident(i.indexname) AS REGCLASS))
      ORDER BY i.indexname
      """)
    for row in keys {
      try db.execute("ALTER TABLE \(unchecked: try row["host"]) DROP CONSTRAINT \(unchecked: try row["name"])")
    }
    for row in indexes { try db.execute("DROP INDEX \(unchecked: try row["name"])") }
    let remadeIndexes: [SQL] = try indexes.map { SQL(unchecked: try $0["text"]) }
    let remadeKeys: [SQL] = try keys.map {
      let (host, name, text): (String, String, String) = (try $0["host"], try $0["name"], try $0["text"])
      return SQL(unchecked: "ALTER TABLE \(host) ADD CONSTRAINT \(name) \(text)")
    }
    return BulkLoad(remade: remadeIndexes + remadeKeys)
  }

  func end(_ db: any Connection) throws { for statement in remade { try db.execute(statement) } }
}
