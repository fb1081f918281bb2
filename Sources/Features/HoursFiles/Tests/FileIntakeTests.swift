// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Spreadsheet
import TestSupport
import Testing

@testable import App

@Suite("Files are read as they are, or refused with what to do")
struct FileIntakeTests {
  /// Runs with a file of these bytes.
  private func with<T>(_ bytes: [UInt8], _ body: (String) throws -> T) throws -> T {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("hours-\(UUID().uuidString)").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  @Test(
    "texts in Windows-1252 or UTF-8, cells apart by semicolons, commas or tabs",
    arguments: [";", ",", "\t"], [true, false])
  func texts(separator: String, isUTF8: Bool) throws {
    let text = ["Prénom", "Heures\r\nÉlodie", "35"].joined(separator: separator)
    let bytes = isUTF8 ? Array(text.utf8) : text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let sheets = try with(bytes) { try FileIntake.read(path: $0) }
    #expect(sheets[0].rows.map(\.cells) == [["Prénom", "Heures"], ["Élodie", "35"]])
  }

  @Test(
    "what is no table is refused with what to do",
    arguments: [
      ("%PDF-1.7", "PDF"), ("\u{1F}\u{8B}", "gz"), ("", "vide"), ("PK\u{3}\u{4}abc", "fichier"),
      ("a\u{0}b\u{1}\u{2}", "tableau"),
    ])
  func refused(head: String, word: String) throws {
    let bytes = head.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let error = #expect(throws: FormRejected.self) { try with(bytes) { try FileIntake.read(path: $0) } }
    #expect(error?.sentence.contains(word) == true)
  }

  @Test("the template is read again without a question, filled or not", arguments: Engine.available)
  func template(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let path = HoursFileURLs.template(of: sample.mason, try #require(Month(202511)))
      let reply = try await browser.get(path)
      #expect(reply.status == 200)
      #expect(reply.headers["content-type"]?.contains("spreadsheetml") == true)
      try browser.enter(sample.neighbour)
      #expect(try await browser.get(path).status == 404)
    }
    let template = try await cast.site.database.read { db in
      HoursTemplate(
        month: try #require(Month(202511)),
        rows: try DeclarationStore.rows(
          of: sample.mason, StatementPeriod(first: try #require(Month(202511)), last: try #require(Month(202511))),
          for: Viewer(
            accountID: sample.facilitator.account, accountName: "", role: .facilitator, territoryID: sample.territory,
            territoryName: "", organisationID: nil, membershipID: sample.facilitator.membership,
            today: try #require(Day(iso: "2026-11-24"))), db))
    }
    let sheets = try with(try template.workbook()) { try FileIntake.read(path: $0) }
    #expect(sheets[0].rows.count == 2)
    #expect(sheets[0].rows[1].cells[0] == "C\(sample.marieContract)-E\(sample.masonryEngagement)")
    let table = FileTable.find(in: sheets[0], known: KnownWords(people: [], sites: []))
    #expect(table.roles.filter { $0 != .unused }.count == 9)
  }

  @Test("a workbook that is dropped is read, written, and seen again", arguments: Engine.available)
  func dropped(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let bytes = try workbook([
      [.text("Nom et prénom"), .text("Chantier"), .text("Mois"), .text("Heures")],
      [.text("DUPONT Marie"), .text("Groupe scolaire Prévert lot 2"), .text("nov. 2025"), .number("151.666666666667")],
    ])
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let file = (field: "fichier", name: "../releve.xlsx", content: bytes)
      let reply = try await browser.upload(HoursFileURLs.list, [file])
      let path = try #require(reply.location)
      let page = try await browser.get(path)
      #expect(htmlFaults(page.body) == [])
      #expect(page.body.contains("releve.xlsx"))
      #expect(page.body.contains("Écrire le relevé"))
      let again = try await browser.upload(HoursFileURLs.list, [file])
      #expect(again.location == path)
      let nothing = try await browser.upload(HoursFileURLs.list, [])
      #expect(nothing.status == 422)
      #expect(htmlFaults(nothing.body) == [])
      let old = (
        field: "fichier", name: "releve.xls", content: [UInt8]([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
      )
      let refused = try await browser.upload(HoursFileURLs.list, [old])
      #expect(refused.status == 422)
      #expect(refused.body.contains(".xlsx"))
    }
  }

  /// A workbook of these rows, the first as titles.
  private func workbook(_ rows: [[WrittenCell]]) throws -> [UInt8] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = try WorkbookWriter(path: path)
    let titles = rows[0].map { cell in if case .text(let title) = cell { title } else { "" } }
    try writer.addSheet("Feuil1", columns: titles.map { SheetColumn($0) })
    for row in rows.dropFirst() { try writer.add(row) }
    try writer.close()
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test("rows come back from the database as they were", arguments: ["", "a", "é;|\t", "😀 12"])
  func stored(text: String) {
    let rows = [FileRow(number: 3, cells: [text, "", text]), FileRow(number: 9, cells: [text])]
    #expect(FileRowsText.rows(FileRowsText.text(rows[...])) == rows)
  }

  @Test("a long file is read, matched and summed up, each row once")
  func long() throws {
    let ground = FileGround(
      people: (1...2000).map {
        Participant(
          id: ID(Int64($0)), firstName: "Prénom\(Self.word($0))", lastName: "Nom\(Self.word($0))", bornOn: nil)
      },
      sites: [
        SiteCandidate(
          engagement: ID(1), contract: ID(1), lotNumber: "1", lotName: "Maçonnerie", title: "École Prévert",
          reference: "R1",
          buyer: "Ville")
      ],
      posts: (1...2000).map {
        let dates = DayRange(from: Day.first, through: nil)
        return FilePost(
          participant: ID(Int64($0)), head: ID(Int64($0)), employment: ID(Int64($0)), engagement: ID(1),
          kind: .fixedTerm,
          dates: dates, tie: dates, counts: dates, lotDates: nil)
      }, standing: [:], frozenYears: [])
    var text = "Nom;Prénom;Chantier;Date;Heures\r\n"
    for row in 0..<20_000 {
      let who = row % 2000 + 1
      text +=
        "NOM\(Self.word(who));Prénom\(Self.word(who));École Prévert maçonnerie;\(row / 2000 % 28 + 1)/10/2026;0,5\r\n"
    }
    let sheets = try with(Array(text.utf8)) { try FileIntake.read(path: $0) }
    let table = FileTable.find(in: sheets[0], known: ground.known)
    let setting = HoursFileReader.Setting(today: Day(iso: "2026-11-24") ?? .last, employer: [])
    let reading = HoursFileReader.read([(sheets[0], table)], setting, FileAnswers())
    let preview = PreviewBuilder.build(reading, on: ground, setting, FileAnswers())
    #expect(preview.rowCount == 20_000)
    #expect(preview.faultCount == 0)
    #expect(preview.lines.count == 2000)
    #expect(preview.hours == Hours(wholeHours: 10_000))
  }

  /// A number in letters, so that each name is its own.
  private static func word(_ number: Int) -> String {
    String(String(number).map { Character(UnicodeScalar(UInt8(97 + ($0.wholeNumberValue ?? 0) * 2))) })
  }
}
