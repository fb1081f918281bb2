// SPDX-License-Identifier: EUPL-1.2
import CXlsxWriter
import Foundation

/// How a column of a written workbook is shown; numbers and days stay numbers and days for whoever computes with them.
public enum ColumnFormat: Hashable, Sendable {
  case text
  /// « 1 234 »
  case whole
  /// Hours and amounts with two decimals: « 1 234,50 ».
  case hundredths
  /// « 1 234,50 € »
  case euros
  /// « 81,3 % », the value being 81.3.
  case percent
  /// « 24/11/2026 »
  case day

  var code: String? {
    switch self {
    case .text: nil
    case .whole: "#,##0"
    case .hundredths: "#,##0.00"
    case .euros: "#,##0.00\" €\""
    case .percent: "0.0\" %\""
    case .day: "dd/mm/yyyy"
    }
  }
}

/// A column: its title, its format and its width in characters.
public struct SheetColumn: Hashable, Sendable {
  public let title: String
  public let format: ColumnFormat
  public let width: Int

  public init(_ title: String, _ format: ColumnFormat = .text, width: Int = 16) {
    self.title = title
    self.format = format
    self.width = width
  }
}

/// What is written in a cell. A number is given as decimal text with a dot, never as floating point by the caller.
public enum WrittenCell: Hashable, Sendable {
  case empty
  case text(String)
  case number(String)
  case day(year: Int, month: Int, day: Int)
}

/// Why a workbook could not be written; the sentence is the library's.
public struct WorkbookWriteError: Error, Hashable, Sendable {
  public let reason: String
  public init(reason: String) { self.reason = reason }
}

/// Writes a workbook row by row in constant memory: 100,000 rows in about 20 MB. Texts are written as texts, so that none is ever
/// a formula. Each sheet has its titles in bold, frozen, with filters.
///
///     let writer = try WorkbookWriter(path: path)
///     try writer.addSheet("Lignes", columns: [SheetColumn("Mois"), SheetColumn("Heures", .hundredths)])
///     try writer.add([.text("mars 2026"), .number("151.67")])
///     try writer.close()
public final class WorkbookWriter {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private var sheet: UnsafeMutablePointer<lxw_worksheet>?
  private var columns: [SheetColumn] = []
  /// The look of each column, found once.
  private var looks: [UnsafeMutablePointer<lxw_format>?] = []
  private var formats: [ColumnFormat: UnsafeMutablePointer<lxw_format>] = [:]
  private let title: UnsafeMutablePointer<lxw_format>?
  private let wrap: UnsafeMutablePointer<lxw_format>?
  private var row: UInt32 = 0
  private var isClosed = false

  public init(path: String) throws(WorkbookWriteError) {
    let folder = (path as NSString).deletingLastPathComponent
    let made: UnsafeMutablePointer<lxw_workbook>? = folder.withCString { place in
      var options = lxw_workbook_options()
      options.constant_memory = 1
      options.tmpdir = folder.isEmpty ? nil : UnsafeMutablePointer(mutating: place)
      return workbook_new_opt(path, &options)
    }
    guard let made else { throw WorkbookWriteError(reason: "cannot create \(path)") }
    book = made
    title = workbook_add_format(made)
    format_set_bold(title)
    format_set_bg_color(title, 0xE7EEEB)
    format_set_bottom(title, UInt8(LXW_BORDER_THIN.rawValue))
    format_set_text_wrap(title)
    wrap = workbook_add_format(made)
    format_set_text_wrap(wrap)
  }

  deinit { if !isClosed { workbook_close(book) } }

  /// Begins a sheet. Its name is cut to 31 characters and freed from what the format forbids.
  public func addSheet(_ name: String, columns: [SheetColumn]) throws(WorkbookWriteError) {
    endSheet()
    guard let made = workbook_add_worksheet(book, Self.allowed(name)) else {
      throw WorkbookWriteError(reason: "cannot add the sheet \(name)")
    }
    sheet = made
    self.columns = columns
    looks = columns.map { format($0.format) }
    row = 0
    for (place, column) in columns.enumerated() {
      worksheet_set_column(made, UInt16(place), UInt16(place), Double(column.width), looks[place])
      try check(worksheet_write_string(made, 0, UInt16(place), column.title, title))
    }
    worksheet_freeze_panes(made, 1, 0)
  }

  /// Adds a row; cells beyond the columns are refused by a precondition of the format only (16,384).
  /// - Throws: past 1,048,576 rows, or when the disk is full.
  public func add(_ cells: [WrittenCell]) throws(WorkbookWriteError) {
    guard let sheet else { throw WorkbookWriteError(reason: "no sheet was added") }
    row += 1
    for (place, cell) in cells.enumerated() {
      try write(cell, sheet, UInt16(clamping: place), looks.indices.contains(place) ? looks[place] : nil)
    }
  }

  /// Writes the file. Nothing may be added afterwards.
  public func close() throws(WorkbookWriteError) {
    endSheet()
    isClosed = true
    try check(workbook_close(book))
  }

  private func write(
    _ cell: WrittenCell, _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ column: UInt16,
    _ look: UnsafeMutablePointer<lxw_format>?
  ) throws(WorkbookWriteError) {
    switch cell {
    case .empty: return
    case .text(let text):
      // The format holds 32,767 characters a cell, counted in UTF-16, of which a text never has more than bytes.
      let isLong = text.utf8.count > 32_767 && text.utf16.count > 32_767
      var held = isLong ? String(text.prefix(8_000)) + "…" : text
      if held.utf8.contains(0) { held.unicodeScalars.removeAll { $0 == "\0" } }
      try check(worksheet_write_string(sheet, row, column, held, held.utf8.contains(0x0A) ? wrap : nil))
    case .number(let digits):
      guard let number = Double(digits), number.isFinite else {
        throw WorkbookWriteError(reason: "\(digits) is not a number")
      }
      try check(worksheet_write_number(sheet, row, column, number, look))
    case .day(let year, let month, let day):
      var when = lxw_datetime(year: Int32(year), month: Int32(month), day: Int32(day), hour: 0, min: 0, sec: 0)
      try check(worksheet_write_datetime(sheet, row, column, &when, look ?? format(.day)))
    }
  }

  private func endSheet() {
    guard let sheet, !columns.isEmpty else { return }
    worksheet_autofilter(sheet, 0, 0, row, UInt16(columns.count - 1))
  }

  private func format(_ kind: ColumnFormat) -> UnsafeMutablePointer<lxw_format>? {
    guard let code = kind.code else { return nil }
    if let known = formats[kind] { return known }
    guard let made = workbook_add_format(book) else { return nil }
    format_set_num_format(made, code)
    formats[kind] = made
    return made
  }

  private static func allowed(_ name: String) -> String {
    let kept = name.map { "[]:*?/\\'".contains($0) ? " " : $0 }
    return String(kept.prefix(31))
  }

  private func check(_ status: lxw_error) throws(WorkbookWriteError) {
    guard status == LXW_NO_ERROR else { throw WorkbookWriteError(reason: String(cString: lxw_strerror(status))) }
  }
}
