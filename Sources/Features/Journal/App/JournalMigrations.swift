// SPDX-License-Identifier: EUPL-1.2
import Database

enum JournalMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-journal",
      sql: """
        CREATE TABLE journal_event (
          id {{id}},
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          sequence BIGINT NOT NULL CHECK (sequence > 0),
          at TEXT NOT NULL,
          account_id BIGINT REFERENCES account (id),
          kind TEXT NOT NULL,
          subject TEXT NOT NULL,
          subject_id BIGINT NOT NULL,
          sentence TEXT NOT NULL,
          payload TEXT NOT NULL DEFAULT '{}',
          UNIQUE (territory_id, sequence)
        );
        CREATE INDEX journal_event_subject ON journal_event (territory_id, subject, subject_id, sequence);
        """)
  ]
}
