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
    let id = try target.begin(file: name, at: now())
    return try run(path: path, resuming: (id, NoticeImportResult(file: name)), finding: finding)
  }

  /// Reads on where an import stopped, which is its beginning the first time. `progress` is told, between two transactions, how many
  /// bytes and records are read.
  func run(
    path: String, resuming stopped: (id: Int64, result: NoticeImportResult),
    finding: (NoticeFinding) throws -> Void = { _ in }, progress: (Int64, Int) throws -> Void = { _, _ in }
  ) throws -> NoticeImportResult {
    var run = NoticeImportRun(target: target, importID: stopped.id, result: stopped.result)
    do {
      let file = NoticeFileAhead(path: path, today: today)
      defer { file.stop() }
      while let part = try file.next() {
        run.result.shape = part.shape
        run.result.remarks = part.remarks
        for entry in part.entries {
          for found in entry.reading.findings { try finding(found) }
          try run.take(entry)
          if run.isFull(batchSize) { try run.flush(at: now()) }
        }
        try progress(part.offset, run.result.read)
        if let failure = part.failure { throw failure }
      }
    } catch let error as NoticeFileError {
      run.result.failure = error.sentence
    }
    try run.flush(at: now())
    run.result.contracts = run.touched.count
    try target.end(run.importID, run.result, at: now())
    return run.result
  }
}

/// Some records of a file that follow each other, with what was found in them.
struct NoticeSourceBatch: Sendable {
  /// Those that are not rejected.
  var records: [NoticeSourceRecord] = []
  var findings: [NoticeFinding] = []
  var rejected = 0
  var warnings = 0
  /// Records of the file read before this batch, and with it.
  var readBefore = 0
  var readAfter = 0
}

/// The counts of a file while it is being read.
private struct NoticeImportRun {
  let target: any NoticeTarget
  let importID: Int64
  var result: NoticeImportResult
  var touched = NoticeSet()
  private var batch = NoticeSourceBatch()
  /// Records that an earlier attempt has dealt with.
  private var done: Int
  private var known: [[UInt8]] = []

  init(target: any NoticeTarget, importID: Int64, result: NoticeImportResult) {
    (self.target, self.importID, self.result) = (target, importID, result)
    done = result.read
    (batch.readBefore, batch.readAfter) = (done, done)
  }

  /// A file where nothing is right is written down too, a batch at a time.
  func isFull(_ size: Int) -> Bool {
    batch.records.count >= size || batch.findings.count >= size * 8 || batch.readAfter - batch.readBefore >= size * 8
  }

  mutating func take(_ entry: NoticeFileEntry) throws {
    guard done == 0 else {
      done -= 1
      return try pass(entry)
    }
    let warnings = entry.reading.findings.count { $0.level == .warning }
    batch.readAfter += 1
    batch.warnings += warnings
    batch.findings += entry.reading.findings
    guard let record = entry.reading.record, let digest = entry.digest else {
      batch.rejected += 1
      return
    }
    batch.records.append(
      NoticeSourceRecord(
        fingerprint: entry.fingerprint, record: record, digest: digest, place: entry.origin.text))
  }

  /// Only its notice is to be found again, for the number of contracts.
  private mutating func pass(_ entry: NoticeFileEntry) throws {
    if entry.reading.record != nil { known.append(entry.fingerprint) }
    guard known.count >= 1000 || done == 0 else { return }
    touched.formUnion(try target.notices(of: known))
    known = []
  }

  mutating func flush(at now: Instant) throws {
    guard batch.readAfter > batch.readBefore else { return }
    let written = try target.write(batch, importID: importID, at: now)
    result.read = batch.readAfter
    result.created += written.created
    result.updated += written.updated
    result.unchanged += written.unchanged
    result.rejected += batch.rejected
    result.warnings += batch.warnings
    touched.formUnion(written.notices)
    batch = NoticeSourceBatch(readBefore: result.read, readAfter: result.read)
  }
}

/// A set of identifiers that follow each other closely: sixty-four in a word, so that a national file does not fill the memory.
struct NoticeSet {
  private var words: [Int64: UInt64] = [:]
  private(set) var count = 0

  mutating func formUnion(_ notices: Set<Int64>) {
    for notice in notices {
      let bit = UInt64(1) << UInt64(notice & 63)
      let word = words[notice >> 6, default: 0]
      if word & bit == 0 { (words[notice >> 6], count) = (word | bit, count + 1) }
    }
  }
}
