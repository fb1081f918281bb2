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
