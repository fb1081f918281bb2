// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite("A database of the first release is brought up to date")
struct UpgradeTests {
  private static func counts(_ database: Database) throws -> [Int] {
    try database.readNow { db in
      try FirstRelease.tables.map { try db.value(SQL(unchecked: "SELECT COUNT(*) FROM \($0)")) ?? 0 }
    }
  }

  @Test("every row is kept, every rule holds, and the year says the same", arguments: Engine.available)
  func upgraded(engine: Engine) throws {
    #expect(FirstRelease.migrations.count == FirstRelease.names.count)
    let database = try engine.makeDatabase(migrations: FirstRelease.migrations)
    try database.writeNow { db in for row in FirstRelease.rows { try db.execute(row) } }
    let before = try Self.counts(database)
    #expect(before.allSatisfy { $0 > 0 })

    let pending = try database.pendingMigrations(AppMigrations.all)
    let applied = try database.migrate(AppMigrations.all)
    #expect(applied == pending)
    let (after, left) = (try Self.counts(database), try database.pendingMigrations(AppMigrations.all))
    #expect(after == before && left == [])

    let broken = try database.readNow { try VerificationRun.all($0) }.filter { !$0.holds }
    #expect(broken.map(\.name) == [])
    let kept: Int64? = try database.readNow { db in
      try db.value("SELECT CAST(SUM(kept_units) AS BIGINT) FROM hours_decision")
    }
    let expected: Int64 = 74_400
    #expect(kept == expected)
  }

  @Test("its pages open after the upgrade", arguments: Engine.available)
  func pages(engine: Engine) async throws {
    let database = try engine.makeDatabase(migrations: FirstRelease.migrations)
    try await database.write { db in for row in FirstRelease.rows { try db.execute(row) } }
    try database.migrate(AppMigrations.all)
    let site = TestSite(on: database)
    try await site.run { browser in
      try browser.enter(ID<Membership>(1), of: ID<Account>(1))
      for path in [
        "/aujourdhui", "/heures", "/marches", "/marches/1", "/lots/1", "/engagements/1", "/participants",
        "/entreprises",
        "/bilans?annee=2025", "/heures/releves/1",
      ] {
        let reply = try await browser.get(path)
        #expect(reply.status == 200, "\(path)")
      }
    }
  }

  @Test("a database of a later program is refused, and said so", arguments: Engine.available)
  func newer(engine: Engine) throws {
    let later = Migration(id: "2099-01-01-later", sql: "CREATE TABLE later (id BIGINT PRIMARY KEY NOT NULL);")
    let database = try engine.makeDatabase(migrations: AppMigrations.all + [later])
    #expect(throws: MigrationError.unknown("2099-01-01-later")) {
      _ = try database.pendingMigrations(AppMigrations.all)
    }
    #expect(throws: MigrationError.unknown("2099-01-01-later")) { _ = try database.migrate(AppMigrations.all) }
  }
}
