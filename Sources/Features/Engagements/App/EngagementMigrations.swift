// SPDX-License-Identifier: EUPL-1.2
import Database

enum EngagementMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-engagement",
      sql: """
        CREATE TABLE sizing (
          id {{id}},
          territory_id BIGINT NOT NULL,
          lot_id BIGINT,
          method TEXT NOT NULL CHECK (method IN ('amount', 'hours', 'fte', 'cleaning')),
          inputs TEXT NOT NULL,
          raw_text TEXT NOT NULL,
          computed_hours BIGINT NOT NULL CHECK (computed_hours >= 0),
          retained_hours BIGINT NOT NULL CHECK (retained_hours >= 0),
          clause BIGINT NOT NULL CHECK (clause IN (0, 1)),
          title TEXT NOT NULL DEFAULT '',
          reason TEXT NOT NULL DEFAULT '',
          author_id BIGINT REFERENCES account (id),
          recorded_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, lot_id) REFERENCES lot (territory_id, id)
        );
        CREATE INDEX sizing_lot ON sizing (territory_id, lot_id);
        CREATE TABLE engagement (
          id {{id}},
          territory_id BIGINT NOT NULL,
          lot_id BIGINT NOT NULL,
          label TEXT NOT NULL DEFAULT '',
          terms TEXT NOT NULL CHECK (terms IN ('hours', 'rule')),
          bearing TEXT NOT NULL DEFAULT 'alone' CHECK (bearing IN ('alone', 'joint', 'split')),
          slice_cents BIGINT CHECK (slice_cents > 0),
          slice_units BIGINT CHECK (slice_units > 0),
          threshold_cents BIGINT CHECK (threshold_cents >= 0),
          basis TEXT CHECK (basis IN ('ordered', 'invoiced')),
          rounding TEXT NOT NULL DEFAULT 'full_slices' CHECK (rounding IN ('full_slices', 'prorated')),
          starts_on TEXT,
          ends_on TEXT,
          sizing_id BIGINT,
          created_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, lot_id) REFERENCES lot (territory_id, id),
          FOREIGN KEY (territory_id, sizing_id) REFERENCES sizing (territory_id, id),
          CHECK (terms = 'hours' OR
            (slice_cents IS NOT NULL AND slice_units IS NOT NULL AND threshold_cents IS NOT NULL AND basis IS NOT NULL))
        );
        CREATE INDEX engagement_lot ON engagement (territory_id, lot_id);
        CREATE TABLE engagement_bearer (
          territory_id BIGINT NOT NULL,
          engagement_id BIGINT NOT NULL,
          organisation_id BIGINT NOT NULL,
          share BIGINT NOT NULL DEFAULT 1 CHECK (share > 0),
          lead BIGINT NOT NULL DEFAULT 0 CHECK (lead IN (0, 1)),
          PRIMARY KEY (territory_id, engagement_id, organisation_id),
          FOREIGN KEY (territory_id, engagement_id) REFERENCES engagement (territory_id, id),
          FOREIGN KEY (territory_id, organisation_id)
            REFERENCES territory_organisation (territory_id, organisation_id)
        );
        CREATE INDEX engagement_bearer_organisation ON engagement_bearer (territory_id, organisation_id);
        CREATE TABLE engagement_event (
          id {{id}},
          territory_id BIGINT NOT NULL,
          engagement_id BIGINT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('award', 'offer', 'amendment', 'order', 'invoice', 'creditNote',
            'tranche', 'renewal', 'termination', 'transfer')),
          effective_on TEXT NOT NULL,
          recorded_at TEXT NOT NULL,
          delta_units BIGINT,
          amount_cents BIGINT,
          sets_units BIGINT CHECK (sets_units >= 0),
          bearer_id BIGINT,
          reason TEXT NOT NULL DEFAULT '',
          author_id BIGINT REFERENCES account (id),
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, engagement_id) REFERENCES engagement (territory_id, id),
          CHECK (kind = 'termination' OR delta_units IS NOT NULL OR amount_cents IS NOT NULL)
        );
        CREATE INDEX engagement_event_engagement ON engagement_event (territory_id, engagement_id, recorded_at);
        CREATE TABLE engagement_plan (
          id {{id}},
          territory_id BIGINT NOT NULL,
          engagement_id BIGINT NOT NULL,
          agreed_on TEXT NOT NULL,
          recorded_at TEXT NOT NULL,
          author_id BIGINT REFERENCES account (id),
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, engagement_id) REFERENCES engagement (territory_id, id)
        );
        CREATE INDEX engagement_plan_engagement ON engagement_plan (territory_id, engagement_id);
        CREATE TABLE plan_month (
          plan_id BIGINT NOT NULL,
          territory_id BIGINT NOT NULL,
          month BIGINT NOT NULL CHECK (month BETWEEN 199001 AND 210012),
          units BIGINT NOT NULL CHECK (units >= 0),
          PRIMARY KEY (plan_id, month),
          FOREIGN KEY (territory_id, plan_id) REFERENCES engagement_plan (territory_id, id)
        );
        """),
    Migration(
      id: "2026-11-24-engagement-change",
      sql: """
        CREATE TABLE engagement_change (
          id {{id}},
          territory_id BIGINT NOT NULL
        );
        CREATE INDEX engagement_change_territory ON engagement_change (territory_id, id);
        """,
      sqliteOnly: EngagementChange.sqlite, postgresqlOnly: EngagementChange.postgresql),
  ]
}
