// SPDX-License-Identifier: EUPL-1.2
import Database
import TestSupport

/// A small schema with one of each constraint.
let schema = Migration(
  id: "2026-11-24-tests",
  sql: """
    CREATE TABLE contract (
      id {{id}},
      number BIGINT NOT NULL UNIQUE,
      title TEXT
    );
    CREATE TABLE lot (
      id {{id}},
      contract_id BIGINT NOT NULL REFERENCES contract (id),
      code TEXT NOT NULL,
      units BIGINT NOT NULL DEFAULT 0 CONSTRAINT lot_units_positive CHECK (units >= 0),
      content BLOB,
      UNIQUE (contract_id, code)
    );
    """)

extension Engine {
  /// A database with the schema of these tests.
  func makeDatabase() throws -> Database { try makeDatabase(migrations: [schema]) }
}

/// The error that `body` throws, or nil. A closure inside a `#expect` that stands in another closure may be compiled as its neighbour
/// (Swift 6.3), so tests catch here and compare outside.
func caught(_ body: () throws -> Void) -> (any Error)? {
  do { try body() } catch { return error }
  return nil
}

func caughtDatabaseError(_ body: () throws -> Void) -> DatabaseError? { caught(body) as? DatabaseError }
