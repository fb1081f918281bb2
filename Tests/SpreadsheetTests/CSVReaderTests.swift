// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Spreadsheet
import Testing

@Suite struct CSVReaderTests {
  /// RFC 4180 and the habits of spreadsheets.
  @Test(
    "a table is read as a spreadsheet reads it",
    arguments: [
      ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
      ("a;b\r\n1;2\r\n", [["a", "b"], ["1", "2"]]),
      ("a\tb\r1\t2\r", [["a", "b"], ["1", "2"]]),
      ("a|b\n1|2\n", [["a", "b"], ["1", "2"]]),
      ("\u{FEFF}a,b\n", [["a", "b"]]),
      ("sep=;\r\na,1;b\r\n", [["a,1", "b"]]),
      ("a;b,c,d\n", [["a;b", "c", "d"]]),
      ("\"a;;;;\",b\n", [["a;;;;", "b"]]),
      ("a,\"b\"\"c\",\"d\ne\"\n,,\n", [["a", "b\"c", "d\ne"], ["", "", ""]]),
      ("a,\"\"\n", [["a", ""]]),
      ("a,b \"c\" d\n", [["a", "b \"c\" d"]]),
      ("a,\"b\"c\n", [["a", "bc"]]),
      ("seul\nencore\n", [["seul"], ["encore"]]),
      ("a,b\n\n  \nc,d", [["a", "b"], ["c", "d"]]),
      ("é;œ\n’;€", [["é", "œ"], ["’", "€"]]),
    ])
  func tables(_ text: String, _ wanted: [[String]]) throws {
    for chunk in [1, 2, 3, 1000] {
      var options = CSVOptions()
      options.chunkBytes = chunk
      let path = try write(Array(text.utf8))
      defer { try? FileManager.default.removeItem(atPath: path) }
      #expect(try rows(CSVReader(file: path, options: options)).map(\.cells) == wanted.filter { $0 != ["", "", ""] })
    }
  }

  @Test("a row knows the line it starts on, quotes and blank lines counted")
  func lines() throws {
    let text = "a,b\r\n\"x\r\ny\",1\r\n\r\nc,d\n"
    #expect(try rows(CSVReader(bytes: Array(text.utf8))).map(\.line) == [1, 2, 5])
  }

  @Test("what is not UTF-8 is read as Windows-1252, row by row")
  func windows() throws {
    let reader = CSVReader(bytes: [0x63, 0x9C, 0x75, 0x72, 0x3B, 0x80, 0x0A, 0xE9, 0x3B, 0x92, 0x0A])
    #expect(try rows(reader).map(\.cells) == [["cœur", "€"], ["é", "’"]])
    #expect(reader.encoding == .windows1252)
    #expect(!reader.mixesEncodings)
    let mixed = CSVReader(bytes: Array("é;b\n".utf8) + [0xE9, 0x3B, 0x62])
    #expect(try rows(mixed).map(\.cells) == [["é", "b"], ["é", "b"]])
    #expect(mixed.mixesEncodings)
  }

  @Test("a cell beyond the last is empty")
  func beyond() throws {
    let row = try #require(try rows(CSVReader(bytes: Array("a,b".utf8))).first)
    #expect(row.count == 2)
    #expect(row[2].isEmpty)
    #expect(row[-1].isEmpty)
  }

  @Test(
    "a broken table gives its good part, then says where it breaks",
    arguments: [
      (Array("".utf8), 0, CSVError.empty),
      (Array("\n \r\n".utf8), 0, .empty),
      (Array("a,b\n1,\"2\n3,4\n".utf8), 1, .unterminatedQuote(line: 2)),
      (Array("a,b\n1,\u{0}\n".utf8), 0, .binary(line: 1)),
      (Array("PK\u{3}\u{4}\u{0}\u{0}".utf8), 0, .binary(line: 1)),
      ([0xFF, 0xFE, 0x61, 0x00], 0, .utf16),
      ("a;b\n".utf16.flatMap { [UInt8($0 & 0xFF), 0] }, 0, .utf16),
      ("a;b\n".utf16.flatMap { [0, UInt8($0 & 0xFF)] }, 0, .utf16),
      (Array("a,b\n".utf8) + [UInt8](repeating: 0x78, count: 2_000_000), 1, .tooLarge(line: 2)),
    ] as [([UInt8], Int, CSVError)])
  func broken(_ bytes: [UInt8], _ good: Int, _ error: CSVError) {
    let reader = CSVReader(bytes: bytes)
    var count = 0
    #expect(throws: error) { while try reader.next() != nil { count += 1 } }
    #expect(count == good)
    #expect(throws: error) { try reader.next() }
  }

  @Test("a zero byte far in the file stops the reading there")
  func lateZero() {
    let text = Array(String(repeating: "a,b\n", count: 5000).utf8) + [0x61, 0x00]
    let reader = CSVReader(bytes: text)
    #expect(throws: CSVError.binary(line: 5001)) { while try reader.next() != nil {} }
  }

  @Test("pasted cells are apart by tabs even when a title holds semicolons")
  func pasted() throws {
    let rows = try CSVReader.rows(of: "1\tGros œuvre ; béton ; etc.\t1 250,5\n2\t\"Peinture\nsols\"\t\n")
    #expect(rows.map(\.cells) == [["1", "Gros œuvre ; béton ; etc.", "1 250,5"], ["2", "Peinture\nsols", ""]])
    #expect(throws: CSVError.empty) { try CSVReader.rows(of: " \n") }
  }

  @Test("a file that cannot be opened says why")
  func missing() {
    #expect(throws: CSVError.self) { try CSVReader(file: "/nonexistent/table.csv") }
    #expect(throws: CSVError.self) { try CSVReader(file: "/").next() }
  }

  private func rows(_ reader: CSVReader) throws -> [CSVRow] {
    var found: [CSVRow] = []
    while let row = try reader.next() { found.append(row) }
    return found
  }

  private func write(_ bytes: [UInt8]) throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: "table-\(UUID().uuidString).csv").path
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }
}
