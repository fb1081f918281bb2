// SPDX-License-Identifier: EUPL-1.2

/// One step of the schema: frozen text, applied once, never changed afterwards.
///
/// The text holds statements separated by `;`, written once for both engines:
/// - `{{id}}` is the type of an identifier that the engine hands out (`id {{id}}`, a primary key);
/// - `BIGINT`, `TEXT` and `BLOB` are the only types (`INTEGER` and `BYTEA` where the engine says so);
/// - every `CREATE TABLE` is `STRICT` on SQLite without saying it.
public struct Migration: Sendable, Hashable {
  /// Unique for ever: the day and the purpose, `2026-11-24-engagements`.
  public let id: String
  let sql: String
  let sqliteOnly: String
  let postgresqlOnly: String

  /// `sqliteOnly` and `postgresqlOnly` come after `sql`, for what cannot be written once (a trigger).
  public init(id: String, sql: String, sqliteOnly: String = "", postgresqlOnly: String = "") {
    self.id = id
    self.sql = sql
    self.sqliteOnly = sqliteOnly
    self.postgresqlOnly = postgresqlOnly
  }

  /// A fingerprint of the whole text (FNV-1a, 64 bits, sixteen hexadecimal digits): changes are noticed, not forgery.
  public var checksum: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in [sql, sqliteOnly, postgresqlOnly].joined(separator: "\u{0}").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The statements to run on an engine, in order.
  func statements(for dialect: Dialect) throws(DatabaseError) -> [SQL] {
    let own = dialect == .sqlite ? sqliteOnly : postgresqlOnly
    var result: [SQL] = []
    for statement in Self.split(sql) + Self.split(own) {
      result.append(SQL(parts: [.text(try Self.rewrite(statement, for: dialect))], varies: true))
    }
    return result
  }
}

/// Why the schema was left as it is.
public enum MigrationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text of an applied migration is no longer the one that was applied.
  case changed(String)
  /// The database has a migration that this program does not know: it is older than its data.
  case unknown(String)
  /// Two migrations have the same identifier.
  case duplicated(String)

  /// A French sentence for the person who starts the program.
  public var description: String {
    switch self {
    case .changed(let id):
      "L’étape «\u{202F}\(id)\u{202F}» du schéma a déjà été appliquée sous une autre forme\u{202F}: ce programme et cette base ne vont pas ensemble."
    case .unknown(let id):
      "La base a été préparée par une version plus récente du programme (étape «\u{202F}\(id)\u{202F}»)\u{202F}: installez cette version ou une plus récente."
    case .duplicated(let id):
      "Deux étapes du schéma portent le nom «\u{202F}\(id)\u{202F}»."
    }
  }
}
