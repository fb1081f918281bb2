// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite("Impossible figures on dashboards")
struct DashboardFlagTests {
  /// Every dashboard that a facilitator opens on the sample.
  static func pages(_ site: TestSite, _ sample: Sample) async throws -> [String] {
    let operation = ID<Operation>(
      try await site.database.write { db in
        let id = try db.insert(
          """
          INSERT INTO operation (territory_id, buyer_id, name, reference, created_at)
          VALUES (\(sample.territory), \(sample.townHall), 'Quartier neuf', '', '2025-01-01T08:00:00.000Z') RETURNING id
          """)
        try db.execute("UPDATE public_contract SET operation_id = \(id) WHERE id = \(sample.school)")
        try db.execute("UPDATE employment_contract SET district_at_hiring = 'QN04901M'")
        return id
      })
    return [
      DashboardURLs.agreement(sample.agreement), DashboardURLs.buyer(sample.townHall),
      DashboardURLs.operation(operation), DashboardURLs.contract(sample.school), DashboardURLs.company(sample.mason),
      DashboardURLs.company(sample.temp), DashboardURLs.path(DashboardURLs.district, [("code", "QN04901M")]),
    ].map { $0 + ($0.contains("?") ? "&" : "?") + "annee=2026" }
  }

  /// What each page says, and that it is well formed.
  static func read(_ paths: [String], _ site: TestSite, as person: Sample.Person) async throws -> [String: String] {
    var found: [String: String] = [:]
    for path in paths {
      found[path] = try await site.run { browser in
        try browser.enter(person)
        let reply = try await browser.get(path)
        #expect(reply.status == 200 && htmlFaults(reply.body) == [], "\(path)")
        return reply.body
      }
    }
    return found
  }

  @Test(
    "hours after the end of a lot are flagged on each dashboard, those corrected away are not",
    arguments: Engine.available)
  func endedLots(engine: Engine) async throws {
    let (site, sample) = try await ResultJourneyTests.site(engine, people: 7)
    let paths = try await Self.pages(site, sample)
    let sentence = "2026\u{202F}: heures retenues sur"
    for (_, body) in try await Self.read(paths, site, as: sample.facilitator) { #expect(!body.contains(sentence)) }
    try await site.database.write { db in
      try db.execute("UPDATE lot SET received_on = '2026-02-28' WHERE territory_id = \(sample.territory)")
    }
    for (path, body) in try await Self.read(paths, site, as: sample.facilitator) {
      #expect(body.contains(sentence), "\(path)")
    }
    // A filter keeps the flag where its own hours are concerned.
    let narrowed = "\(DashboardURLs.buyer(sample.townHall))?annee=2026&employeur=\(sample.temp)"
    let shown = try await Self.read([narrowed], site, as: sample.facilitator)[narrowed]
    #expect(shown?.contains("heures retenues sur un lot") == true)
    // Received in March: the mason’s hours of March may stand, and a line of April that was taken back says nothing.
    try await site.database.write { db in
      try db.execute("UPDATE lot SET received_on = '2026-03-31' WHERE territory_id = \(sample.territory)")
      let rows = LedgerRows(sample, db)
      let line = try rows.line(202604, declared: "8", kept: "8")
      try rows.line(202604, declared: "-8", kept: "-8", reverses: line)
    }
    let mason = DashboardURLs.company(sample.mason) + "?annee=2026"
    #expect(try await Self.read([mason], site, as: sample.facilitator)[mason]?.contains(sentence) == false)
  }

  @Test("fewer contracts than people are flagged on each dashboard", arguments: Engine.available)
  func contracts(engine: Engine) async throws {
    let (site, sample) = try await ResultJourneyTests.site(engine, people: 7)
    let paths = try await Self.pages(site, sample)
    // Two people written under one contract: what a source that mixes them up gives.
    try await site.database.write { db in
      let rows = LedgerRows(sample, db)
      for engagement in [sample.masonryEngagement, sample.paintingEngagement] {
        for employer in [sample.mason, sample.temp] {
          let one = try rows.hire("Une", by: employer, on: engagement, district: "QN04901M")
          let other = try rows.hire("Autre", by: employer, on: engagement, district: "QN04901M")
          for person in [one.person, other.person] {
            try rows.line(
              202604, declared: "10", kept: "10", contract: one.contract, of: person, on: engagement,
              employer: employer)
          }
        }
      }
    }
    for (path, body) in try await Self.read(paths, site, as: sample.facilitator) {
      #expect(body.contains("moins de contrats ("), "\(path)")
    }
  }

  @Test("people hired without an hour are flagged to those who follow them", arguments: Engine.available)
  func idle(engine: Engine) async throws {
    let (site, sample) = try await ResultJourneyTests.site(engine, people: 7)
    try await site.database.write { db in
      let rows = LedgerRows(sample, db)
      for employer in [sample.mason, sample.temp] {
        _ = try rows.hire("Sans", by: employer, on: sample.masonryEngagement)
      }
    }
    let paths = try await Self.pages(site, sample)
    for (path, body) in try await Self.read(paths, site, as: sample.facilitator) {
      #expect(body.contains("sans aucune heure retenue"), "\(path)")
    }
    let own = DashboardURLs.buyer(sample.townHall) + "?annee=2026"
    #expect(try await Self.read([own], site, as: sample.buyer)[own]?.contains("sans aucune heure") == false)
  }

  @Test("a year that differs from its arrêté says by how much", arguments: Engine.available)
  func arrete(engine: Engine) async throws {
    let (site, sample) = try await ResultJourneyTests.site(engine, people: 7)
    let paths = try await Self.pages(site, sample)
    func close(_ at: String) async throws {
      try await site.database.write { db in
        try db.execute("DELETE FROM yearly_closing")
        try db.execute(
          "INSERT INTO yearly_closing (territory_id, year, closed_at) VALUES (\(sample.territory), 2026, \(at))")
      }
    }
    try await close("2026-11-20T09:00:00.000Z")
    for (_, body) in try await Self.read(paths, site, as: sample.facilitator) {
      #expect(!body.contains("en diffèrent"))
    }
    try await close("2026-11-01T09:00:00.000Z")
    for (path, body) in try await Self.read(paths, site, as: sample.facilitator) {
      let own = [DashboardURLs.company(sample.temp): "60,00", DashboardURLs.company(sample.mason): "151,67"]
      let hours = own.first { path.hasPrefix($0.key + "?") }?.value ?? "211,67"
      #expect(body.contains("en diffèrent") && body.contains("comptées ici\u{202F}: \(hours)\u{202F}h"), "\(path)")
    }
  }
}
