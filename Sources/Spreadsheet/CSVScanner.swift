// SPDX-License-Identifier: EUPL-1.2

/// Follows one row over chunks of bytes: the cells without their quotes, one after the other.
struct CSVScanner {
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int] = []
  private(set) var isASCII = true
  /// The line that is being read.
  private(set) var line: Int
  private let delimiter: UInt8
  private let limit: Int
  private let firstLine: Int
  private var state = State.start
  private var quoteLine = 0
  private var isWhole = false

  /// `afterReturn` waits for the LF of a CRLF, which may stand in the next chunk.
  private enum State { case start, plain, quoted, afterQuote, afterReturn }

  init(delimiter: UInt8, limit: Int, line: Int) {
    self.delimiter = delimiter
    self.limit = limit
    self.line = line
    firstLine = line
  }

  /// Takes bytes up to the end of the row. Says how many it took, and whether the row is whole.
  mutating func take(_ chunk: UnsafeBufferPointer<UInt8>) throws(CSVError) -> (count: Int, isWhole: Bool) {
    var at = 0
    while at < chunk.count {
      let byte = chunk[at]
      if state == .afterReturn { return (byte == 0x0A ? at + 1 : at, true) }
      at += 1
      try take(byte)
      if isWhole { return (at, true) }
    }
    return (at, false)
  }

  private mutating func take(_ byte: UInt8) throws(CSVError) {
    if byte == 0 { throw .binary(line: line) }
    if byte >= 0x80 { isASCII = false }
    switch state {
    case .quoted: takeQuoted(byte)
    case .afterQuote where byte == UInt8(ascii: "\""):
      bytes.append(byte)
      state = .quoted
    case .start where byte == UInt8(ascii: "\""):
      quoteLine = line
      state = .quoted
    default: takePlain(byte)
    }
    if bytes.count + ends.count > limit { throw .tooLarge(line: firstLine) }
  }

  private mutating func takeQuoted(_ byte: UInt8) {
    if byte == UInt8(ascii: "\"") {
      state = .afterQuote
    } else {
      if byte == 0x0A { line += 1 }
      bytes.append(byte)
    }
  }

  private mutating func takePlain(_ byte: UInt8) {
    switch byte {
    case delimiter:
      ends.append(bytes.count)
      state = .start
    case 0x0A: endRow()
    case 0x0D:
      endRow()
      isWhole = false
      state = .afterReturn
    default:
      bytes.append(byte)
      state = .plain
    }
  }

  private mutating func endRow() {
    ends.append(bytes.count)
    line += 1
    isWhole = true
  }

  /// Says that no byte follows this row.
  mutating func finish() throws(CSVError) {
    if state == .quoted { throw .unterminatedQuote(line: quoteLine) }
    if !isWhole, state != .afterReturn { ends.append(bytes.count) }
  }
}
