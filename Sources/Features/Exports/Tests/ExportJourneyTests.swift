// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform
import Spreadsheet
import TestSupport
import Testing

@testable import App

@Suite("Tables leave as files")
struct ExportJourneyTests {
  /// A statement of the mason's for Marie: 151,67 h of March 2026 on site, 10 h in training, undecided.
  private static func site(_ engine: Engine) async throws -> (TestSite, Sample) {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      let draft = StatementDraft(
        territory: sample.territory, employer: sample.mason,
        period: StatementPeriod(first: try #require(Month(202603)), last: try #require(Month(202603))),
        author: sample.facilitator.account, declarant: "")
      let now = Instant(TestSite.now)
      let statement = try LedgerStore.insertStatement(draft, at: now, db)
      for (kind, hours) in [(HoursKind.site, "151,67"), (.training, "10")] {
        let entry = LedgerEntry(
          participantID: sample.marie, employmentContractID: sample.marieContract,
          engagementID: sample.masonryEngagement,
          month: try #require(Month(202603)), kind: kind, declared: try Hours.parse(hours))
        _ = try LedgerStore.insertLine(LineDraft(entry: entry, days: []), in: statement, of: draft, at: now, db)
      }
      try db.execute(
        "UPDATE territory_organisation SET name = '=HYPERLINK(\"x\")' WHERE organisation_id = \(sample.garden)")
    }
    return (site, sample)
  }

  @Test("every table opens for each role that sees it, and looks missing to the others", arguments: Engine.available)
  func roles(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine)
    for (role, person) in sample.people {
      try await site.run { browser in
        try browser.enter(person)
        for table in ExportedTable.allCases {
          for format in TableFormat.allCases {
            let reply = try await browser.get(ExportURLs.file(table, format))
            #expect(reply.status == (table.roles.contains(role) ? 200 : 404), "\(role) \(table) \(format)")
          }
        }
        #expect(try await browser.get("/fichiers/autre").status == 404)
      }
    }
  }

  @Test("the lines hold exact hours with a comma, and no cell is a formula", arguments: Engine.available)
  func lines(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let lines = try await browser.get(ExportURLs.file(.lines, .csv)).body
      #expect(lines.contains("2026-03;Marie Dupont;Maçonnerie Leduc;"))
      #expect(lines.contains(";sur site;151,67;;"))
      #expect(lines.split(separator: "\r\n").count == 3)
      let filtered = try await browser.get(ExportURLs.file(.lines, .csv, query: "nature=training"))
      #expect(filtered.body.split(separator: "\r\n").count == 2)
      #expect(filtered.headers["content-disposition"] == "attachment; filename=\"lignes-2026-11-24.csv\"")
      let organisations = try await browser.get(ExportURLs.file(.organisations, .csv)).body
      #expect(organisations.contains("\"'=HYPERLINK(\"\"x\"\")\""))
    }
  }

  @Test("a workbook says the same, in numbers and days, with its definitions", arguments: Engine.available)
  func workbook(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine)
    let path = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID().uuidString).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await site.database.read { db in
      let viewer = Viewer(
        accountID: sample.facilitator.account, accountName: "Claire Moreau", role: .facilitator,
        territoryID: sample.territory, territoryName: "Val d’Orme", organisationID: nil,
        membershipID: sample.facilitator.membership, today: try #require(Day(2026, 11, 24)))
      let zone = try #require(TimeZone(identifier: "Europe/Paris"))
      let export = Export(table: .lines, query: .init(), viewer: viewer, clock: TerritoryClock(zone: zone))
      #expect(try export.write(.xlsx, to: path, db) == 2)
    }
    let book = try WorkbookReader(file: path)
    #expect(book.sheets.map(\.name) == ["Lignes d’heures", "Définitions"])
    let sheet = try book.sheet(at: 0)
    _ = try sheet.next()
    let row = try #require(try sheet.next())
    #expect([row[9], row[10]].contains(.number("151.67")) || row[9] == .number("10"))
    #expect(row[13] == .date(year: 2026, month: 11, day: 24, seconds: 0))
    let definitions = try book.sheet(at: 1)
    var words: [String] = []
    while let row = try definitions.next() { words.append(row[1].typed) }
    #expect(words.contains("Heures retenues"))
  }

  @Test("taking people's names away is written in the journal", arguments: Engine.available)
  func journal(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      _ = try await browser.get(ExportURLs.file(.participants, .csv))
      _ = try await browser.get(ExportURLs.file(.lots, .csv))
    }
    let events: [String] = try await site.database.read {
      try $0.values("SELECT sentence FROM journal_event WHERE kind = 'export' ORDER BY sequence")
    }
    #expect(events == ["Fichier «\u{202F}Participants\u{202F}» téléchargé\u{202F}: 2 lignes."])
  }

  @Test("an employer's file names only its own people whole")
  func employer() async throws {
    let (site, sample) = try await Self.site(.sqlite)
    try await site.run { browser in
      try browser.enter(sample.structure)
      #expect(!(try await browser.get(ExportURLs.file(.lines, .csv)).body.contains("Dupont")))
    }
  }
}
