// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite struct OwnOrganisationJourneyTests {
  private static func own(_ role: Role, _ sample: Sample) -> ID<Organisation>? {
    switch role {
    case .buyer: sample.townHall
    case .company: sample.mason
    case .structure: sample.temp
    case .prescriber: sample.agency
    default: nil
    }
  }

  @Test(
    "each organisation reads its own page, from its menu, and no other; it corrects its contacts",
    arguments: Engine.available)
  func ownPage(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      for (role, person) in sample.people {
        try browser.enter(person)
        guard let own = Self.own(role, sample) else {
          #expect(try await browser.get("/mon-organisme").status == 404, "\(role)")
          continue
        }
        #expect(try await browser.get("/").status == 303)
        #expect(try await browser.get("/aujourdhui").body.contains("/mon-organisme"), "\(role)")
        let page = try await browser.submit("/mon-organisme", [])
        #expect(page.status == 404, "it is read, not sent")
        #expect(try await browser.get("/mon-organisme").location == "/entreprises/\(own)")
        let file = try await browser.get("/entreprises/\(own)")
        #expect(file.status == 200 && htmlFaults(file.body) == [], "\(role)")
        #expect(!file.body.contains("/modifier\">Modifier</a>"), "facts are the team's")
        let names = role == .company ? ["Marie Dupont"] : []
        #expect(names.allSatisfy { file.body.contains($0) } && (role == .company || !file.body.contains("Dupont")))
        for other in [sample.townHall, sample.housing, sample.mason, sample.temp, sample.garden, sample.agency]
        where other != own {
          #expect(try await browser.get("/entreprises/\(other)").status == 404, "\(role)")
          let contact = try await browser.post("/entreprises/\(other)/contacts", [("contact_name", "X")])
          #expect(contact.status == 404, "\(role)")
        }
        #expect(try await browser.get("/entreprises/99999").status == 404)
        #expect(try await browser.get("/entreprises/\(own)/modifier").status == 404)
        let added = try await browser.submit(
          "/entreprises/\(own)/contacts", [("contact_name", "Zoé \(role.rawValue)"), ("email", "zoe@val.example")])
        #expect(added.body.contains("Zoé \(role.rawValue)") && htmlFaults(added.body) == [])
        let bad = try await browser.post("/entreprises/\(own)/contacts", [("contact_name", ""), ("email", "zoe")])
        #expect(bad.status == 422 && bad.body.contains("value=\"zoe\"") && htmlFaults(bad.body) == [])
        let id: Int64? = try await site.database.read { try $0.value("SELECT MAX(id) FROM contact") }
        let contact = "/contacts/\(id ?? 0)"
        #expect(htmlFaults(try await browser.get(contact + "/modifier").body) == [])
        let changed = try await browser.submit(contact + "/modifier", [("contact_name", "Zoé Martin")])
        #expect(changed.status == 200 && changed.body.contains("Zoé Martin"))
        try browser.enter(sample.neighbour)
        #expect(try await browser.get(contact + "/modifier").status == 404)
        #expect(try await browser.post(contact + "/depart", []).status == 404)
      }
    }
  }

  @Test("a contact belongs to its organisation: another one's looks missing", arguments: Engine.available)
  func others(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      _ = try await browser.post("/entreprises/\(sample.garden)/contacts", [("contact_name", "Ali")])
      let id: Int64? = try await site.database.read { try $0.value("SELECT MAX(id) FROM contact") }
      for (role, person) in sample.people where role != .facilitator {
        try browser.enter(person)
        #expect(try await browser.get("/contacts/\(id ?? 0)/modifier").status == 404, "\(role)")
        #expect(try await browser.post("/contacts/\(id ?? 0)/modifier", [("contact_name", "X")]).status == 404)
        #expect(try await browser.post("/contacts/\(id ?? 0)/depart", []).status == 404, "\(role)")
      }
    }
  }

  @Test("a member of a purchasing group counts the contract, and its share of the hours", arguments: Engine.available)
  func groups(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      for (id, share) in [(sample.townHall, 60), (sample.housing, 40)] {
        _ = try db.execute(
          """
          INSERT INTO contract_owner (territory_id, contract_id, organisation_id, share, coordinator)
          VALUES (\(sample.territory), \(sample.school), \(id), \(share), \(share == 60 ? 1 : 0))
          """)
      }
    }
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let page = try await browser.get("/donneurs-dordre")
      #expect(page.body.contains("dont 1 en groupement") && htmlFaults(page.body) == [])
      // 1,200 + 950 hours: 60 and 40 per cent.
      #expect(page.body.contains("1\u{202F}290") && page.body.contains("860"))
      #expect(try await browser.get("/entreprises/\(sample.housing)").body.contains("Gros œuvre"))
    }
  }

  @Test(
    "two people on one organisation or one contact: the second is told by whom, and loses nothing",
    arguments: Engine.available)
  func meanwhile(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let other = browser.another()
      try other.enter(sample.colleague)
      let path = "/entreprises/\(sample.garden)/modifier"
      let seen = hiddenValue("lu", of: try await browser.get(path).body)
      #expect(!seen.isEmpty)
      let base = [("siret", "99000404600019"), ("employer_kind", "ACI")]
      let first = try await other.post(
        path, base + [("name", "Les Jardins de l’Orme"), ("phone", "02 61 91 00 01"), ("lu", seen)])
      #expect(first.status == 303)
      let second = try await browser.post(
        path, base + [("name", "Jardins de l’Orme"), ("phone", ""), ("lu", seen)])
      #expect(second.status == 409 && second.body.contains("Julien Petit a modifié"))
      #expect(second.body.contains("value=\"Jardins de l’Orme\"") && second.body.contains("value=\"02 61 91 00 01\""))
      #expect(htmlFaults(second.body) == [])
      let again = hiddenValue("lu", of: second.body)
      let third = try await browser.submit(
        path, base + [("name", "Jardins de l’Orme"), ("phone", "02 61 91 00 01"), ("lu", again)])
      #expect(third.status == 200 && third.body.contains("02 61 91 00 01"))
    }
  }

  @Test("another establishment of a known unit is proposed, then registered apart", arguments: Engine.available)
  func establishments(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let poste = { (siret: String, more: [(String, String)]) in
        try await browser.post(
          "/entreprises/nouvelle",
          [("name", "La Poste \(siret)"), ("siret", siret), ("employer_kind", "CLASSIQUE")] + more)
      }
      #expect(try await poste("35600000000048", []).status == 303)
      let proposed = try await poste("35600000049837", [])
      #expect(proposed.status == 200 && proposed.body.contains("autre établissement"))
      #expect(proposed.body.contains("356\u{202F}000\u{202F}000\u{202F}00048") && htmlFaults(proposed.body) == [])
      #expect(try await poste("35600000049837", [("same", "1")]).status == 303)
      #expect(try await poste("35600000049838", []).status == 422, "its digits do not add up to a multiple of five")
      let page = try await browser.get("/entreprises?q=35600000049837")
      #expect(page.status == 200)
      let name = try await browser.post(
        "/entreprises/nouvelle", [("name", "ETTI envol"), ("employer_kind", "ETTI")])
      #expect(name.status == 200 && name.body.contains("Déjà connu sous ce nom"))
    }
  }
}

/// The value of a hidden field, as the browser would send it.
func hiddenValue(_ name: String, of html: String) -> String {
  guard let field = html.range(of: "name=\"\(name)\"")?.upperBound else { return "" }
  guard let start = html.range(of: "value=\"", range: field..<html.endIndex)?.upperBound else { return "" }
  return String(html[start...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
}
