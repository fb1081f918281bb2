// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Spreadsheet

/// The sheets of a territory's files, read row by row: a workbook, CSV files, or a folder of them.
struct TakeoverBook {
  /// A sheet: its tab, and how to read it from its beginning.
  struct Part {
    let tab: String
    /// Gives the next row, nil at the end.
    let open: () throws -> (() throws -> FileRow?)
  }

  let parts: [Part]
  /// More than a sheet can hold is no sheet.
  static let mostRows = 1_100_000

  /// Opens files, and the CSV files and workbooks of folders. Throws in words.
  static func open(_ paths: [(path: String, name: String)]) throws -> TakeoverBook {
    var parts: [Part] = []
    for (path, name) in try paths.flatMap(files) { parts += try self.parts(path, name) }
    guard !parts.isEmpty else { throw FormRejected("fichier", "Il n’y a aucune feuille à lire dans ce fichier.") }
    guard parts.count <= 100 else {
      throw FormRejected("fichier", "Il y a plus de 100 feuilles\u{202F}: gardez celles de la reprise.")
    }
    return TakeoverBook(parts: parts)
  }

  private static func files(_ one: (path: String, name: String)) throws -> [(path: String, name: String)] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: one.path, isDirectory: &isFolder) else {
      throw FormRejected("fichier", "Le fichier \(one.name) n’existe pas, ou ne peut pas être lu.")
    }
    guard isFolder.boolValue else { return [one] }
    return try FileManager.default.contentsOfDirectory(atPath: one.path).sorted()
      .filter { [".csv", ".xlsx"].contains(where: $0.lowercased().hasSuffix) }
      .map { (one.path + "/" + $0, $0) }
  }

  private static func parts(_ path: String, _ name: String) throws -> [Part] {
    let head = FileHandle(forReadingAtPath: path).flatMap { try? $0.read(upToCount: 8) }.map { [UInt8]($0) } ?? []
    if head.starts(with: Array("PK".utf8)) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      let names = try readable { try WorkbookReader(file: path).sheets }
      return names.enumerated().filter { !$1.isHidden }.map { place, sheet in
        Part(tab: sheet.name, open: { try rows(ofWorkbook: path, place) })
      }
    }
    let tab = URL(filePath: name).deletingPathExtension().lastPathComponent
    return [Part(tab: tab, open: { try rows(ofText: path) })]
  }

  private static func rows(ofWorkbook path: String, _ place: Int) throws -> (() throws -> FileRow?) {
    // The workbook stays open as long as its sheet is read.
    let workbook = try readable { try WorkbookReader(file: path) }
    let reader = try readable { try workbook.sheet(at: place) }
    return {
      try withExtendedLifetime(workbook) {
        try readable { try reader.next() }.map { FileRow(number: $0.number, cells: FileIntake.cells($0)) }
      }
    }
  }

  private static func rows(ofText path: String) throws -> (() throws -> FileRow?) {
    let reader = try readable { try CSVReader(file: path) }
    return { try readable { try reader.next() }.map { FileRow(number: $0.line, cells: FileIntake.cells($0)) } }
  }

  private static func readable<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as WorkbookError { throw FileIntake.refusal(error) } catch let error
      as CSVError
    { throw FileIntake.refusal(error) }
  }

  /// The first rows of a sheet.
  func head(_ part: Part) throws -> [FileRow] {
    let next = try part.open()
    var rows: [FileRow] = []
    while rows.count < TakeoverLayout.head, let row = try next() { rows.append(row) }
    return rows
  }

  /// Every row after the headings, in order. Stops at a number that may not be there.
  func each(_ part: Part, after heading: Int, _ body: (FileRow) throws -> Void) throws {
    let next = try part.open()
    var watch = FileIntake.NirWatch(sheet: part.tab)
    var count = 0
    while let row = try next() {
      try watch.check(row)
      count += 1
      guard count <= Self.mostRows, row.cells.count <= FileIntake.mostColumns else {
        throw FormRejected(
          "fichier",
          "La feuille «\u{202F}\(part.tab)\u{202F}» est trop grande pour être lue\u{202F}: gardez ce qui sert à la reprise."
        )
      }
      if row.number > heading { try body(row) }
    }
  }
}
