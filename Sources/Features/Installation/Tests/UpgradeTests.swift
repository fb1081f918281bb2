// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite("A database of the first release is brought up to date")
struct UpgradeTests {
  /// Every value of every row, by table and column.
  private static func facts(_ database: Database, of columns: [String: [String]]) throws -> [String: [[SQLValue]]] {
    try database.readNow { db in
      try Dictionary(
        uniqueKeysWithValues: columns.map { table, names in
          let list = names.joined(separator: ", ")
          let rows = try db.query(SQL(unchecked: "SELECT \(list) FROM \(table) ORDER BY \(list)"))
          return (table, rows.map { row in names.indices.map(row.value(at:)) })
        })
    }
  }

  private static func columns(_ database: Database) throws -> [String: [String]] {
    try database.readNow { db in
      try Dictionary(
        uniqueKeysWithValues: FirstRelease.tables.map { table in
          (table, try db.first(SQL(unchecked: "SELECT * FROM \(table) LIMIT 1"))?.columns ?? [])
        })
    }
  }

  @Test("every value is kept, every rule holds, and the year says the same", arguments: Engine.available)
  func upgraded(engine: Engine) throws {
    #expect(FirstRelease.migrations.count == FirstRelease.names.count)
    let database = try engine.makeDatabase(migrations: FirstRelease.migrations)
    try database.writeNow { db in for row in FirstRelease.rows { try db.execute(row) } }
    let columns = try Self.columns(database)
    let before = try Self.facts(database, of: columns)
    #expect(before.values.allSatisfy { !$0.isEmpty })

    let pending = try database.pendingMigrations(AppMigrations.all)
    let applied = try database.migrate(AppMigrations.all)
    #expect(applied == pending)
    let (after, left) = (try Self.facts(database, of: columns), try database.pendingMigrations(AppMigrations.all))
    for table in FirstRelease.tables { #expect(after[table] == before[table], "\(table)") }
    #expect(left == [])

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
    try SearchWords.catchUp(database)
    let site = TestSite(on: database)
    try await site.run { browser in
      try browser.enter(ID<Membership>(1), of: ID<Account>(1))
      for (path, words) in [
        ("/aujourdhui", "Claire Fabre"), ("/heures", "Maçonnerie Lune"), ("/marches", "École du Pré"),
        ("/marches/1", "Gros œuvre"), ("/lots/1", "Gros œuvre"), ("/engagements/1", "1\u{202F}200"),
        ("/participants", "Benali"), ("/entreprises", "Maçonnerie Lune"), ("/bilans?annee=2025", "248"),
        ("/heures/releves/1", "161"), ("/recherche?q=nadia", "Benali"),
      ] {
        let reply = try await browser.get(path)
        #expect(reply.status == 200 && reply.body.contains(words), "\(path)")
        #expect(htmlFaults(reply.body) == [], "\(path)")
      }
    }
  }

  @Test("the command line says what to do of an older database, and migrates it once")
  func commands() async throws {
    let folder =
      FileManager.default.temporaryDirectory.appendingPathComponent("clausier-\(UInt64.random(in: 0...UInt64.max))")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let database = try Database.open(.sqliteFile(folder + "/clausier.sqlite"))
    try database.migrate(FirstRelease.migrations)
    try await database.write { db in for row in FirstRelease.rows { try db.execute(row) } }
    database.close()
    func run(_ command: String...) async -> Int32 { await ClausierCommandLine.run(command + ["--data", folder]) }
    let before = [await run("verify"), await run("indicators", "--year", "2025"), await run("doctor")]
    // Saving comes before migrating.
    let saved = await run("backup", folder + "/avant.sqlite")
    let after = [await run("migrate"), await run("migrate"), await run("verify"), await run("doctor")]
    #expect(before == [1, 1, 1] && saved == 0 && after == [0, 0, 0, 0])
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
