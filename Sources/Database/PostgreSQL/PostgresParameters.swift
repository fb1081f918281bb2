// SPDX-License-Identifier: EUPL-1.2

/// Bound values as libpq wants them: one block of bytes, and where each value starts in it. Bytes travel in binary, the rest as text.
struct PostgresParameters {
  private var block: [UInt8] = []
  private var starts: [Int?] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  init(_ values: [SQLValue]) {
    for value in values { append(value) }
  }

  var count: Int32 { Int32(starts.count) }

  private mutating func append(_ value: SQLValue) {
    let start = block.count
    switch value {
    case .null: return add(start: nil, length: 0, format: 0)
    case .integer(let number): block += String(number).utf8
    case .text(let text): block += text.utf8
    case .blob(let bytes): block += bytes
    }
    let length = block.count - start
    block.append(0)
    if case .blob = value {
      add(start: start, length: length, format: 1)
    } else {
      add(start: start, length: length, format: 0)
    }
  }

  private mutating func add(start: Int?, length: Int, format: Int32) {
    starts.append(start)
    lengths.append(Int32(length))
    formats.append(format)
  }

  /// Gives the three arrays of `PQexecParams`, valid during `body`.
  func withPointers<R>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> R
  ) -> R {
    block.withUnsafeBytes { block in
      let base = block.baseAddress?.assumingMemoryBound(to: CChar.self)
      let pointers = starts.map { start in start.flatMap { base?.advanced(by: $0) } }
      return pointers.withUnsafeBufferPointer { values in
        lengths.withUnsafeBufferPointer { lengths in
          formats.withUnsafeBufferPointer { formats in
            body(values.baseAddress, lengths.baseAddress, formats.baseAddress)
          }
        }
      }
    }
  }
}
