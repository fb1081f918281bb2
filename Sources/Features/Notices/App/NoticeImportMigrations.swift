// SPDX-License-Identifier: EUPL-1.2
import Database

/// What an import leaves besides its notices: its report, and what it changed, so that it can be undone.
enum NoticeImportMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-notice-import",
      sql: """
        ALTER TABLE notice_import ADD COLUMN stored_file TEXT NOT NULL DEFAULT '';
        ALTER TABLE notice_import ADD COLUMN byte_count BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE notice_import ADD COLUMN job_id BIGINT REFERENCES job (id);
        ALTER TABLE notice_import ADD COLUMN remarks TEXT NOT NULL DEFAULT '';
        ALTER TABLE notice_import ADD COLUMN finding_count BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE notice_import ADD COLUMN undone_at TEXT;
        ALTER TABLE notice_import ADD COLUMN undone_by BIGINT REFERENCES account (id);
        ALTER TABLE notice ADD COLUMN import_id BIGINT;
        CREATE INDEX notice_of_import ON notice (import_id, id);
        CREATE TABLE notice_import_rule (
          import_id BIGINT NOT NULL REFERENCES notice_import (id),
          rule TEXT NOT NULL,
          found_count BIGINT NOT NULL,
          first_place TEXT NOT NULL,
          PRIMARY KEY (import_id, rule)
        );
        CREATE TABLE notice_finding (
          import_id BIGINT NOT NULL REFERENCES notice_import (id),
          position BIGINT NOT NULL,
          number BIGINT NOT NULL,
          level TEXT NOT NULL,
          rule TEXT NOT NULL,
          place TEXT NOT NULL,
          field TEXT NOT NULL,
          value TEXT NOT NULL,
          PRIMARY KEY (import_id, position)
        );
        CREATE INDEX notice_finding_rule ON notice_finding (import_id, rule, position);
        CREATE TABLE notice_before (
          import_id BIGINT NOT NULL REFERENCES notice_import (id),
          notice_id BIGINT NOT NULL REFERENCES notice (id),
          shape TEXT NOT NULL, buyer_siren TEXT, buyer_name TEXT, nature TEXT, object TEXT, says_object BIGINT NOT NULL,
          cpv TEXT, procedure TEXT, place_code TEXT, place_kind TEXT, place_name TEXT, duration_months BIGINT,
          notified_on TEXT, published_on TEXT, amount_cents BIGINT, price_form TEXT, social TEXT NOT NULL,
          is_social BIGINT NOT NULL, modification_number BIGINT NOT NULL, identity_object TEXT,
          identity_holders TEXT NOT NULL, sort_day TEXT NOT NULL, search_text TEXT NOT NULL, updated_at TEXT NOT NULL,
          PRIMARY KEY (import_id, notice_id)
        );
        CREATE INDEX notice_before_notice ON notice_before (notice_id, import_id);
        CREATE TABLE notice_holder_before (
          import_id BIGINT NOT NULL,
          notice_id BIGINT NOT NULL,
          position BIGINT NOT NULL,
          id_kind TEXT,
          identifier TEXT NOT NULL,
          siren TEXT,
          name TEXT,
          PRIMARY KEY (import_id, notice_id, position)
        );
        CREATE TABLE notice_modification_before (
          import_id BIGINT NOT NULL,
          notice_id BIGINT NOT NULL,
          position BIGINT NOT NULL,
          number BIGINT NOT NULL,
          notified_on TEXT,
          published_on TEXT,
          object TEXT,
          duration_months BIGINT,
          amount_cents BIGINT,
          holders TEXT NOT NULL,
          PRIMARY KEY (import_id, notice_id, position)
        );
        """)
  ]
}
