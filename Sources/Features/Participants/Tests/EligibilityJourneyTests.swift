// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct EligibilityJourneyTests {
  static func validation(_ changes: [String: String] = [:]) -> [(String, String)] {
    let fields = [
      ("decision", "validated"), ("starts_on", "24/11/2026"), ("ends_on", ""), ("criterion_1", "RSA"), ("proof_1", ""),
      ("proof_on_1", "02/11/2026"), ("seen_on_1", ""), ("reason", ""),
    ]
    return fields.map { ($0.0, changes[$0.0] ?? $0.1) }
      + changes.filter { change in
        !fields.contains { $0.0 == change.key }
      }.map { ($0.key, $0.value) }
  }

  @Test(
    "a validation ends by the rule of 24 months, and opens a period beside the earlier ones",
    arguments: Engine.available)
  func validate(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/participants/\(sample.marie)/eligibilites/nouveau"
      let form = try await browser.get(path)
      #expect(htmlFaults(form.body) == [] && form.body.contains("24 mois, soit jusqu’au 23/11/2028"))
      let page = try await browser.submit(path, Self.validation())
      #expect(page.body.contains("Validé jusqu’au 23/11/2028.") && htmlFaults(page.body) == [])
      #expect(page.body.contains("validée jusqu’au 13/10/2027") && page.body.contains("validée jusqu’au 23/11/2028"))
      #expect(page.body.contains("Bénéficiaire du RSA") && page.body.contains("Claire Moreau"))
    }
    let before = try await site.database.read { db in
      try db.first("SELECT starts_on, ends_on FROM eligibility WHERE id = \(sample.marieEligibility)")
    }
    let end: Day? = try before?["ends_on"]
    #expect(end == "2027-10-13")
  }

  @Test("a refusal says why, and an old proof is said without blocking", arguments: Engine.available)
  func refuse(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/participants/\(sample.karim)/eligibilites/nouveau"
      let refused = try await browser.submit(
        path, Self.validation(["decision": "refused", "criterion_1": "", "proof_on_1": "", "reason": "Aucun critère."]))
      #expect(refused.body.contains("Éligibilité refusée") && refused.body.contains("Aucun critère."))
      let old = try await browser.submit(path, Self.validation(["proof_on_1": "01/06/2026"]))
      #expect(old.body.contains("Le justificatif du 01/06/2026 a plus de 3 mois"))
    }
  }

  @Test(
    "a decision without meaning is said under its field",
    arguments: [
      ("decision", ""), ("decision", "peut-être"), ("starts_on", ""), ("starts_on", "32/01/2026"),
      ("ends_on", "01/01/2020"), ("criterion_1", ""), ("criterion_1", "XXX"), ("proof_1", "1 85 05 78 006 084 91"),
      ("proof_on_1", "25/11/2026"), ("seen_on_1", "demain"), ("reason", "né \u{202E} le"), ("criterion_2", "RSA"),
    ])
  func badFields(field: String, value: String) async throws {
    let site = try TestSite()
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let reply = try await browser.post(
        "/participants/\(sample.karim)/eligibilites/nouveau", Self.validation([field: value]))
      #expect(reply.status == 422 && htmlFaults(reply.body) == [])
      #expect(reply.body.contains("id=\"champ-\(field)-refus\""))
    }
  }

  @Test("a person ending within sixty days is in its group", arguments: Engine.available)
  func ending(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/participants/\(sample.karim)/eligibilites/nouveau"
      _ = try await browser.submit(path, Self.validation(["ends_on": "23/01/2027"]))
      #expect(try await browser.get("/participants?groupe=fin").body.contains("Diallo Karim"))
      _ = try await browser.submit(path, Self.validation(["ends_on": "24/01/2027"]))
      #expect(try await !browser.get("/participants?groupe=fin").body.contains("Diallo Karim"))
    }
  }
}
