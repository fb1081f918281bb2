// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite("Two people at once")
struct LedgerConcurrencyTests {
  @Test(
    "the second to validate the same lines reads who was first, and nothing is counted twice",
    arguments: Engine.available)
  func twoDeciders(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let nadia = try await cast.hire("Benali", at: sample.mason, on: [sample.masonryEngagement])
    let box = HoursCast.box(nadia, sample.masonryEngagement, 202511)
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let fields = try await cast.statement(of: sample.mason, month: "2025-11", [(box, "151,67")])
      #expect(try await browser.post(HoursURLs.statements, fields).status == 303)
      let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let line = try await cast.figure("SELECT MAX(id) FROM hours_line")
      let people = [sample.facilitator, sample.colleague, sample.facilitator, sample.colleague]
      let statuses = try await withThrowingTaskGroup(of: Reply.self) { group in
        for person in people {
          group.addTask {
            let other = browser.another()
            try other.enter(person)
            return try await other.post(HoursURLs.validation(statement), [("ligne", String(line))])
          }
        }
        return try await group.reduce(into: [Reply]()) { $0.append($1) }
      }
      #expect(statuses.map(\.status).sorted() == [303, 409, 409, 409])
      for late in statuses where late.status == 409 { #expect(late.body.contains("a déjà décidé")) }
      #expect(try await cast.kept(202511) == Hours(hundredths: 15_167))
    }
  }

  @Test("while a year is closed, a statement is before or after, never half", arguments: Engine.available)
  func yearAndStatements(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let nadia = try await cast.hire("Benali", at: sample.mason, on: [sample.masonryEngagement])
    let box = HoursCast.box(nadia, sample.masonryEngagement, 202512)
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in 0..<6 {
          group.addTask {
            let other = browser.another()
            try other.enter(worker.isMultiple(of: 2) ? sample.facilitator : sample.colleague)
            for _ in 0..<4 {
              let before = try await other.get(HoursURLs.years + "?annee=2025")
              if worker < 2 {
                _ = try await other.post(
                  HoursURLs.years,
                  [("annee", "2025"), ("retenues", before.value("retenues")), ("a_decider", before.value("a_decider"))])
              } else {
                let fields = try await cast.statement(of: sample.mason, month: "2025-12", [(box, "7")])
                _ = try await other.post(HoursURLs.statements, fields)
              }
            }
          }
        }
        try await group.waitForAll()
      }
      let last = try await browser.get(HoursURLs.years + "?annee=2025")
      _ = try await browser.post(
        HoursURLs.years,
        [("annee", "2025"), ("retenues", last.value("retenues")), ("a_decider", last.value("a_decider"))])
    }
    let figures = try await cast.site.database.read { db in
      try db.first("SELECT figures, issued_at FROM issued_report WHERE kind = 'year'")
    }
    let row = try #require(figures)
    let issued: Instant = try row["issued_at"]
    let frozen = try IssuedFigures(stored: try row["figures"])
    let before = try await cast.figure("SELECT COUNT(*) FROM hours_line WHERE recorded_at < \(issued)")
    #expect(Int64(frozen.undecided) == before)
    #expect(try await cast.figure("SELECT COUNT(*) FROM hours_line WHERE recorded_at = \(issued)") == 0)
    #expect(try await cast.figure("SELECT COUNT(*) FROM yearly_closing") == 1)
  }
}

extension Reply {
  /// The value of a hidden field.
  fileprivate func value(_ name: String) -> String {
    guard let range = body.range(of: "name=\"\(name)\" value=\"") else { return "" }
    return String(body[range.upperBound...].prefix { $0 != "\"" })
  }
}
