// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct ParticipantVisibilityTests {
  @Test("each role opens the people that are its own, and everything else looks missing", arguments: Engine.available)
  func roles(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let (marie, karim) = ("/participants/\(sample.marie)", "/participants/\(sample.karim)")
    let (contract, list, new) = ("/contrats/\(sample.marieContract)", "/participants", "/participants/nouveau")
    let everything = [marie, karim, contract, list, new]
    let opened: [(person: Sample.Person, pages: Set<String>)] = [
      (sample.facilitator, Set(everything)), (sample.colleague, Set(everything)),
      (sample.neighbour, [list, new]), (sample.administrator, []), (sample.buyer, []), (sample.elected, []),
      (sample.company, [marie, contract]), (sample.structure, []), (sample.prescriber, [marie, list, new]),
    ]
    let unknown = ["/participants/999999", "/participants/0", "/participants/abc", "/contrats/999999", "/contrats/-1"]
    try await site.run { browser in
      for (person, pages) in opened {
        try browser.enter(person)
        for path in everything + unknown {
          #expect(try await browser.get(path).status == (pages.contains(path) ? 200 : 404), "\(path)")
        }
      }
      try browser.enter(sample.neighbour)
      #expect(try await browser.get(list).body.contains("Tous (0)"))
    }
  }

  @Test("forms and acts of the profession are closed to all others", arguments: Engine.available)
  func acts(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let person = "/participants/\(sample.marie)"
    let contract = "/contrats/\(sample.marieContract)"
    let pages = [
      person + "/modifier", person + "/eligibilites/nouveau", person + "/contrats/nouveau", person + "/fusion",
    ]
    let acts =
      pages + [
        person + "/separation", person + "/archivage", person + "/reprise", contract + "/fin", contract + "/lots",
      ]
    try await site.run { browser in
      for (role, member) in sample.people where role != .facilitator {
        try browser.enter(member)
        for path in pages { #expect(try await browser.get(path).status == 404, "\(role) \(path)") }
        for path in acts { #expect(try await browser.post(path, [("other", "1")]).status == 404, "\(role) \(path)") }
      }
      try browser.enter(sample.neighbour)
      for path in pages { #expect(try await browser.get(path).status == 404, "neighbour \(path)") }
      let fields = [
        ("last_name", "A"), ("first_name", "B"), ("ended_on", "01/01/2026"), ("other", "\(sample.karim)"),
        ("lot_1", "1"),
      ]
      for path in acts where !path.hasSuffix("nouveau") {
        #expect(try await browser.post(path, fields).status == 404, "neighbour \(path)")
      }
    }
  }

  @Test("an employer reads until when a person counts, never why, by whom or elsewhere", arguments: Engine.available)
  func employer(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.company)
      for path in ["/participants/\(sample.marie)", "/contrats/\(sample.marieContract)"] {
        let page = try await browser.get(path)
        #expect(page.status == 200 && htmlFaults(page.body) == [])
        #expect(page.body.contains("Marie Dupont") && page.body.contains("13/10/2027"))
        for secret in ["RSA", "Mission locale", "attestation", "12/05/1998", "CAP", "Qui a consulté"] {
          #expect(!page.body.contains(secret), "\(path) \(secret)")
        }
      }
    }
  }

  @Test(
    "a prescriber reads the state and the dates of whom it oriented, and orients someone new",
    arguments: Engine.available)
  func prescriber(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.prescriber)
      let list = try await browser.get("/participants")
      #expect(list.body.contains("Dupont Marie") && !list.body.contains("Diallo") && htmlFaults(list.body) == [])
      #expect(list.body.contains("en poste") && list.body.contains("Tous (1)"))
      let page = try await browser.get("/participants/\(sample.marie)")
      #expect(htmlFaults(page.body) == [] && page.body.contains("01/10/2025"))
      for secret in ["RSA", "Leduc", "attestation"] { #expect(!page.body.contains(secret)) }
      #expect(try await browser.get("/participants?groupe=archives").status == 404)
      // A namesake that it did not orient is not told to it.
      let created = try await browser.post(
        "/participants/nouveau",
        [
          ("last_name", "Diallo"), ("first_name", "Karim"), ("born_on", "30/11/1985"),
          ("oriented_by", "\(sample.temp)"),
        ])
      let path = try #require(created.location)
      #expect(try await browser.get(path).body.contains("doit encore répondre"))
      try browser.enter(sample.facilitator)
      #expect(try await browser.get(path).body.contains("Mission locale du Val"))
    }
  }

  @Test("every display of a person is written down with who, in which role and where", arguments: Engine.available)
  func access(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      let (person, contract) = ("/participants/\(sample.marie)", "/contrats/\(sample.marieContract)")
      for member in [sample.prescriber, sample.company, sample.structure, sample.neighbour] {
        try browser.enter(member)
        _ = try await browser.get(person)
        _ = try await browser.get(contract)
      }
      try browser.enter(sample.facilitator)
      for path in ["/modifier", "/eligibilites/nouveau", "/contrats/nouveau", "/fusion"] {
        #expect(try await browser.get(person + path).status == 200)
      }
      let page = try await browser.get(person)
      #expect(page.body.contains("Inès Martin, prescripteur") && page.body.contains("Léa Leduc, entreprise"))
      #expect(!page.body.contains("Omar Envol, structure") && !page.body.contains("Nora Voisin"))
    }
    let rows = try await site.database.read { db in
      try db.query("SELECT role, page FROM participant_access ORDER BY id").map { row -> String in
        let (role, page): (String, String) = (try row["role"], try row["page"])
        return "\(role) \(page)"
      }
    }
    #expect(
      rows == [
        "prescriber file", "company file", "company contract", "facilitator edit", "facilitator eligibility",
        "facilitator newContract", "facilitator merge", "facilitator file",
      ])
  }
}
