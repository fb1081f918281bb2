// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Spreadsheet

/// Writes a table to a file, a row at a time: XLSX with a sheet of definitions, or CSV as French spreadsheets open it.
final class ExportWriter {
  private let columns: [SheetColumn]
  private let target: Target
  private(set) var rows = 0
  /// Lines of CSV that are not in the file yet.
  private var pending = ""
  private static let most = 65_536

  private enum Target {
    case workbook(WorkbookWriter)
    case text(FileHandle)
  }

  /// `definitions` are pairs of a word and its sentence.
  init(_ format: TableFormat, path: String, title: String, columns: [SheetColumn]) throws {
    self.columns = columns
    switch format {
    case .xlsx:
      let book = try WorkbookWriter(path: path)
      try book.addSheet(title, columns: columns)
      target = .workbook(book)
    case .csv:
      guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
        let handle = FileHandle(forWritingAtPath: path)
      else { throw WorkbookWriteError(reason: "cannot create the file") }
      target = .text(handle)
      try handle.write(contentsOf: Data((CSVText.mark + CSVText.line(columns.map(\.title))).utf8))
    }
  }

  func add(_ cells: [WrittenCell]) throws {
    rows += 1
    switch target {
    case .workbook(let book): try book.add(cells)
    case .text(let handle):
      pending += CSVText.line(zip(cells, columns).map { Self.french($0, $1.format) })
      if pending.utf8.count >= Self.most { try flush(handle) }
    }
  }

  private func flush(_ handle: FileHandle) throws {
    try handle.write(contentsOf: Data(pending.utf8))
    pending.removeAll(keepingCapacity: true)
  }

  /// Ends the file; the definitions make a second sheet of a workbook, and nothing in a CSV.
  func close(definitions: [(word: String, sentence: String)]) throws {
    switch target {
    case .text(let handle):
      try flush(handle)
      try handle.close()
    case .workbook(let book):
      try book.addSheet(
        "Définitions", columns: [SheetColumn("Colonne", width: 30), SheetColumn("Définition", width: 110)])
      for definition in definitions { try book.add([.text(definition.word), .text(definition.sentence)]) }
      try book.close()
    }
  }

  /// A cell of CSV: decimal comma, day before month.
  static func french(_ cell: WrittenCell, _ format: ColumnFormat) -> String {
    switch cell {
    case .empty: ""
    case .text(let text): text
    case .number(let digits): digits.utf8.contains(0x2E) ? String(digits.map { $0 == "." ? "," : $0 }) : digits
    case .day(let year, let month, let day): Day(year, month, day)?.french ?? ""
    }
  }
}

extension WrittenCell {
  init(_ hours: Hours) { self = .number(hours.decimal) }
  init(_ hours: Hours?) { self = hours.map { WrittenCell($0) } ?? .empty }
  init(_ count: Int) { self = .number(String(count)) }
  init(_ text: String) { self = text.isEmpty ? .empty : .text(text) }
  init(_ day: Day?) { self = day.map { .day(year: $0.year, month: $0.monthNumber, day: $0.day) } ?? .empty }
}
