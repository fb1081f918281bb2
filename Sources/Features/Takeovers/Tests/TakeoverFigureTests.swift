// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Testing

@testable import App
@testable import TestSupport

@Suite("What a takeover changes in the figures of a territory")
struct TakeoverFigureTests {
  private static func viewer(_ sample: Sample) throws -> Viewer {
    Viewer(
      accountID: sample.facilitator.account, accountName: "Claire Moreau", role: .facilitator,
      territoryID: sample.territory, territoryName: "Val d’Orme", organisationID: nil,
      membershipID: sample.facilitator.membership, today: try #require(Day(2026, 11, 24)))
  }

  /// The sample with hours of 2024 and 2025 taken over, 700 of them as an opening balance.
  private static func cast(_ engine: Engine) async throws -> TakeoverCast {
    let cast = try await TakeoverCast(engine)
    try cast.apply(
      try cast.files([("lots.csv", TakeoverCast.lots), ("heures.csv", TakeoverCast.hours)]), openings: true)
    return cast
  }

  @Test(
    "an opening balance is in every figure of its year, under its lot, and in nobody's", arguments: Engine.available)
  func sameEverywhere(_ engine: Engine) async throws {
    let cast = try await Self.cast(engine)
    defer { cast.done() }
    let viewer = try Self.viewer(cast.sample)
    let all = Hours(units: 45_501 + 45_500) + Hours(wholeHours: 700)
    try cast.site.database.readNow { db in
      let span = try FigureSpan(year: 2024, asOf: viewer.today)
      let scope = FigureScope.widest(for: viewer)
      let report = try IndicatorStore.year(span, scope, knownAt: nil, db)
      #expect(report.figures.hoursDone == all)
      #expect(report.figures.people == 1)
      #expect(report.facts.firstMonth == Month(202410))
      let headline = try IndicatorStore.headline(span, territory: cast.sample.territory, db)
      #expect(headline.year.hours == all)
      let totals = try ReportStore.totals(
        ReportScope(period: StatementPeriod(first: span.first, last: span.last)), in: cast.sample.territory, db)
      #expect(totals.kept == all)
      for breakdown in FigureBreakdown.allCases {
        let table = try TableResults.read(
          TableQuery(span: span, scope: scope, breakdown: breakdown, facets: [:]), db
        ).table
        let sum = table.lines.map(\.figures.hoursDone).sum
        #expect(table.total.figures.hoursDone == all && sum == all, "\(breakdown)")
        #expect(table.total.people.count == 1)
        for line in table.lines {
          var filter = FigureFilter(scope: scope, year: 2024)
          if breakdown == .month {
            filter.month = Month(202400 + (Int(line.key) ?? 0))
          } else {
            filter.facets = [breakdown: line.key]
          }
          let behind = try FigureLinesStore.page(filter, after: nil, for: viewer, db)
          let found = behind.kept + behind.opened
          #expect(found == line.figures.hoursDone, "\(breakdown) \(line.key)")
        }
      }
      let lots = try LotProgressStore.list(.territory, for: viewer, on: viewer.today, db)
      let opened = lots.filter { $0.openings != .zero }
      let kept = opened.map(\.kept)
      #expect(kept == [Hours(wholeHours: 700)])
    }
    #expect(try cast.broken() == [])
  }

  @Test("what is added by hand since stops the undo, and is named", arguments: Engine.available)
  func standing(_ engine: Engine) async throws {
    let cast = try await Self.cast(engine)
    defer { cast.done() }
    let lot = Int64(try cast.figure("SELECT MAX(id) FROM lot WHERE name = 'Peinture'"))
    let later = Instant(milliseconds: cast.site.services.now.milliseconds + 60_000)
    try await cast.site.database.write { db in
      try db.execute(
        """
        INSERT INTO kick_off (territory_id, lot_id, held_on, recorded_at)
        VALUES (\(cast.sample.territory), \(lot), '2026-11-24', \(later))
        """)
    }
    let refusal = #expect(throws: Conflict.self) { try cast.undo() }
    let sentence = refusal?.sentence ?? ""
    #expect(sentence.contains("des réunions de démarrage") && !sentence.contains("des lots"), "\(sentence)")
    try await cast.site.database.write { db in
      try db.execute("DELETE FROM kick_off")
      try Journal.record(
        "lot.edited", .lot, lot, "Le lot 2 Peinture est modifié.", territory: cast.sample.territory, author: nil,
        at: later, db)
      try db.execute(
        """
        INSERT INTO day_mark (territory_id, task_key, state, until_on, recorded_at)
        VALUES (\(cast.sample.territory), \("previsionnel:\(lot)"), 'done', NULL, \(later))
        """)
    }
    let edited = #expect(throws: Conflict.self) { try cast.undo() }
    let act = edited?.sentence ?? ""
    #expect(act.contains("Le lot 2 Peinture est modifié"), "\(act)")
    try await cast.site.database.write { db in try db.execute("DELETE FROM journal_event WHERE kind = 'lot.edited'") }
    try cast.undo()
    #expect(try cast.figure("SELECT COUNT(*) FROM day_mark") == 0)
    #expect(try cast.broken() == [])
  }
}
