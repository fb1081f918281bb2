// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Spreadsheet
import TestSupport
import Testing

@testable import App
@testable import Domain

@Suite("Each sheet of a workbook is read as its own month")
struct SheetMonthTests {
  @Test(
    "a title names its month, with the year given when it says none",
    arguments: [
      ("mars 2026", 202603), ("Mars", 202603), ("03-2026", 202603), ("2026-03", 202603), ("202603", 202603),
      ("MARS 26", 202603), ("Heures mars 2026 (v2)", 202603), ("03.2026", 202603), ("Août", 202608),
      ("Déc. 2025", 202512),
      ("Feuil1", 0), ("Export 05-11-2026", 0), ("Marché 12", 0), ("mars et avril", 0), ("Lot 2", 0),
    ])
  func titles(title: String, month: Int) {
    #expect(SheetMonth.title(title, year: 2026) == Month(month))
  }

  @Test("a month without a year is not guessed")
  func noYear() { #expect(SheetMonth.title("Mars", year: nil) == nil) }

  private static let table = "Nom et prénom;Chantier;Heures\nDUPONT Marie;Groupe scolaire Prévert lot 2;"

  /// Rows of texts apart by semicolons, in sheets of these names.
  private static func workbook(_ sheets: [(name: String, text: String)]) throws -> [UInt8] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = try WorkbookWriter(path: path)
    for sheet in sheets {
      let rows = sheet.text.split(separator: "\n").map {
        $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      }
      try writer.addSheet(sheet.name, columns: rows[0].map { SheetColumn($0) })
      for row in rows.dropFirst() { try writer.add(row.map { .text($0) }) }
    }
    try writer.close()
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test(
    "twelve tabs and a month on the form: each tab keeps its own, and the page says so", arguments: Engine.available)
  func tabs(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let bytes = try Self.workbook([
      ("Octobre", Self.table + "101"), ("11-2025", Self.table + "102"), ("décembre 2025", Self.table + "103"),
      ("Feuil4", Self.table + "104"),
    ])
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let reply = try await browser.upload(
        HoursFileURLs.list, [(field: "fichier", name: "releve.xlsx", content: bytes)],
        fields: [("employeur", sample.mason.description), ("mois", "09/2025")])
      let path = try #require(reply.location)
      let page = try await browser.get(path)
      #expect(htmlFaults(page.body) == [])
      for text in ["Mois lus", "octobre 2025", "novembre 2025", "décembre 2025", "septembre 2025", "son titre"] {
        #expect(page.body.contains(text), "\(text)")
      }
      let mended = try await browser.submit(path + "/reponses", [("m_3", "01/2026")])
      #expect(mended.body.contains("votre correction"))
      #expect(mended.body.contains("janvier 2026"))
      #expect(htmlFaults(mended.body) == [])
      #expect(try await browser.post(path + "/reponses", [("m_3", "bientôt")]).status == 422)
      let values = ["empreinte", "vu"].map { name in
        (
          name,
          String(
            mended.body.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first?.prefix { $0 != "\"" }
              ?? "")
        )
      }
      #expect(try await browser.post(path + "/releve", values).status == 303)
      for (month, hours) in [(202510, 101), (202511, 102), (202512, 103), (202601, 104)] {
        #expect(
          try await cast.figure("SELECT declared_units FROM hours_line WHERE month = \(month)") == Int64(hours * 300))
      }
    }
  }

  @Test("the same file handed over for another month is read for that month", arguments: Engine.available)
  func otherMonth(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      func hand(_ month: String) async throws -> String {
        try await browser.post(HoursFileURLs.pasted, [("mois", month), ("tableau", Self.table + "35")]).location ?? ""
      }
      let first = try await hand("10/2025")
      #expect(try await browser.get(first).body.contains("octobre 2025"))
      #expect(try await hand("11/2025") == first)
      let page = try await browser.get(first)
      #expect(page.body.contains("novembre 2025"))
      #expect(!page.body.contains("octobre 2025"))
      #expect(try await hand("") == first)
      #expect(try await browser.get(first).body.contains("novembre 2025"))
    }
  }

  @Test("a printing date above the table is not the month of the hours")
  func printed() {
    let found = FileGroundSample.preview(
      "Édité le 05/11/2026;;\nNom et prénom;Chantier;Heures\nBenali Nadia;Groupe scolaire Prévert lot 2;35")
    #expect(found.needsMonth)
  }

  @Test("among two hundred people, a name that nobody bears is offered the nearest ones, then everybody")
  func many() {
    let people = (1...200).map {
      Participant(id: ID(Int64($0)), firstName: "Ali\($0)", lastName: "Nom\($0)", bornOn: nil)
    }
    let carvalho = Participant(id: ID(201), firstName: "Karim", lastName: "Carvalho", bornOn: nil)
    let ground = FileGround(
      people: people + [carvalho], sites: FileGroundSample.sites, posts: [], standing: [:], frozenYears: [])
    for name in ["Carvabar Kharime", "4417"] {
      let sheet = FileSheet(
        name: "",
        rows: [
          FileRow(number: 1, cells: ["Matricule", "Nom et prénom", "Heures"]),
          FileRow(number: 2, cells: [name == "4417" ? name : "", name == "4417" ? "" : name, "35"]),
        ])
      let setting = HoursFileReader.Setting(asked: Month(202610), today: Day(iso: "2026-11-24") ?? .last, employer: [])
      let table = FileTable.find(in: sheet, known: ground.known)
      let found = PreviewBuilder.build(
        HoursFileReader.read([(sheet, table)], setting, FileAnswers()), on: ground, setting, FileAnswers())
      #expect(found.asks.first?.options.count == 201)
      if name != "4417" { #expect(found.asks.first?.options.first?.label == "Karim Carvalho") }
    }
  }
}
