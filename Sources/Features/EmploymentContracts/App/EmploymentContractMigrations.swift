// SPDX-License-Identifier: EUPL-1.2
import Database

enum EmploymentContractMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-employment-contract",
      sql: """
        CREATE TABLE parcours (
          id {{id}},
          territory_id BIGINT NOT NULL,
          participant_id BIGINT NOT NULL,
          employer_id BIGINT NOT NULL,
          created_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, participant_id) REFERENCES participant (territory_id, id)
        );
        CREATE TABLE employment_contract (
          id {{id}},
          territory_id BIGINT NOT NULL,
          participant_id BIGINT NOT NULL,
          employer_id BIGINT NOT NULL,
          user_company_id BIGINT,
          parcours_id BIGINT,
          eligibility_id BIGINT,
          kind TEXT NOT NULL,
          modality TEXT NOT NULL,
          job TEXT NOT NULL DEFAULT '',
          starts_on TEXT NOT NULL,
          planned_end_on TEXT,
          ended_on TEXT,
          weekly_units BIGINT CHECK (weekly_units > 0),
          counts_from TEXT,
          counts_until TEXT,
          counting_rule TEXT NOT NULL DEFAULT '',
          age_at_hiring BIGINT,
          district_at_hiring TEXT NOT NULL DEFAULT '',
          schooling_at_hiring TEXT NOT NULL DEFAULT '',
          criteria_at_hiring TEXT NOT NULL DEFAULT '',
          created_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, participant_id) REFERENCES participant (territory_id, id),
          FOREIGN KEY (territory_id, employer_id) REFERENCES territory_organisation (territory_id, organisation_id),
          FOREIGN KEY (territory_id, user_company_id)
            REFERENCES territory_organisation (territory_id, organisation_id),
          FOREIGN KEY (territory_id, parcours_id) REFERENCES parcours (territory_id, id),
          FOREIGN KEY (territory_id, eligibility_id) REFERENCES eligibility (territory_id, id),
          CHECK (planned_end_on IS NULL OR planned_end_on >= starts_on),
          CHECK (ended_on IS NULL OR ended_on >= starts_on)
        );
        CREATE INDEX employment_contract_participant ON employment_contract (territory_id, participant_id);
        CREATE INDEX employment_contract_employer ON employment_contract (territory_id, employer_id);
        CREATE TABLE employment_engagement (
          territory_id BIGINT NOT NULL,
          employment_contract_id BIGINT NOT NULL,
          engagement_id BIGINT NOT NULL,
          starts_on TEXT NOT NULL,
          ends_on TEXT,
          PRIMARY KEY (territory_id, employment_contract_id, engagement_id),
          FOREIGN KEY (territory_id, employment_contract_id) REFERENCES employment_contract (territory_id, id),
          FOREIGN KEY (territory_id, engagement_id) REFERENCES engagement (territory_id, id)
        );
        CREATE INDEX employment_engagement_engagement ON employment_engagement (territory_id, engagement_id);
        """),
    // Who is eligible and who is in post, for a whole territory, without reading a row.
    Migration(
      id: "2026-11-24-people-index",
      sql: """
        CREATE INDEX employment_contract_active
          ON employment_contract (territory_id, participant_id, starts_on, ended_on, planned_end_on);
        DROP INDEX employment_contract_participant;
        CREATE INDEX eligibility_state ON eligibility (territory_id, participant_id, refused, ends_on);
        DROP INDEX eligibility_participant;
        """),
    // Who is hired or still in post around a day, without going through all who ever were.
    Migration(
      id: "2026-11-25-employment-contract-days",
      sql: """
        CREATE INDEX employment_contract_start ON employment_contract (territory_id, starts_on, id);
        CREATE INDEX employment_contract_end ON employment_contract (
          territory_id, (COALESCE(ended_on, planned_end_on, '9999-12-31')), starts_on, participant_id, employer_id);
        """),
  ]
}
