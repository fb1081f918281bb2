// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct EmploymentContractJourneyTests {
  static func hiring(_ sample: Sample, _ changes: [String: String] = [:]) -> [(String, String)] {
    let fields = [
      ("employer", "\(sample.mason)"), ("user_company", ""), ("kind", "FIXED_TERM"), ("modality", "DIRECT"),
      ("job", "coffreur"), ("starts_on", "01/12/2026"), ("planned_end_on", "31/05/2027"), ("weekly", "35"),
      ("lot_1", "\(sample.masonryEngagement)"), ("lot_start_1", ""), ("lot_end_1", ""),
    ]
    return fields.map { ($0.0, changes[$0.0] ?? $0.1) }
      + changes.filter { change in
        !fields.contains { $0.0 == change.key }
      }.map { ($0.key, $0.value) }
  }

  @Test("a hiring keeps what was true that day, and prints until when it counts", arguments: Engine.available)
  func hire(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let person = "/participants/\(sample.karim)"
      _ = try await browser.submit(person + "/eligibilites/nouveau", EligibilityJourneyTests.validation())
      #expect(htmlFaults(try await browser.get(person + "/contrats/nouveau").body) == [])
      let created = try await browser.post(person + "/contrats/nouveau", Self.hiring(sample))
      let path = try #require(created.location)
      let page = try await browser.get(path)
      #expect(htmlFaults(page.body) == [] && page.body.contains("Lot 2, Gros œuvre"))
      #expect(
        page.body.contains("24 mois à partir de la première embauche validée, le 01/12/2026, soit jusqu’au 30/11/2028.")
      )
      #expect(
        page.body.contains("41 ans") && page.body.contains("bénéficiaire du RSA")
          && page.body.contains("CAP ou BEP obtenu"))
      // A later move changes nothing.
      _ = try await browser.submit(
        person + "/modifier", [("last_name", "Diallo"), ("first_name", "Karim"), ("schooling", "20")])
      #expect(try await browser.get(path).body.contains("CAP ou BEP obtenu"))
      #expect(try await browser.get(person).body.contains("jusqu’au 30/11/2028"))
    }
  }

  @Test(
    "hired before validation or notification is said, not blocked; a later validation settles it",
    arguments: Engine.available)
  func early(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      #expect(
        try await browser.get("/contrats/\(sample.marieContract)").body.contains("avant la validation du 14/10/2025"))
      let person = "/participants/\(sample.karim)"
      let created = try await browser.post(
        person + "/contrats/nouveau", Self.hiring(sample, ["starts_on": "03/02/2025", "planned_end_on": ""]))
      let path = try #require(created.location)
      let before = try await browser.get(path)
      #expect(before.body.contains("Aucune heure ne compte pour le moment"))
      #expect(before.body.contains("avant la notification du 12/03/2025"))
      _ = try await browser.submit(person + "/eligibilites/nouveau", EligibilityJourneyTests.validation())
      let after = try await browser.get(path)
      #expect(after.body.contains("avant la validation du 24/11/2026") && after.body.contains("23/11/2028"))
    }
  }

  @Test(
    "how long a person counts depends on the kind of employment",
    arguments: [
      ("PERMANENT", "", "RSA", "11/03/2027"), ("APPRENTICESHIP", "31/08/2028", "RSA", "31/08/2028"),
      ("FIXED_TERM_I", "31/05/2027", "IAE", "30/06/2027"), ("FIXED_TERM", "31/05/2027", "RSA", "30/11/2028"),
    ])
  func kinds(kind: String, end: String, criterion: String, until: String) async throws {
    let site = try TestSite()
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let person = "/participants/\(sample.karim)"
      let decision = EligibilityJourneyTests.validation([
        "criterion_1": criterion, "ends_on": criterion == "IAE" ? "30/06/2027" : "",
      ])
      _ = try await browser.submit(person + "/eligibilites/nouveau", decision)
      let page = try await browser.submit(
        person + "/contrats/nouveau",
        Self.hiring(sample, ["kind": kind, "planned_end_on": end, "employer": "\(sample.garden)"]))
      #expect(page.body.contains("<dd class=\"tile-value tile-long\">\(until)</dd>"))
    }
  }

  @Test("missions of a person chain, and a chain is said", arguments: Engine.available)
  func chain(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let person = "/participants/\(sample.karim)"
      let mission = [
        "employer": "\(sample.temp)", "user_company": "\(sample.mason)", "kind": "TEMPORARY", "modality": "MAD_ETTI",
        "starts_on": "05/10/2026", "planned_end_on": "11/10/2026",
      ]
      let first = try #require(
        try await browser.post(person + "/contrats/nouveau", Self.hiring(sample, mission)).location)
      #expect(try await browser.get(first).body.contains("Ajouter une mission"))
      let id = first.split(separator: "/").last.map(String.init) ?? ""
      let form = try await browser.get(person + "/contrats/nouveau?suite=\(id)")
      #expect(form.body.contains("value=\"\(id)\" selected") && htmlFaults(form.body) == [])
      let next = mission.merging(["starts_on": "12/10/2026", "planned_end_on": "18/10/2026", "follows": id]) { $1 }
      let second = try await browser.submit(person + "/contrats/nouveau", Self.hiring(sample, next))
      #expect(second.body.contains("Chaîne de missions") && htmlFaults(second.body) == [])
      #expect(try await browser.get(first).body.contains("Mission du 12/10/2026 au 18/10/2026"))
      let late = next.merging(["starts_on": "15/12/2026", "planned_end_on": ""]) { $1 }
      #expect(try await browser.post(person + "/contrats/nouveau", Self.hiring(sample, late)).status == 422)
      let elsewhere = next.merging(["employer": "\(sample.mason)"]) { $1 }
      #expect(try await browser.post(person + "/contrats/nouveau", Self.hiring(sample, elsewhere)).status == 422)
    }
    let chains: Int? = try await site.database.read { try $0.value("SELECT COUNT(*) FROM parcours") }
    #expect(chains == 1)
  }

  @Test("the real end is written once, corrected knowingly, and never before the start", arguments: Engine.available)
  func end(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/contrats/\(sample.marieContract)"
      #expect(try await browser.post(path + "/fin", [("ended_on", "30/09/2025"), ("known", "")]).status == 422)
      #expect(try await browser.post(path + "/fin", [("ended_on", ""), ("known", "")]).status == 422)
      let ended = try await browser.submit(path + "/fin", [("ended_on", "30/10/2026"), ("known", "")])
      #expect(ended.body.contains("terminé le 30/10/2026") && htmlFaults(ended.body) == [])
      #expect(try await browser.post(path + "/fin", [("ended_on", "31/10/2026"), ("known", "")]).status == 409)
      #expect(
        try await browser.post(path + "/fin", [("ended_on", "31/10/2026"), ("known", "2026-10-30")]).status == 303)
      #expect(try await browser.get("/participants?groupe=en-poste").body.contains("En poste (0)"))
    }
  }

  @Test("a contract serves several lots, each once", arguments: Engine.available)
  func lots(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/contrats/\(sample.marieContract)"
      let added = try await browser.submit(
        path + "/lots", [("lot_1", "\(sample.paintingEngagement)"), ("lot_start_1", "01/03/2026")])
      #expect(added.body.contains("Lot 5, Peinture") && added.body.contains("01/03/2026"))
      #expect(try await browser.post(path + "/lots", [("lot_1", "\(sample.paintingEngagement)")]).status == 409)
      for fields in [
        [("lot_1", "")], [("lot_1", "999999")],
        [("lot_1", "\(sample.paintingEngagement)"), ("lot_start_1", "01/01/2020")],
      ] {
        let refused = try await browser.post(path + "/lots", fields)
        #expect(refused.status == 422 && htmlFaults(refused.body) == [])
      }
    }
  }

  @Test(
    "a hiring without meaning is said under its field",
    arguments: [
      ("employer", ""), ("employer", "999999"), ("user_company", "999999"), ("kind", "CDD"), ("modality", ""),
      ("job", "1 85 05 78 006 084 91"), ("job", "a\u{202E}b"), ("starts_on", ""), ("planned_end_on", "01/01/2020"),
      ("weekly", "90"), ("weekly", "-3"), ("lot_1", ""), ("lot_1", "999999"), ("lot_start_1", "01/01/2020"),
      ("lot_end_1", "01/01/2020"),
    ])
  func badFields(field: String, value: String) async throws {
    let site = try TestSite()
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let reply = try await browser.post(
        "/participants/\(sample.karim)/contrats/nouveau", Self.hiring(sample, [field: value]))
      #expect(reply.status == 422 && htmlFaults(reply.body) == [])
      #expect(reply.body.contains("id=\"champ-\(field)-refus\""))
    }
  }

  @Test(
    "people in post are named in full to their employer, shortly to who bears the lot, and to no buyer",
    arguments: Engine.available)
  func inPost(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let day: Day = "2026-11-24"
    func names(_ role: Role, _ organisation: ID<Organisation>?) async throws -> [String] {
      let viewer = Viewer(
        accountID: sample.company.account, accountName: "A", role: role, territoryID: sample.territory,
        territoryName: "T", organisationID: organisation, membershipID: sample.company.membership, today: day)
      return try await site.database.read { db in
        try EmploymentContractStore.inPost(.lot(sample.masonry), on: day, for: viewer, db).map(\.name)
      }
    }
    #expect(try await names(.facilitator, nil) == ["Marie Dupont"])
    #expect(try await names(.company, sample.mason) == ["Marie Dupont"])
    #expect(try await names(.structure, sample.temp) == [])
    await #expect(throws: Missing.self) { _ = try await names(.buyer, sample.townHall) }
    try await site.database.write { db in
      _ = try db.execute(
        "UPDATE employment_contract SET employer_id = \(sample.temp) WHERE id = \(sample.marieContract)")
    }
    #expect(try await names(.company, sample.mason) == ["Marie D."])
  }
}
