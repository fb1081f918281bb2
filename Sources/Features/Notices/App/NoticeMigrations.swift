// SPDX-License-Identifier: EUPL-1.2
import Database

enum NoticeMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-notice",
      sql: """
        CREATE TABLE notice_import (
          id {{id}},
          file TEXT NOT NULL,
          shape TEXT,
          read_count BIGINT NOT NULL DEFAULT 0,
          contract_count BIGINT NOT NULL DEFAULT 0,
          created_count BIGINT NOT NULL DEFAULT 0,
          updated_count BIGINT NOT NULL DEFAULT 0,
          unchanged_count BIGINT NOT NULL DEFAULT 0,
          rejected_count BIGINT NOT NULL DEFAULT 0,
          warning_count BIGINT NOT NULL DEFAULT 0,
          failure TEXT NOT NULL DEFAULT '',
          account_id BIGINT REFERENCES account (id),
          started_at TEXT NOT NULL,
          finished_at TEXT
        );
        CREATE TABLE notice_sequence (
          id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
          last_id BIGINT NOT NULL
        );
        INSERT INTO notice_sequence (id, last_id) VALUES (1, 0);
        CREATE TABLE notice (
          id BIGINT NOT NULL PRIMARY KEY,
          shape TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('MARCHE', 'CONCESSION')),
          buyer_siret TEXT NOT NULL CHECK (buyer_siret <> ''),
          buyer_siren TEXT,
          buyer_name TEXT,
          reference TEXT NOT NULL CHECK (reference <> ''),
          split BIGINT NOT NULL DEFAULT 0,
          nature TEXT,
          object TEXT,
          says_object BIGINT NOT NULL DEFAULT 1 CHECK (says_object IN (0, 1)),
          cpv TEXT,
          procedure TEXT,
          place_code TEXT,
          place_kind TEXT,
          place_name TEXT,
          duration_months BIGINT,
          notified_on TEXT,
          published_on TEXT,
          amount_cents BIGINT,
          price_form TEXT,
          social TEXT NOT NULL DEFAULT '',
          is_social BIGINT NOT NULL DEFAULT 0 CHECK (is_social IN (0, 1)),
          modification_number BIGINT NOT NULL DEFAULT 0,
          identity_object TEXT,
          identity_holders TEXT NOT NULL DEFAULT '',
          sort_day TEXT NOT NULL,
          search_text TEXT NOT NULL DEFAULT '',
          first_seen_at TEXT NOT NULL,
          updated_at TEXT NOT NULL,
          UNIQUE (buyer_siret, reference, kind, split)
        );
        CREATE INDEX notice_list ON notice (sort_day, id);
        CREATE INDEX notice_buyer ON notice (buyer_siren, sort_day, id);
        CREATE INDEX notice_social ON notice (sort_day, id) WHERE is_social = 1;
        CREATE TABLE notice_holder (
          notice_id BIGINT NOT NULL REFERENCES notice (id),
          position BIGINT NOT NULL,
          id_kind TEXT,
          identifier TEXT NOT NULL,
          siren TEXT,
          name TEXT,
          PRIMARY KEY (notice_id, position)
        );
        CREATE INDEX notice_holder_siren ON notice_holder (siren);
        CREATE TABLE notice_modification (
          notice_id BIGINT NOT NULL REFERENCES notice (id),
          position BIGINT NOT NULL,
          number BIGINT NOT NULL,
          notified_on TEXT,
          published_on TEXT,
          object TEXT,
          duration_months BIGINT,
          amount_cents BIGINT,
          holders TEXT NOT NULL DEFAULT '',
          PRIMARY KEY (notice_id, position)
        );
        CREATE TABLE notice_record (
          fingerprint BLOB NOT NULL PRIMARY KEY,
          notice_id BIGINT NOT NULL REFERENCES notice (id),
          import_id BIGINT NOT NULL REFERENCES notice_import (id),
          place TEXT NOT NULL
        );
        CREATE INDEX notice_record_notice ON notice_record (notice_id);
        """)
  ]
}
