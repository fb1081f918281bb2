// SPDX-License-Identifier: EUPL-1.2
import Database

enum AccountMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-account",
      sql: """
        CREATE TABLE account (
          id {{id}},
          email TEXT NOT NULL UNIQUE CHECK (length(email) BETWEEN 3 AND 254),
          name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
          phone TEXT NOT NULL DEFAULT '',
          password_hash TEXT,
          created_at TEXT NOT NULL,
          disabled_at TEXT
        );
        CREATE TABLE membership (
          id {{id}},
          account_id BIGINT NOT NULL REFERENCES account (id),
          role TEXT NOT NULL CHECK (role IN
            ('administrator', 'facilitator', 'buyer', 'company', 'structure', 'prescriber', 'elected')),
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          organisation_id BIGINT REFERENCES organisation (id),
          created_at TEXT NOT NULL,
          ended_at TEXT,
          UNIQUE (territory_id, id),
          CHECK ((role IN ('buyer', 'company', 'structure', 'prescriber')) = (organisation_id IS NOT NULL))
        );
        CREATE INDEX membership_of_account ON membership (account_id);
        CREATE INDEX membership_of_territory ON membership (territory_id, role);
        CREATE TABLE absence (
          id {{id}},
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          account_id BIGINT NOT NULL REFERENCES account (id),
          starts_on TEXT NOT NULL,
          ends_on TEXT NOT NULL,
          recorded_at TEXT NOT NULL,
          CHECK (ends_on >= starts_on)
        );
        CREATE TABLE session (
          token_hash TEXT PRIMARY KEY NOT NULL,
          account_id BIGINT NOT NULL REFERENCES account (id),
          membership_id BIGINT NOT NULL REFERENCES membership (id),
          csrf TEXT NOT NULL,
          created_at TEXT NOT NULL,
          seen_at TEXT NOT NULL,
          expires_at TEXT NOT NULL
        );
        CREATE INDEX session_of_account ON session (account_id);
        CREATE TABLE signin_failure (
          id {{id}},
          subject TEXT NOT NULL,
          at TEXT NOT NULL
        );
        CREATE INDEX signin_failure_of_subject ON signin_failure (subject, at);
        CREATE TABLE job (
          id {{id}},
          kind TEXT NOT NULL,
          payload TEXT NOT NULL DEFAULT '{}',
          due_at TEXT NOT NULL,
          lease_until TEXT,
          attempts BIGINT NOT NULL DEFAULT 0,
          state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'running', 'done', 'failed')),
          failure TEXT,
          created_at TEXT NOT NULL,
          finished_at TEXT
        );
        CREATE INDEX job_due ON job (state, due_at);
        """),
    Migration(
      id: "2026-11-23-stand-in",
      sql: """
        ALTER TABLE absence ADD COLUMN stand_in_id BIGINT REFERENCES account (id);
        CREATE INDEX absence_of_territory ON absence (territory_id, ends_on);
        """),
    Migration(
      id: "2026-11-23-known-device",
      sql: """
        CREATE TABLE known_device (
          token_hash TEXT NOT NULL,
          account_id BIGINT NOT NULL REFERENCES account (id),
          seen_at TEXT NOT NULL,
          PRIMARY KEY (token_hash, account_id)
        );
        """),
  ]
}
