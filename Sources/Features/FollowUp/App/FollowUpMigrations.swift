// SPDX-License-Identifier: EUPL-1.2
import Database

enum FollowUpMigrations {
  static let all = [
    Migration(
      id: "2026-11-24-contact-note",
      sql: """
        CREATE TABLE contact_note (
          id {{id}},
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          organisation_id BIGINT,
          lot_id BIGINT,
          participant_id BIGINT,
          channel TEXT NOT NULL CHECK (channel IN ('call', 'visit', 'meeting', 'mail')),
          happened_on TEXT NOT NULL,
          correspondent TEXT NOT NULL DEFAULT '',
          said TEXT NOT NULL DEFAULT '',
          next_on TEXT,
          author_id BIGINT REFERENCES account (id),
          recorded_at TEXT NOT NULL,
          withdrawn_at TEXT,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, organisation_id)
            REFERENCES territory_organisation (territory_id, organisation_id),
          FOREIGN KEY (territory_id, lot_id) REFERENCES lot (territory_id, id),
          FOREIGN KEY (territory_id, participant_id) REFERENCES participant (territory_id, id),
          CHECK (organisation_id IS NOT NULL OR lot_id IS NOT NULL OR participant_id IS NOT NULL),
          CHECK (withdrawn_at IS NULL OR said = '')
        );
        CREATE INDEX contact_note_organisation ON contact_note (territory_id, organisation_id, happened_on);
        CREATE INDEX contact_note_lot ON contact_note (territory_id, lot_id, happened_on);
        CREATE INDEX contact_note_participant ON contact_note (territory_id, participant_id, happened_on);
        CREATE INDEX contact_note_next ON contact_note (territory_id, next_on);
        CREATE TABLE day_mark (
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          task_key TEXT NOT NULL,
          state TEXT NOT NULL CHECK (state IN ('done', 'later')),
          until_on TEXT,
          author_id BIGINT REFERENCES account (id),
          recorded_at TEXT NOT NULL,
          PRIMARY KEY (territory_id, task_key),
          CHECK (state = 'done' OR until_on IS NOT NULL)
        );
        """),
    Migration(
      id: "2026-11-24-kick-off",
      sql: """
        CREATE TABLE kick_off (
          id {{id}},
          territory_id BIGINT NOT NULL,
          lot_id BIGINT NOT NULL,
          held_on TEXT NOT NULL,
          attendees TEXT NOT NULL DEFAULT '',
          correspondent TEXT NOT NULL DEFAULT '',
          phone TEXT NOT NULL DEFAULT '',
          email TEXT NOT NULL DEFAULT '',
          checked TEXT NOT NULL DEFAULT '',
          decided TEXT NOT NULL DEFAULT '',
          author_id BIGINT REFERENCES account (id),
          recorded_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, lot_id) REFERENCES lot (territory_id, id)
        );
        CREATE INDEX kick_off_lot ON kick_off (territory_id, lot_id, held_on);
        """),
  ]
}
