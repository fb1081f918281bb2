// SPDX-License-Identifier: EUPL-1.2
import Database

enum ExitMigrations {
  static let all = [
    Migration(
      id: "2026-11-24-exit",
      // What was said before stays, with the moment at which it stopped standing: a past evening is read again as it was.
      sql: """
        CREATE TABLE exit (
          id {{id}},
          territory_id BIGINT NOT NULL,
          participant_id BIGINT NOT NULL,
          left_on TEXT NOT NULL,
          remark TEXT NOT NULL DEFAULT '',
          author_id BIGINT REFERENCES account (id),
          recorded_at TEXT NOT NULL,
          withdrawn_at TEXT,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, participant_id) REFERENCES participant (territory_id, id)
        );
        CREATE INDEX exit_participant ON exit (territory_id, participant_id, left_on);
        CREATE INDEX exit_day ON exit (territory_id, left_on, id);
        CREATE TABLE exit_situation (
          id {{id}},
          territory_id BIGINT NOT NULL,
          exit_id BIGINT NOT NULL,
          milestone BIGINT NOT NULL CHECK (milestone IN (0, 3, 6, 12)),
          situation TEXT NOT NULL,
          known_on TEXT NOT NULL,
          author_id BIGINT REFERENCES account (id),
          recorded_at TEXT NOT NULL,
          replaced_at TEXT,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, exit_id) REFERENCES exit (territory_id, id)
        );
        CREATE UNIQUE INDEX exit_situation_standing ON exit_situation (territory_id, exit_id, milestone)
          WHERE replaced_at IS NULL;
        CREATE INDEX exit_situation_exit ON exit_situation (territory_id, exit_id);
        """)
  ]
}
