// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Synchronization

/// Some records of a file, and where the reading stands after them.
struct NoticeFilePart: Sendable {
  var entries: [NoticeFileEntry] = []
  var offset: Int64 = 0
  var shape: NoticeShape?
  var remarks: [String] = []
  /// Why the file cannot be read further.
  var failure: NoticeFileError?
}

/// Reads a file on a thread of its own, two parts ahead of those who write what is read, each part looked at by as many threads as
/// there are processors.
/// The lock guards all that both threads touch.
final class NoticeFileAhead: @unchecked Sendable {
  private let lock = NSCondition()
  private var parts: [NoticeFilePart] = []
  private var isOver = false
  private var isStopped = false

  private static let mostParts = 2
  private static let entriesOfPart = 1000
  /// A part of large records has fewer of them.
  private static let bytesOfPart: Int64 = 4 << 20
  private static let workers = max(1, min(ProcessInfo.processInfo.activeProcessorCount, 4))

  private let isToKeep: Bool

  init(path: String, today: Day, isToKeep: Bool = true) {
    self.isToKeep = isToKeep
    let thread = Thread { [self] in read(path, today) }
    // Records may be nested sixty-four levels deep.
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// The next part, or nil at the end.
  func next() throws -> NoticeFilePart? {
    lock.lock()
    defer { lock.unlock() }
    while parts.isEmpty, !isOver { lock.wait() }
    guard !parts.isEmpty else { return nil }
    lock.signal()
    return parts.removeFirst()
  }

  /// Lets the thread end when nobody wants the rest.
  func stop() {
    lock.withLock {
      isStopped = true
      lock.broadcast()
    }
  }

  private func read(_ path: String, _ today: Day) {
    do throws(NoticeFileError) {
      let file = try NoticeFile(path: path, today: today, isToKeep: isToKeep)
      while true {
        let (part, isLast) = Self.part(of: file)
        guard give(part), !isLast else { break }
      }
    } catch {
      _ = give(NoticeFilePart(failure: error))
    }
    lock.withLock {
      isOver = true
      lock.broadcast()
    }
  }

  /// Takes records out of the file one after the other, then looks at them side by side.
  private static func part(of file: NoticeFile) -> (part: NoticeFilePart, isLast: Bool) {
    var items: [NoticeFileItem] = []
    items.reserveCapacity(entriesOfPart)
    let end = file.offset + bytesOfPart
    var isLast = false
    var failure: NoticeFileError?
    while items.count < entriesOfPart, file.offset < end {
      do throws(NoticeFileError) {
        guard let item = try file.nextItem() else {
          isLast = true
          break
        }
        items.append(item)
      } catch {
        (failure, isLast) = (error, true)
        break
      }
    }
    let entries = entries(of: items, file.rules)
    for entry in entries where file.shape == nil { file.learn(from: entry) }
    return (
      NoticeFilePart(
        entries: entries, offset: file.offset, shape: file.shape, remarks: file.remarks, failure: failure), isLast
    )
  }

  private static func entries(of items: [NoticeFileItem], _ rules: NoticeFileRules) -> [NoticeFileEntry] {
    let size = max(64, (items.count + workers - 1) / workers)
    let count = (items.count + size - 1) / size
    guard count > 1 else { return items.map(rules.entry) }
    let found = Mutex<[[NoticeFileEntry]]>(Array(repeating: [], count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let part = items[index * size..<min((index + 1) * size, items.count)].map(rules.entry)
      found.withLock { $0[index] = part }
    }
    return found.withLock { Array($0.joined()) }
  }

  /// False when nobody wants more.
  private func give(_ part: NoticeFilePart) -> Bool {
    lock.lock()
    defer { lock.unlock() }
    while parts.count >= Self.mostParts, !isStopped { lock.wait() }
    guard !isStopped else { return false }
    parts.append(part)
    lock.broadcast()
    return true
  }
}
