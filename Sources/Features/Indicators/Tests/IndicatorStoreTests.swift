// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite struct IndicatorStoreTests {
  static let today = Day(checkedISO: "2026-11-24")

  static func report(
    _ sample: Sample, _ db: any Connection, year: Int = 2026, buyer: ID<Organisation>? = nil, known: Instant? = nil
  ) throws -> YearReport {
    try IndicatorStore.year(
      FigureSpan(year: year, asOf: today), FigureScope(territory: sample.territory, buyer: buyer), knownAt: known, db)
  }

  @Test("hours are those kept on site, and a chain of missions counts for one", arguments: Engine.available)
  func counts(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      let rows = LedgerRows(sample, db)
      try rows.line(202603, declared: "151,67", kept: "151,67")
      try rows.line(202603, declared: "35", kept: "35", kind: .training)
      try rows.line(202604, declared: "161", kept: "98")
      try rows.line(202604, declared: "70", kept: nil)
      let first = try rows.hire("Chaine", by: sample.temp, on: sample.paintingEngagement)
      let chain = try rows.chain(of: first.person, at: sample.temp)
      for month in [202605, 202606] {
        let mission = try rows.hire(
          "Chaine", by: sample.temp, on: sample.paintingEngagement, chain: chain, person: first.person)
        try rows.line(
          month, declared: "20", kept: "20", contract: mission.contract, of: first.person,
          on: sample.paintingEngagement, employer: sample.temp)
      }
    }
    let report = try await site.database.read { db in try Self.report(sample, db) }
    #expect(report.figures.hoursDone == (try Hours.parse("289,67")))
    #expect(report.training == Hours(wholeHours: 35))
    #expect(report.figures.hoursCredited == report.figures.hoursDone)
    #expect(report.figures.people == 2)
    #expect(report.figures.assignments == 2)
    #expect(report.figures.companies == 2)
    #expect(report.figures.structures == 1)
    #expect(report.figures.objective == Hours(units: 144_000_000))
    #expect(report.lots == 2 && report.contracts == 1)
    let raw: Int64? = try await site.database.read { db in
      try db.value(
        """
        SELECT CAST(SUM(d.kept_units) AS BIGINT) FROM hours_line l JOIN hours_decision d ON d.line_id = l.id
        WHERE l.kind = 'site' AND l.month BETWEEN 202601 AND 202612
        """)
    }
    #expect(report.figures.hoursDone.units == raw)
  }

  @Test("what a correction took away counts for nobody, and was known before it", arguments: Engine.available)
  func corrections(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      let rows = LedgerRows(sample, db)
      let line = try rows.line(202603, declared: "77", kept: "77", decidedAt: "2026-04-10T09:00:00.000Z")
      try rows.line(202603, declared: "-77", kept: "-77", decidedAt: "2026-06-20T09:00:00.000Z", reverses: line)
    }
    try await site.database.read { db in
      let now = try Self.report(sample, db)
      #expect(now.figures.hoursDone == .zero && now.figures.people == 0 && now.figures.companies == 0)
      let then = try Self.report(sample, db, known: Instant(text: "2026-04-30T21:59:59.999Z"))
      #expect(then.figures.hoursDone == Hours(wholeHours: 77) && then.figures.people == 1)
    }
  }

  @Test(
    "each member of a purchasing group reports its share, and the territory counts once", arguments: Engine.available)
  func shares(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      for (owner, share) in [(sample.townHall, 2), (sample.housing, 1)] {
        try db.execute(
          """
          INSERT INTO contract_owner (territory_id, contract_id, organisation_id, share, coordinator)
          VALUES (\(sample.territory), \(sample.school), \(owner), \(share), \(share == 2 ? 1 : 0))
          """)
      }
      try LedgerRows(sample, db).line(202603, declared: "100", kept: "100")
    }
    try await site.database.read { db in
      let whole = try Self.report(sample, db)
      let parts = try [sample.townHall, sample.housing].map { try Self.report(sample, db, buyer: $0) }
      #expect(whole.figures.hoursDone == Hours(wholeHours: 100))
      #expect(parts.map(\.figures.hoursDone.french) == ["66,67", "33,33"])
      #expect(parts.map(\.figures.hoursDone).sum == whole.figures.hoursDone)
      #expect(parts.map(\.figures.people) == [1, 1])
      #expect(whole.buyers.map(\.hours).sum == whole.figures.hoursDone)
    }
  }

  @Test("the program's answer has the members that scripts rely on", arguments: Engine.available)
  func json(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      try LedgerRows(sample, db).line(202603, declared: "161", kept: "98,5")
    }
    let text = try await site.database.read { db in
      try indicatorsJSON(year: 2026, territory: sample.territory, today: Self.today, db)
    }
    #expect(
      text.hasPrefix(#"{"year":2026,"indicators":[{"code":"hours.done","label":"Heures réalisées","value":"98.50","#))
    for piece in [#""code":"people","label":"Personnes","value":1,"#, #""code":"fte""#, #""value":"0.1""#] {
      #expect(text.contains(piece), "\(piece)")
    }
    let read = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let codes = try #require(read["indicators"] as? [[String: Any]]).compactMap { $0["code"] as? String }
    #expect(codes.prefix(6) == ["hours.done", "hours.credited", "people", "assignments", "companies", "structures"])
  }
}

extension Day {
  /// A day of a test.
  init(checkedISO text: String) { self = Day(iso: text) ?? .first }
}
