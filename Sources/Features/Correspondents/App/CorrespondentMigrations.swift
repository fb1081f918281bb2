// SPDX-License-Identifier: EUPL-1.2
import Database

enum CorrespondentMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-employer-link",
      sql: """
        CREATE TABLE employer_link (
          id {{id}},
          territory_id BIGINT NOT NULL,
          organisation_id BIGINT NOT NULL,
          contact_id BIGINT NOT NULL,
          account_id BIGINT NOT NULL REFERENCES account (id),
          passed_by BIGINT REFERENCES employer_link (id),
          author_id BIGINT REFERENCES account (id),
          created_at TEXT NOT NULL,
          used_at TEXT,
          revoked_at TEXT,
          revoked_by BIGINT REFERENCES account (id),
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, organisation_id) REFERENCES territory_organisation (territory_id, organisation_id),
          FOREIGN KEY (territory_id, contact_id) REFERENCES contact (territory_id, id)
        );
        CREATE UNIQUE INDEX employer_link_of_contact ON employer_link (territory_id, contact_id) WHERE revoked_at IS NULL;
        CREATE INDEX employer_link_of_organisation ON employer_link (territory_id, organisation_id);
        CREATE TABLE employer_link_token (
          token_hash TEXT PRIMARY KEY NOT NULL,
          link_id BIGINT NOT NULL REFERENCES employer_link (id),
          created_at TEXT NOT NULL
        );
        CREATE INDEX employer_link_token_of_link ON employer_link_token (link_id);
        CREATE TABLE employer_link_use (
          id {{id}},
          link_id BIGINT NOT NULL REFERENCES employer_link (id),
          at TEXT NOT NULL,
          act TEXT NOT NULL
        );
        CREATE INDEX employer_link_use_of_link ON employer_link_use (link_id, at);
        CREATE TABLE employer_link_message (
          message_id BIGINT PRIMARY KEY NOT NULL REFERENCES message (id),
          link_id BIGINT NOT NULL REFERENCES employer_link (id)
        );
        CREATE TABLE statement_certification (
          statement_id BIGINT PRIMARY KEY NOT NULL,
          territory_id BIGINT NOT NULL,
          name TEXT NOT NULL,
          quality TEXT NOT NULL,
          certified_at TEXT NOT NULL,
          FOREIGN KEY (territory_id, statement_id) REFERENCES statement (territory_id, id)
        );
        """),
    Migration(
      id: "2026-11-23-statement-request",
      sql: """
        CREATE TABLE statement_request (
          territory_id BIGINT NOT NULL,
          employer_id BIGINT NOT NULL,
          first_month BIGINT NOT NULL,
          last_month BIGINT NOT NULL,
          step TEXT NOT NULL,
          message_id BIGINT REFERENCES message (id),
          author_id BIGINT REFERENCES account (id),
          asked_at TEXT NOT NULL,
          PRIMARY KEY (territory_id, employer_id, first_month, last_month, step),
          FOREIGN KEY (territory_id, employer_id) REFERENCES territory_organisation (territory_id, organisation_id)
        );
        CREATE TABLE weekly_digest (
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          account_id BIGINT NOT NULL REFERENCES account (id),
          monday TEXT NOT NULL,
          message_id BIGINT REFERENCES message (id),
          PRIMARY KEY (territory_id, account_id, monday)
        );
        """),
    // A question about a line goes out by a mail: it comes after both.
    Migration(
      id: "2026-11-25-line-question",
      sql: """
        CREATE TABLE line_question (
          id {{id}},
          territory_id BIGINT NOT NULL,
          line_id BIGINT NOT NULL,
          code TEXT NOT NULL,
          sentence TEXT NOT NULL,
          message_id BIGINT REFERENCES message (id),
          author_id BIGINT REFERENCES account (id),
          asked_at TEXT NOT NULL,
          answer TEXT NOT NULL DEFAULT '',
          answered_by BIGINT REFERENCES account (id),
          answered_at TEXT,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, line_id) REFERENCES hours_line (territory_id, id)
        );
        CREATE INDEX line_question_of_line ON line_question (territory_id, line_id);
        CREATE UNIQUE INDEX line_question_open ON line_question (line_id, code) WHERE answered_at IS NULL;
        """),
  ]
}
