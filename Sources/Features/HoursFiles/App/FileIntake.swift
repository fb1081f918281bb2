// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Platform
import Spreadsheet

/// Turns what was handed over into rows of text: a workbook, a text in columns, the ASP's state, a pasted table. Nothing is stored
/// here, and a file that holds a number of the national register goes no further.
enum FileIntake {
  static let mostRows = 200_000
  static let mostColumns = 200
  private static let mostCharacters = 500

  static func read(path: String) throws(FormRejected) -> [FileSheet] {
    let head = FileHandle(forReadingAtPath: path).flatMap { try? $0.read(upToCount: 8) }.map { [UInt8]($0) } ?? []
    return try read(head: head, workbook: { try WorkbookReader(file: path) }, text: { try CSVReader(file: path) })
  }

  /// By which the same file is known again.
  static func digest(path: String) throws -> String {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    return Digest.sha256Text([UInt8](bytes))
  }

  static func paste(_ text: String) throws(FormRejected) -> [FileSheet] {
    do {
      let rows = try CSVReader.rows(of: text).map { FileRow(number: $0.line, cells: cells($0)) }
      return try checked([FileSheet(name: "", rows: rows)])
    } catch let error as CSVError { throw refusal(error) } catch let error as FormRejected { throw error } catch {
      throw FormRejected("", unreadable)
    }
  }

  private static func read(
    head: [UInt8], workbook: () throws -> WorkbookReader, text: () throws -> CSVReader
  ) throws(FormRejected) -> [FileSheet] {
    do {
      if head.starts(with: [0x1F, 0x8B]) {
        throw refusal("Ce fichier est compressé (.gz)\u{202F}: décompressez-le d’abord.")
      }
      if head.starts(with: Array("%PDF".utf8)) {
        throw refusal("Un PDF ne se lit pas comme un tableau\u{202F}: demandez le fichier Excel ou CSV dont il vient.")
      }
      if head.starts(with: Array("PK".utf8)) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
        return try checked(sheets(of: try workbook()))
      }
      return try checked([FileSheet(name: "", rows: try rows(of: try text()))])
    } catch let error as FormRejected { throw error } catch let error as WorkbookError {
      throw refusal(error)
    } catch let error as CSVError { throw refusal(error) } catch { throw FormRejected("fichier", unreadable) }
  }

  private static func rows(of reader: CSVReader) throws -> [FileRow] {
    var rows: [FileRow] = []
    while let row = try reader.next() {
      rows.append(FileRow(number: row.line, cells: cells(row)))
      try checkSize(rows.count, row.count)
    }
    return rows
  }

  static func cells(_ row: CSVRow) -> [String] { row.cells.map(clean) }

  private static func sheets(of workbook: WorkbookReader) throws -> [FileSheet] {
    var sheets: [FileSheet] = []
    var count = 0
    for (place, sheet) in workbook.sheets.enumerated() where !sheet.isHidden && sheets.count < 40 {
      let reader = try workbook.sheet(at: place)
      var rows: [FileRow] = []
      while let row = try reader.next() {
        count += 1
        try checkSize(count, row.cells.last?.column ?? 0)
        rows.append(FileRow(number: row.number, cells: cells(row)))
      }
      sheets.append(FileSheet(name: sheet.name, rows: spread(reader.mergedCells, over: rows)))
    }
    return sheets
  }

  static func cells(_ row: SheetRow) -> [String] {
    var cells = Array(repeating: "", count: row.cells.last?.column ?? 0)
    for cell in row.cells { cells[cell.column - 1] = clean(text(cell.value)) }
    return cells
  }

  /// Hours over a day that a spreadsheet shows as a date of 1900 are a length of time.
  private static func text(_ value: CellValue) -> String {
    guard case .date(let year, let month, let day, let seconds) = value, year <= 1900, month <= 2 else {
      return value.typed
    }
    let days = year < 1900 ? 0 : (month - 1) * 31 + day
    let minutes = days * 1440 + seconds / 60
    return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
  }

  /// What stands in the first of merged cells goes for all of them: names over several rows, titles over several columns.
  private static func spread(_ merged: [MergedCells], over rows: [FileRow]) -> [FileRow] {
    guard !merged.isEmpty, merged.count <= 20_000 else { return rows }
    var rows = rows
    let places = Dictionary(rows.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
    for range in merged where range.columns.count <= mostColumns {
      guard let first = places[range.rows.lowerBound] else { continue }
      let value = rows[first][range.columns.lowerBound - 1]
      guard !value.isEmpty else { continue }
      for number in range.rows.prefix(2_000) {
        guard let place = places[number] else { continue }
        // Side by side only above the table: a word over several days of a month is not several hours.
        let columns = number <= 15 ? range.columns : range.columns.lowerBound...range.columns.lowerBound
        for column in columns where rows[place][column - 1].isEmpty {
          while rows[place].cells.count < column { rows[place].cells.append("") }
          rows[place].cells[column - 1] = value
        }
      }
    }
    return rows
  }

  /// Without the characters that no text holds; long remarks are cut, they are not read.
  private static func clean(_ text: String) -> String {
    guard text.utf8.count > mostCharacters || text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      return text
    }
    let kept = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    return String(String(String.UnicodeScalarView(kept)).prefix(mostCharacters))
  }

  private static func checkSize(_ rows: Int, _ columns: Int) throws(FormRejected) {
    guard rows <= mostRows else {
      throw refusal("Ce fichier a plus de 200\u{202F}000 lignes\u{202F}: découpez-le, par mois ou par chantier.")
    }
    guard columns <= mostColumns else {
      throw refusal("Ce fichier a plus de 200 colonnes\u{202F}: gardez la feuille des heures seulement.")
    }
  }

  // MARK: what may not be there

  private static func checked(_ sheets: [FileSheet]) throws(FormRejected) -> [FileSheet] {
    for sheet in sheets { try refuseNir(sheet) }
    var sheets = sheets
    do throws(ValueError) {
      if let first = sheets.first { sheets[0].rows = try StateEnvelope.contents(first.rows) }
    } catch { throw refusal(error.sentence) }
    guard sheets.contains(where: { $0.rows.count > 0 }) else { throw refusal("Ce fichier ne contient aucune ligne.") }
    return sheets
  }

  private static func refuseNir(_ sheet: FileSheet) throws(FormRejected) {
    var watch = NirWatch(sheet: sheet.name)
    for row in sheet.rows { try watch.check(row) }
  }

  /// Looks at the rows of a sheet one after the other for numbers that this program may not hold.
  struct NirWatch {
    let sheet: String
    private var announced: Set<Int> = []
    private var place = 0

    init(sheet: String) { self.sheet = sheet }

    mutating func check(_ row: FileRow) throws(FormRejected) {
      for (column, cell) in row.cells.enumerated() where cell.utf8.count >= 3 {
        if announced.contains(column), digits(cell) >= 5 { throw nirRefusal(sheet, row, column) }
        if place < 40, ColumnHeading.announcesNir(cell) { announced.insert(column) }
        if cell.utf8.count >= 13, digits(cell) >= 12, Nir.appears(in: cell) { throw nirRefusal(sheet, row, column) }
      }
      place += 1
    }
  }

  private static func digits(_ text: String) -> Int { text.utf8.reduce(0) { $0 + ((48...57).contains($1) ? 1 : 0) } }

  private static func nirRefusal(_ sheet: String, _ row: FileRow, _ column: Int) -> FormRejected {
    let place = sheet.isEmpty ? "" : " de la feuille «\u{202F}\(sheet.prefix(31))\u{202F}»"
    return refusal(
      "La colonne \(FileIntakeNames.letters(column))\(place) (ligne \(row.number)) contient des numéros de sécurité sociale. Rien n’a été enregistré\u{202F}: supprimez cette colonne du fichier, puis déposez-le à nouveau."
    )
  }

  // MARK: refusals

  private static let unreadable =
    "Ce fichier ne se lit pas\u{202F}: enregistrez-le au format Excel (.xlsx) ou CSV, puis déposez-le à nouveau."

  private static func refusal(_ sentence: String) -> FormRejected { FormRejected("fichier", sentence) }

  static func refusal(_ error: CSVError) -> FormRejected {
    switch error {
    case .empty: refusal("Ce fichier est vide.")
    case .utf16: refusal("Ce texte est en UTF-16\u{202F}: enregistrez-le en «\u{202F}CSV UTF-8\u{202F}».")
    case .binary: refusal("Ce fichier n’est pas un tableau\u{202F}: déposez un fichier Excel (.xlsx) ou CSV.")
    case .unterminatedQuote(let line):
      refusal("À la ligne \(line), un guillemet est ouvert et jamais fermé\u{202F}: corrigez cette ligne.")
    case .tooLarge(let line):
      refusal("La ligne \(line) est trop longue\u{202F}: ce fichier n’est pas un tableau d’heures.")
    case .unreadable: refusal(unreadable)
    }
  }

  static func refusal(_ error: WorkbookError) -> FormRejected {
    switch error {
    case .oldOrEncrypted:
      refusal(
        "Ce classeur est à l’ancien format (.xls) ou protégé par un mot de passe\u{202F}: enregistrez-le en .xlsx, sans mot de passe."
      )
    case .openDocument:
      refusal("Ce classeur est au format LibreOffice (.ods)\u{202F}: enregistrez-le en .xlsx ou en CSV.")
    case .damaged: refusal("Ce classeur est coupé ou abîmé\u{202F}: demandez-le à nouveau, ou enregistrez-le en CSV.")
    case .tooLarge:
      refusal("Ce classeur est trop lourd une fois ouvert\u{202F}: gardez la feuille des heures seulement.")
    case .empty: refusal("Ce fichier est vide.")
    default: refusal(unreadable)
    }
  }
}
