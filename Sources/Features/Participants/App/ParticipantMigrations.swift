// SPDX-License-Identifier: EUPL-1.2
import Database

enum ParticipantMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-participant",
      sql: """
        CREATE TABLE participant (
          id {{id}},
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 100),
          first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 100),
          born_on TEXT,
          gender TEXT NOT NULL DEFAULT 'X' CHECK (gender IN ('F', 'M', 'X')),
          phone TEXT NOT NULL DEFAULT '',
          email TEXT NOT NULL DEFAULT '',
          postcode TEXT NOT NULL DEFAULT '',
          commune TEXT NOT NULL DEFAULT '',
          district TEXT NOT NULL DEFAULT '',
          district_generation TEXT NOT NULL DEFAULT '',
          district_method TEXT NOT NULL DEFAULT '',
          district_on TEXT,
          schooling TEXT NOT NULL DEFAULT '',
          oriented_by BIGINT,
          oriented_on TEXT,
          informed_on TEXT,
          merged_into BIGINT,
          search_text TEXT NOT NULL DEFAULT '',
          created_at TEXT NOT NULL,
          archived_at TEXT,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, merged_into) REFERENCES participant (territory_id, id),
          FOREIGN KEY (territory_id, oriented_by)
            REFERENCES territory_organisation (territory_id, organisation_id),
          CHECK (merged_into IS NULL OR merged_into <> id)
        );
        CREATE INDEX participant_list ON participant (territory_id, last_name, first_name, id);
        CREATE INDEX participant_prescriber ON participant (territory_id, oriented_by);
        CREATE VIEW participant_head AS
          SELECT id AS participant_id, territory_id, COALESCE(merged_into, id) AS head_id FROM participant;
        CREATE TABLE eligibility (
          id {{id}},
          territory_id BIGINT NOT NULL,
          participant_id BIGINT NOT NULL,
          decided_on TEXT NOT NULL,
          starts_on TEXT NOT NULL,
          ends_on TEXT,
          refused BIGINT NOT NULL DEFAULT 0 CHECK (refused IN (0, 1)),
          reason TEXT NOT NULL DEFAULT '',
          author_id BIGINT REFERENCES account (id),
          recorded_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, participant_id) REFERENCES participant (territory_id, id)
        );
        CREATE INDEX eligibility_participant ON eligibility (territory_id, participant_id);
        CREATE TABLE eligibility_criterion (
          territory_id BIGINT NOT NULL,
          eligibility_id BIGINT NOT NULL,
          criterion TEXT NOT NULL,
          proof TEXT NOT NULL DEFAULT '',
          proof_on TEXT,
          seen_on TEXT NOT NULL,
          PRIMARY KEY (territory_id, eligibility_id, criterion),
          FOREIGN KEY (territory_id, eligibility_id) REFERENCES eligibility (territory_id, id)
        );
        CREATE TABLE participant_access (
          id {{id}},
          territory_id BIGINT NOT NULL,
          participant_id BIGINT NOT NULL,
          account_id BIGINT NOT NULL,
          role TEXT NOT NULL,
          page TEXT NOT NULL,
          at TEXT NOT NULL,
          FOREIGN KEY (territory_id, participant_id) REFERENCES participant (territory_id, id)
        );
        CREATE INDEX participant_access_participant ON participant_access (territory_id, participant_id, at);
        """),
    Migration(
      id: "2026-11-23-participant-merged",
      sql: "CREATE INDEX participant_merged ON participant (territory_id, merged_into);"),
    // The head as a plain number: SQLite joins what is grouped by an expression without type row by row.
    Migration(
      id: "2026-11-24-participant-head",
      sql: """
        DROP VIEW participant_head;
        CREATE VIEW participant_head AS
          SELECT id AS participant_id, territory_id, CAST(COALESCE(merged_into, id) AS BIGINT) AS head_id FROM participant;
        CREATE INDEX participant_head_key ON participant (territory_id, (CAST(COALESCE(merged_into, id) AS BIGINT)));
        """),
  ]
}
