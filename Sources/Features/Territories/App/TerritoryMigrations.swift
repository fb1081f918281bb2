// SPDX-License-Identifier: EUPL-1.2
import Database

enum TerritoryMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-territory",
      sql: """
        CREATE TABLE instance_fact (
          name TEXT PRIMARY KEY NOT NULL,
          value TEXT NOT NULL
        );
        CREATE TABLE territory (
          id {{id}},
          name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
          siren TEXT,
          time_zone TEXT NOT NULL DEFAULT 'Europe/Paris',
          colour TEXT NOT NULL DEFAULT '#0e5a5a' CHECK (length(colour) = 7),
          created_at TEXT NOT NULL
        );
        CREATE TABLE territory_setting (
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          name TEXT NOT NULL,
          valid_from TEXT NOT NULL,
          value TEXT NOT NULL,
          author_id BIGINT,
          recorded_at TEXT NOT NULL,
          PRIMARY KEY (territory_id, name, valid_from)
        );
        CREATE TABLE objective (
          id {{id}},
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          organisation_id BIGINT,
          year BIGINT NOT NULL CHECK (year BETWEEN 1990 AND 2100),
          units BIGINT CHECK (units >= 0),
          people BIGINT CHECK (people >= 0),
          source TEXT NOT NULL DEFAULT '',
          recorded_at TEXT NOT NULL,
          UNIQUE (territory_id, id)
        );
        CREATE UNIQUE INDEX objective_once ON objective (territory_id, year, COALESCE(organisation_id, 0));
        """)
  ]
}
