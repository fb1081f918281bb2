// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite("List of priority districts")
struct DistrictListTests {
  @Test("districts with their hours, names and links; few people are kept back", arguments: Engine.available)
  func list(engine: Engine) async throws {
    let (site, sample) = try await ResultJourneyTests.site(engine, people: 7)
    let reading = try ReferenceSample.read(ReferenceSample.districts2024)
    try await site.database.write { db in
      let id = try ReferenceStore.begin(
        "qpv_2024.csv", reading.list, ReferenceOptions(day: Day(2024, 1, 1)), at: Instant(TestSite.now), db)
      _ = try ReferenceImport.write(
        reading, to: id, file: "qpv_2024.csv", ReferenceOptions(day: Day(2024, 1, 1)), at: Instant(TestSite.now), db)
      try db.execute(
        "UPDATE employment_contract SET district_at_hiring = 'QN04901M' WHERE employer_id = \(sample.temp)")
    }
    let path = DashboardURLs.districts(2026)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let reply = try await browser.get(path)
      #expect(reply.status == 200 && htmlFaults(reply.body) == [])
      #expect(reply.body.contains("Les Tilleuls (QN04901M)") && reply.body.contains("Hors quartier"))
      #expect(reply.body.contains("60,00") && reply.body.contains("151,67") && reply.body.contains("211,67"))
      #expect(reply.body.contains("/bilans/quartier?code=QN04901M&amp;annee=2026"))
      #expect(reply.body.contains("/fichiers/tableau?format=csv&amp;annee=2026&amp;par=quartier"))
      let file = try await browser.get("/fichiers/tableau?format=csv&annee=2026&par=quartier")
      #expect(file.body.contains("Les Tilleuls (QN04901M);60,00;"))
      #expect(try await browser.get("/bilans").body.contains("/bilans/quartiers?annee=2026"))
      #expect(try await browser.get(path + "&apres=QN00000X").status == 404)
      let empty = try await browser.get(DashboardURLs.districts(2012))
      #expect(empty.status == 200 && htmlFaults(empty.body) == [] && empty.body.contains("Aucune heure"))
      // One person lives elsewhere: neither that row nor what is left of the whole may be told.
      for person in [sample.buyer, sample.elected, sample.administrator] {
        try browser.enter(person)
        let reply = try await browser.get(path)
        #expect(reply.status == 200 && htmlFaults(reply.body) == [])
        #expect(!reply.body.contains("151,67") && !reply.body.contains("60,00") && reply.body.contains("211,67"))
        #expect(reply.body.contains("moins de 5") && !reply.body.contains("/bilans/quartier?code="))
      }
    }
  }

  @Test("a long list goes on from page to page, each district once, those of none last")
  func pages() throws {
    let keys = [FigureBreakdown.unknown] + (0..<120).map { "QN\(10_000 + $0)M" }
    let lines = keys.map { FigureTable.Line($0, $0, FigurePart(), 2026, ExitYear()) }
    var (seen, after): ([String], String?) = ([], nil)
    repeat {
      let page = try DistrictList(lines, hidden: [], after: after)
      #expect(page.count == 120 && page.entries.count <= DistrictList.pageSize)
      seen += page.entries.map(\.line.key)
      after = page.next
    } while after != nil
    #expect(seen.count == 121 && Set(seen).count == 121 && seen.last == FigureBreakdown.unknown)
  }
}
