// SPDX-License-Identifier: EUPL-1.2
import Database

enum StatementMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-statement",
      sql: """
        CREATE TABLE statement (
          id {{id}},
          territory_id BIGINT NOT NULL,
          employer_id BIGINT NOT NULL,
          first_month BIGINT NOT NULL CHECK (first_month BETWEEN 199001 AND 210012),
          last_month BIGINT NOT NULL CHECK (last_month BETWEEN 199001 AND 210012),
          purpose TEXT NOT NULL DEFAULT 'period' CHECK (purpose IN ('period', 'correction')),
          received_at TEXT NOT NULL,
          author_id BIGINT REFERENCES account (id),
          declarant TEXT NOT NULL DEFAULT '',
          closed_at TEXT,
          closed_by BIGINT REFERENCES account (id),
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, employer_id) REFERENCES territory_organisation (territory_id, organisation_id),
          CHECK (last_month >= first_month)
        );
        CREATE INDEX statement_list ON statement (territory_id, last_month, id);
        CREATE INDEX statement_employer ON statement (territory_id, employer_id, last_month);
        CREATE TABLE hours_line (
          id {{id}},
          territory_id BIGINT NOT NULL,
          statement_id BIGINT NOT NULL,
          participant_id BIGINT NOT NULL,
          employment_contract_id BIGINT NOT NULL,
          engagement_id BIGINT NOT NULL,
          month BIGINT NOT NULL CHECK (month BETWEEN 199001 AND 210012),
          kind TEXT NOT NULL CHECK (kind IN ('site', 'training', 'tutoring', 'absence')),
          declared_units BIGINT NOT NULL CHECK (declared_units <> 0),
          reverses_id BIGINT,
          replaces_id BIGINT,
          note TEXT NOT NULL DEFAULT '',
          author_id BIGINT REFERENCES account (id),
          recorded_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          UNIQUE (id, declared_units),
          FOREIGN KEY (territory_id, statement_id) REFERENCES statement (territory_id, id),
          FOREIGN KEY (territory_id, participant_id) REFERENCES participant (territory_id, id),
          FOREIGN KEY (territory_id, employment_contract_id) REFERENCES employment_contract (territory_id, id),
          FOREIGN KEY (territory_id, engagement_id) REFERENCES engagement (territory_id, id),
          FOREIGN KEY (territory_id, reverses_id) REFERENCES hours_line (territory_id, id),
          FOREIGN KEY (territory_id, replaces_id) REFERENCES hours_line (territory_id, id),
          CHECK ((declared_units < 0) = (reverses_id IS NOT NULL))
        );
        CREATE UNIQUE INDEX hours_line_reversed_once ON hours_line (reverses_id);
        CREATE INDEX hours_line_statement ON hours_line (territory_id, statement_id);
        CREATE INDEX hours_line_engagement ON hours_line (territory_id, engagement_id, month);
        CREATE INDEX hours_line_month ON hours_line (territory_id, month, kind, participant_id);
        CREATE INDEX hours_line_participant ON hours_line (territory_id, participant_id);
        CREATE INDEX hours_line_contract ON hours_line (territory_id, employment_contract_id);
        CREATE TABLE hours_day (
          territory_id BIGINT NOT NULL,
          line_id BIGINT NOT NULL,
          day TEXT NOT NULL,
          units BIGINT NOT NULL CHECK (units > 0),
          PRIMARY KEY (line_id, day),
          FOREIGN KEY (territory_id, line_id) REFERENCES hours_line (territory_id, id)
        );
        CREATE TABLE hours_decision (
          line_id BIGINT PRIMARY KEY NOT NULL,
          territory_id BIGINT NOT NULL,
          declared_units BIGINT NOT NULL,
          kept_units BIGINT NOT NULL,
          reason TEXT NOT NULL DEFAULT '',
          comment TEXT NOT NULL DEFAULT '',
          author_id BIGINT REFERENCES account (id),
          decided_at TEXT NOT NULL,
          FOREIGN KEY (territory_id, line_id) REFERENCES hours_line (territory_id, id),
          FOREIGN KEY (line_id, declared_units) REFERENCES hours_line (id, declared_units),
          CHECK ((declared_units > 0 AND kept_units BETWEEN 0 AND declared_units)
            OR (declared_units < 0 AND kept_units BETWEEN declared_units AND 0)),
          CHECK (kept_units = declared_units OR reason <> '' OR declared_units < 0)
        );
        CREATE INDEX hours_decision_when ON hours_decision (territory_id, decided_at);
        CREATE TABLE yearly_closing (
          id {{id}},
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          year BIGINT NOT NULL CHECK (year BETWEEN 1990 AND 2100),
          closed_at TEXT NOT NULL,
          author_id BIGINT REFERENCES account (id),
          UNIQUE (territory_id, id),
          UNIQUE (territory_id, year)
        );
        CREATE TABLE issued_report (
          id {{id}},
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          kind TEXT NOT NULL CHECK (kind IN ('month', 'lot', 'year')),
          lot_id BIGINT,
          first_month BIGINT NOT NULL,
          last_month BIGINT NOT NULL,
          kept_units BIGINT NOT NULL,
          declared_units BIGINT NOT NULL,
          people BIGINT NOT NULL,
          figures TEXT NOT NULL DEFAULT '[]',
          issued_at TEXT NOT NULL,
          author_id BIGINT REFERENCES account (id),
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, lot_id) REFERENCES lot (territory_id, id),
          CHECK ((kind = 'lot') = (lot_id IS NOT NULL))
        );
        CREATE INDEX issued_report_list ON issued_report (territory_id, kind, last_month);
        """),
    Migration(
      id: "2026-11-24-user-figure",
      sql: """
        CREATE TABLE user_figure (
          id {{id}},
          territory_id BIGINT NOT NULL,
          organisation_id BIGINT NOT NULL,
          employment_contract_id BIGINT NOT NULL,
          engagement_id BIGINT NOT NULL,
          month BIGINT NOT NULL CHECK (month BETWEEN 199001 AND 210012),
          units BIGINT NOT NULL CHECK (units >= 0),
          answer TEXT NOT NULL DEFAULT '',
          author_id BIGINT REFERENCES account (id),
          recorded_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, organisation_id) REFERENCES territory_organisation (territory_id, organisation_id),
          FOREIGN KEY (territory_id, employment_contract_id) REFERENCES employment_contract (territory_id, id),
          FOREIGN KEY (territory_id, engagement_id) REFERENCES engagement (territory_id, id)
        );
        CREATE INDEX user_figure_place ON user_figure (territory_id, employment_contract_id, engagement_id, month);
        CREATE INDEX user_figure_company ON user_figure (territory_id, organisation_id, month);
        """),
    Migration(
      id: "2026-11-24-statement-draft",
      sql: """
        CREATE TABLE statement_draft (
          territory_id BIGINT NOT NULL,
          account_id BIGINT NOT NULL REFERENCES account (id),
          employer_id BIGINT NOT NULL,
          first_month BIGINT NOT NULL,
          last_month BIGINT NOT NULL,
          fields TEXT NOT NULL,
          saved_at TEXT NOT NULL,
          PRIMARY KEY (territory_id, account_id, employer_id, first_month, last_month),
          FOREIGN KEY (territory_id, employer_id) REFERENCES territory_organisation (territory_id, organisation_id)
        );
        """),
    // Pages read these and no row: the hours of a lot by contract, the lines of a year, the list from its latest line.
    Migration(
      id: "2026-11-24-page-index",
      sql: """
        CREATE INDEX hours_line_lot
          ON hours_line (territory_id, engagement_id, kind, employment_contract_id, month, declared_units);
        CREATE INDEX hours_line_year
          ON hours_line (territory_id, month, kind, engagement_id, employment_contract_id, participant_id);
        CREATE INDEX hours_line_list ON hours_line (territory_id, month, id);
        DROP INDEX hours_line_engagement;
        DROP INDEX hours_line_month;
        CREATE INDEX statement_open ON statement (territory_id, id) WHERE closed_at IS NULL;
        CREATE INDEX issued_report_lot ON issued_report (territory_id, lot_id);
        """),
    // Whose hours a statement says to be none: somebody of whom it says nothing is still awaited.
    Migration(
      id: "2026-11-24-statement-idle",
      sql: """
        CREATE TABLE statement_idle (
          territory_id BIGINT NOT NULL,
          statement_id BIGINT NOT NULL,
          employment_contract_id BIGINT NOT NULL,
          PRIMARY KEY (statement_id, employment_contract_id),
          FOREIGN KEY (territory_id, statement_id) REFERENCES statement (territory_id, id),
          FOREIGN KEY (territory_id, employment_contract_id) REFERENCES employment_contract (territory_id, id)
        );
        CREATE INDEX statement_idle_contract ON statement_idle (territory_id, employment_contract_id);
        """),
  ]
}
