// SPDX-License-Identifier: EUPL-1.2

/// Reads a table in text form one row at a time, however large the file: RFC 4180, and what spreadsheets make of it. Cells are apart
/// by `,` `;` tab or `|`; quotes may hold line ends and doubled quotes; lines end in CRLF, LF or CR; a byte-order mark and a first
/// line `sep=;` are passed over; rows that are not UTF-8 are read as Windows-1252; blank lines are left out.
///
///     let reader = try CSVReader(file: path)
///     while let row = try reader.next() { … }
public final class CSVReader {
  private var source: CSVBytes
  private let options: CSVOptions
  private var delimiter: UInt8?
  private var line = 1
  private var failure: CSVError?
  private var started = false
  private var found = false
  private var decodedUTF8 = false
  private var decodedWindows = false

  public convenience init(file path: String, options: CSVOptions = CSVOptions()) throws(CSVError) {
    self.init(try CSVBytes(path: path, chunk: options.chunkBytes), options)
  }

  public convenience init(bytes: [UInt8], options: CSVOptions = CSVOptions()) {
    self.init(CSVBytes(bytes), options)
  }

  private init(_ source: CSVBytes, _ options: CSVOptions) {
    self.source = source
    self.options = options
    delimiter = options.delimiter.flatMap { $0.isASCII ? UInt8(ascii: $0) : nil }
  }

  /// The rows of a text that was pasted; cells copied from a spreadsheet are apart by tabs.
  public static func rows(of text: String) throws(CSVError) -> [CSVRow] {
    var options = CSVOptions()
    if text.utf8.contains(UInt8(ascii: "\t")) { options.delimiter = "\t" }
    let reader = CSVReader(bytes: Array(text.utf8), options: options)
    var rows: [CSVRow] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  /// Bytes of the file read so far.
  public var offset: Int { source.offset }
  /// What the rows read so far are written in.
  public var encoding: CSVEncoding { decodedWindows ? .windows1252 : .utf8 }
  /// Some rows are UTF-8 beyond ASCII and others are not: the file was put together from several.
  public var mixesEncodings: Bool { decodedWindows && decodedUTF8 }

  /// The next row, or nil at the end. After an error, the same error again.
  public func next() throws(CSVError) -> CSVRow? {
    if let failure { throw failure }
    do { return try advance() } catch {
      failure = error
      throw error
    }
  }

  private func advance() throws(CSVError) -> CSVRow? {
    if !started { try begin() }
    while let row = try scan() {
      guard !row.isBlank else { continue }
      found = true
      return row
    }
    guard found else { throw .empty }
    return nil
  }

  private func begin() throws(CSVError) {
    started = true
    let head = try source.peek(4096)
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { throw .utf16 }
    if head.contains(0) { throw Self.isWide(head) ? .utf16 : .binary(line: 1) }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { source.skip(3) }
    try readSeparatorLine()
    if delimiter == nil { delimiter = Self.sniff(try source.peek(65_536)) }
  }

  /// Every other byte of the first letters is zero.
  private static func isWide(_ head: [UInt8]) -> Bool {
    let start = head.prefix(16).enumerated()
    return head.count >= 4
      && (start.allSatisfy { ($0.offset % 2 == 0) == ($0.element == 0) }
        || start.allSatisfy { ($0.offset % 2 == 1) == ($0.element == 0) })
  }

  /// `sep=;`, by which spreadsheets say their delimiter.
  private func readSeparatorLine() throws(CSVError) {
    let head = try source.peek(7)
    guard head.count >= 6, String(decoding: head.prefix(4), as: UTF8.self).lowercased() == "sep=",
      head[5] == 0x0A || head[5] == 0x0D
    else { return }
    if delimiter == nil { delimiter = head[4] }
    source.skip(head.count >= 7 && head[5] == 0x0D && head[6] == 0x0A ? 7 : 6)
    line += 1
  }

  /// The candidate that stands most often on the first line that has any, outside quotes; the comma when none does.
  static func sniff(_ head: [UInt8]) -> UInt8 {
    let candidates = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
    var counts = [Int](repeating: 0, count: candidates.count)
    var quoted = false
    for byte in head {
      if byte == UInt8(ascii: "\"") { quoted.toggle() }
      if quoted { continue }
      if byte == 0x0A || byte == 0x0D { if counts.contains(where: { $0 > 0 }) { break } }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.max() ?? 0
    return most == 0 ? candidates[0] : candidates[counts.firstIndex(of: most) ?? 0]
  }

  /// One row, blank or not; nil at the end of the file.
  private func scan() throws(CSVError) -> CSVRow? {
    guard let delimiter, try source.hasMore() else { return nil }
    var scanner = CSVScanner(delimiter: delimiter, limit: options.rowBytes, line: line)
    let first = line
    while try source.hasMore() {
      let isWhole = try source.feed { bytes throws(CSVError) in try scanner.take(bytes) }
      if isWhole { break }
    }
    try scanner.finish()
    line = scanner.line
    return row(scanner, line: first)
  }

  private func row(_ scanner: consuming CSVScanner, line: Int) -> CSVRow {
    var encoding = CSVEncoding.utf8
    if !scanner.isASCII {
      if String(validating: scanner.bytes, as: UTF8.self) == nil {
        encoding = .windows1252
        decodedWindows = true
      } else {
        decodedUTF8 = true
      }
    }
    return CSVRow(line: line, bytes: scanner.bytes, ends: scanner.ends, encoding: encoding)
  }
}
