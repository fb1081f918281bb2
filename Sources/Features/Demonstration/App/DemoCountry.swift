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
    // Words are made in the order of the indexes of what they stand for, and have their own only once they are all there.
    try database.writeNow { db in
      try BulkLoad.settle(db)
      try last?.moveSequences(db)
      try bulk.end(db, but: "search_word")
    }
    try SearchWords.rebuild(database)
    try database.writeNow { db in
      try BulkLoad.settle(db)
      try bulk.end(db, of: "search_word")
      try FigureYearStore.forget(db)
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
