// SPDX-License-Identifier: EUPL-1.2
import Database

/// After accounts: an annex says who wrote it.
enum AnnexMigrations {
  static let all = [
    Migration(
      id: "2026-11-25-structure-annex",
      sql: """
        CREATE TABLE structure_annex (
          id {{id}},
          territory_id BIGINT NOT NULL,
          organisation_id BIGINT NOT NULL,
          kind TEXT NOT NULL,
          number TEXT NOT NULL DEFAULT '',
          starts_on TEXT NOT NULL,
          ends_on TEXT NOT NULL,
          author_id BIGINT REFERENCES account (id),
          recorded_at TEXT NOT NULL,
          withdrawn_at TEXT,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, organisation_id)
            REFERENCES territory_organisation (territory_id, organisation_id),
          CHECK (ends_on >= starts_on)
        );
        CREATE INDEX structure_annex_of_structure ON structure_annex (territory_id, organisation_id, starts_on);
        """)
  ]
}
