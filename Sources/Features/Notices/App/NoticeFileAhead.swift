// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation

/// Some records of a file, and where the reading stands after them.
struct NoticeFilePart: Sendable {
  var entries: [NoticeFileEntry] = []
  var offset: Int64 = 0
  var shape: NoticeShape?
  var remarks: [String] = []
  /// Why the file cannot be read further.
  var failure: NoticeFileError?
}

/// Reads a file ahead of those who write what is read: one thread takes records out of it, as many threads as there are processors
/// look at parts of them, and the parts come out in the order of the file.
/// The lock guards all that several threads touch.
final class NoticeFileAhead: @unchecked Sendable {
  /// Records that were taken out of the file and not looked at yet, and where the reading stood after them.
  private struct RawPart {
    let index: Int
    var items: [NoticeFileItem] = []
    var offset: Int64 = 0
    var remarks: [String] = []
    var failure: NoticeFileError?
  }

  private let lock = NSCondition()
  private var raw: [RawPart] = []
  private var ready: [Int: NoticeFilePart] = [:]
  /// How many parts were given away, and how many there are in all, once it is known.
  private var given = 0
  private var count: Int?
  private var isStopped = false
  private var rules: NoticeFileRules?
  /// The shape of the file, once a part that was given away said it.
  private var shape: NoticeShape?

  private static let entriesOfPart = 400
  /// A part of large records has fewer of them.
  private static let bytesOfPart: Int64 = 2 << 20
  private static let workers = max(1, min(ProcessInfo.processInfo.activeProcessorCount, 4))
  /// Parts read and not given away yet: what bounds the memory.
  private static let mostParts = workers * 4

  private let isToKeep: Bool

  init(path: String, today: Day, isToKeep: Bool = true) {
    self.isToKeep = isToKeep
    start { $0.read(path, today) }
    for _ in 0..<Self.workers { start { $0.look() } }
  }

  private func start(_ work: @escaping @Sendable (NoticeFileAhead) -> Void) {
    let thread = Thread { [self] in work(self) }
    // Records may be nested sixty-four levels deep.
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// The next part, or nil at the end.
  func next() throws -> NoticeFilePart? {
    lock.lock()
    defer { lock.unlock() }
    while ready[given] == nil, given != count { lock.wait() }
    guard var part = ready.removeValue(forKey: given) else { return nil }
    given += 1
    lock.broadcast()
    // The shape of the file is that of its first object, and a part after it need not know.
    shape = shape ?? part.shape
    part.shape = shape
    return part
  }

  /// Lets the threads end when nobody wants the rest.
  func stop() {
    lock.withLock {
      isStopped = true
      lock.broadcast()
    }
  }

  // MARK: The thread that reads

  private func read(_ path: String, _ today: Day) {
    var index = 0
    do throws(NoticeFileError) {
      let file = try NoticeFile(path: path, today: today, isToKeep: isToKeep)
      lock.withLock { (rules, shape) = (file.rules, file.shape) }
      var isLast = false
      while !isLast {
        var part = RawPart(index: index)
        isLast = Self.fill(&part, from: file)
        index += 1
        guard give(part) else { break }
      }
    } catch {
      if give(RawPart(index: index, failure: error)) { index += 1 }
    }
    lock.withLock {
      count = index
      lock.broadcast()
    }
  }

  /// Takes records out of the file one after the other. True when there are no more.
  private static func fill(_ part: inout RawPart, from file: NoticeFile) -> Bool {
    part.items.reserveCapacity(entriesOfPart)
    let end = file.offset + bytesOfPart
    var isLast = false
    while part.items.count < entriesOfPart, file.offset < end, !isLast {
      do throws(NoticeFileError) {
        if let item = try file.nextItem() { part.items.append(item) } else { isLast = true }
      } catch {
        (part.failure, isLast) = (error, true)
      }
    }
    (part.offset, part.remarks) = (file.offset, file.remarks)
    return isLast
  }

  /// False when nobody wants more.
  private func give(_ part: RawPart) -> Bool {
    lock.lock()
    defer { lock.unlock() }
    while part.index - given >= Self.mostParts, !isStopped { lock.wait() }
    guard !isStopped else { return false }
    raw.append(part)
    lock.broadcast()
    return true
  }

  // MARK: The threads that look

  private func look() {
    while let (part, rules) = take() {
      let entries = rules.map { part.items.map($0.entry) } ?? []
      let first = entries.first { $0.reading.findings.first?.rule != .notAnObject }
      let looked = NoticeFilePart(
        entries: entries, offset: part.offset, shape: first?.reading.shape, remarks: part.remarks,
        failure: part.failure)
      lock.withLock {
        ready[part.index] = looked
        lock.broadcast()
      }
    }
  }

  /// A part to look at, or nil when there will be none.
  private func take() -> (part: RawPart, rules: NoticeFileRules?)? {
    lock.lock()
    defer { lock.unlock() }
    while raw.isEmpty, count == nil, !isStopped { lock.wait() }
    guard !raw.isEmpty, !isStopped else { return nil }
    return (raw.removeFirst(), rules)
  }
}
