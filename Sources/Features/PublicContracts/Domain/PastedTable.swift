// SPDX-License-Identifier: EUPL-1.2

/// A table as a spreadsheet puts it in the clipboard: tabs between cells (else semicolons), a cell with a line end or a
/// separator between double quotes.
public enum PastedTable {
  /// One row that is not empty, with the number of its first line, from 1.
  public struct Line: Sendable, Hashable {
    public let number: Int
    public let cells: [String]
  }

  /// The rows with something in them. Never fails: a quote without its end goes to the end of its line.
  public static func lines(of text: String) -> [Line] {
    let separator: Character = text.contains("\t") ? "\t" : ";"
    var reader = Reader(Array(text.replacingLineEnds), separator: separator)
    return reader.read().filter { line in line.cells.contains { !$0.trimmed.isEmpty } }
  }

  private struct Reader {
    let text: [Character]
    let separator: Character
    var place = 0
    var lineNumber = 1

    init(_ text: [Character], separator: Character) { (self.text, self.separator) = (text, separator) }

    mutating func read() -> [Line] {
      var lines: [Line] = []
      while place < text.count {
        let start = lineNumber
        lines.append(Line(number: start, cells: row()))
      }
      return lines
    }

    private mutating func row() -> [String] {
      var cells: [String] = []
      while true {
        cells.append(cell().trimmed)
        guard place < text.count else { return cells }
        let end = text[place]
        place += 1
        if end == "\n" {
          lineNumber += 1
          return cells
        }
      }
    }

    private mutating func cell() -> String {
      if place < text.count, text[place] == "\"", let quoted = quoted() { return quoted }
      let start = place
      while place < text.count, text[place] != separator, text[place] != "\n" { place += 1 }
      return String(text[start..<place])
    }

    /// The cell between quotes, doubled ones being one; nil when it does not end as a cell.
    private mutating func quoted() -> String? {
      var (at, value) = (place + 1, "")
      while at < text.count {
        if text[at] != "\"" {
          value.append(text[at])
          at += 1
        } else if at + 1 < text.count, text[at + 1] == "\"" {
          value.append("\"")
          at += 2
        } else {
          guard at + 1 == text.count || text[at + 1] == separator || text[at + 1] == "\n" else { return nil }
          lineNumber += value.filter { $0 == "\n" }.count
          place = at + 1
          return value.split(separator: "\n").joined(separator: " ")
        }
      }
      return nil
    }
  }
}

extension String {
  /// Every line end as `\n`.
  fileprivate var replacingLineEnds: String {
    String(map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 })
  }
}
