// SPDX-License-Identifier: EUPL-1.2
import Domain
import Testing

@Suite("What a piece of proof may be, and what is still wanted")
struct ProofRulesTests {
  static let pdf = Array("%PDF-1.4\n1 0 obj\n%%EOF\n".utf8)
  static let png: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array("....IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
  static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 0, count: 40) + [0xFF, 0xD9]

  @Test("a file is known by its content", arguments: [(pdf, ProofFormat.pdf), (png, .png), (jpeg, .jpeg)])
  func known(bytes: [UInt8], format: ProofFormat) throws {
    let found = try ProofFormat.recognise(head: bytes, tail: bytes)
    #expect(found == format)
  }

  /// ISO/IEC 23008-12 for the brands of HEIC; APPNOTE.TXT for the mark of an archive.
  static let refused: [([UInt8], String)] = [
    ([0, 0, 0, 24] + Array("ftypheic".utf8) + [0, 0, 0, 0], "HEIC"),
    ([0, 0, 0, 24] + Array("ftypmif1".utf8) + [0, 0, 0, 0], "HEIC"),
    ([0, 0, 0, 24] + Array("ftypisom".utf8) + [0, 0, 0, 0], "vidéo"),
    (Array("PK\u{3}\u{4}".utf8) + Array("%PDF-1.4 %%EOF".utf8), "archive"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "bureautique"),
    (Array("<html><script>alert(1)</script>".utf8), "ni un PDF"),
    (Array("%PDF-1.4\n1 0 obj".utf8), "coupé"), (Array(png.prefix(12)), "coupé"), (Array(jpeg.dropLast(2)), "coupé"),
    ([], "ni un PDF"),
  ]

  @Test("what is not a PDF, a JPEG or a PNG is refused with what to do", arguments: refused)
  func unknown(bytes: [UInt8], word: String) {
    let thrown = #expect(throws: ValueError.self) { try ProofFormat.recognise(head: bytes, tail: bytes) }
    #expect(thrown?.sentence.contains(word) == true)
  }

  private static let lines = [
    ProofCover.Line(line: ID(1), person: ID(10), modality: .madEtti),
    ProofCover.Line(line: ID(2), person: ID(11), modality: .madEtti),
    ProofCover.Line(line: ID(3), person: ID(12), modality: .direct),
  ]

  private static func missing(_ pieces: [ProofCover.Piece], _ rules: [TerritoryRule: Int]) -> [String] {
    ProofCover(lines: lines, pieces: pieces).missing(under: TerritoryRules(rules)).map {
      "\($0.kind.rawValue) \($0.lines)"
    }
  }

  @Test("nothing is wanted where the territory asks for nothing")
  func nothing() { #expect(Self.missing([], [:]).isEmpty) }

  @Test("a piece covers its line, its person or the whole statement, and only its own kind")
  func covered() {
    let rules: [TerritoryRule: Int] = [.proofPlaced: 3, .proofDirect: 2]
    #expect(Self.missing([], rules) == ["TIME_SHEET 1", "MISSION 2"])
    #expect(Self.missing([.init(kind: .missionInvoice)], rules) == ["TIME_SHEET 1"])
    #expect(Self.missing([.init(kind: .missionInvoice, line: ID(1))], rules) == ["TIME_SHEET 1", "MISSION 1"])
    #expect(Self.missing([.init(kind: .missionInvoice, person: ID(11))], rules) == ["TIME_SHEET 1", "MISSION 1"])
    #expect(Self.missing([.init(kind: .other)], rules) == ["TIME_SHEET 1", "MISSION 2"])
    #expect(Self.missing([.init(kind: .missionInvoice), .init(kind: .timeSheet, line: ID(3))], rules).isEmpty)
  }
}
