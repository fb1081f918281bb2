// SPDX-License-Identifier: EUPL-1.2
import Domain

/// A file of hours that was handed over. Its content stays only while it is open.
struct HoursFile: Sendable {
  enum State: String, Sendable {
    case open, written, dropped, undone
  }

  let id: ID<HoursFile>
  let employer: ID<Organisation>
  let employerName: String
  /// As the sender named it; empty once the file has ended.
  let name: String
  let digest: String
  let askedMonth: Month?
  let rowCount: Int
  let state: State
  let statement: ID<Statement>?
  let lineCount: Int
  let declared: Hours
  let receivedAt: Instant
  let endedAt: Instant?
  let author: String

  var title: String { name.isEmpty ? "Fichier \(FrenchText.of(employerName))" : name }
}

/// How a file is written in the database: rows apart by U+001E, cells by U+001F, which no cell holds.
enum FileRowsText {
  static func text(_ rows: ArraySlice<FileRow>) -> String {
    var text = ""
    for row in rows {
      if !text.isEmpty { text.unicodeScalars.append("\u{1E}") }
      text += String(row.number)
      for cell in row.cells {
        text.unicodeScalars.append("\u{1F}")
        text += cell
      }
    }
    return text
  }

  static func rows(_ text: String) -> [FileRow] {
    guard !text.isEmpty else { return [] }
    return text.utf8.split(separator: 0x1E, omittingEmptySubsequences: false).map { row in
      let cells = row.split(separator: 0x1F, omittingEmptySubsequences: false).map { String(Substring($0)) }
      return FileRow(number: cells.first.flatMap { Int($0) } ?? 0, cells: Array(cells.dropFirst()))
    }
  }
}
