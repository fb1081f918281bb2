// SPDX-License-Identifier: EUPL-1.2
import Database

extension IndicatorMigrations {
  /// Marks of lines and decisions name their month, so that only that month is counted again. Zero is the whole year: what hours are
  /// counted under has changed.
  static let months = Migration(
    id: "2026-11-24-figure-mark-month",
    sql: "ALTER TABLE figure_dirty ADD COLUMN month BIGINT NOT NULL DEFAULT 0;",
    sqliteOnly: """
      DROP TRIGGER figure_decision_made;
      CREATE TRIGGER figure_decision_made AFTER INSERT ON hours_decision BEGIN
        INSERT INTO figure_dirty (territory_id, year, month) SELECT l.territory_id, l.month / 100, l.month % 100
        FROM hours_line l WHERE l.id = NEW.line_id;
      END;
      DROP TRIGGER figure_decision_changed;
      CREATE TRIGGER figure_decision_changed AFTER UPDATE ON hours_decision BEGIN
        INSERT INTO figure_dirty (territory_id, year, month) SELECT l.territory_id, l.month / 100, l.month % 100
        FROM hours_line l WHERE l.id = NEW.line_id OR l.id = OLD.line_id;
      END;
      DROP TRIGGER figure_decision_gone;
      CREATE TRIGGER figure_decision_gone AFTER DELETE ON hours_decision BEGIN
        INSERT INTO figure_dirty (territory_id, year, month) SELECT l.territory_id, l.month / 100, l.month % 100
        FROM hours_line l WHERE l.id = OLD.line_id;
      END;
      DROP TRIGGER figure_line_changed;
      CREATE TRIGGER figure_line_changed AFTER UPDATE ON hours_line BEGIN
        INSERT INTO figure_dirty (territory_id, year, month)
        VALUES (OLD.territory_id, OLD.month / 100, OLD.month % 100), (NEW.territory_id, NEW.month / 100, NEW.month % 100);
      END;
      """,
    postgresqlOnly: """
      CREATE OR REPLACE FUNCTION figure_decisions_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO figure_dirty (territory_id, year, month)
        SELECT DISTINCT l.territory_id, l.month / 100, l.month % 100 FROM hours_line l JOIN marked m ON m.line_id = l.id;
        RETURN NULL;
      END $$;
      CREATE OR REPLACE FUNCTION figure_line_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO figure_dirty (territory_id, year, month)
        VALUES (OLD.territory_id, OLD.month / 100, OLD.month % 100), (NEW.territory_id, NEW.month / 100, NEW.month % 100);
        RETURN NULL;
      END $$;
      """)
}
