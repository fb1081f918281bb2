// SPDX-License-Identifier: EUPL-1.2

/// One row of a table in text form. Cells are decoded when they are asked for.
public struct CSVRow: Sendable {
  /// The line of the file where the row starts, from 1.
  public let line: Int
  let bytes: [UInt8]
  /// Where each cell ends in `bytes`; the next starts there.
  let ends: [Int]
  let encoding: CSVEncoding

  /// How many cells.
  public var count: Int { ends.count }

  /// A cell by its place from 0, as written, spaces included; empty beyond the last.
  public subscript(_ index: Int) -> String {
    guard ends.indices.contains(index) else { return "" }
    let cell = bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    return encoding == .utf8 ? String(decoding: cell, as: UTF8.self) : Windows1252.decode(cell)
  }

  /// All the cells.
  public var cells: [String] { ends.indices.map { self[$0] } }

  /// Whether no cell holds anything but spaces.
  public var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
}

/// How the text of a file turned out to be written.
public enum CSVEncoding: Sendable, Hashable { case utf8, windows1252 }

/// The code page of older French spreadsheets (https://encoding.spec.whatwg.org/#windows-1252).
enum Windows1252 {
  private static let upper: [Unicode.Scalar] = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

  static func decode(_ bytes: some Sequence<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append((0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte)) }
    return String(text)
  }
}
