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

/// Reads a file on a thread of its own, two parts ahead of those who write what is read: reading takes half of the time of an import.
/// The lock guards all that both threads touch.
final class NoticeFileAhead: @unchecked Sendable {
  private let lock = NSCondition()
  private var parts: [NoticeFilePart] = []
  private var isOver = false
  private var isStopped = false

  private static let mostParts = 2
  private static let entriesOfPart = 500

  init(path: String, today: Day) {
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
    var part = NoticeFilePart()
    do {
      let file = try NoticeFile(path: path, today: today)
      while true {
        do {
          guard let entry = try file.next() else { break }
          part.entries.append(entry)
        } catch {
          part.failure = error
          break
        }
        guard part.entries.count >= Self.entriesOfPart else { continue }
        (part.offset, part.shape) = (file.offset, file.shape)
        guard give(part) else { return }
        part = NoticeFilePart()
      }
      (part.offset, part.shape, part.remarks) = (file.offset, file.shape, file.remarks)
    } catch {
      part.failure = error
    }
    _ = give(part)
    lock.withLock {
      isOver = true
      lock.broadcast()
    }
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
