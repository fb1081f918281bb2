// SPDX-License-Identifier: EUPL-1.2
import Database

enum ProofMigrations {
  /// The bytes of a file stand once, under their hash, in a table that no page is served from; a piece says whose they are. When a
  /// piece is taken away its bytes go, and what remains says who gave what, when, and who took it away.
  static let all = [
    Migration(
      id: "2026-11-24-proof",
      sql: """
        CREATE TABLE file_content (
          sha256 TEXT NOT NULL PRIMARY KEY,
          size BIGINT NOT NULL CHECK (size > 0),
          content BLOB NOT NULL
        );
        CREATE TABLE proof (
          id {{id}},
          territory_id BIGINT NOT NULL,
          statement_id BIGINT NOT NULL,
          line_id BIGINT,
          participant_id BIGINT,
          kind TEXT NOT NULL CHECK (kind IN ('STATEMENT', 'TIME_SHEET', 'MISSION', 'TRAINING', 'OTHER')),
          format TEXT NOT NULL CHECK (format IN ('application/pdf', 'image/jpeg', 'image/png')),
          size BIGINT NOT NULL,
          sha256 TEXT REFERENCES file_content (sha256),
          author_id BIGINT REFERENCES account (id),
          received_at TEXT NOT NULL,
          removed_at TEXT,
          removed_by BIGINT REFERENCES account (id),
          removal TEXT NOT NULL DEFAULT '',
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, statement_id) REFERENCES statement (territory_id, id),
          FOREIGN KEY (territory_id, line_id) REFERENCES hours_line (territory_id, id),
          FOREIGN KEY (territory_id, participant_id) REFERENCES participant (territory_id, id),
          CHECK (line_id IS NULL OR participant_id IS NULL),
          CHECK ((removed_at IS NULL) = (sha256 IS NOT NULL))
        );
        CREATE INDEX proof_statement ON proof (territory_id, statement_id, id);
        CREATE INDEX proof_content ON proof (sha256);
        CREATE INDEX proof_received ON proof (territory_id, received_at) WHERE removed_at IS NULL;
        """),
    // Papers of requests come one way: who sends them does not read them again. When one is taken away its bytes go and the row stays,
    // without them. It stands here because it refers to the files. A request through a link remembers whose link, so that its answer
    // finds its way.
    Migration(
      id: "2026-11-24-hiring-paper",
      sql: """
        ALTER TABLE hiring_request ADD COLUMN contact_id BIGINT REFERENCES contact (id);
        CREATE TABLE hiring_paper (
          id {{id}},
          territory_id BIGINT NOT NULL,
          request_id BIGINT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('ATTESTATION', 'PASS', 'CONTRACT', 'OTHER')),
          format TEXT NOT NULL CHECK (format IN ('application/pdf', 'image/jpeg', 'image/png')),
          size BIGINT NOT NULL,
          sha256 TEXT REFERENCES file_content (sha256),
          received_at TEXT NOT NULL,
          removed_at TEXT,
          removed_by BIGINT REFERENCES account (id),
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, request_id) REFERENCES hiring_request (territory_id, id),
          CHECK ((removed_at IS NULL) = (sha256 IS NOT NULL))
        );
        CREATE INDEX hiring_paper_request ON hiring_paper (territory_id, request_id, id);
        CREATE INDEX hiring_paper_content ON hiring_paper (sha256);
        CREATE INDEX hiring_paper_kept ON hiring_paper (territory_id, received_at) WHERE removed_at IS NULL;
        """),
  ]
}
