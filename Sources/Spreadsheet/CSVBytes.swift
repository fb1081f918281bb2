// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// The bytes of a file or of a text, a chunk at a time.
final class CSVBytes {
  private let descriptor: Int32?
  private let chunk: Int
  private var buffer: [UInt8]
  private var start = 0
  /// Bytes that stood before what is in memory.
  private var dropped = 0

  init(_ bytes: [UInt8]) {
    descriptor = nil
    chunk = 0
    buffer = bytes
  }

  init(path: String, chunk: Int) throws(CSVError) {
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
    descriptor = opened
    self.chunk = max(chunk, 1)
    buffer = []
  }

  deinit { if let descriptor { close(descriptor) } }

  /// Bytes that were taken.
  var offset: Int { dropped + start }

  func hasMore() throws(CSVError) -> Bool {
    if start < buffer.count { return true }
    return try fill()
  }

  /// At most `count` bytes that come next, without moving past them.
  func peek(_ count: Int) throws(CSVError) -> [UInt8] {
    while buffer.count - start < count, try fill() {}
    return Array(buffer[start..<min(buffer.count, start + count)])
  }

  func skip(_ count: Int) { start = min(buffer.count, start + count) }

  /// Gives what is in memory to `body`, which says how much it took. Returns what `body` says of the row.
  func feed(
    _ body: (UnsafeBufferPointer<UInt8>) throws(CSVError) -> (count: Int, isWhole: Bool)
  ) throws(CSVError) -> Bool {
    let from = start
    let taken = try buffer.withUnsafeBufferPointer { all throws(CSVError) in
      try body(UnsafeBufferPointer(rebasing: all[from...]))
    }
    start += taken.count
    return taken.isWhole
  }

  private func fill() throws(CSVError) -> Bool {
    guard let descriptor else { return false }
    if start > 0 {
      buffer.removeFirst(start)
      dropped += start
      start = 0
    }
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: chunk))
    let count = buffer.withUnsafeMutableBytes { room in
      var count = -1
      repeat { count = read(descriptor, room.baseAddress?.advanced(by: old), chunk) } while count < 0 && errno == EINTR
      return count
    }
    buffer.removeLast(chunk - max(count, 0))
    guard count >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
    return count > 0
  }
}
