// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite("One person at work for two employers")
struct LegalMaximaJourneyTests {
  @Test("the facilitateur reads their days together; no employer reads the other's", arguments: Engine.available)
  func twoEmployers(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let (_, seven) = try await cast.lot("7", "Plomberie", bearer: sample.temp)
    let second = try await cast.hire("Dupont", at: sample.temp, on: [seven])
    // The agency's contract is with the same person.
    try await cast.site.database.write { db in
      try db.execute(
        """
        UPDATE employment_contract SET participant_id =
          (SELECT participant_id FROM employment_contract WHERE id = \(sample.marieContract)) WHERE id = \(second)
        """)
    }
    let found =
      "Au-dessus du maximum légal de 10\u{202F}h par jour\u{202F}: 12,00\u{202F}h le 02/03/2026, dont 5,00\u{202F}h dans d’autres lignes."
    try await cast.site.run { browser in
      try browser.enter(sample.structure)
      let days = HoursCast.days(second, seven, 202603)
      let sent = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.temp, month: "2026-03", [(days, "2/3 : 5")]))
      #expect(sent.body.contains("5,00"))

      try browser.enter(sample.company)
      let own = HoursCast.days(sample.marieContract, sample.masonryEngagement, 202603)
      _ = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.mason, month: "2026-03", [(own, "2/3 : 7")]))
      let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let line = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line"))
      for path in [HoursURLs.statement(statement), HoursURLs.line(line)] {
        let page = try await browser.get(path)
        #expect(page.status == 200)
        #expect(htmlFaults(page.body) == [])
        #expect(page.body.contains("7,00\u{202F}h"))
        for other in ["12,00", "d’autres lignes", "5,00"] { #expect(!page.body.contains(other)) }
      }

      try browser.enter(sample.facilitator)
      let page = try await browser.get(HoursURLs.statement(statement))
      #expect(htmlFaults(page.body) == [])
      #expect(page.body.contains(found))
      #expect(page.body.contains("Code du travail, art. L3121-18 et L8261-1"))

      try browser.enter(sample.neighbour)
      #expect(try await browser.get(HoursURLs.statement(statement)).status == 404)
    }
  }
}
