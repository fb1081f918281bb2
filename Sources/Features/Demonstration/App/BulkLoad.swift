// SPDX-License-Identifier: EUPL-1.2
import Database

/// Indexes, triggers, and on PostgreSQL foreign keys, put aside while many rows come in, and made again after: sorted once instead
/// of kept sorted row by row. What the triggers would have said, whoever loads says himself at the end.
struct BulkLoad {
  private struct Part {
    let table: String
    let statement: SQL
  }

  private let parts: [Part]

  static func begin(_ db: any Connection) throws -> BulkLoad {
    try settle(db)
    return try db.dialect == .sqlite ? sqlite(db) : postgresql(db)
  }

  /// Long statements are expected in this transaction, and large sorts.
  static func settle(_ db: any Connection) throws {
    if db.dialect == .sqlite {
      try db.execute("PRAGMA cache_size = -128000")
      try db.execute("PRAGMA threads = 2")
    } else {
      try db.execute("SET LOCAL statement_timeout = 0")
      try db.execute("SET LOCAL maintenance_work_mem = '256MB'")
      try db.execute("SET LOCAL synchronous_commit = off")
    }
  }

  /// Makes again what was put aside, for all tables but one.
  func end(_ db: any Connection, but table: String) throws {
    for part in parts where part.table != table { try db.execute(part.statement) }
  }

  /// Makes again what was put aside for one table.
  func end(_ db: any Connection, of table: String) throws {
    for part in parts where part.table == table { try db.execute(part.statement) }
  }

  private static func sqlite(_ db: any Connection) throws -> BulkLoad {
    let found = try db.query(
      """
      SELECT type, name, tbl_name AS host, sql FROM sqlite_master
      WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid
      """)
    return BulkLoad(
      parts: try found.map { row in
        let isIndex = try row["type"] as String == "index"
        try db.execute("DROP \(unchecked: isIndex ? "INDEX" : "TRIGGER") \(unchecked: try row["name"])")
        return Part(table: try row["host"], statement: SQL(unchecked: try row["sql"]))
      })
  }

  private static func postgresql(_ db: any Connection) throws -> BulkLoad {
    let triggers = try db.query(
      """
      SELECT CAST(t.tgrelid AS REGCLASS)::text AS host, t.tgname::text AS name, pg_get_triggerdef(t.oid) AS text
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE NOT t.tgisinternal AND c.relnamespace = CAST(current_schema() AS REGNAMESPACE) ORDER BY t.oid
      """)
    let keys = try db.query(
      """
      SELECT CAST(c.conrelid AS REGCLASS)::text AS host, c.conname::text AS name, pg_get_constraintdef(c.oid) AS text
      FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = CAST(current_schema() AS REGNAMESPACE)
      ORDER BY c.oid
      """)
    let indexes = try db.query(
      """
      SELECT i.indexname::text AS name, i.tablename::text AS host, i.indexdef AS text FROM pg_indexes i
      WHERE i.schemaname = current_schema() AND NOT EXISTS
        (SELECT 1 FROM pg_constraint c WHERE c.conindid = CAST(quote_ident(i.indexname) AS REGCLASS))
      ORDER BY i.indexname
      """)
    for row in triggers {
      try db.execute("DROP TRIGGER \(unchecked: try row["name"]) ON \(unchecked: try row["host"])")
    }
    for row in keys {
      try db.execute("ALTER TABLE \(unchecked: try row["host"]) DROP CONSTRAINT \(unchecked: try row["name"])")
    }
    for row in indexes { try db.execute("DROP INDEX \(unchecked: try row["name"])") }
    let remadeIndexes = try indexes.map {
      Part(table: try $0["host"], statement: SQL(unchecked: try $0["text"]))
    }
    let remadeKeys = try keys.map {
      let (host, name, text): (String, String, String) = (try $0["host"], try $0["name"], try $0["text"])
      return Part(table: host, statement: SQL(unchecked: "ALTER TABLE \(host) ADD CONSTRAINT \(name) \(text)"))
    }
    let remadeTriggers = try triggers.map {
      Part(table: try $0["host"], statement: SQL(unchecked: try $0["text"]))
    }
    return BulkLoad(parts: remadeIndexes + remadeKeys + remadeTriggers)
  }
}
