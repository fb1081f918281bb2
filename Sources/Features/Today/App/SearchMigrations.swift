// SPDX-License-Identifier: EUPL-1.2
import Database

/// The words by which things are found. They are made by `SearchWords`, which folds them as it folds what is typed.
enum SearchMigrations {
  static let all = [
    Migration(
      id: "2026-11-24-search-word",
      sql: "",
      sqliteOnly: """
        CREATE TABLE search_word (
          territory_id BIGINT NOT NULL,
          kind TEXT NOT NULL,
          word TEXT NOT NULL,
          subject_id BIGINT NOT NULL,
          PRIMARY KEY (territory_id, kind, word, subject_id)
        ) WITHOUT ROWID;
        CREATE INDEX search_word_subject ON search_word (subject_id, kind, territory_id);
        """,
      postgresqlOnly: """
        CREATE TABLE search_word (
          territory_id BIGINT NOT NULL,
          kind TEXT COLLATE "C" NOT NULL,
          word TEXT COLLATE "C" NOT NULL,
          subject_id BIGINT NOT NULL,
          PRIMARY KEY (territory_id, kind, word, subject_id)
        );
        CREATE INDEX search_word_subject ON search_word (subject_id, kind, territory_id);
        """)
  ]
}
