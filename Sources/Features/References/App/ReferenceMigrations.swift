// SPDX-License-Identifier: EUPL-1.2
import Database

/// Lists of codes, dated: a line says what a code was called from one day to another.
enum ReferenceMigrations {
  static let all = [
    Migration(
      id: "2026-11-24-reference",
      sql: """
        CREATE TABLE reference_import (
          id {{id}},
          list TEXT NOT NULL,
          file TEXT NOT NULL,
          stored_file TEXT NOT NULL DEFAULT '',
          byte_count BIGINT NOT NULL DEFAULT 0,
          version_on TEXT,
          is_extract BIGINT NOT NULL DEFAULT 0 CHECK (is_extract IN (0, 1)),
          read_count BIGINT NOT NULL DEFAULT 0,
          added_count BIGINT NOT NULL DEFAULT 0,
          renamed_count BIGINT NOT NULL DEFAULT 0,
          moved_count BIGINT NOT NULL DEFAULT 0,
          ended_count BIGINT NOT NULL DEFAULT 0,
          unchanged_count BIGINT NOT NULL DEFAULT 0,
          rejected_count BIGINT NOT NULL DEFAULT 0,
          failure TEXT NOT NULL DEFAULT '',
          account_id BIGINT REFERENCES account (id),
          job_id BIGINT REFERENCES job (id),
          started_at TEXT NOT NULL,
          finished_at TEXT,
          undone_at TEXT,
          undone_by BIGINT REFERENCES account (id)
        );
        CREATE INDEX reference_import_list ON reference_import (list, id);
        CREATE TABLE reference_lock (
          list TEXT NOT NULL PRIMARY KEY,
          taken BIGINT NOT NULL
        );
        CREATE TABLE reference_entry (
          id {{id}},
          list TEXT NOT NULL,
          code TEXT NOT NULL,
          variant TEXT NOT NULL DEFAULT '',
          label TEXT NOT NULL,
          parent TEXT NOT NULL DEFAULT '',
          detail TEXT NOT NULL DEFAULT '',
          search_text TEXT NOT NULL,
          starts_on TEXT NOT NULL,
          ends_on TEXT CHECK (ends_on >= starts_on),
          import_id BIGINT NOT NULL REFERENCES reference_import (id),
          UNIQUE (list, code, variant, starts_on)
        );
        CREATE INDEX reference_entry_variant ON reference_entry (list, variant, code);
        CREATE INDEX reference_entry_name ON reference_entry (list, search_text);
        CREATE INDEX reference_entry_import ON reference_entry (import_id, id);
        CREATE TABLE reference_before (
          import_id BIGINT NOT NULL REFERENCES reference_import (id),
          entry_id BIGINT NOT NULL,
          list TEXT NOT NULL,
          code TEXT NOT NULL,
          variant TEXT NOT NULL,
          label TEXT NOT NULL,
          parent TEXT NOT NULL,
          detail TEXT NOT NULL,
          search_text TEXT NOT NULL,
          starts_on TEXT NOT NULL,
          ends_on TEXT,
          made_by BIGINT NOT NULL,
          PRIMARY KEY (import_id, entry_id)
        );
        CREATE TABLE reference_change (
          import_id BIGINT NOT NULL REFERENCES reference_import (id),
          position BIGINT NOT NULL,
          kind TEXT NOT NULL,
          code TEXT NOT NULL,
          variant TEXT NOT NULL,
          before_label TEXT NOT NULL,
          after_label TEXT NOT NULL,
          PRIMARY KEY (import_id, position)
        );
        CREATE INDEX reference_change_kind ON reference_change (import_id, kind, position);
        CREATE TABLE reference_rejection (
          import_id BIGINT NOT NULL REFERENCES reference_import (id),
          position BIGINT NOT NULL,
          line BIGINT NOT NULL,
          field TEXT NOT NULL,
          value TEXT NOT NULL,
          reason TEXT NOT NULL,
          PRIMARY KEY (import_id, position)
        );
        """),
    // Where a commune is, in millionths of a degree: the latest list that says it.
    Migration(
      id: "2026-11-25-commune-place",
      sql: """
        CREATE TABLE commune_place (
          code TEXT PRIMARY KEY NOT NULL,
          longitude BIGINT NOT NULL CHECK (longitude BETWEEN -180000000 AND 180000000),
          latitude BIGINT NOT NULL CHECK (latitude BETWEEN -90000000 AND 90000000)
        );
        """),
  ]
}
