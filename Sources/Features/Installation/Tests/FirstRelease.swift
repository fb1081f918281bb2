// SPDX-License-Identifier: EUPL-1.2
import Database

@testable import App

/// A territory as the first released schema held it, in plain SQL that no later code may change.
enum FirstRelease {
  /// The migrations of that release, frozen by their checksums in Tests/ArchitectureTests/migrations.txt.
  static let names: Set = [
    "2026-11-23-territory", "2026-11-23-organisation", "2026-11-23-account", "2026-11-23-journal",
    "2026-11-23-agreement", "2026-11-23-public-contract", "2026-11-23-engagement", "2026-11-23-participant",
    "2026-11-23-participant-merged", "2026-11-23-employment-contract", "2026-11-23-statement", "2026-11-23-notice",
  ]

  static let migrations = AppMigrations.all.filter { names.contains($0.id) }

  static let tables = [
    "territory", "organisation", "territory_organisation", "account", "membership", "public_contract", "lot",
    "engagement", "engagement_bearer", "engagement_event", "engagement_plan", "plan_month", "participant",
    "eligibility",
    "eligibility_criterion", "employment_contract", "employment_engagement", "statement", "hours_line",
    "hours_decision",
    "issued_report", "journal_event",
  ]

  static let rows: [SQL] = [
    "INSERT INTO territory (id, name, created_at) VALUES (1, 'Val d’Orme', '2025-01-06T08:00:00.000Z')",
    """
    INSERT INTO organisation (id, name, buyer_kind, employer_kind, search_text, created_at) VALUES
      (1, 'Ville d’Orme', 'COMMUNE', NULL, 'ville d orme', '2025-01-06T08:00:00.000Z'),
      (2, 'Maçonnerie Lune', NULL, 'CLASSIQUE', 'maconnerie lune', '2025-01-06T08:00:00.000Z')
    """,
    """
    INSERT INTO territory_organisation (territory_id, organisation_id, name) VALUES
      (1, 1, 'Ville d’Orme'), (1, 2, 'Maçonnerie Lune')
    """,
    """
    INSERT INTO account (id, email, name, created_at)
    VALUES (1, 'claire@orme.example', 'Claire Fabre', '2025-01-06T08:00:00.000Z')
    """,
    """
    INSERT INTO membership (id, account_id, role, territory_id, created_at)
    VALUES (1, 1, 'facilitator', 1, '2025-01-06T08:00:00.000Z')
    """,
    """
    INSERT INTO public_contract (id, territory_id, buyer_id, facilitator_id, title, purchase_kind, legal_form, sector,
      notified_on, search_text, created_at)
    VALUES (1, 1, 1, 1, 'École du Pré', 'TRAVAUX', 'EXEC', 'batiment', '2025-03-12', 'ecole du pre',
      '2025-03-12T08:00:00.000Z')
    """,
    """
    INSERT INTO lot (id, territory_id, contract_id, number, name, sector, notified_on, started_on, ends_on, created_at)
    VALUES (1, 1, 1, '2', 'Gros œuvre', 'batiment', '2025-03-12', '2025-04-01', '2026-12-31', '2025-03-12T08:00:00.000Z')
    """,
    """
    INSERT INTO engagement (id, territory_id, lot_id, terms, created_at)
    VALUES (1, 1, 1, 'hours', '2025-03-12T08:00:00.000Z')
    """,
    """
    INSERT INTO engagement_bearer (territory_id, engagement_id, organisation_id, share, lead) VALUES (1, 1, 2, 1, 1)
    """,
    """
    INSERT INTO engagement_event (id, territory_id, engagement_id, kind, effective_on, recorded_at, delta_units, reason)
    VALUES (1, 1, 1, 'award', '2025-03-12', '2025-03-12T08:00:00.000Z', 360000, 'Attribution')
    """,
    """
    INSERT INTO engagement_plan (id, territory_id, engagement_id, agreed_on, recorded_at)
    VALUES (1, 1, 1, '2025-04-01', '2025-04-01T08:00:00.000Z')
    """,
    "INSERT INTO plan_month (plan_id, territory_id, month, units) VALUES (1, 1, 202510, 45000), (1, 1, 202511, 45000)",
    """
    INSERT INTO participant (id, territory_id, last_name, first_name, gender, merged_into, search_text, created_at) VALUES
      (1, 1, 'Benali', 'Nadia', 'F', NULL, 'nadia benali', '2025-09-01T08:00:00.000Z'),
      (2, 1, 'Benali', 'Nadja', 'F', 1, 'nadja benali', '2025-09-02T08:00:00.000Z')
    """,
    """
    INSERT INTO eligibility (id, territory_id, participant_id, decided_on, starts_on, recorded_at)
    VALUES (1, 1, 1, '2025-09-20', '2025-09-20', '2025-09-20T08:00:00.000Z')
    """,
    """
    INSERT INTO eligibility_criterion (territory_id, eligibility_id, criterion, seen_on)
    VALUES (1, 1, 'DELD', '2025-09-20')
    """,
    """
    INSERT INTO employment_contract (id, territory_id, participant_id, employer_id, eligibility_id, kind, modality,
      starts_on, planned_end_on, created_at)
    VALUES (1, 1, 2, 2, 1, 'FIXED_TERM', 'DIRECT', '2025-10-01', '2026-09-30', '2025-10-01T08:00:00.000Z')
    """,
    """
    INSERT INTO employment_engagement (territory_id, employment_contract_id, engagement_id, starts_on)
    VALUES (1, 1, 1, '2025-10-01')
    """,
    """
    INSERT INTO statement (id, territory_id, employer_id, first_month, last_month, received_at, closed_at) VALUES
      (1, 1, 2, 202510, 202510, '2025-11-05T08:00:00.000Z', '2025-11-12T08:00:00.000Z'),
      (2, 1, 2, 202511, 202511, '2025-12-05T08:00:00.000Z', NULL)
    """,
    """
    INSERT INTO hours_line (id, territory_id, statement_id, participant_id, employment_contract_id, engagement_id, month,
      kind, declared_units, reverses_id, replaces_id, recorded_at) VALUES
      (1, 1, 1, 2, 1, 1, 202510, 'site', 48300, NULL, NULL, '2025-11-05T08:00:00.000Z'),
      (2, 1, 2, 2, 1, 1, 202511, 'site', 45500, NULL, NULL, '2025-12-05T08:00:00.000Z'),
      (3, 1, 2, 2, 1, 1, 202511, 'site', -45500, 2, NULL, '2025-12-08T08:00:00.000Z'),
      (4, 1, 2, 2, 1, 1, 202511, 'site', 45000, NULL, 2, '2025-12-08T08:00:00.000Z')
    """,
    """
    INSERT INTO hours_decision (line_id, territory_id, declared_units, kept_units, reason, decided_at) VALUES
      (1, 1, 48300, 29400, 'before_validation', '2025-11-10T09:00:00.000Z'),
      (2, 1, 45500, 45500, '', '2025-12-07T09:00:00.000Z'),
      (3, 1, -45500, -45500, '', '2025-12-08T08:00:00.000Z'),
      (4, 1, 45000, 45000, '', '2025-12-08T08:00:00.000Z')
    """,
    """
    INSERT INTO issued_report (id, territory_id, kind, first_month, last_month, kept_units, declared_units, people,
      issued_at)
    VALUES (1, 1, 'month', 202510, 202510, 29400, 48300, 1, '2025-11-15T08:00:00.000Z')
    """,
    """
    INSERT INTO journal_event (id, territory_id, sequence, at, account_id, kind, subject, subject_id, sentence) VALUES
      (1, 1, 1, '2025-03-12T08:00:00.000Z', 1, 'contract.created', 'contract', 1, 'Marché créé'),
      (2, 1, 2, '2025-11-12T08:00:00.000Z', 1, 'statement.closed', 'statement', 1, 'Relevé clos')
    """,
  ]
}
