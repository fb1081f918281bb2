// SPDX-License-Identifier: EUPL-1.2
import Database

enum HiringRequestMigrations {
  static let all = [
    Migration(
      id: "2026-11-24-hiring-request",
      sql: """
        CREATE TABLE hiring_batch (
          id {{id}},
          territory_id BIGINT NOT NULL,
          sender_id BIGINT NOT NULL,
          received_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, sender_id) REFERENCES territory_organisation (territory_id, organisation_id)
        );
        CREATE TABLE hiring_request (
          id {{id}},
          territory_id BIGINT NOT NULL,
          sender_id BIGINT NOT NULL,
          by_employer BIGINT NOT NULL CHECK (by_employer IN (0, 1)),
          batch_id BIGINT,
          author_id BIGINT REFERENCES account (id),
          author_name TEXT NOT NULL DEFAULT '',
          last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 100),
          first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 100),
          born_on TEXT,
          search_text TEXT NOT NULL,
          pass_number TEXT NOT NULL DEFAULT '',
          lot_id BIGINT,
          site TEXT NOT NULL DEFAULT '',
          kind TEXT NOT NULL DEFAULT '',
          starts_on TEXT NOT NULL,
          note TEXT NOT NULL DEFAULT '',
          received_at TEXT NOT NULL,
          state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'validated', 'refused', 'withdrawn')),
          participant_id BIGINT,
          answered_at TEXT,
          answered_by BIGINT REFERENCES account (id),
          valid_from TEXT,
          valid_until TEXT,
          reason TEXT NOT NULL DEFAULT '',
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, sender_id) REFERENCES territory_organisation (territory_id, organisation_id),
          FOREIGN KEY (territory_id, batch_id) REFERENCES hiring_batch (territory_id, id),
          FOREIGN KEY (territory_id, lot_id) REFERENCES lot (territory_id, id),
          FOREIGN KEY (territory_id, participant_id) REFERENCES participant (territory_id, id),
          CHECK ((state = 'open') = (answered_at IS NULL)),
          CHECK (state <> 'validated' OR (participant_id IS NOT NULL AND valid_until IS NOT NULL)),
          CHECK (state <> 'refused' OR reason <> '')
        );
        CREATE INDEX hiring_request_list ON hiring_request (territory_id, state, received_at);
        CREATE INDEX hiring_request_sender ON hiring_request (territory_id, sender_id, id);
        CREATE INDEX hiring_request_batch ON hiring_request (territory_id, batch_id);
        CREATE UNIQUE INDEX hiring_request_once ON hiring_request
          (territory_id, sender_id, search_text, COALESCE(born_on, ''), COALESCE(lot_id, 0), starts_on)
          WHERE state = 'open';
        """),
    // A PASS IAE has dates of its own: a hiring does not start it again.
    Migration(
      id: "2026-11-24-hiring-pass",
      sql: """
        ALTER TABLE hiring_request ADD COLUMN pass_from TEXT;
        ALTER TABLE hiring_request ADD COLUMN pass_until TEXT;
        """),
  ]
}
