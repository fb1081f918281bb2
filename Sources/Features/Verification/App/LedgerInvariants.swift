// SPDX-License-Identifier: EUPL-1.2
import Database

/// One thing that must hold whatever happened: a sentence, and a query that lists what breaks it.
struct LedgerInvariant: Sendable {
  let name: String
  /// What holds, in French, as `clausier verify` prints it.
  let sentence: String
  /// Gives a column `found`: one short text for each breach, at most a hundred.
  let breaches: SQL
}

/// What the ledger, the engagements and the journal must never contradict. Most of it is refused by the schema as well: here it
/// is proven again on what is stored, after a restore or a repair by hand.
enum LedgerInvariants {
  static let all: [LedgerInvariant] = lines + people + engagements + records

  private static let lines: [LedgerInvariant] = [
    LedgerInvariant(
      name: "kept-within-declared", sentence: "Les heures retenues vont de zéro aux heures déclarées",
      breaches: """
        SELECT 'ligne ' || CAST(l.id AS TEXT) AS found FROM hours_line l JOIN hours_decision d ON d.line_id = l.id
        WHERE d.declared_units <> l.declared_units OR d.territory_id <> l.territory_id
          OR (l.declared_units > 0 AND (d.kept_units < 0 OR d.kept_units > l.declared_units))
          OR (l.declared_units < 0 AND (d.kept_units > 0 OR d.kept_units < l.declared_units)) ORDER BY l.id LIMIT 100
        """),
    LedgerInvariant(
      name: "reversal-is-opposite", sentence: "Une contre-passation est l’exact opposé de sa ligne",
      breaches: """
        SELECT 'ligne ' || CAST(r.id AS TEXT) AS found FROM hours_line r
        JOIN hours_line l ON l.id = r.reverses_id
        LEFT JOIN hours_decision rd ON rd.line_id = r.id
        LEFT JOIN hours_decision ld ON ld.line_id = l.id
        WHERE r.declared_units <> -l.declared_units OR r.month <> l.month OR r.kind <> l.kind
          OR r.engagement_id <> l.engagement_id OR r.participant_id <> l.participant_id
          OR COALESCE(rd.kept_units, 0) <> -COALESCE(ld.kept_units, 0) ORDER BY r.id LIMIT 100
        """),
    LedgerInvariant(
      name: "days-add-up", sentence: "Les jours d’une ligne font son total déclaré",
      breaches: """
        SELECT 'ligne ' || CAST(s.id AS TEXT) AS found FROM
          (SELECT l.id, l.declared_units, SUM(y.units) AS days FROM hours_line l JOIN hours_day y ON y.line_id = l.id
           GROUP BY l.id, l.declared_units) s
        WHERE s.days <> s.declared_units ORDER BY s.id LIMIT 100
        """),
    LedgerInvariant(
      name: "closed-is-decided", sentence: "Un relevé clos n’a que des lignes décidées",
      breaches: """
        SELECT 'relevé ' || CAST(s.id AS TEXT) || ', ligne ' || CAST(l.id AS TEXT) AS found FROM statement s
        JOIN hours_line l ON l.territory_id = s.territory_id AND l.statement_id = s.id
        LEFT JOIN hours_decision d ON d.line_id = l.id
        WHERE s.closed_at IS NOT NULL AND d.line_id IS NULL ORDER BY l.id LIMIT 100
        """),
    LedgerInvariant(
      name: "month-within-statement", sentence: "Le mois travaillé d’une ligne est dans la période de son relevé",
      breaches: """
        SELECT 'ligne ' || CAST(l.id AS TEXT) AS found FROM hours_line l
        JOIN statement s ON s.id = l.statement_id
        WHERE s.purpose = 'period' AND (l.month < s.first_month OR l.month > s.last_month) ORDER BY l.id LIMIT 100
        """),
  ]

  private static let people: [LedgerInvariant] = [
    LedgerInvariant(
      name: "line-agrees-with-contract", sentence: "Une ligne et son contrat de travail parlent de la même personne",
      breaches: """
        SELECT 'ligne ' || CAST(l.id AS TEXT) AS found FROM hours_line l
        JOIN employment_contract c ON c.id = l.employment_contract_id
        WHERE c.territory_id <> l.territory_id OR c.participant_id <> l.participant_id ORDER BY l.id LIMIT 100
        """),
    LedgerInvariant(
      name: "contract-is-on-engagement", sentence: "Le contrat de travail d’une ligne est rattaché à son engagement",
      breaches: """
        SELECT 'ligne ' || CAST(l.id AS TEXT) AS found FROM hours_line l
        LEFT JOIN employment_engagement e ON e.territory_id = l.territory_id
          AND e.employment_contract_id = l.employment_contract_id AND e.engagement_id = l.engagement_id
        WHERE e.engagement_id IS NULL AND l.replaces_id IS NULL AND l.reverses_id IS NULL ORDER BY l.id LIMIT 100
        """),
    LedgerInvariant(
      name: "merge-has-one-step", sentence: "Une fiche fusionnée mène à une fiche qui ne l’est pas",
      breaches: """
        SELECT 'participant ' || CAST(p.id AS TEXT) AS found FROM participant p
        JOIN participant q ON q.id = p.merged_into WHERE q.merged_into IS NOT NULL ORDER BY p.id LIMIT 100
        """),
  ]

  private static let engagements: [LedgerInvariant] = [
    LedgerInvariant(
      name: "engagement-has-bearer", sentence: "Chaque engagement a un porteur, et un seul chef de file",
      breaches: """
        SELECT 'engagement ' || CAST(e.id AS TEXT) AS found FROM engagement e
        LEFT JOIN engagement_bearer b ON b.territory_id = e.territory_id AND b.engagement_id = e.id
        GROUP BY e.id HAVING SUM(COALESCE(b.lead, 0)) <> 1 ORDER BY e.id LIMIT 100
        """),
    LedgerInvariant(
      name: "award-or-rule", sentence: "Un engagement en heures n’a pas un solde d’événements négatif",
      breaches: """
        SELECT 'engagement ' || CAST(e.id AS TEXT) AS found FROM engagement e
        JOIN engagement_event v ON v.territory_id = e.territory_id AND v.engagement_id = e.id
        WHERE e.terms = 'hours' GROUP BY e.id
        HAVING SUM(COALESCE(v.delta_units, 0)) < 0 AND MAX(COALESCE(v.sets_units, -1)) < 0 ORDER BY e.id LIMIT 100
        """),
  ]

  private static let records: [LedgerInvariant] = [
    LedgerInvariant(
      name: "journal-without-gap", sentence: "Le journal de chaque territoire est numéroté sans trou",
      breaches: """
        SELECT 'territoire ' || CAST(territory_id AS TEXT) AS found FROM journal_event
        GROUP BY territory_id HAVING MIN(sequence) <> 1 OR MAX(sequence) <> COUNT(*) ORDER BY territory_id LIMIT 100
        """),
    LedgerInvariant(
      name: "year-report-reprints",
      sentence: "Un rapport publié se retrouve\u{202F}: mêmes heures à la date où il a été émis",
      breaches: """
        SELECT 'rapport ' || CAST(s.id AS TEXT) AS found FROM
          (SELECT r.id, r.kept_units AS printed, COALESCE(SUM(d.kept_units), 0) AS counted FROM issued_report r
           LEFT JOIN hours_line l ON l.territory_id = r.territory_id AND l.month BETWEEN r.first_month AND r.last_month
             AND l.kind = 'site'
             AND (r.lot_id IS NULL OR l.engagement_id IN
               (SELECT g.id FROM engagement g WHERE g.territory_id = r.territory_id AND g.lot_id = r.lot_id))
           LEFT JOIN hours_decision d ON d.line_id = l.id AND d.decided_at <= r.issued_at
           GROUP BY r.id, r.kept_units) s
        WHERE s.printed <> s.counted ORDER BY s.id LIMIT 100
        """),
    LedgerInvariant(
      name: "membership-has-place",
      sentence: "Chaque rôle attaché à un organisme l’est à un organisme de son territoire",
      breaches: """
        SELECT 'rôle ' || CAST(m.id AS TEXT) AS found FROM membership m
        LEFT JOIN territory_organisation o ON o.territory_id = m.territory_id AND o.organisation_id = m.organisation_id
        WHERE m.organisation_id IS NOT NULL AND o.organisation_id IS NULL ORDER BY m.id LIMIT 100
        """),
  ]
}
