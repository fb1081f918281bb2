// SPDX-License-Identifier: EUPL-1.2
import CSimdJSON

/// The part of a file that is in memory: what is being read, and the chunk after it. Grows to one record, no more.
struct ChunkBuffer: ~Copyable {
  private var source: any ByteSource
  private var room: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private let chunk: Int
  private(set) var atEnd = false
  /// Bytes of the file before `start`, and the line that `start` stands on.
  private(set) var offset = 0
  private(set) var line = 1

  init(_ source: any ByteSource, chunk: Int) {
    self.source = source
    self.chunk = max(chunk, 1)
    room = .allocate(byteCount: self.chunk + csj_padding, alignment: 64)
  }

  deinit { room.deallocate() }

  /// Bytes that are here and not yet consumed.
  var available: Int { end - start }

  /// The byte at a distance from the start; the caller has checked `available`.
  subscript(_ distance: Int) -> UInt8 {
    precondition(distance >= 0 && distance < available)
    return room[start + distance]
  }

  /// The bytes that are here from a distance on; `csj_padding` more may be read behind them.
  func bytes(from distance: Int = 0) -> UnsafePointer<UInt8>? {
    precondition(distance >= 0 && distance <= available)
    return UnsafePointer(room.baseAddress?.advanced(by: start + distance).assumingMemoryBound(to: UInt8.self))
  }

  /// Moves past bytes that are here.
  mutating func consume(_ count: Int) {
    precondition(count >= 0 && count <= available)
    if count == 0 { return }
    if let bytes = bytes() { line += csj_lines(bytes, count) }
    start += count
    offset += count
  }

  /// Reads one chunk more behind what is here. False at the end of the file.
  mutating func fill() throws(JSONStreamError) -> Bool {
    guard !atEnd else { return false }
    makeRoom()
    let free = UnsafeMutableRawBufferPointer(rebasing: room[end..<room.count - csj_padding])
    let count = try source.read(into: free)
    atEnd = count == 0
    end += count
    return count > 0
  }

  /// At least one chunk free at the end, and the padding.
  private mutating func makeRoom() {
    if start > 0 {
      room.copyMemory(from: UnsafeRawBufferPointer(rebasing: room[start..<end]))
      (start, end) = (0, available)
    }
    let wanted = end + chunk + csj_padding
    guard room.count < wanted else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(wanted, room.count * 2), alignment: 64)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: room[0..<end]))
    room.deallocate()
    room = larger
  }
}
