// SPDX-License-Identifier: EUPL-1.2
public import Database
import Foundation

/// The engines that a storage test runs on: `@Test(arguments: Engine.available)`.
public enum Engine: String, CaseIterable, Sendable {
  case sqlite
  case postgresql

  /// SQLite always; PostgreSQL when `CLAUSIER_TEST_POSTGRES` names a server.
  public static var available: [Engine] { allCases.filter { $0 != .postgresql || postgresURL != nil } }

  /// The address of a server where the tests may create databases.
  public static var postgresURL: String? { ProcessInfo.processInfo.environment["CLAUSIER_TEST_POSTGRES"] }

  /// A database of its own for one test, with these migrations applied.
  public func makeDatabase(migrations: [Migration]) throws -> Database {
    let database = try Database.open(.sqliteMemory)
    try database.migrate(migrations)
    return database
  }
}
