// SPDX-License-Identifier: EUPL-1.2
import Database

enum PublicContractMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-public-contract",
      sql: """
        CREATE TABLE operation (
          id {{id}},
          territory_id BIGINT NOT NULL,
          buyer_id BIGINT NOT NULL,
          name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
          reference TEXT NOT NULL DEFAULT '',
          created_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, buyer_id) REFERENCES territory_organisation (territory_id, organisation_id)
        );
        CREATE TABLE public_contract (
          id {{id}},
          territory_id BIGINT NOT NULL,
          operation_id BIGINT,
          buyer_id BIGINT NOT NULL,
          facilitator_id BIGINT REFERENCES account (id),
          reference TEXT NOT NULL DEFAULT '',
          title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 1000),
          purchase_kind TEXT NOT NULL CHECK (purchase_kind IN ('TRAVAUX', 'SERVICES', 'FOURNITURES', 'PI')),
          legal_form TEXT NOT NULL,
          sector TEXT NOT NULL,
          cpv TEXT,
          amount_cents BIGINT CHECK (amount_cents >= 0),
          framework BIGINT NOT NULL DEFAULT 0 CHECK (framework IN (0, 1)),
          notified_on TEXT,
          duration_months BIGINT CHECK (duration_months BETWEEN 1 AND 1200),
          ends_on TEXT,
          training_policy TEXT NOT NULL DEFAULT 'none' CHECK (training_policy IN ('none', 'all', 'capped')),
          training_cap_percent BIGINT NOT NULL DEFAULT 0 CHECK (training_cap_percent BETWEEN 0 AND 100),
          counting_months BIGINT NOT NULL DEFAULT 24 CHECK (counting_months BETWEEN 1 AND 120),
          rhythm TEXT NOT NULL DEFAULT 'monthly' CHECK (rhythm IN ('monthly', 'quarterly', 'each_invoice')),
          search_text TEXT NOT NULL DEFAULT '',
          created_at TEXT NOT NULL,
          archived_at TEXT,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, operation_id) REFERENCES operation (territory_id, id),
          FOREIGN KEY (territory_id, buyer_id) REFERENCES territory_organisation (territory_id, organisation_id)
        );
        CREATE INDEX public_contract_list ON public_contract (territory_id, notified_on, id);
        CREATE INDEX public_contract_buyer ON public_contract (territory_id, buyer_id);
        CREATE INDEX public_contract_facilitator ON public_contract (territory_id, facilitator_id);
        CREATE TABLE contract_owner (
          territory_id BIGINT NOT NULL,
          contract_id BIGINT NOT NULL,
          organisation_id BIGINT NOT NULL,
          share BIGINT NOT NULL CHECK (share > 0),
          coordinator BIGINT NOT NULL DEFAULT 0 CHECK (coordinator IN (0, 1)),
          PRIMARY KEY (territory_id, contract_id, organisation_id),
          FOREIGN KEY (territory_id, contract_id) REFERENCES public_contract (territory_id, id),
          FOREIGN KEY (territory_id, organisation_id)
            REFERENCES territory_organisation (territory_id, organisation_id)
        );
        CREATE INDEX contract_owner_organisation ON contract_owner (territory_id, organisation_id);
        CREATE TABLE contract_notice (
          territory_id BIGINT NOT NULL,
          contract_id BIGINT NOT NULL,
          notice_id BIGINT NOT NULL,
          linked_at TEXT NOT NULL,
          PRIMARY KEY (territory_id, contract_id, notice_id),
          FOREIGN KEY (territory_id, contract_id) REFERENCES public_contract (territory_id, id)
        );
        CREATE INDEX contract_notice_notice ON contract_notice (territory_id, notice_id);
        CREATE TABLE lot (
          id {{id}},
          territory_id BIGINT NOT NULL,
          contract_id BIGINT NOT NULL,
          number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 20),
          name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
          sector TEXT NOT NULL,
          place TEXT NOT NULL DEFAULT '',
          amount_cents BIGINT CHECK (amount_cents >= 0),
          notified_on TEXT,
          started_on TEXT,
          ends_on TEXT,
          received_on TEXT,
          settled_on TEXT,
          terminated_on TEXT,
          cancelled_on TEXT,
          created_at TEXT NOT NULL,
          UNIQUE (territory_id, id),
          UNIQUE (territory_id, contract_id, number),
          FOREIGN KEY (territory_id, contract_id) REFERENCES public_contract (territory_id, id)
        );
        CREATE TABLE lot_suspension (
          id {{id}},
          territory_id BIGINT NOT NULL,
          lot_id BIGINT NOT NULL,
          starts_on TEXT NOT NULL,
          ends_on TEXT,
          reason TEXT NOT NULL DEFAULT '',
          recorded_at TEXT NOT NULL,
          FOREIGN KEY (territory_id, lot_id) REFERENCES lot (territory_id, id),
          CHECK (ends_on IS NULL OR ends_on >= starts_on)
        );
        CREATE INDEX lot_suspension_lot ON lot_suspension (territory_id, lot_id);
        """)
  ]
}
