// SPDX-License-Identifier: EUPL-1.2
import Database
import TestSupport
import Testing

@testable import App

@Suite struct VerificationTests {
  @Test("the demonstration holds every invariant", arguments: Engine.available)
  func demonstration(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    try database.writeNow { try Demonstration.write($0, seed: 3) }
    let results = try database.readNow { try VerificationRun.all($0) }
    #expect(results.count == LedgerInvariants.all.count)
    #expect(results.filter { !$0.holds } == [])
  }

  @Test("what is broken by hand is found and named", arguments: Engine.available)
  func broken(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let found = try await site.database.write { db in
      // A line of Marie's contract that says it is Karim's, in a statement closed without a decision; a hole in the journal.
      let statement = try db.insert(
        """
        INSERT INTO statement (territory_id, employer_id, first_month, last_month, received_at, closed_at)
        VALUES (\(sample.territory), \(sample.mason), 202510, 202510, '2025-11-05T09:00:00.000Z', '2025-11-06T09:00:00.000Z')
        RETURNING id
        """)
      try db.execute(
        """
        INSERT INTO hours_line (territory_id, statement_id, participant_id, employment_contract_id, engagement_id, month, kind,
          declared_units, recorded_at)
        VALUES (\(sample.territory), \(statement), \(sample.karim), \(sample.marieContract), \(sample.masonryEngagement),
          202510, 'site', 300, '2025-11-05T09:00:00.000Z')
        """)
      try db.execute(
        """
        INSERT INTO journal_event (territory_id, sequence, at, kind, subject, subject_id, sentence)
        VALUES (\(sample.territory), 7, '2025-11-05T09:00:00.000Z', 'essai', 'territory', 1, 'essai')
        """)
      return try VerificationRun.all(db).filter { !$0.holds }.map(\.name)
    }
    #expect(Set(found) == ["line-agrees-with-contract", "closed-is-decided", "journal-without-gap"])
  }
}
