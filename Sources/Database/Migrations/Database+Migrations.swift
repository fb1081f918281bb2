// SPDX-License-Identifier: EUPL-1.2
import struct Foundation.Date

extension Database {
  /// Applies the migrations that the database does not have, in the order of the list, each in its transaction; returns their ids.
  /// Two programs that start together wait for each other. Throws `MigrationError`, before touching anything, when the database and
  /// the list do not go together.
  @discardableResult
  public func migrate(_ migrations: [Migration]) throws -> [String] {
    try Self.requireUnique(migrations)
    try writeNow { db in
      try Self.lockSchema(db)
      try db.execute(
        """
        CREATE TABLE IF NOT EXISTS schema_migration (id TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)
        """)
    }
    try requireCompatible(migrations)
    return try migrations.filter(apply).map(\.id)
  }

  /// The ids of the migrations applied so far, in the order of their names; none for a database that was never migrated.
  public func appliedMigrations() throws -> [String] {
    try readNow { db in try Self.checksums(db).keys.sorted() }
  }

  /// The ids of the migrations that `migrate` would apply, without touching anything. Throws `MigrationError` when the database and
  /// the list do not go together.
  public func pendingMigrations(_ migrations: [Migration]) throws -> [String] {
    try Self.requireUnique(migrations)
    try requireCompatible(migrations)
    let applied = try Set(readNow(Self.checksums).keys)
    return migrations.map(\.id).filter { !applied.contains($0) }
  }

  private static func requireUnique(_ migrations: [Migration]) throws {
    var seen: Set<String> = []
    for migration in migrations where !seen.insert(migration.id).inserted {
      throw MigrationError.duplicated(migration.id)
    }
  }

  private func requireCompatible(_ migrations: [Migration]) throws {
    let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.id, $0.checksum) })
    for (id, checksum) in try readNow(Self.checksums).sorted(by: { $0.key < $1.key }) {
      guard let expected = known[id] else { throw MigrationError.unknown(id) }
      guard expected == checksum else { throw MigrationError.changed(id) }
    }
  }

  /// Applies one migration, unless another program did it meanwhile; returns whether it was applied here.
  private func apply(_ migration: Migration) throws -> Bool {
    let statements = try migration.statements(for: dialect)
    return try writeNow { db in
      try Self.lockSchema(db)
      guard try Self.checksums(db)[migration.id] == nil else { return false }
      for statement in statements { try db.execute(statement) }
      try db.execute(
        """
        INSERT INTO schema_migration (id, checksum, applied_at)
        VALUES (\(migration.id), \(migration.checksum), \(Date().formatted(.iso8601)))
        """)
      return true
    }
  }

  /// SQLite has one writer at a time; on PostgreSQL the number is ours, and a long migration is not cut short.
  private static func lockSchema(_ db: any Connection) throws {
    guard db.dialect == .postgresql else { return }
    try db.execute("SET LOCAL statement_timeout = 0")
    try db.execute("SET LOCAL lock_timeout = 0")
    _ = try db.query("SELECT pg_advisory_xact_lock(1668047219)")
  }

  private static func checksums(_ db: any Connection) throws -> [String: String] {
    guard try hasTable(db) else { return [:] }
    let pairs = try db.query("SELECT id, checksum FROM schema_migration ORDER BY id").map { row in
      (try row["id"] as String, try row["checksum"] as String)
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  private static func hasTable(_ db: any Connection) throws -> Bool {
    let name: String? =
      switch db.dialect {
      case .sqlite: try db.value("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'")
      case .postgresql: try db.value("SELECT CAST(to_regclass('schema_migration') AS TEXT)")
      }
    return name != nil
  }
}
