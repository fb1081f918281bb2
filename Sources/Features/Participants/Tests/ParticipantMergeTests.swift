// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct ParticipantMergeTests {
  @Test(
    "merging loses no line, counts one head, redirects the other page, and can be undone", arguments: Engine.available)
  func merge(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let (kept, other) = ("/participants/\(sample.karim)", "/participants/\(sample.marie)")
      let choice = try await browser.get(kept + "/fusion?q=dupont")
      #expect(htmlFaults(choice.body) == [] && choice.body.contains("Marie Dupont"))
      let page = try await browser.submit(kept + "/fusion", [("other", "\(sample.marie)")])
      #expect(page.body.contains("Les deux fiches sont fusionnées") && htmlFaults(page.body) == [])
      #expect(page.body.contains("Maçonnerie Leduc") && page.body.contains("validée jusqu’au 13/10/2027"))
      #expect(try await browser.get(other).location == kept)
      #expect(try await browser.get(other + "/modifier").status == 404)
      #expect(try await browser.get("/participants").body.contains("Tous (1)"))
      #expect(try await browser.get("/contrats/\(sample.marieContract)").body.contains("Karim Diallo"))
      // Whoever could open one of the records opens the head.
      for member in [sample.company, sample.prescriber] {
        try browser.enter(member)
        #expect(try await browser.get(other).location == kept)
        #expect(try await browser.get(kept).status == 200)
      }
      try browser.enter(sample.facilitator)
      #expect(
        try await browser.submit(kept + "/separation", [("other", "\(sample.marie)")]).body.contains("Marie Dupont"))
      #expect(try await browser.post(kept + "/separation", [("other", "\(sample.marie)")]).status == 409)
      #expect(try await browser.get("/participants").body.contains("Tous (2)"))
    }
    let lines: Int? = try await site.database.read { db in
      try db.value("SELECT COUNT(*) FROM employment_contract WHERE participant_id = \(sample.marie)")
    }
    #expect(lines == 1)
  }

  @Test("a merge never makes a chain or a circle", arguments: Engine.available)
  func circles(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await ParticipantJourneyTests.insertMany(1, site, sample)
    let third: Int64? = try await site.database.read { db in
      try db.value("SELECT id FROM participant WHERE search_text = 'paul essai0'")
    }
    let paul = try #require(third)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      func merge(_ other: String, into kept: String) async throws -> Int {
        try await browser.post("/participants/\(kept)/fusion", [("other", other)]).status
      }
      let (marie, karim) = ("\(sample.marie)", "\(sample.karim)")
      #expect(try await merge(karim, into: karim) == 422)
      #expect(try await merge("", into: karim) == 422)
      #expect(try await merge("999999", into: karim) == 404)
      #expect(try await merge(marie, into: karim) == 303)
      #expect(try await merge(karim, into: marie) == 409)
      #expect(try await merge(marie, into: "\(paul)") == 409)
      // The records merged before follow: there is one head.
      #expect(try await merge(karim, into: "\(paul)") == 303)
      #expect(try await browser.get("/participants/\(marie)").location == "/participants/\(paul)")
    }
    let heads: Int? = try await site.database.read { db in
      try db.value("SELECT COUNT(DISTINCT head_id) FROM participant_head WHERE territory_id = \(sample.territory)")
    }
    #expect(heads == 1)
  }
}
