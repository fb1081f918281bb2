// SPDX-License-Identifier: EUPL-1.2
import Database

enum OrganisationMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-organisation",
      sql: """
        CREATE TABLE organisation (
          id {{id}},
          name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
          siren TEXT,
          siret TEXT,
          buyer_kind TEXT,
          employer_kind TEXT,
          prescriber_kind TEXT,
          naf TEXT NOT NULL DEFAULT '',
          address TEXT NOT NULL DEFAULT '',
          postcode TEXT NOT NULL DEFAULT '',
          commune TEXT NOT NULL DEFAULT '',
          phone TEXT NOT NULL DEFAULT '',
          search_text TEXT NOT NULL DEFAULT '',
          created_at TEXT NOT NULL,
          archived_at TEXT,
          CHECK (siret IS NULL OR length(siret) = 14),
          CHECK (siren IS NULL OR length(siren) = 9)
        );
        CREATE INDEX organisation_siren ON organisation (siren);
        CREATE INDEX organisation_siret ON organisation (siret);
        CREATE TABLE territory_organisation (
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          organisation_id BIGINT NOT NULL REFERENCES organisation (id),
          name TEXT NOT NULL,
          PRIMARY KEY (territory_id, organisation_id)
        );
        CREATE INDEX territory_organisation_name ON territory_organisation (territory_id, name, organisation_id);
        CREATE TABLE contact (
          id {{id}},
          territory_id BIGINT NOT NULL,
          organisation_id BIGINT NOT NULL,
          name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
          position TEXT NOT NULL DEFAULT '',
          email TEXT NOT NULL DEFAULT '',
          phone TEXT NOT NULL DEFAULT '',
          created_at TEXT NOT NULL,
          left_at TEXT,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, organisation_id)
            REFERENCES territory_organisation (territory_id, organisation_id)
        );
        CREATE INDEX contact_of_organisation ON contact (territory_id, organisation_id);
        """)
  ]
}
