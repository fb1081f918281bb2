// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import TestSupport
import Testing

@Suite("migrations")
struct MigrationsTests {
  static let first = Migration(
    id: "1", sql: "CREATE TABLE a (id {{id}}, n BIGINT NOT NULL); INSERT INTO a (n) VALUES (7);")
  static let second = Migration(
    id: "2", sql: "ALTER TABLE a ADD COLUMN label TEXT",
    sqliteOnly: """
      CREATE TRIGGER a_kept BEFORE DELETE ON a BEGIN SELECT RAISE(ABORT, 'kept'); END;
      """,
    postgresqlOnly: """
      CREATE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'kept'; END; $$;
      CREATE TRIGGER a_kept BEFORE DELETE ON a FOR EACH ROW EXECUTE FUNCTION kept();
      """)

  @Test("each migration is applied once, in order", arguments: Engine.available)
  func once(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: [])
    #expect(try database.migrate([Self.first]) == ["1"])
    #expect(try database.migrate([Self.first, Self.second]) == ["2"])
    #expect(try database.migrate([Self.first, Self.second]) == [])
    #expect(try database.appliedMigrations() == ["1", "2"])
    #expect(try database.readNow { try $0.values("SELECT n FROM a") } == [7])
  }

  @Test("a part for one engine is applied there", arguments: Engine.available)
  func ownPart(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: [Self.first, Self.second])
    let error = #expect(throws: DatabaseError.self) { try database.writeNow { try $0.execute("DELETE FROM a") } }
    #expect(error?.description.contains("kept") == true)
  }

  @Test("a migration whose text has changed is refused", arguments: Engine.available)
  func changed(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: [Self.first])
    let other = Migration(id: "1", sql: "CREATE TABLE b (id {{id}})")
    #expect(throws: MigrationError.changed("1")) { try database.migrate([other, Self.second]) }
    #expect(try database.appliedMigrations() == ["1"])
  }

  @Test("a database made by a newer program is refused", arguments: Engine.available)
  func newer(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: [Self.first, Self.second])
    let error = #expect(throws: MigrationError.unknown("2")) { try database.migrate([Self.first]) }
    #expect(error?.description.contains("version plus récente") == true)
  }

  @Test("two migrations of the same name are refused", arguments: Engine.available)
  func duplicated(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: [])
    #expect(throws: MigrationError.duplicated("1")) { try database.migrate([Self.first, Self.first]) }
  }

  @Test("a migration that fails leaves nothing of itself", arguments: Engine.available)
  func failing(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: [Self.first])
    let broken = Migration(id: "3", sql: "CREATE TABLE c (id {{id}}); INSERT INTO nowhere (n) VALUES (1)")
    #expect(throws: DatabaseError.self) { try database.migrate([Self.first, broken]) }
    #expect(try database.appliedMigrations() == ["1"])
    #expect(throws: DatabaseError.self) { try database.readNow { try $0.query("SELECT id FROM c") } }
  }

  @Test("programs that start together migrate once", arguments: Engine.available)
  func together(engine: Engine) async throws {
    let database = try engine.makeDatabase(migrations: [])
    let applied = try await withThrowingTaskGroup { group in
      for _ in 0..<2 { group.addTask { try database.migrate([Self.first, Self.second]) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(applied.sorted() == ["1", "2"])
  }

  @Test("a checksum is a stable fingerprint of the text")
  func checksum() {
    // FNV-1a of the text and of the two empty parts after it, computed apart from this code.
    #expect(Migration(id: "x", sql: "SELECT 'é'").checksum == "90bac9bf8d1a210d")
    #expect(Migration(id: "x", sql: "a").checksum != Migration(id: "x", sql: "", sqliteOnly: "a").checksum)
  }
}
