// SPDX-License-Identifier: EUPL-1.2
import Database

/// The rollup, and the triggers that say which of its years no longer hold. They stand in the database itself: whatever writes a
/// decision, or changes what a decision is counted under, marks the year in its own transaction.
enum IndicatorMigrations {
  static let all = [
    Migration(
      id: "2026-11-24-figure-year",
      // A key may be marked twice: two transactions that mark the same year then never wait for each other.
      sql: """
        CREATE TABLE figure_year (
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          year BIGINT NOT NULL,
          content BLOB NOT NULL,
          counted_at TEXT NOT NULL,
          PRIMARY KEY (territory_id, year)
        );
        CREATE TABLE figure_dirty (
          id {{id}},
          territory_id BIGINT NOT NULL,
          year BIGINT NOT NULL
        );
        CREATE INDEX figure_dirty_key ON figure_dirty (territory_id, year);
        INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l;
        """,
      sqliteOnly: sqlite, postgresqlOnly: postgresql),
    Migration(
      id: "2026-11-24-typed-year",
      sql: """
        CREATE TABLE typed_year (
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          year BIGINT NOT NULL CHECK (year BETWEEN 1990 AND 2100),
          units BIGINT CHECK (units >= 0),
          people BIGINT CHECK (people >= 0),
          assignments BIGINT CHECK (assignments >= 0),
          companies BIGINT CHECK (companies >= 0),
          structures BIGINT CHECK (structures >= 0),
          source TEXT NOT NULL DEFAULT '',
          author_id BIGINT REFERENCES account (id),
          recorded_at TEXT NOT NULL,
          PRIMARY KEY (territory_id, year)
        );
        """),
    Migration(
      id: "2026-11-24-figure-mark-each",
      // Each decision leaves its own mark, and each count its own number: whoever read the year a moment ago sees that it changed.
      sql: "ALTER TABLE figure_year ADD COLUMN version BIGINT NOT NULL DEFAULT 0;",
      sqliteOnly: """
        DROP TRIGGER figure_decision_made;
        CREATE TRIGGER figure_decision_made AFTER INSERT ON hours_decision BEGIN
          INSERT INTO figure_dirty (territory_id, year) SELECT l.territory_id, l.month / 100 FROM hours_line l
          WHERE l.id = NEW.line_id;
        END;
        """),
    months,
  ]

  private static let sqlite = """
    CREATE TRIGGER figure_decision_made AFTER INSERT ON hours_decision BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.id = NEW.line_id AND NOT EXISTS (SELECT 1 FROM figure_dirty d
        WHERE d.territory_id = l.territory_id AND d.year = l.month / 100);
    END;
    CREATE TRIGGER figure_decision_changed AFTER UPDATE ON hours_decision BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.id = NEW.line_id OR l.id = OLD.line_id;
    END;
    CREATE TRIGGER figure_decision_gone AFTER DELETE ON hours_decision BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.id = OLD.line_id;
    END;
    CREATE TRIGGER figure_line_changed AFTER UPDATE ON hours_line BEGIN
      INSERT INTO figure_dirty (territory_id, year)
      VALUES (OLD.territory_id, OLD.month / 100), (NEW.territory_id, NEW.month / 100);
    END;
    CREATE TRIGGER figure_person_changed AFTER UPDATE OF merged_into, gender ON participant
    WHEN OLD.merged_into IS NOT NEW.merged_into OR OLD.gender IS NOT NEW.gender BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.territory_id = NEW.territory_id AND l.participant_id IN (SELECT p.id FROM participant p
        WHERE p.territory_id = NEW.territory_id AND (p.id = NEW.id OR p.merged_into = NEW.id));
    END;
    CREATE TRIGGER figure_hiring_changed AFTER UPDATE ON employment_contract
    WHEN OLD.parcours_id IS NOT NEW.parcours_id OR OLD.employer_id IS NOT NEW.employer_id
      OR OLD.user_company_id IS NOT NEW.user_company_id OR OLD.kind IS NOT NEW.kind OR OLD.modality IS NOT NEW.modality
      OR OLD.job IS NOT NEW.job OR OLD.starts_on IS NOT NEW.starts_on OR OLD.ended_on IS NOT NEW.ended_on
      OR OLD.planned_end_on IS NOT NEW.planned_end_on OR OLD.age_at_hiring IS NOT NEW.age_at_hiring
      OR OLD.district_at_hiring IS NOT NEW.district_at_hiring OR OLD.schooling_at_hiring IS NOT NEW.schooling_at_hiring
      OR OLD.criteria_at_hiring IS NOT NEW.criteria_at_hiring BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.territory_id = NEW.territory_id AND l.employment_contract_id = NEW.id;
    END;
    CREATE TRIGGER figure_engagement_changed AFTER UPDATE OF lot_id ON engagement BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.territory_id = NEW.territory_id AND l.engagement_id = NEW.id;
    END;
    CREATE TRIGGER figure_lot_changed AFTER UPDATE OF sector, contract_id ON lot
    WHEN OLD.sector IS NOT NEW.sector OR OLD.contract_id IS NOT NEW.contract_id BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM engagement g
      JOIN hours_line l ON l.territory_id = g.territory_id AND l.engagement_id = g.id
      WHERE g.territory_id = NEW.territory_id AND g.lot_id = NEW.id;
    END;
    CREATE TRIGGER figure_contract_changed AFTER UPDATE OF buyer_id, training_policy, training_cap_percent
    ON public_contract
    WHEN OLD.buyer_id IS NOT NEW.buyer_id OR OLD.training_policy IS NOT NEW.training_policy
      OR OLD.training_cap_percent IS NOT NEW.training_cap_percent BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM lot t
      JOIN engagement g ON g.territory_id = t.territory_id AND g.lot_id = t.id
      JOIN hours_line l ON l.territory_id = g.territory_id AND l.engagement_id = g.id
      WHERE t.territory_id = NEW.territory_id AND t.contract_id = NEW.id;
    END;
    CREATE TRIGGER figure_owner_made AFTER INSERT ON contract_owner BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM lot t
      JOIN engagement g ON g.territory_id = t.territory_id AND g.lot_id = t.id
      JOIN hours_line l ON l.territory_id = g.territory_id AND l.engagement_id = g.id
      WHERE t.territory_id = NEW.territory_id AND t.contract_id = NEW.contract_id;
    END;
    CREATE TRIGGER figure_owner_changed AFTER UPDATE ON contract_owner BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM lot t
      JOIN engagement g ON g.territory_id = t.territory_id AND g.lot_id = t.id
      JOIN hours_line l ON l.territory_id = g.territory_id AND l.engagement_id = g.id
      WHERE t.territory_id = NEW.territory_id AND t.contract_id IN (OLD.contract_id, NEW.contract_id);
    END;
    CREATE TRIGGER figure_owner_gone AFTER DELETE ON contract_owner BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM lot t
      JOIN engagement g ON g.territory_id = t.territory_id AND g.lot_id = t.id
      JOIN hours_line l ON l.territory_id = g.territory_id AND l.engagement_id = g.id
      WHERE t.territory_id = OLD.territory_id AND t.contract_id = OLD.contract_id;
    END;
    CREATE TRIGGER figure_bearer_made AFTER INSERT ON engagement_bearer BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.territory_id = NEW.territory_id AND l.engagement_id = NEW.engagement_id;
    END;
    CREATE TRIGGER figure_bearer_changed AFTER UPDATE ON engagement_bearer BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.territory_id = NEW.territory_id AND l.engagement_id IN (OLD.engagement_id, NEW.engagement_id);
    END;
    CREATE TRIGGER figure_bearer_gone AFTER DELETE ON engagement_bearer BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.territory_id = OLD.territory_id AND l.engagement_id = OLD.engagement_id;
    END;
    CREATE TRIGGER figure_body_changed AFTER UPDATE OF siren, buyer_kind, employer_kind ON organisation
    WHEN OLD.siren IS NOT NEW.siren OR OLD.buyer_kind IS NOT NEW.buyer_kind
      OR OLD.employer_kind IS NOT NEW.employer_kind BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.territory_id IN (SELECT o.territory_id FROM territory_organisation o WHERE o.organisation_id = NEW.id);
    END;
    """

  private static let postgresql = """
    CREATE FUNCTION figure_decisions_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      JOIN marked m ON m.line_id = l.id;
      RETURN NULL;
    END $$;
    CREATE TRIGGER figure_decision_made AFTER INSERT ON hours_decision REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION figure_decisions_marked();
    CREATE TRIGGER figure_decision_changed AFTER UPDATE ON hours_decision REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION figure_decisions_marked();
    CREATE TRIGGER figure_decision_gone AFTER DELETE ON hours_decision REFERENCING OLD TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION figure_decisions_marked();
    CREATE FUNCTION figure_line_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO figure_dirty (territory_id, year)
      VALUES (OLD.territory_id, OLD.month / 100), (NEW.territory_id, NEW.month / 100);
      RETURN NULL;
    END $$;
    CREATE TRIGGER figure_line_changed AFTER UPDATE ON hours_line
      FOR EACH ROW EXECUTE FUNCTION figure_line_marked();
    CREATE FUNCTION figure_person_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.territory_id = NEW.territory_id AND l.participant_id IN (SELECT p.id FROM participant p
        WHERE p.territory_id = NEW.territory_id AND (p.id = NEW.id OR p.merged_into = NEW.id));
      RETURN NULL;
    END $$;
    CREATE TRIGGER figure_person_changed AFTER UPDATE ON participant
      FOR EACH ROW WHEN (OLD.merged_into IS DISTINCT FROM NEW.merged_into OR OLD.gender IS DISTINCT FROM NEW.gender)
      EXECUTE FUNCTION figure_person_marked();
    CREATE FUNCTION figure_hiring_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.territory_id = NEW.territory_id AND l.employment_contract_id = NEW.id;
      RETURN NULL;
    END $$;
    CREATE TRIGGER figure_hiring_changed AFTER UPDATE ON employment_contract
      FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION figure_hiring_marked();
    CREATE FUNCTION figure_engagement_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.territory_id = NEW.territory_id AND l.engagement_id = NEW.id;
      RETURN NULL;
    END $$;
    CREATE TRIGGER figure_engagement_changed AFTER UPDATE ON engagement
      FOR EACH ROW WHEN (OLD.lot_id IS DISTINCT FROM NEW.lot_id) EXECUTE FUNCTION figure_engagement_marked();
    CREATE FUNCTION figure_lot_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM engagement g
      JOIN hours_line l ON l.territory_id = g.territory_id AND l.engagement_id = g.id
      WHERE g.territory_id = NEW.territory_id AND g.lot_id = NEW.id;
      RETURN NULL;
    END $$;
    CREATE TRIGGER figure_lot_changed AFTER UPDATE ON lot
      FOR EACH ROW WHEN (OLD.sector IS DISTINCT FROM NEW.sector OR OLD.contract_id IS DISTINCT FROM NEW.contract_id)
      EXECUTE FUNCTION figure_lot_marked();
    CREATE FUNCTION figure_contract_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM lot t
      JOIN engagement g ON g.territory_id = t.territory_id AND g.lot_id = t.id
      JOIN hours_line l ON l.territory_id = g.territory_id AND l.engagement_id = g.id
      WHERE t.territory_id = NEW.territory_id AND t.contract_id = NEW.id;
      RETURN NULL;
    END $$;
    CREATE TRIGGER figure_contract_changed AFTER UPDATE ON public_contract
      FOR EACH ROW WHEN (OLD.buyer_id IS DISTINCT FROM NEW.buyer_id
        OR OLD.training_policy IS DISTINCT FROM NEW.training_policy
        OR OLD.training_cap_percent IS DISTINCT FROM NEW.training_cap_percent)
      EXECUTE FUNCTION figure_contract_marked();
    CREATE FUNCTION figure_owner_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM lot t
      JOIN engagement g ON g.territory_id = t.territory_id AND g.lot_id = t.id
      JOIN hours_line l ON l.territory_id = g.territory_id AND l.engagement_id = g.id
      WHERE (t.territory_id = OLD.territory_id AND t.contract_id = OLD.contract_id)
        OR (t.territory_id = NEW.territory_id AND t.contract_id = NEW.contract_id);
      RETURN NULL;
    END $$;
    CREATE TRIGGER figure_owner_changed AFTER INSERT OR UPDATE OR DELETE ON contract_owner
      FOR EACH ROW EXECUTE FUNCTION figure_owner_marked();
    CREATE FUNCTION figure_bearer_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      WHERE (l.territory_id = OLD.territory_id AND l.engagement_id = OLD.engagement_id)
        OR (l.territory_id = NEW.territory_id AND l.engagement_id = NEW.engagement_id);
      RETURN NULL;
    END $$;
    CREATE TRIGGER figure_bearer_changed AFTER INSERT OR UPDATE OR DELETE ON engagement_bearer
      FOR EACH ROW EXECUTE FUNCTION figure_bearer_marked();
    CREATE FUNCTION figure_body_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO figure_dirty (territory_id, year) SELECT DISTINCT l.territory_id, l.month / 100 FROM hours_line l
      WHERE l.territory_id IN (SELECT o.territory_id FROM territory_organisation o WHERE o.organisation_id = NEW.id);
      RETURN NULL;
    END $$;
    CREATE TRIGGER figure_body_changed AFTER UPDATE ON organisation
      FOR EACH ROW WHEN (OLD.siren IS DISTINCT FROM NEW.siren OR OLD.buyer_kind IS DISTINCT FROM NEW.buyer_kind
        OR OLD.employer_kind IS DISTINCT FROM NEW.employer_kind)
      EXECUTE FUNCTION figure_body_marked();
    """
}
