// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform
import TestSupport
import Testing

@testable import App

/// Angers, activity reports 2019 to 2025: the year 2022 has fewer contracts than people holding one.
@Suite("Years typed from what was published")
struct HistoryTests {
  private static let csv = """
    annee;heures;personnes;contrats;entreprises;structures;source
    2019;264900;723;994;249;24;Rapport d’activité
    2020;237307;813;994;220;27;Rapport d’activité
    2021;305339;908;1233;234;36;Rapport d’activité
    2022;403703;1033;554;302;31;Rapport d’activité
    2023;386290;1027;1291;241;13;Rapport d’activité
    2024;426561;1183;1534;228;20;Rapport d’activité
    2025;514325;1350;1731;333;42;Rapport d’activité
    """

  private static func load(_ text: String) throws -> [TypedYear] {
    let path = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(filePath: path))
    return try HistoryFile.read(path)
  }

  @Test("the published years are found again, and the impossible one is flagged", arguments: Engine.available)
  func published(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let (typed, now) = (try Self.load(Self.csv), try #require(Instant(text: "2026-11-24T10:00:00.000Z")))
    try await site.database.write { db in
      for year in typed { try HistoryStore.write(year, in: sample.territory, by: nil, at: now, db) }
      try db.execute("DELETE FROM objective WHERE territory_id = \(sample.territory) AND year = 2025")
      try db.execute(
        """
        INSERT INTO objective (territory_id, year, units, recorded_at)
        VALUES (\(sample.territory), 2025, \(Hours(wholeHours: 150_000)), '2025-01-01T00:00:00.000Z')
        """)
    }
    let years = try await site.database.read { try YearSeriesStore.read(sample.territory, through: 2026, $0) }
    #expect(years.map(\.year) == Array(2019...2025))
    #expect(
      years.map { $0.hoursPerPerson?.french(decimals: 1) } == [
        "366,4", "291,9", "336,3", "390,8", "376,1", "360,6", "381,0",
      ])
    #expect(years.filter { !$0.impossibilities.isEmpty }.map(\.year) == [2022])
    #expect(years.last?.percentOfObjective?.french(decimals: 1) == "342,9")
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let page = try await browser.get("/bilans/annees")
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      #expect(page.body.contains("2022\u{202F}: moins de contrats (554) que de personnes (1\u{202F}033)"))
      #expect(
        page.body.contains("342,9\u{202F}%") && page.body.contains("366,4") && page.body.contains("403\u{202F}703"))
      #expect(page.body.components(separatedBy: ">à vérifier<").count == 2)
      for role in [sample.administrator, sample.elected] {
        try browser.enter(role)
        let page = try await browser.get("/bilans/annees")
        #expect(page.status == 200 && htmlFaults(page.body) == [] && !page.body.contains("id=\"saisie\""))
      }
      for role in [sample.buyer, sample.company, sample.prescriber] {
        try browser.enter(role)
        #expect(try await browser.get("/bilans/annees").status == 404)
      }
    }
  }

  @Test(
    "a year is typed, replaced and taken away on the page; a refusal keeps what was typed", arguments: Engine.available)
  func typing(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      try LedgerRows(sample, db).line(202403, declared: "100", kept: "100")
    }
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let bad = try await browser.post(
        "/bilans/annees", [("year", "2023"), ("hours", "beaucoup"), ("people", "12"), ("source", "<b>Rapport</b>")])
      #expect(bad.status == 422 && bad.body.contains("beaucoup") && bad.body.contains("&lt;b&gt;Rapport"))
      #expect(htmlFaults(bad.body) == [])
      _ = try await browser.post(
        "/bilans/annees", [("year", "2023"), ("hours", "1 200,50"), ("people", "12"), ("assignments", "3")])
      let shown = try await browser.get("/bilans/annees").body
      #expect(shown.contains("1\u{202F}201") && shown.contains("moins de contrats (3) que de personnes (12)"))
      // What was published stands beside what is counted.
      _ = try await browser.post(
        "/bilans/annees", [("year", "2024"), ("hours", "120"), ("people", "9"), ("assignments", "2")])
      #expect(try await browser.get("/bilans/annees").body.contains("100\u{202F}h comptées, 120\u{202F}h publiées"))
      #expect(
        try await browser.get("/bilans/annees").body.contains("Publié, 2024\u{202F}: moins de contrats (2)"))
      let file = try await browser.get("/fichiers/annees?format=csv").body
      #expect(file.contains("\r\n2023;1200,50;;12;3;;;100,0;0,7;;;2023\u{202F}: moins de contrats (3)"), "\(file)")
      #expect(file.contains("\r\n2024;100,00;-91,7;1;1;1;"), "\(file)")
      _ = try await browser.post("/bilans/annees", [("year", "2023")])
      _ = try await browser.post("/bilans/annees", [("year", "2024")])
      #expect(!(try await browser.get("/bilans/annees").body.contains("moins de contrats")))
    }
  }

  @Test("hours kept after the end of their lot are flagged wherever the year is shown", arguments: Engine.available)
  func endedLots(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      try LedgerRows(sample, db).line(202603, declared: "100", kept: "100")
      try db.execute("UPDATE lot SET received_on = '2026-03-31' WHERE territory_id = \(sample.territory)")
    }
    let sentence = "2026\u{202F}: heures retenues sur un lot après le mois de la réception"
    let pages = ["/bilans?annee=2026", "/bilans/donneur/\(sample.townHall)?annee=2026"]
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for page in pages { #expect(!(try await browser.get(page)).body.contains(sentence), "\(page)") }
      try await site.database.write { db in
        try db.execute("UPDATE lot SET received_on = '2026-02-28' WHERE territory_id = \(sample.territory)")
      }
      for page in pages {
        let shown = try await browser.get(page)
        #expect(shown.status == 200 && shown.body.contains(sentence) && htmlFaults(shown.body) == [], "\(page)")
      }
      #expect(!(try await browser.get("/bilans?annee=2025")).body.contains("heures retenues sur un lot"))
    }
  }

  @Test("a year of a few people is not told by the change of the next one", arguments: Engine.available)
  func smallYears(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      for year in [
        TypedYear(year: 2022, hours: Hours(wholeHours: 40), people: 2),
        TypedYear(
          year: 2023, hours: Hours(wholeHours: 50), people: 9),
      ] {
        try HistoryStore.write(year, in: sample.territory, by: nil, at: Instant(TestSite.now), db)
      }
    }
    try await site.run { browser in
      for (person, isTold) in [(sample.facilitator, true), (sample.elected, false)] {
        try browser.enter(person)
        #expect(try await browser.get("/bilans/annees").body.contains("25,0\u{202F}%") == isTold)
        #expect(try await browser.get(ExportURLs.file(.years, .csv)).body.contains(";25,0;") == isTold)
      }
    }
  }

  @Test("a file that does not read says its line and why")
  func files() throws {
    let cases = [
      ("", "vide"), ("a;b\n1;2", "première ligne"), ("annee;heures\n2020;abc", "ligne 2"),
      ("annee;heures\n1800;12", "ligne 2"), ("annee;heures;source\n2020;-5;x", "ligne 2"),
    ]
    for (text, why) in cases {
      do {
        _ = try Self.load(text)
        Issue.record("\(text) was read")
      } catch let error as CommandFailure { #expect(error.sentence.contains(why), "\(error.sentence)") }
    }
    let read = try Self.load("\u{FEFF}Annee;Heures;Autre\r\n2020;\"1 000,5\";x\r\n")
    #expect(read == [TypedYear(year: 2020, hours: try Hours.parse("1000,5"))])
  }
}
