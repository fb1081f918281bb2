// SPDX-License-Identifier: EUPL-1.2
import Foundation

extension Database {
  /// What a PostgreSQL server says of itself and of this database.
  public struct ServerFacts: Sendable, Equatable {
    /// 150006 for 15.6.
    public let version: Int
    public let encoding: String
    /// The order in which it sorts texts.
    public let collation: String

    public init(version: Int, encoding: String, collation: String) {
      (self.version, self.encoding, self.collation) = (version, encoding, collation)
    }
  }

  /// The size of the whole database, in bytes.
  public func size() throws -> Int64 {
    try readNow { db in
      switch db.dialect {
      case .sqlite:
        let pages: Int64 = try db.value("PRAGMA page_count") ?? 0
        let page: Int64 = try db.value("PRAGMA page_size") ?? 0
        return pages * page
      case .postgresql: return try db.value("SELECT pg_database_size(current_database())") ?? 0
      }
    }
  }

  /// Nil on SQLite.
  public func serverFacts() throws -> ServerFacts? {
    guard dialect == .postgresql else { return nil }
    return try readNow { db in
      let row = try db.first(
        """
        SELECT CAST(current_setting('server_version_num') AS BIGINT) AS version,
          CAST(pg_encoding_to_char(encoding) AS TEXT) AS encoding, CAST(datcollate AS TEXT) AS collation
        FROM pg_database WHERE datname = current_database()
        """)
      guard let row else { return nil }
      return ServerFacts(
        version: try row["version"], encoding: try row["encoding"], collation: try row["collation"])
    }
  }
}
