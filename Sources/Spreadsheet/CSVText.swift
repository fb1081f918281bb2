// SPDX-License-Identifier: EUPL-1.2

/// Writes a table that French spreadsheets open with a double click: cells apart by semicolons, lines ended by CRLF, UTF-8 with its
/// mark. A cell that a spreadsheet would take for a formula is made a text by an apostrophe (OWASP, CSV injection).
public enum CSVText {
  /// What the file starts with.
  public static let mark = "\u{FEFF}"

  /// One line, with its end.
  public static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ";") + "\r\n" }

  private static func cell(_ text: String) -> String {
    var text = text
    if let first = text.unicodeScalars.first, isDangerous(first), !isNumber(text) { text = "'" + text }
    let mustQuote = text.utf8.contains { $0 == 0x3B || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    guard mustQuote else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  private static func isDangerous(_ first: Unicode.Scalar) -> Bool {
    switch first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": true
    default: false
    }
  }

  /// A negative number stays a number.
  private static func isNumber(_ text: String) -> Bool {
    text.utf8.first == 0x2D && text.utf8.count > 1
      && text.utf8.dropFirst().allSatisfy { (48...57).contains($0) || $0 == 44 || $0 == 46 }
  }
}
