// SPDX-License-Identifier: EUPL-1.2
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct TermJourneyTests {
  @Test("the planned end of a contract moves with its reason, once for each version", arguments: Engine.available)
  func term(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let page = "/contrats/\(sample.marieContract)"
      let seen = hiddenValue("known_term", of: try await browser.get(page).body)
      let moved = try await browser.submit(
        page + "/terme", [("known_term", seen), ("planned_end_on", "30/06/2027"), ("term_reason", "Avenant n° 1")])
      #expect(
        moved.status == 200 && moved.body.contains("30/06/2027") && moved.body.contains("Motif\u{202F}: Avenant n° 1"))
      #expect(htmlFaults(moved.body) == [])
      let late = try await browser.post(
        page + "/terme", [("known_term", seen), ("planned_end_on", "31/07/2027"), ("term_reason", "Autre")])
      #expect(late.status == 409 && late.body.contains("Claire Moreau"))
      for (day, reason) in [("", "Fin"), ("01/01/2020", "Avant"), ("31/02/2027", "Faux"), ("31/12/2027", "")] {
        let reply = try await browser.post(
          page + "/terme", [("known_term", "2027-06-30"), ("planned_end_on", day), ("term_reason", reason)])
        #expect(reply.status == 422 && htmlFaults(reply.body) == [], "\(day) \(reason)")
      }
      #expect(try await browser.post(page + "/fin", [("ended_on", "01/11/2026"), ("known", "")]).status == 303)
      let over = try await browser.post(
        page + "/terme", [("known_term", "2027-06-30"), ("planned_end_on", "31/12/2027"), ("term_reason", "Trop tard")])
      #expect(over.status == 422 && over.body.contains("terminé depuis le 01/11/2026"))
      for (role, person) in sample.people where role != .facilitator {
        try browser.enter(person)
        #expect(try await browser.post(page + "/terme", [("term_reason", "X")]).status == 404, "\(role)")
      }
      try browser.enter(sample.neighbour)
      #expect(try await browser.post(page + "/terme", [("term_reason", "X")]).status == 404)
    }
  }

  @Test(
    "who oriented a person is set and changed by the facilitator, and the change is said", arguments: Engine.available)
  func orientation(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let (path, answers) = (
        "/participants/\(sample.karim)/modifier",
        [("last_name", "Diallo"), ("first_name", "Karim"), ("born_on", "30/11/1985")]
      )
      let seen = hiddenValue("lu", of: try await browser.get(path).body)
      let set = try await browser.submit(
        path, answers + [("oriented_by", "\(sample.agency)"), ("oriented_on", "01/11/2026"), ("lu", seen)])
      #expect(set.body.contains("Orienté par\u{202F}: Mission locale du Val le 01/11/2026, au lieu de personne"))
      let prescriber = browser.another()
      try prescriber.enter(sample.prescriber)
      #expect(try await prescriber.get("/participants/\(sample.karim)").status == 200)
      let other = browser.another()
      try other.enter(sample.colleague)
      let stale = try await other.post(path, answers + [("phone", "02 61 91 00 02"), ("lu", seen)])
      #expect(
        stale.status == 409 && stale.body.contains("Claire Moreau a modifié") && stale.body.contains("02 61 91 00 02"))
      #expect(stale.body.contains("Mission locale du Val") && htmlFaults(stale.body) == [])
      let again = hiddenValue("lu", of: try await browser.get(path).body)
      let removed = try await browser.submit(path, answers + [("lu", again)])
      #expect(removed.body.contains("Orienté par\u{202F}: personne, au lieu de Mission locale du Val"))
      #expect(try await prescriber.get("/participants/\(sample.karim)").status == 404)
    }
  }
}
