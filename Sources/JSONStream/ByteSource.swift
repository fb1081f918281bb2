// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Where bytes come from, a chunk at a time.
protocol ByteSource {
  /// Puts at most `room.count` bytes in `room` and says how many; 0 is the end.
  mutating func read(into room: UnsafeMutableRawBufferPointer) throws(JSONStreamError) -> Int
}

/// A file, never held whole.
final class FileSource: ByteSource {
  private let descriptor: Int32

  init(path: String) throws(JSONStreamError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure() }
  }

  deinit { close(descriptor) }

  func read(into room: UnsafeMutableRawBufferPointer) throws(JSONStreamError) -> Int {
    while true {
      let count = Foundation.read(descriptor, room.baseAddress, room.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw Self.failure() }
    }
  }

  private static func failure() -> JSONStreamError {
    JSONStreamError(.unreadable(String(cString: strerror(errno))), offset: 0, line: 1)
  }
}

/// Bytes already in memory, in chunks of any size: for uploads and for tests.
struct MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read(into room: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(room.count, bytes.count - at)
    room.copyBytes(from: bytes[at..<at + count])
    at += count
    return count
  }
}
