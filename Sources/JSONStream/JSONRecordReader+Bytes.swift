// SPDX-License-Identifier: EUPL-1.2
import CSimdJSON

extension JSONRecordReader {
  /// Follows the value that starts here to its end. With `keep`, a value within the limits stays in the buffer for the caller to
  /// read and consume; otherwise it is consumed as it goes by.
  func passOver(keep: Bool) throws(JSONStreamError) -> (count: Int, refusal: JSONRefusal?) {
    var scan = csj_scan()
    var (kept, passed) = (0, 0)
    while true {
      if let bytes = buffer.bytes(from: kept) {
        let count = csj_follow(&scan, bytes, buffer.available - kept)
        kept += count
        passed += count
      }
      if scan.broken != 0 {
        buffer.consume(kept)
        throw error(.syntax)
      }
      if scan.done != 0 { break }
      if !keep || passed > limits.recordBytes {
        buffer.consume(kept)
        kept = 0
      }
      if try !buffer.fill() {
        // A bare number may end with the file; anything else is cut.
        guard scan.in_scalar != 0 else {
          buffer.consume(kept)
          throw error(.truncated)
        }
        break
      }
    }
    let refusal = refusal(of: scan, bytes: passed)
    if !keep || refusal != nil { buffer.consume(kept) }
    if passed == 0 { throw error(.syntax) }
    return (kept, refusal)
  }

  private func refusal(of scan: csj_scan, bytes: Int) -> JSONRefusal? {
    if bytes > limits.recordBytes { return .tooLarge(bytes) }
    if Int(scan.deepest) > limits.depth { return .tooDeep(Int(scan.deepest)) }
    return nil
  }

  /// The next byte that is not a space, which is not consumed; nil at the end of the file.
  func peek() throws(JSONStreamError) -> UInt8? {
    while true {
      var blanks = 0
      while blanks < buffer.available {
        let byte = buffer[blanks]
        guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
          buffer.consume(blanks)
          return byte
        }
        blanks += 1
      }
      buffer.consume(blanks)
      guard try buffer.fill() else { return nil }
    }
  }

  /// The name of a member, as it is written: the names that lead to records hold no escape.
  func readName() throws(JSONStreamError) -> String {
    let value = try passOver(keep: true)
    guard value.refusal == nil, let bytes = buffer.bytes() else { throw error(.syntax) }
    let name = String(decoding: UnsafeBufferPointer(start: bytes + 1, count: max(value.count - 2, 0)), as: UTF8.self)
    buffer.consume(value.count)
    return String(name.prefix(200))
  }

  /// Says in which way a file is no JSON at all, from its first bytes; passes over a byte-order mark.
  func refuseOtherFormats() throws(JSONStreamError) {
    while buffer.available < 4, try buffer.fill() {}
    let head = (0..<min(4, buffer.available)).map { buffer[$0] }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return buffer.consume(3) }
    let isWide = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
    if isWide || Self.isWide(head) { throw error(.utf16) }
    if let first = head.first, first < 0x20, ![0x09, 0x0A, 0x0D].contains(first) { throw error(.notJSON) }
  }

  /// A bracket with zeros around it: UTF-16 or UTF-32 without a mark.
  private static func isWide(_ head: [UInt8]) -> Bool {
    let brackets: [UInt8] = [UInt8(ascii: "{"), UInt8(ascii: "[")]
    return head.contains(0) && head.contains(where: brackets.contains)
  }

  /// An error at the place that is being read.
  func error(_ reason: JSONStreamError.Reason) -> JSONStreamError {
    JSONStreamError(reason, offset: buffer.offset, line: buffer.line)
  }

  /// A byte that is not the one expected; at the end of the file, the file is cut.
  func unexpected() -> JSONStreamError { error(buffer.available == 0 ? .truncated : .syntax) }
}
