// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite("The rollup")
struct FigureRollupTests {
  private static let instant = Instant(milliseconds: 1_795_521_600_000)

  /// Counts ahead all that is marked.
  private static func refresh(_ site: TestSite) async throws {
    try await site.database.write { db in
      while let next = try FigureYearStore.staleOfOne(limit: 100, db) {
        try FigureYearStore.refresh(next.territory, next.years, at: instant, db)
      }
    }
  }

  /// Every year of the territory from its lines.
  private static func lines(_ sample: Sample, _ db: any Connection) throws -> [FigureYear] {
    try FigureYearReader(territory: sample.territory, years: 1990...2100).read(db).sorted { $0.year < $1.year }
  }

  /// What anybody may change of what is counted, and of what it is counted under; or hours alone, which mark their month only.
  private static func change(
    _ sample: Sample, hoursAlone: Bool = false, _ dice: inout FigureTableTests.Dice, _ db: any Connection
  ) throws {
    let rows = LedgerRows(sample, db)
    let engagement = Bool.random(using: &dice) ? sample.masonryEngagement : sample.paintingEngagement
    let contracts: [Int64] = try db.values("SELECT id FROM employment_contract ORDER BY id")
    let contract = contracts.randomElement(using: &dice) ?? 1
    let person: ID<Participant> =
      try db.value("SELECT participant_id FROM employment_contract WHERE id = \(contract)") ?? sample.marie
    switch Int.random(in: 0..<(hoursAlone ? 4 : 14), using: &dice) {
    case 0...3:
      let kind = HoursKind.allCases.randomElement(using: &dice) ?? .site
      let hours = "\(Int.random(in: 1...151, using: &dice)),\(Int.random(in: 10...99, using: &dice))"
      let month = (Bool.random(using: &dice) ? 202500 : 202600) + Int.random(in: 1...12, using: &dice)
      let isKept = Int.random(in: 0..<4, using: &dice) > 0
      let line = try rows.line(
        month, declared: hours, kept: isKept ? hours : nil, kind: kind, contract: ID(contract), of: person,
        on: engagement)
      if isKept, Bool.random(using: &dice) {
        try rows.line(
          month, declared: "-" + hours, kept: "-" + hours, kind: kind, contract: ID(contract), of: person,
          on: engagement, reverses: line)
      }
    case 4: _ = try rows.hire("Autre", by: sample.temp, on: engagement, gender: "M")
    case 5:
      let gender = ["F", "M", "X"].randomElement(using: &dice) ?? "X"
      try db.execute("UPDATE participant SET gender = \(gender) WHERE id = \(person)")
    case 6:
      let merged: Int64? = try db.value("SELECT merged_into FROM participant WHERE id = \(sample.karim)")
      try db.execute(
        "UPDATE participant SET merged_into = \(merged == nil ? sample.marie : nil) WHERE id = \(sample.karim)")
    case 7:
      let age = Int.random(in: 16...64, using: &dice)
      try db.execute("UPDATE employment_contract SET age_at_hiring = \(age), job = 'Maçon' WHERE id = \(contract)")
    case 8:
      let sector = Sector.allCases.randomElement(using: &dice) ?? .batiment
      try db.execute("UPDATE lot SET sector = \(sector) WHERE id = \(sample.masonry)")
    case 9:
      let cap = Int.random(in: 1...40, using: &dice)
      try db.execute("UPDATE public_contract SET training_policy = 'capped', training_cap_percent = \(cap)")
    case 10:
      let siren: String? = Bool.random(using: &dice) ? "900000019" : nil
      try db.execute("UPDATE organisation SET siren = \(siren), siret = NULL WHERE id = \(sample.temp)")
    case 11:
      let chain = try rows.chain(of: person, at: sample.temp)
      try db.execute("UPDATE employment_contract SET parcours_id = \(chain) WHERE id = \(contract)")
    case 12:
      try db.execute("DELETE FROM contract_owner WHERE contract_id = \(sample.school)")
      guard Bool.random(using: &dice) else { return }
      for (owner, share) in [(sample.townHall, 60), (sample.housing, 40)] {
        try db.execute(
          """
          INSERT INTO contract_owner (territory_id, contract_id, organisation_id, share, coordinator)
          VALUES (\(sample.territory), \(sample.school), \(owner), \(share), \(share == 60 ? 1 : 0))
          """)
      }
    default:
      try db.execute("DELETE FROM engagement_bearer WHERE engagement_id = \(sample.paintingEngagement)")
      try db.execute(
        """
        INSERT INTO engagement_bearer (territory_id, engagement_id, organisation_id, share, lead)
        VALUES (\(sample.territory), \(sample.paintingEngagement), \(sample.garden), 1, 1)
        """)
    }
  }

  @Test(
    "whatever changes, what is counted ahead is what the lines say", arguments: Engine.available, [1, 2, 3] as [UInt64])
  func property(engine: Engine, seed: UInt64) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    for step in 0..<24 {
      try await site.database.write { db in
        var dice = FigureTableTests.Dice(state: seed &* 1000 &+ UInt64(step))
        for _ in 0..<3 { try Self.change(sample, hoursAlone: step % 2 == 1, &dice, db) }
      }
      // Now and then nothing is counted ahead for a while: reads must not be late for it.
      if step % 3 != 2 { try await Self.refresh(site) }
      try await site.database.read { db in
        let counted = try FigureYearStore.read(sample.territory, 1990...2100, db)
        #expect(counted.filter { $0.rows.count > 0 } == (try Self.lines(sample, db)), "seed \(seed), step \(step)")
      }
    }
    try await Self.refresh(site)
    let results = try await site.database.read { try RollupInvariant.result($0) }
    #expect(results.holds && results.examined > 0, "\(results.found)")
  }

  @Test("a month in place of another: rows that come, rows that go, and the order that lines give")
  func months() throws {
    func year(_ rows: [(engagement: Int64, contract: Int64, units: [Int: Int32])]) -> FigureYear {
      var year = FigureYear(territory: ID(1), year: 2026)
      for row in rows {
        let place = year.places.firstIndex { $0.engagement == row.engagement } ?? year.places.count
        if place == year.places.count { year.places.append(FigurePlace(engagement: row.engagement, lot: 5)) }
        let hire = year.hires.firstIndex { $0.contract == row.contract } ?? year.hires.count
        if hire == year.hires.count {
          year.hires.append(FigureHire(contract: row.contract, person: row.contract + 100))
        }
        year.rows.place.append(Int32(place))
        year.rows.hire.append(Int32(hire))
        year.rows.kind.append(0)
        year.rows.units += (1...12).map { row.units[$0] ?? 0 }
      }
      return year
    }
    let before = year([(2, 20, [1: 300, 3: 600]), (4, 20, [3: 900]), (4, 40, [2: 1200])])
    // Nothing is left of March on engagement 4, another month changes its hours, and somebody is there for the first time.
    let march = year([(2, 20, [3: 450]), (3, 30, [3: 150])])
    let after = year([(2, 20, [1: 300, 3: 450]), (3, 30, [3: 150]), (4, 40, [2: 1200])])
    #expect(before.replacing([3], with: march) == after)
    #expect(before.replacing([5], with: year([])) == before)
    #expect(before.replacing([1, 2, 3], with: year([])) == year([]))
    #expect(year([]).replacing([3], with: march) == march)
  }

  @Test("what a year holds comes back from its bytes; bytes cut short or of another form give nothing")
  func packing() async throws {
    let (site, sample) = try await FigureTableTests.site(.sqlite, seed: 11)
    let years = try await site.database.read { try Self.lines(sample, $0) }
    for year in years {
      let bytes = year.packed
      #expect(FigureYear(territory: year.territory, year: year.year, packed: bytes) == year)
      for cut in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 200)) {
        #expect(FigureYear(territory: year.territory, year: year.year, packed: Array(bytes[..<cut])) == nil)
      }
      var other = bytes
      other[4] = 9
      #expect(FigureYear(territory: year.territory, year: year.year, packed: other) == nil)
    }
  }

  @Test(
    "lots added up are those that their pages show, whether or not they are counted ahead", arguments: Engine.available)
  func balances(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      var dice = FigureTableTests.Dice(state: 5)
      for _ in 0..<60 { try Self.change(sample, &dice, db) }
      try LedgerRows(sample, db).line(202611, declared: "12,50", kept: nil)
      try db.execute("UPDATE engagement SET bearing = 'split' WHERE id = \(sample.masonryEngagement)")
      try db.execute(
        """
        INSERT INTO engagement_bearer (territory_id, engagement_id, organisation_id, share, lead)
        VALUES (\(sample.territory), \(sample.masonryEngagement), \(sample.temp), 1, 0)
        """)
      try db.execute("UPDATE lot SET terminated_on = '2026-06-01' WHERE id = \(sample.painting)")
    }
    let viewer = try FigureTableTests.viewer(sample)
    for _ in 0..<2 {
      try await site.database.read { db in
        for day in [viewer.today, Day(checkedISO: "2026-11-01")] {
          let shown = try LotProgressStore.list(.territory, for: viewer, on: day, db)
          let balances = try LotBalanceStore.list(.territory, for: viewer, on: day, db)
          #expect(shown.count == balances.count)
          for balance in balances {
            let lot = try #require(shown.first { $0.lotID == balance.lotID })
            #expect(lot.kept == balance.kept && lot.expected == balance.expected && lot.parts == balance.parts)
          }
        }
      }
      try await site.database.read { try Self.compareHours(for: viewer, $0) }
      try await Self.refresh(site)
    }
  }

  /// Hours of a whole territory are those that are read engagement by engagement.
  private static func compareHours(for viewer: Viewer, _ db: any Connection) throws {
    let scope: SQL = "e.territory_id = \(viewer.territoryID)"
    let (last, moment) = (viewer.today.month.previous, Instant.evening(of: viewer.today, in: .gmt))
    let facts = try EngagementReader.list(where: scope, knownAt: moment, until: last, db)
    let read = try LotHours.read(scope, knownAt: moment, until: last, db)
    let whole = try LotHours.ofTerritory(
      viewer.territoryID, splits: Set(facts.filter { $0.bearing == .split }.map(\.id)), until: last, knownAt: moment,
      db)
    func months(_ parts: [LotHours.Part]) -> [Month: Hours] {
      parts.reduce(into: [:]) { $0[$1.month, default: .zero] += $1.kept }.filter { $0.value != .zero }
    }
    for engagement in facts {
      let (one, other) = (read[engagement.id], whole[engagement.id])
      #expect(months(one) == months(other))
      #expect(one.map(\.toValidate).sum == other.map(\.toValidate).sum)
      #expect(one.map(\.lines).reduce(0, +) == other.map(\.lines).reduce(0, +))
      #expect(
        engagement.completion(hours: read, knownAt: moment) == engagement.completion(hours: whole, knownAt: moment))
    }
    #expect(facts.contains { !months(read[$0.id]).isEmpty } && facts.contains { read[$0.id].contains { $0.lines > 0 } })
  }
}
