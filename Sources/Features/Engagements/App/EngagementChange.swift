// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What changed in the engagements of a territory: a row for each change, left by the database itself whoever writes. Nobody reads what
/// changed, only that something did: engagements read before stand as long as the changes are the same.
enum EngagementChange {
  /// Tells two states of the engagements of a territory apart, in one short query.
  static func stamp(_ territory: ID<Territory>, _ db: any Connection) throws -> String {
    let stamp: String? = try db.value(
      """
      SELECT COUNT(*) || ' ' || COALESCE(SUM(c.id), 0) || ' ' || COALESCE(MAX(c.id), 0) FROM engagement_change c
      WHERE c.territory_id = \(territory)
      """)
    return stamp ?? ""
  }

  /// Lets go of old changes where they are many. The last one stays, so that no later state can look like an earlier one.
  static func prune(_ database: Database) throws {
    let many: [ID<Territory>] = try database.readNow { db in
      try db.values("SELECT territory_id FROM engagement_change GROUP BY territory_id HAVING COUNT(*) > \(mostKept)")
    }
    for territory in many {
      try database.writeNow { db in
        try db.execute(
          """
          DELETE FROM engagement_change WHERE territory_id = \(territory)
            AND id < (SELECT MAX(c.id) FROM engagement_change c WHERE c.territory_id = \(territory))
          """)
      }
    }
  }

  private static let mostKept = 200

  static let sqlite = """
    CREATE TRIGGER engagement_made AFTER INSERT ON engagement BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (NEW.territory_id);
    END;
    CREATE TRIGGER engagement_changed AFTER UPDATE ON engagement BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (NEW.territory_id);
    END;
    CREATE TRIGGER engagement_gone AFTER DELETE ON engagement BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (OLD.territory_id);
    END;
    CREATE TRIGGER engagement_event_made AFTER INSERT ON engagement_event BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (NEW.territory_id);
    END;
    CREATE TRIGGER engagement_event_changed AFTER UPDATE ON engagement_event BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (NEW.territory_id);
    END;
    CREATE TRIGGER engagement_event_gone AFTER DELETE ON engagement_event BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (OLD.territory_id);
    END;
    CREATE TRIGGER engagement_bearer_made AFTER INSERT ON engagement_bearer BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (NEW.territory_id);
    END;
    CREATE TRIGGER engagement_bearer_changed AFTER UPDATE ON engagement_bearer BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (NEW.territory_id);
    END;
    CREATE TRIGGER engagement_bearer_gone AFTER DELETE ON engagement_bearer BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (OLD.territory_id);
    END;
    CREATE TRIGGER engagement_plan_made AFTER INSERT ON engagement_plan BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (NEW.territory_id);
    END;
    CREATE TRIGGER engagement_plan_changed AFTER UPDATE ON engagement_plan BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (NEW.territory_id);
    END;
    CREATE TRIGGER engagement_plan_gone AFTER DELETE ON engagement_plan BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (OLD.territory_id);
    END;
    CREATE TRIGGER plan_month_made AFTER INSERT ON plan_month BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (NEW.territory_id);
    END;
    CREATE TRIGGER plan_month_changed AFTER UPDATE ON plan_month BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (NEW.territory_id);
    END;
    CREATE TRIGGER plan_month_gone AFTER DELETE ON plan_month BEGIN
      INSERT INTO engagement_change (territory_id) VALUES (OLD.territory_id);
    END;
    CREATE TRIGGER engagement_holder_changed AFTER UPDATE OF name, employer_kind ON organisation BEGIN
      INSERT INTO engagement_change (territory_id) SELECT o.territory_id FROM territory_organisation o
      WHERE o.organisation_id = NEW.id;
    END;
    """

  static let postgresql = """
    CREATE FUNCTION engagement_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO engagement_change (territory_id) SELECT DISTINCT m.territory_id FROM marked m;
      RETURN NULL;
    END $$;
    CREATE TRIGGER engagement_made AFTER INSERT ON engagement REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER engagement_changed AFTER UPDATE ON engagement REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER engagement_gone AFTER DELETE ON engagement REFERENCING OLD TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER engagement_event_made AFTER INSERT ON engagement_event REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER engagement_event_changed AFTER UPDATE ON engagement_event REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER engagement_event_gone AFTER DELETE ON engagement_event REFERENCING OLD TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER engagement_bearer_made AFTER INSERT ON engagement_bearer REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER engagement_bearer_changed AFTER UPDATE ON engagement_bearer REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER engagement_bearer_gone AFTER DELETE ON engagement_bearer REFERENCING OLD TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER engagement_plan_made AFTER INSERT ON engagement_plan REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER engagement_plan_changed AFTER UPDATE ON engagement_plan REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER engagement_plan_gone AFTER DELETE ON engagement_plan REFERENCING OLD TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER plan_month_made AFTER INSERT ON plan_month REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER plan_month_changed AFTER UPDATE ON plan_month REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE TRIGGER plan_month_gone AFTER DELETE ON plan_month REFERENCING OLD TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_marked();
    CREATE FUNCTION engagement_holder_marked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO engagement_change (territory_id) SELECT DISTINCT o.territory_id FROM territory_organisation o
      JOIN marked m ON m.id = o.organisation_id;
      RETURN NULL;
    END $$;
    CREATE TRIGGER engagement_holder_changed AFTER UPDATE ON organisation REFERENCING NEW TABLE AS marked
      FOR EACH STATEMENT EXECUTE FUNCTION engagement_holder_marked();
    """
}
