// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Spreadsheet
import Testing

@Suite struct WorkbookTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "clausier-workbook-\(UUID().uuidString)")

  private func file(_ name: String = "a.xlsx") throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.appending(path: name).path
  }

  private func rows(_ path: String, sheet: Int = 0) throws -> [SheetRow] {
    let reader = try WorkbookReader(file: path).sheet(at: sheet)
    var rows: [SheetRow] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let path = try file()
    let writer = try WorkbookWriter(path: path)
    try writer.addSheet(
      "Relevé [mars]",
      columns: [SheetColumn("Nom", width: 30), SheetColumn("Heures", .hundredths), SheetColumn("Jour", .day)])
    try writer.add([.text("=1+1"), .number("151.67"), .day(year: 2026, month: 2, day: 28)])
    try writer.add([.empty, .number("-0.01")])
    try writer.add([.text("É\u{202E}lodie\n& <b>")])
    try writer.addSheet("Définitions", columns: [SheetColumn("Code")])
    try writer.close()

    let book = try WorkbookReader(file: path)
    #expect(book.sheets.map(\.name) == ["Relevé  mars ", "Définitions"])
    let read = try rows(path)
    #expect(read.map(\.number) == [1, 2, 3, 4])
    #expect(read[1][1] == .text("=1+1"))
    #expect(read[1][2] == .number("151.67"))
    #expect(read[1][3] == .date(year: 2026, month: 2, day: 28, seconds: 0))
    #expect(read[2][1] == .empty)
    #expect(read[2][2] == .number("-0.01"))
    #expect(read[3][1] == .text("É\u{202E}lodie\n& <b>"))
  }

  @Test(arguments: [
    ("", WorkbookError.empty), ("nom;heures\nA;1\n", .notWorkbook), ("PK\u{3}\u{4}cut", .noWorkbook),
  ])
  func anotherFileIsNamedForWhatItIs(_ text: String, _ expected: WorkbookError) throws {
    let path = try file("other.xlsx")
    try Data(text.utf8).write(to: URL(filePath: path))
    #expect(throws: expected) { _ = try WorkbookReader(file: path) }
  }

  @Test func theOldFormatAndPasswordsAreNamed() throws {
    let path = try file("old.xls")
    try Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]).write(to: URL(filePath: path))
    #expect(throws: WorkbookError.oldOrEncrypted) { _ = try WorkbookReader(file: path) }
  }

  @Test func aFileThatIsNotThereIsSaid() throws {
    #expect(throws: WorkbookError.self) { _ = try WorkbookReader(file: "/nowhere/a.xlsx") }
  }

  /// A file cut anywhere ends in an error, never in a crash, and rows already read were good.
  @Test func aFileCutAnywhereEndsInAnError() throws {
    let whole = try file("whole.xlsx")
    let writer = try WorkbookWriter(path: whole)
    try writer.addSheet("A", columns: [SheetColumn("N"), SheetColumn("H", .hundredths)])
    for number in 0..<400 { try writer.add([.text("Personne \(number)"), .number("\(number).5")]) }
    try writer.close()
    let bytes = try Data(contentsOf: URL(filePath: whole))
    for cut in stride(from: 0, to: bytes.count - 1, by: 97) {
      let path = try file("cut.xlsx")
      try bytes.prefix(cut).write(to: URL(filePath: path))
      #expect(throws: WorkbookError.self) { _ = try rows(path) }
    }
  }

  /// Bytes changed at random positions: any outcome but a crash.
  @Test(arguments: [1, 2, 3, 4, 5]) func aDamagedFileNeverStopsTheProgram(_ seed: UInt64) throws {
    let whole = try file("whole.xlsx")
    let writer = try WorkbookWriter(path: whole)
    try writer.addSheet("A", columns: [SheetColumn("N"), SheetColumn("J", .day)])
    for number in 1..<28 { try writer.add([.text("P\(number)"), .day(year: 2026, month: 2, day: number)]) }
    try writer.close()
    let bytes = try Data(contentsOf: URL(filePath: whole))
    var state = seed &* 6_364_136_223_846_793_005 &+ 1
    for _ in 0..<200 {
      var damaged = bytes
      for _ in 0..<4 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        damaged[Int(state >> 33) % damaged.count] = UInt8(truncatingIfNeeded: state >> 20)
      }
      let path = try file("damaged.xlsx")
      try damaged.write(to: URL(filePath: path))
      _ = try? rows(path)
    }
  }

  @Test(arguments: [
    ("dd/mm/yyyy", "46112", "2026-03-31"), ("[h]:mm", "6.319444444444445", "151:40"), ("h:mm", "0.3125", "7:30"),
    ("0.00\" heures\"", "151.66999999999999", "151.67"), ("General", "1E-7", "0.0000001"),
    ("mmm-yy", "46082", "2026-03-01"),
    ("# ##0.00\\ \"€\"", "1234.5", "1234.5"), ("[Red]0.0;[Blue]-0.0", "7", "7"),
    ("General", "123456789012345680", "123456789012346000"),
    ("dd/mm/yyyy", "60", "1900-02-28"), ("dd/mm/yyyy", "1", "1900-01-01"),
    ("[hh]:mm:ss", "1.00001157407407", "24:00:01"),
    ("dd/mm/yyyy", "-3", "-3"), ("h:mm AM/PM", "0.5", "12:00"),
  ])
  func theFormatSaysWhatANumberStandsFor(_ code: String, _ stored: String, _ typed: String) throws {
    let path = try RawWorkbook(cells: "<c r=\"A1\" s=\"1\"><v>\(stored)</v></c>", format: code).write(to: try file())
    #expect(try rows(path)[0][1].typed == typed)
  }

  @Test func the1904CalendarMovesDays() throws {
    var book = RawWorkbook(cells: "<c r=\"A1\" s=\"1\"><v>44650</v></c>", format: "dd/mm/yyyy")
    book.startsIn1904 = true
    let path = try book.write(to: try file())
    #expect(try rows(path)[0][1].typed == "2026-03-31")
  }

  @Test func cellsOfEveryKindAreRead() throws {
    let cells = """
      <c t="inlineStr"><is><r><t>Jean</t></r><r><t xml:space="preserve"> Paul</t></r><rPh><t>x</t></rPh></is></c><c r="C1" t="str"><f>A1&amp;"x"</f><v>lot_x000D_5</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c r="F1"><f>SUM(A:A)</f></c><c r="G1"/><c r="H1" t="s"><v>9</v></c><c r="I1" t="d"><v>2026-03-31T00:00:00</v></c><c r="J1" t="str"><f>IF(A1="","","x")</f><v></v></c>
      """
    let path = try RawWorkbook(cells: cells, format: "General").write(to: try file())
    let row = try #require(try rows(path).first)
    #expect(row[1] == .text("Jean Paul"))
    #expect(row[3] == .text("lot\r5"))
    #expect(row.cells.first { $0.column == 3 }?.isComputed == true)
    #expect(row[4] == .boolean(true))
    #expect(row[5] == .error("#REF!"))
    #expect(row[6] == .uncomputed)
    #expect(row[10] == .empty)
    #expect(row[8] == .error("#REF!"))
    #expect(row[9].typed == "2026-03-31")
  }

  @Test func entitiesAreRefused() throws {
    var book = RawWorkbook(cells: "<c><v>1</v></c>", format: "General")
    book.prologue = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\">]>"
    let path = try book.write(to: try file())
    #expect(throws: WorkbookError.forbiddenMarkup(part: "xl/worksheets/sheet1.xml")) { _ = try rows(path) }
  }

  @Test func aPartThatUnfoldsWithoutEndIsRefused() throws {
    let cells = "<c t=\"inlineStr\"><is><t>" + String(repeating: "a", count: 60 << 20) + "</t></is></c>"
    let path = try RawWorkbook(cells: cells, format: "General").write(to: try file())
    #expect(throws: WorkbookError.tooLarge(part: "xl/worksheets/sheet1.xml")) { _ = try rows(path) }
  }

  @Test func aMillionEmptyRowsAreNotRows() throws {
    var book = RawWorkbook(cells: "<c><v>1</v></c>", format: "General")
    book.after = String(repeating: "<row r=\"9\"><c r=\"A9\" s=\"1\"/></row>", count: 300_000)
    let path = try book.write(to: try file())
    #expect(try rows(path).count == 1)
  }

  @Test func mergedCellsAreKnownAtTheEnd() throws {
    var book = RawWorkbook(cells: "<c><v>1</v></c>", format: "General")
    book.end = "<mergeCells><mergeCell ref=\"A1:C2\"/><mergeCell ref=\"nonsense\"/></mergeCells>"
    let reader = try WorkbookReader(file: try book.write(to: try file())).sheet(at: 0)
    while try reader.next() != nil {}
    #expect(reader.mergedCells.map(\.rows) == [1...2])
    #expect(reader.mergedCells.map(\.columns) == [1...3])
  }
}
