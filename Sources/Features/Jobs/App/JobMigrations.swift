// SPDX-License-Identifier: EUPL-1.2
import Database

enum JobMigrations {
  /// The first table of jobs was made before there was a worker: nothing ever wrote to it, so it is made anew.
  static let all = [
    Migration(
      id: "2026-11-23-job",
      sql: """
        DROP TABLE job;
        CREATE TABLE job (
          id {{id}},
          kind TEXT NOT NULL,
          title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
          payload TEXT NOT NULL DEFAULT '',
          account_id BIGINT REFERENCES account (id),
          path TEXT NOT NULL DEFAULT '',
          state TEXT NOT NULL DEFAULT 'pending'
            CHECK (state IN ('pending', 'running', 'done', 'failed', 'cancelled')),
          due_at TEXT NOT NULL,
          lease_until TEXT,
          lease_token TEXT NOT NULL DEFAULT '',
          attempts BIGINT NOT NULL DEFAULT 0,
          cancel_asked_at TEXT,
          done_count BIGINT NOT NULL DEFAULT 0,
          total_count BIGINT,
          step TEXT NOT NULL DEFAULT '',
          sentence TEXT NOT NULL DEFAULT '',
          created_at TEXT NOT NULL,
          finished_at TEXT
        );
        CREATE INDEX job_due ON job (state, due_at);
        CREATE INDEX job_of_account ON job (account_id, id);
        """)
  ]
}
