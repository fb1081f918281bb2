// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Word

@Suite("Documents for a word processor")
struct WordDocumentTests {
  private static let letter = WordDocument(
    title: "Attestation & bilan", author: "Val d’Orme", foot: "Lot 2",
    blocks: [
      .address(["Val d’Orme"], isOnRight: false), .title("Attestation"), .subtitle("Lot 2 <Gros œuvre>"),
      .heading("Ce qui est dû"), .paragraph("Première ligne\nseconde ligne\u{0}\u{8}"),
      .strong("L’engagement est tenu."),
      .framed("À lire d’abord."), .note("Source\u{202F}: le registre."), .list(["un", "deux"]),
      .terms([.init("Heures à réaliser", "1\u{202F}200\u{A0}h")]),
      .table(
        .init(
          columns: [.init("Mois", weight: 2), .init("Heures", isNumeric: true)],
          rows: [["mars 2026", "151,67"], ["Total", "151,67"]], endsWithTotal: true)), .box("Signature"),
    ])

  private static func file() -> String {
    FileManager.default.temporaryDirectory.appending(path: "word-\(UUID().uuidString).docx").path
  }

  /// Reads the archive back with another library than ours.
  private static func python(_ script: String, _ path: String) throws -> String {
    let python = Process()
    python.executableURL = URL(filePath: "/usr/bin/python3")
    python.arguments = ["-c", script, path]
    let output = Pipe()
    python.standardOutput = output
    try python.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
    return text
  }

  @Test("every part is well-formed XML, in an archive whose sums are right")
  func parts() throws {
    let path = Self.file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Self.letter.write(to: path)
    let names = try Self.python(
      """
      import sys, zipfile
      from xml.dom import minidom
      book = zipfile.ZipFile(sys.argv[1])
      assert book.testzip() is None
      for name in book.namelist(): minidom.parseString(book.read(name))
      print(' '.join(book.namelist()))
      """, path)
    #expect(names.hasPrefix("[Content_Types].xml _rels/.rels "))
    #expect(names.contains("word/document.xml"))
  }

  @Test("the text comes back as it was given, marks and all, without what XML cannot hold")
  func text() throws {
    let path = Self.file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Self.letter.write(to: path)
    let text = try Self.python(
      """
      import sys, zipfile
      from xml.dom import minidom
      body = minidom.parseString(zipfile.ZipFile(sys.argv[1]).read('word/document.xml'))
      print('|'.join(t.firstChild.data for t in body.getElementsByTagName('w:t') if t.firstChild))
      """, path)
    #expect(text.contains("Attestation|Lot 2 <Gros œuvre>|Ce qui est dû|Première ligne|seconde ligne|"))
    #expect(text.contains("Heures à réaliser|1\u{202F}200\u{A0}h|Mois|Heures|mars 2026|151,67|Total|151,67|Signature"))
  }

  @Test("the same document gives the same bytes")
  func stable() throws {
    let paths = [Self.file(), Self.file()]
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
    for path in paths { try Self.letter.write(to: path) }
    #expect(try Data(contentsOf: URL(filePath: paths[0])) == Data(contentsOf: URL(filePath: paths[1])))
  }

  @Test("a place where nothing can be written is said")
  func unwritable() {
    #expect(throws: WordWriteError.self) { try Self.letter.write(to: "/nowhere/letter.docx") }
  }
}
