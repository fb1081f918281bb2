// SPDX-License-Identifier: EUPL-1.2
import CLibPQ

extension PostgresLink {
  /// Sends rows through `COPY … FROM STDIN`, in blocks, and returns how many the server took.
  func copy(
    into target: CopyTarget, _ text: String, rows: some Sequence<[any SQLConvertible]>
  ) throws(DatabaseError) -> Int {
    try command(text)
    do throws(DatabaseError) {
      var block = CopyBlock()
      for row in rows {
        block.append(try target.values(of: row))
        if block.isFull { try send(&block) }
      }
      try send(&block)
    } catch {
      if !isLost { _ = try? endCopy(refusal: "refused") }
      throw error
    }
    return try endCopy(refusal: nil)
  }

  private func send(_ block: inout CopyBlock) throws(DatabaseError) {
    let sent = block.bytes.withUnsafeBytes { bytes in
      PQputCopyData(connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    }
    guard sent == 1 else { throw lost() }
    block.clear()
  }

  private func endCopy(refusal: String?) throws(DatabaseError) -> Int {
    guard PQputCopyEnd(connection, refusal) == 1 else { throw lost() }
    var count = 0
    var failure: DatabaseError?
    while let pointer = PQgetResult(connection) {
      do throws(DatabaseError) { count = try checked(pointer).affectedRows } catch { failure = failure ?? error }
      if isLost { break }
    }
    if let failure { throw failure }
    return count
  }
}

/// Rows in the text format of `COPY`: https://www.postgresql.org/docs/current/sql-copy.html
struct CopyBlock {
  private(set) var bytes: [UInt8] = []
  var isFull: Bool { bytes.count > 60_000 }

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  mutating func append(_ row: [SQLValue]) {
    for (index, value) in row.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: "\t")) }
      append(value)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func append(_ value: SQLValue) {
    switch value {
    case .null: bytes += "\\N".utf8
    case .integer(let number): bytes += String(number).utf8
    case .text(let text): for byte in text.utf8 { append(escaped: byte) }
    case .blob(let blob):
      bytes += "\\\\x".utf8
      for byte in blob { bytes += [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]] }
    }
  }

  private mutating func append(escaped byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\\"): bytes += "\\\\".utf8
    case UInt8(ascii: "\n"): bytes += "\\n".utf8
    case UInt8(ascii: "\r"): bytes += "\\r".utf8
    case UInt8(ascii: "\t"): bytes += "\\t".utf8
    default: bytes.append(byte)
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
