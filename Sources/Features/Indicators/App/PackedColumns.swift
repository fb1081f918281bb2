// SPDX-License-Identifier: EUPL-1.2

/// Columns of numbers one after the other, each behind its length. The bytes are those of the machines that Clausier runs on, the
/// low one first; they are never read by anything but it, and can always be made again.
struct PackedColumns {
  private(set) var bytes: [UInt8] = []
  private var position = 0

  init(bytes: [UInt8] = []) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func put<Number: FixedWidthInteger>(_ column: [Number]) {
    withUnsafeBytes(of: UInt32(column.count).littleEndian) { bytes.append(contentsOf: $0) }
    column.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// nil when the bytes end before the column.
  mutating func take<Number: FixedWidthInteger>(_ kind: Number.Type) -> [Number]? {
    let start = position + 4
    guard start <= bytes.count else { return nil }
    let count = bytes.withUnsafeBytes {
      Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
    }
    let size = count * MemoryLayout<Number>.stride
    guard size <= bytes.count - start else { return nil }
    position = start + size
    return bytes.withUnsafeBytes { source in
      [Number](unsafeUninitializedCapacity: count) { buffer, filled in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[start..<start + size]))
        filled = count
      }
    }
  }
}

/// Texts that come back often, each once.
struct PackedTexts {
  private var list: [String] = []
  private var places: [String: Int32] = [:]

  init() {}

  init?(from columns: inout PackedColumns) {
    guard let lengths = columns.take(Int32.self), let bytes = columns.take(UInt8.self) else { return nil }
    var start = 0
    for length in lengths {
      guard length >= 0, start + Int(length) <= bytes.count else { return nil }
      list.append(String(decoding: bytes[start..<start + Int(length)], as: UTF8.self))
      start += Int(length)
    }
  }

  mutating func code(_ text: String) -> Int32 {
    if let place = places[text] { return place }
    let place = Int32(list.count)
    places[text] = place
    list.append(text)
    return place
  }

  subscript(code: Int32) -> String? { list.indices.contains(Int(code)) ? list[Int(code)] : nil }

  func put(into columns: inout PackedColumns) {
    columns.put(list.map { Int32($0.utf8.count) })
    columns.put(list.flatMap { Array($0.utf8) })
  }
}
