// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

/// What someone might break by hand, with the rule that must see it.
struct VerificationFault: Sendable, CustomTestStringConvertible {
  let rule: String
  /// How the first place found begins.
  let place: String
  let statements: @Sendable (Sample) -> [SQL]

  init(_ rule: String, _ place: String, _ statements: @escaping @Sendable (Sample) -> [SQL]) {
    (self.rule, self.place, self.statements) = (rule, place, statements)
  }

  var testDescription: String { rule }
}

enum VerificationFaults {
  static let all: [VerificationFault] = decisions + lines + structure + records

  /// The constraints of these tables go, their rows stay: what a repair by hand, or a copy made without them, may leave.
  private static func loosened(_ tables: String...) -> [SQL] {
    tables.flatMap { table -> [SQL] in
      [
        SQL(unchecked: "CREATE TABLE loose AS SELECT * FROM \(table)"), SQL(unchecked: "DROP TABLE \(table)"),
        // Not renamed: triggers of other tables name this one.
        SQL(unchecked: "CREATE TABLE \(table) AS SELECT * FROM loose"), SQL(unchecked: "DROP TABLE loose"),
      ]
    }
  }

  private static let decisions: [VerificationFault] = [
    VerificationFault("decisions.bounds", "ligne ") { _ in
      loosened("hours_decision") + ["UPDATE hours_decision SET kept_units = 99999999 WHERE declared_units = 48300"]
    },
    VerificationFault("decisions.bounds", "ligne ") { _ in
      loosened("hours_decision") + ["UPDATE hours_decision SET kept_units = 300 WHERE declared_units < 0"]
    },
    VerificationFault("decisions.reasons", "ligne ") { _ in
      loosened("hours_decision") + ["UPDATE hours_decision SET reason = ''"]
    },
    VerificationFault("absences.never", "ligne ") { _ in
      ["UPDATE hours_line SET kind = 'absence' WHERE declared_units = 48300"]
    },
    VerificationFault("corrections.opposite", "ligne ") { _ in
      ["UPDATE hours_line SET month = 202605 WHERE reverses_id IS NOT NULL"]
    },
    VerificationFault("corrections.opposite", "ligne ") { _ in
      ["DELETE FROM hours_decision WHERE declared_units < 0"]
    },
    VerificationFault("corrections.replaced", "ligne ") { _ in
      [
        """
        UPDATE hours_line SET replaces_id = (SELECT MIN(l.id) FROM hours_line l WHERE l.declared_units = 48300)
        WHERE declared_units = 23100
        """
      ]
    },
  ]

  private static let lines: [VerificationFault] = [
    VerificationFault("lines.territory", "ligne ") { sample in
      loosened("line_question", "proof", "hours_day", "hours_decision", "hours_line") + [
        "UPDATE hours_line SET territory_id = \(sample.otherTerritory) WHERE declared_units = 48300"
      ]
    },
    VerificationFault("lines.employer", "ligne ") { ["UPDATE statement SET employer_id = \($0.temp)"] },
    VerificationFault("lines.people", "ligne ") {
      ["UPDATE hours_line SET participant_id = \($0.karim) WHERE declared_units = 48300"]
    },
    VerificationFault("lines.engagement", "ligne ") { _ in ["DELETE FROM employment_engagement"] },
    VerificationFault("lines.days", "ligne ") { _ in [day("2026-03-02", units: 2100)] },
    VerificationFault("lines.days", "ligne ") { _ in [day("2026-02-27", units: 48300)] },
    VerificationFault("lines.month", "ligne ") { _ in
      ["UPDATE statement SET first_month = 202601, last_month = 202602 WHERE first_month = 202603"]
    },
    VerificationFault("statements.closed", "relevé ") { _ in
      [
        "DELETE FROM hours_decision WHERE declared_units = 48300",
        "UPDATE statement SET closed_at = '2026-11-11T08:00:00.000Z'",
      ]
    },
  ]

  private static func day(_ day: String, units: Int) -> SQL {
    """
    INSERT INTO hours_day (territory_id, line_id, day, units)
    SELECT territory_id, id, CAST(\(day) AS TEXT), CAST(\(units) AS BIGINT) FROM hours_line WHERE declared_units = 48300
    """
  }

  private static let structure: [VerificationFault] = [
    VerificationFault("people.heads", "participant ") { sample in
      [
        """
        INSERT INTO participant (territory_id, last_name, first_name, created_at)
        VALUES (\(sample.territory), 'Tiers', 'Sam', '2026-01-01T08:00:00.000Z')
        """,
        "UPDATE participant SET merged_into = \(sample.karim) WHERE id = \(sample.marie)",
        "UPDATE participant SET merged_into = (SELECT MAX(p.id) FROM participant p) WHERE id = \(sample.karim)",
      ]
    },
    VerificationFault("contracts.eligibility", "contrat de travail ") {
      ["UPDATE eligibility SET participant_id = \($0.karim)"]
    },
    VerificationFault("missions.chains", "contrat de travail ") { sample in
      [
        """
        INSERT INTO parcours (territory_id, participant_id, employer_id, created_at)
        VALUES (\(sample.territory), \(sample.karim), \(sample.mason), '2025-12-01T08:00:00.000Z')
        """,
        "UPDATE employment_contract SET parcours_id = (SELECT MAX(id) FROM parcours) WHERE id = \(sample.marieContract)",
      ]
    },
    VerificationFault("bearers.lead", "engagement ") { _ in ["UPDATE engagement_bearer SET lead = 0"] },
    VerificationFault("bearers.lead", "engagement ") { _ in ["DELETE FROM engagement_bearer"] },
    VerificationFault("bearers.alone", "engagement ") { sample in
      [
        """
        INSERT INTO engagement_bearer (territory_id, engagement_id, organisation_id)
        VALUES (\(sample.territory), \(sample.masonryEngagement), \(sample.temp))
        """
      ]
    },
    VerificationFault("engagements.balance", "engagement ") { sample in
      [
        """
        INSERT INTO engagement_event (territory_id, engagement_id, kind, effective_on, recorded_at, delta_units)
        VALUES (\(sample.territory), \(sample.masonryEngagement), 'amendment', '2026-02-01', '2026-02-01T08:00:00.000Z',
          -999999999)
        """
      ]
    },
    VerificationFault("plans.months", "prévisionnel ") { sample in
      [
        """
        INSERT INTO engagement_plan (territory_id, engagement_id, agreed_on, recorded_at)
        VALUES (\(sample.territory), \(sample.masonryEngagement), '2025-04-01', '2025-04-01T08:00:00.000Z')
        """,
        """
        INSERT INTO plan_month (plan_id, territory_id, month, units)
        SELECT MAX(id), CAST(\(sample.territory) AS BIGINT), 202613, 300 FROM engagement_plan
        """,
      ]
    },
    VerificationFault("owners.coordinator", "marché ") { sample in
      [
        """
        INSERT INTO contract_owner (territory_id, contract_id, organisation_id, share)
        VALUES (\(sample.territory), \(sample.school), \(sample.housing), 1)
        """
      ]
    },
  ]

  private static let records: [VerificationFault] = [
    VerificationFault("journal.sequence", "territoire ") { sample in
      [
        """
        INSERT INTO journal_event (territory_id, sequence, at, kind, subject, subject_id, sentence)
        VALUES (\(sample.territory), 9000, '2026-01-01T08:00:00.000Z', 'essai', 'territory', 1, 'Essai.')
        """
      ]
    },
    VerificationFault("roles.place", "rôle ") { sample in
      [
        "INSERT INTO organisation (name, created_at) VALUES ('Ailleurs', '2026-01-01T08:00:00.000Z')",
        """
        UPDATE membership SET organisation_id = (SELECT MAX(id) FROM organisation)
        WHERE id = \(sample.buyer.membership)
        """,
      ]
    },
    VerificationFault("reports.issued", "rapport ") { [report($0, "month", lot: nil)] },
    VerificationFault("reports.issued", "rapport ") { [report($0, "lot", lot: $0.masonry)] },
    VerificationFault("reports.closing", "arrêté ") { sample in
      [
        """
        INSERT INTO yearly_closing (territory_id, year, closed_at)
        VALUES (\(sample.territory), 2025, '2026-01-20T08:00:00.000Z')
        """
      ]
    },
    VerificationFault("figures.sums", "territoire ") { _ in lineOfNoLot },
    VerificationFault("figures.buyers", "territoire ") { _ in lineOfNoLot },
    VerificationFault(RollupInvariant.name, "territoire ") { _ in ["DELETE FROM figure_dirty"] },
    VerificationFault(RollupInvariant.name, "territoire ") { sample in
      [
        """
        INSERT INTO figure_year (territory_id, year, content, counted_at)
        VALUES (\(sample.territory), 2026, \([UInt8]()), '2026-11-20T08:00:00.000Z')
        """,
        "DELETE FROM figure_dirty",
      ]
    },
  ]

  private static func report(_ sample: Sample, _ kind: String, lot: ID<Lot>?) -> SQL {
    """
    INSERT INTO issued_report (territory_id, kind, lot_id, first_month, last_month, kept_units, declared_units, people,
      issued_at)
    VALUES (\(sample.territory), \(kind), \(lot), 202603, 202603, 1, 1, 1, '2026-11-20T08:00:00.000Z')
    """
  }

  /// Hours that a plain sum finds and that no lot leads to.
  private static var lineOfNoLot: [SQL] {
    loosened("line_question", "proof", "hours_day", "hours_decision", "hours_line") + [
      "UPDATE hours_line SET engagement_id = 999999 WHERE declared_units = 48300"
    ]
  }
}
