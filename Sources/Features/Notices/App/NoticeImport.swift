// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// What reading a file gave. Read = created + updated + unchanged + rejected.
struct NoticeImportResult: Sendable, Equatable {
  let file: String
  var shape: NoticeShape?
  var read = 0
  /// Distinct notices that the records of the file belong to.
  var contracts = 0
  var created = 0
  var updated = 0
  var unchanged = 0
  var rejected = 0
  var warnings = 0
  /// What is to be said once of the file.
  var remarks: [String] = []
  /// Why it could not be read to its end; what was read before is kept.
  var failure: String?

  init(file: String) { self.file = file }
}

/// Reads files of notices, in transactions of a thousand records. Safe to run twice, and by two people at once. It blocks its
/// thread: a server calls it on a thread of its own.
struct NoticeImport {
  /// Where records go: the database, or a rehearsal of it.
  let target: any NoticeTarget
  /// From which dates too far in the future are reckoned.
  let today: Day
  /// The present moment, asked again at each batch.
  let now: () -> Instant
  var batchSize = 1000

  /// Reads one file to its end, or to where it breaks. `name` is what people call it. Each finding is given as it comes.
  /// Throws what the database or `finding` throws; what is wrong with the file is in the result.
  func run(
    path: String, name: String, finding: (NoticeFinding) throws -> Void = { _ in }
  ) throws -> NoticeImportResult {
    var run = NoticeImportRun(target: target, result: NoticeImportResult(file: name))
    run.importID = try target.begin(file: name, at: now())
    do {
      let file = try NoticeFile(path: path, today: today)
      defer { run.result.shape = file.shape }
      while let entry = try file.next() {
        for found in entry.reading.findings { try finding(found) }
        run.take(entry)
        if run.isFull(batchSize) { try run.flush(at: now()) }
      }
      run.result.remarks = file.remarks
    } catch let error as NoticeFileError {
      run.result.failure = error.sentence
    }
    try run.flush(at: now())
    run.result.contracts = run.touched.count
    try target.end(run.importID, run.result, at: now())
    return run.result
  }
}

/// The counts of a file while it is being read.
private struct NoticeImportRun {
  let target: any NoticeTarget
  var result: NoticeImportResult
  var importID: Int64 = 0
  var touched: Set<Int64> = []
  private var batch: [NoticeSourceRecord] = []

  init(target: any NoticeTarget, result: NoticeImportResult) { (self.target, self.result) = (target, result) }

  func isFull(_ size: Int) -> Bool { batch.count >= size }

  mutating func take(_ entry: NoticeFileEntry) {
    result.read += 1
    result.warnings += entry.reading.findings.count { $0.level == .warning }
    guard let record = entry.reading.record else {
      result.rejected += 1
      return
    }
    batch.append(NoticeSourceRecord(fingerprint: entry.fingerprint, record: record, place: entry.origin.text))
  }

  mutating func flush(at now: Instant) throws {
    guard !batch.isEmpty else { return }
    let done = try target.write(batch, importID: importID, at: now)
    result.created += done.created
    result.updated += done.updated
    result.unchanged += done.unchanged
    touched.formUnion(done.notices)
    batch.removeAll(keepingCapacity: true)
  }
}
