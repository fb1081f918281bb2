// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct VerificationTests {
  static func site(_ engine: Engine) async throws -> (TestSite, Sample) {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      let rows = LedgerRows(sample, db)
      try rows.line(202603, declared: "161", kept: "98")
      let line = try rows.line(202604, declared: "77", kept: "77", closed: true)
      try rows.line(202604, declared: "-77", kept: "-77", reverses: line)
    }
    return (site, sample)
  }

  @Test("a sound ledger holds every invariant, and each says what it checked", arguments: Engine.available)
  func sound(engine: Engine) async throws {
    let (site, _) = try await Self.site(engine)
    let checks = try await site.database.read { db in try VerificationRun.all(db) }
    #expect(checks.filter { !$0.holds }.map(\.name) == [])
    #expect(checks.count >= 20 && Set(checks.map(\.name)).count == checks.count)
    for check in checks { #expect(check.sentence.hasSuffix("."), "\(check.name)") }
  }

  /// Faults that the tables themselves let in, each with the check that finds it.
  static let faults: [(check: String, sql: @Sendable (Sample) -> [SQL])] = [
    ("corrections.opposite", { _ in ["UPDATE hours_line SET month = 202605 WHERE reverses_id IS NOT NULL"] }),
    ("absences.never", { _ in ["UPDATE hours_line SET kind = 'absence' WHERE declared_units = 48300"] }),
    ("lines.people", { ["UPDATE hours_line SET participant_id = \($0.karim) WHERE declared_units = 48300"] }),
    ("lines.engagement", { _ in ["DELETE FROM employment_engagement"] }),
    (
      "lines.days",
      { sample in
        [
          """
          INSERT INTO hours_day (territory_id, line_id, day, units)
          SELECT territory_id, id, '2026-03-02', 2100 FROM hours_line WHERE declared_units = 48300
          """
        ]
      }
    ),
    (
      "statements.closed",
      { _ in
        [
          "DELETE FROM hours_decision WHERE declared_units = 48300",
          "UPDATE statement SET closed_at = '2026-11-11T08:00:00.000Z'",
        ]
      }
    ),
    ("bearers.lead", { _ in ["UPDATE engagement_bearer SET lead = 0"] }),
    (
      "people.heads",
      { sample in
        [
          "UPDATE participant SET merged_into = \(sample.karim) WHERE id = \(sample.marie)",
          """
          INSERT INTO participant (territory_id, last_name, first_name, created_at)
          VALUES (\(sample.territory), 'Tiers', 'Sam', '2026-01-01T08:00:00.000Z')
          """,
          "UPDATE participant SET merged_into = (SELECT MAX(id) FROM participant) WHERE id = \(sample.karim)",
        ]
      }
    ),
    (
      "journal.sequence",
      { sample in
        [
          """
          INSERT INTO journal_event (territory_id, sequence, at, kind, subject, subject_id, sentence)
          VALUES (\(sample.territory), 3, '2026-01-01T08:00:00.000Z', 'essai', 'territory', 1, 'Essai.')
          """
        ]
      }
    ),
    (
      "reports.issued",
      { sample in
        [
          """
          INSERT INTO issued_report (territory_id, kind, first_month, last_month, kept_units, declared_units, people, issued_at)
          VALUES (\(sample.territory), 'month', 202603, 202603, 1, 1, 1, '2026-11-20T08:00:00.000Z')
          """
        ]
      }
    ),
    (
      "reports.closing",
      { sample in
        [
          """
          INSERT INTO yearly_closing (territory_id, year, closed_at)
          VALUES (\(sample.territory), 2025, '2026-01-20T08:00:00.000Z')
          """
        ]
      }
    ),
  ]

  @Test("each fault is found by its check, which says where", arguments: Engine.available, faults.map(\.check))
  func fault(engine: Engine, name: String) async throws {
    let (site, sample) = try await Self.site(engine)
    let fault = try #require(Self.faults.first { $0.check == name })
    let statements = fault.sql(sample)
    try await site.database.write { db in
      for statement in statements { try db.execute(statement) }
    }
    let checks = try await site.database.read { db in try VerificationRun.all(db) }
    let found = try #require(checks.first { $0.name == name })
    #expect(!found.broken.isEmpty)
  }
}
