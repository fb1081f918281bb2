// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct AccountAdministrationJourneyTests {
  @Test("an administrator opens an access, shows its password once, and closes it", arguments: Engine.available)
  func goodUser(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.administrator)
      let list = try await browser.get("/administration")
      #expect(list.status == 200 && htmlFaults(list.body) == [])
      #expect(!list.body.contains("Nora Voisin") && !list.body.contains("Dupont"))
      #expect(htmlFaults(try await browser.get("/administration/comptes/nouveau").body) == [])
      let refused = try await browser.post(
        "/administration/comptes", [("name", "Eva Neuf"), ("email", "eva"), ("role", "company")])
      #expect(refused.status == 422 && refused.body.contains("Eva Neuf") && htmlFaults(refused.body) == [])
      let made = try await browser.post(
        "/administration/comptes",
        [("name", "Eva Neuf"), ("email", "Eva@val.example"), ("role", "company"), ("organisation", "\(sample.mason)")])
      #expect(made.status == 200 && made.body.contains("<code>") && htmlFaults(made.body) == [])
      #expect(!(try await browser.get("/administration")).body.contains("<code>"))
      let end = try await browser.submit("/administration/comptes/\(sample.company.membership)/fin", [])
      #expect(end.status == 200 && !end.body.contains("Léa Leduc"))
    }
  }

  @Test("nothing of another territory, and nothing for another role", arguments: Engine.available)
  func badUsers(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.administrator)
      let other = sample.neighbour.membership
      #expect(try await browser.post("/administration/comptes/\(other)/fin", []).status == 404)
      #expect(try await browser.post("/administration/comptes/\(other)/mot-de-passe", []).status == 404)
      for (role, person) in sample.people where role != .administrator {
        try browser.enter(person)
        #expect(try await browser.get("/administration").status == 404, "\(role)")
      }
    }
  }
}
