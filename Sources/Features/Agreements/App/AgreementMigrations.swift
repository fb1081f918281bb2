// SPDX-License-Identifier: EUPL-1.2
import Database

enum AgreementMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-agreement",
      sql: """
        CREATE TABLE agreement (
          id {{id}},
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
          signed_on TEXT NOT NULL,
          starts_on TEXT NOT NULL,
          ends_on TEXT NOT NULL,
          renews_id BIGINT,
          yearly_units BIGINT CHECK (yearly_units >= 0),
          yearly_people BIGINT CHECK (yearly_people >= 0),
          services TEXT NOT NULL DEFAULT '',
          alert_months BIGINT NOT NULL DEFAULT 6 CHECK (alert_months BETWEEN 0 AND 60),
          created_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, renews_id) REFERENCES agreement (territory_id, id),
          CHECK (ends_on >= starts_on)
        );
        CREATE TABLE agreement_party (
          territory_id BIGINT NOT NULL,
          agreement_id BIGINT NOT NULL,
          organisation_id BIGINT NOT NULL,
          signatory TEXT NOT NULL DEFAULT '',
          signed_on TEXT NOT NULL,
          PRIMARY KEY (territory_id, agreement_id, organisation_id),
          FOREIGN KEY (territory_id, agreement_id) REFERENCES agreement (territory_id, id),
          FOREIGN KEY (territory_id, organisation_id)
            REFERENCES territory_organisation (territory_id, organisation_id)
        );
        CREATE INDEX agreement_party_organisation ON agreement_party (territory_id, organisation_id);
        """)
  ]
}
