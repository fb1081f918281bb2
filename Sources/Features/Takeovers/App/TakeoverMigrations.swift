// SPDX-License-Identifier: EUPL-1.2
import Database

enum TakeoverMigrations {
  static let all = [
    Migration(
      id: "2026-11-24-takeover",
      sql: """
        CREATE TABLE takeover (
          id {{id}},
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
          file TEXT NOT NULL DEFAULT '',
          stored_file TEXT NOT NULL DEFAULT '',
          state TEXT NOT NULL CHECK (state IN ('reading', 'ready', 'writing', 'written', 'refused', 'dropped', 'undone')),
          opens_missing BIGINT NOT NULL DEFAULT 0 CHECK (opens_missing IN (0, 1)),
          preview TEXT NOT NULL DEFAULT '',
          failure TEXT NOT NULL DEFAULT '',
          job_id BIGINT REFERENCES job (id),
          account_id BIGINT REFERENCES account (id),
          created_at TEXT NOT NULL,
          written_at TEXT,
          ended_at TEXT,
          UNIQUE (territory_id, id)
        );
        CREATE TABLE takeover_reference (
          territory_id BIGINT NOT NULL,
          source TEXT NOT NULL,
          subject TEXT NOT NULL,
          reference TEXT NOT NULL,
          subject_id BIGINT NOT NULL,
          takeover_id BIGINT NOT NULL,
          PRIMARY KEY (territory_id, source, subject, reference),
          FOREIGN KEY (territory_id, takeover_id) REFERENCES takeover (territory_id, id)
        );
        CREATE INDEX takeover_reference_takeover ON takeover_reference (territory_id, takeover_id);
        CREATE TABLE takeover_row (
          territory_id BIGINT NOT NULL,
          takeover_id BIGINT NOT NULL,
          subject TEXT NOT NULL,
          subject_id BIGINT NOT NULL,
          other_id BIGINT NOT NULL DEFAULT 0,
          before TEXT,
          PRIMARY KEY (territory_id, takeover_id, subject, subject_id, other_id),
          FOREIGN KEY (territory_id, takeover_id) REFERENCES takeover (territory_id, id)
        );
        CREATE TABLE takeover_statement (
          territory_id BIGINT NOT NULL,
          takeover_id BIGINT NOT NULL,
          statement_id BIGINT NOT NULL,
          PRIMARY KEY (territory_id, takeover_id, statement_id),
          FOREIGN KEY (territory_id, takeover_id) REFERENCES takeover (territory_id, id),
          FOREIGN KEY (territory_id, statement_id) REFERENCES statement (territory_id, id)
        );
        CREATE INDEX takeover_statement_statement ON takeover_statement (territory_id, statement_id);
        CREATE TABLE takeover_layout (
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          signature TEXT NOT NULL,
          sheet TEXT NOT NULL,
          columns TEXT NOT NULL,
          updated_at TEXT NOT NULL,
          PRIMARY KEY (territory_id, signature)
        );
        CREATE TABLE opening_balance (
          id {{id}},
          territory_id BIGINT NOT NULL,
          engagement_id BIGINT NOT NULL,
          month BIGINT NOT NULL CHECK (month BETWEEN 199001 AND 210012),
          units BIGINT NOT NULL CHECK (units > 0),
          note TEXT NOT NULL DEFAULT '',
          author_id BIGINT REFERENCES account (id),
          recorded_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          UNIQUE (territory_id, engagement_id, month),
          FOREIGN KEY (territory_id, engagement_id) REFERENCES engagement (territory_id, id)
        );
        CREATE INDEX hours_line_replaces ON hours_line (territory_id, replaces_id) WHERE replaces_id IS NOT NULL;
        """)
  ]
}
