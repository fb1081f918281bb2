// SPDX-License-Identifier: EUPL-1.2
public import Database
import Foundation

/// The engines that a storage test runs on: `@Test(arguments: Engine.available)`.
public enum Engine: String, CaseIterable, Sendable {
  case sqlite
  case postgresql

  /// SQLite always; PostgreSQL when `CLAUSIER_TEST_POSTGRES` is the address of a server where tests may create databases.
  public static var available: [Engine] { allCases.filter { $0 != .postgresql || PostgresTestServer.shared != nil } }

  /// A database of its own for one test, with these migrations applied. It is removed when closed or let go.
  public func makeDatabase(migrations: [Migration]) throws -> Database {
    switch self {
    case .sqlite:
      let database = try Database.open(.sqliteMemory)
      try database.migrate(migrations)
      return database
    case .postgresql:
      guard let server = PostgresTestServer.shared else {
        throw DatabaseError.unavailable("CLAUSIER_TEST_POSTGRES n’est pas défini.")
      }
      return try server.makeDatabase(migrations)
    }
  }

  /// The address of another database of the tests' server, to open it a second time.
  public static func postgresAddress(of name: String) -> String? { PostgresTestServer.shared?.address(of: name) }
}
