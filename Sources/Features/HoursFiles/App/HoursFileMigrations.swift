// SPDX-License-Identifier: EUPL-1.2
import Database

enum HoursFileMigrations {
  static let all = [
    Migration(
      id: "2026-11-24-hours-file",
      sql: """
        ALTER TABLE statement ADD COLUMN withdrawn_at TEXT;
        CREATE TABLE hours_file (
          id {{id}},
          territory_id BIGINT NOT NULL,
          employer_id BIGINT NOT NULL,
          author_id BIGINT NOT NULL REFERENCES account (id),
          by_facilitator BIGINT NOT NULL CHECK (by_facilitator IN (0, 1)),
          name TEXT NOT NULL DEFAULT '',
          digest TEXT NOT NULL,
          asked_month BIGINT CHECK (asked_month BETWEEN 199001 AND 210012),
          row_count BIGINT NOT NULL,
          state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'written', 'dropped', 'undone')),
          statement_id BIGINT,
          line_count BIGINT NOT NULL DEFAULT 0,
          declared_units BIGINT NOT NULL DEFAULT 0,
          received_at TEXT NOT NULL,
          ended_at TEXT,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, employer_id) REFERENCES territory_organisation (territory_id, organisation_id),
          FOREIGN KEY (territory_id, statement_id) REFERENCES statement (territory_id, id),
          CHECK ((state = 'open') = (ended_at IS NULL)),
          CHECK (state = 'open' OR name = '')
        );
        CREATE INDEX hours_file_list ON hours_file (territory_id, by_facilitator, employer_id, id);
        CREATE INDEX hours_file_digest ON hours_file (territory_id, employer_id, digest);
        CREATE INDEX hours_file_statement ON hours_file (territory_id, statement_id);
        CREATE TABLE hours_file_part (
          territory_id BIGINT NOT NULL,
          file_id BIGINT NOT NULL,
          sheet BIGINT NOT NULL,
          part BIGINT NOT NULL,
          sheet_name TEXT NOT NULL DEFAULT '',
          rows TEXT NOT NULL,
          PRIMARY KEY (territory_id, file_id, sheet, part),
          FOREIGN KEY (territory_id, file_id) REFERENCES hours_file (territory_id, id)
        );
        CREATE TABLE hours_file_answer (
          territory_id BIGINT NOT NULL,
          file_id BIGINT NOT NULL,
          name TEXT NOT NULL,
          value TEXT NOT NULL,
          PRIMARY KEY (territory_id, file_id, name),
          FOREIGN KEY (territory_id, file_id) REFERENCES hours_file (territory_id, id)
        );
        CREATE TABLE hours_sender_layout (
          territory_id BIGINT NOT NULL,
          employer_id BIGINT NOT NULL,
          signature TEXT NOT NULL,
          roles TEXT NOT NULL,
          updated_at TEXT NOT NULL,
          PRIMARY KEY (territory_id, employer_id, signature),
          FOREIGN KEY (territory_id, employer_id) REFERENCES territory_organisation (territory_id, organisation_id)
        );
        CREATE TABLE hours_sender_word (
          territory_id BIGINT NOT NULL,
          employer_id BIGINT NOT NULL,
          name TEXT NOT NULL,
          value TEXT NOT NULL,
          updated_at TEXT NOT NULL,
          PRIMARY KEY (territory_id, employer_id, name),
          FOREIGN KEY (territory_id, employer_id) REFERENCES territory_organisation (territory_id, organisation_id)
        );
        """)
  ]
}
