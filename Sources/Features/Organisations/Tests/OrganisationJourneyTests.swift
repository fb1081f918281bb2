// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct OrganisationJourneyTests {
  @Test(
    "a facilitator finds, opens and adds organisations, and contacts keep their history", arguments: Engine.available)
  func goodUser(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for path in [
        "/entreprises", "/entreprises?q=macon", "/entreprises?nature=structure", "/entreprises/nouvelle",
        "/donneurs-dordre", "/entreprises/\(sample.mason)", "/entreprises/\(sample.townHall)",
        "/entreprises/\(sample.mason)/modifier",
      ] {
        let page = try await browser.get(path)
        #expect(page.status == 200, "\(path)")
        #expect(htmlFaults(page.body) == [], "\(path)")
      }
      let found = try await browser.get("/entreprises?q=leduc%20MAÇ")
      #expect(found.body.contains("Maçonnerie Leduc") && !found.body.contains("ETTI Envol"))
      #expect(try await browser.get("/entreprises?q=990002024%2000018").body.contains("Maçonnerie Leduc"))
      let mason = try await browser.get("/entreprises/\(sample.mason)")
      #expect(mason.body.contains("Saisir un relevé") && mason.body.contains("Gros œuvre"))
      #expect(mason.body.contains("Marie Dupont"))
      let added = try await browser.submit(
        "/entreprises/nouvelle",
        [("name", "La Poste"), ("siret", "356 000 000 49837"), ("buyer_kind", "ENTREPRISE_PUBLIQUE")])
      #expect(added.status == 200 && added.body.contains("La Poste"))
      let again = try await browser.post(
        "/entreprises/nouvelle", [("name", "Poste bis"), ("siret", "35600000049837"), ("buyer_kind", "AUTRE")])
      #expect(again.status == 422 && again.body.contains("Déjà connu sous ce SIRET"))
      #expect(htmlFaults(again.body) == [])
      let branch = try await browser.post(
        "/entreprises/nouvelle",
        [("name", "Poste bis"), ("siret", "35600000049837"), ("buyer_kind", "AUTRE"), ("same", "1")])
      #expect(branch.status == 303)
      let contact = try await browser.submit(
        "/entreprises/\(sample.mason)/contacts", [("contact_name", "Zoé Martin"), ("email", "zoe@leduc.example")])
      #expect(contact.body.contains("Zoé Martin") && htmlFaults(contact.body) == [])
      let id: Int64? = try await site.database.read { try $0.value("SELECT MAX(id) FROM contact") }
      let left = try await browser.submit("/contacts/\(id ?? 0)/depart", [])
      #expect(left.body.contains("Zoé Martin") && left.body.contains("parti"))
      #expect(try await browser.post("/contacts/\(id ?? 0)/depart", []).status == 409)
    }
  }

  @Test(
    "nobody else opens these pages, and another territory's organisation looks missing", arguments: Engine.available)
  func badUsers(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      for (role, person) in sample.people where role != .facilitator {
        try browser.enter(person)
        for path in ["/entreprises", "/entreprises/\(sample.garden)", "/donneurs-dordre", "/conventions"] {
          #expect(try await browser.get(path).status == 404, "\(role) \(path)")
        }
      }
      try browser.enter(sample.neighbour)
      #expect(try await browser.get("/entreprises/\(sample.mason)").status == 404)
      #expect(try await browser.get("/conventions/\(sample.agreement)").status == 404)
      #expect(try await browser.post("/entreprises/\(sample.mason)/contacts", [("contact_name", "X")]).status == 404)
      #expect(!(try await browser.get("/entreprises")).body.contains("Leduc"))
      let joined = try await browser.submit("/entreprises/\(sample.mason)/rattachement", [])
      #expect(joined.status == 200 && joined.body.contains("Maçonnerie Leduc") && !joined.body.contains("Marie Dupont"))
    }
  }

  @Test("hostile texts are refused with a sentence or shown as text", arguments: Engine.available)
  func hostile(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for text in ["<script>alert(1)</script>", "'; DROP TABLE organisation; --", "=1+1"] {
        let page = try await browser.submit("/entreprises/nouvelle", [("name", text), ("employer_kind", "CLASSIQUE")])
        #expect(page.status == 200 && htmlFaults(page.body) == [])
        #expect(!page.body.contains("<script>alert"))
      }
      for text in ["a\u{202E}b", "a\u{0}b", ""] {
        let page = try await browser.post("/entreprises/nouvelle", [("name", text), ("employer_kind", "CLASSIQUE")])
        #expect(page.status == 422 && htmlFaults(page.body) == [])
      }
      let wrong = try await browser.post(
        "/entreprises/nouvelle", [("name", "A"), ("siret", "12345678901234"), ("employer_kind", "NON")])
      #expect(wrong.status == 422 && wrong.body.contains("12345678901234"))
    }
  }
}
