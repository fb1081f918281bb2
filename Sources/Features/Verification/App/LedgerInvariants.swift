// SPDX-License-Identifier: EUPL-1.2
import Database

/// What holds of lines, their decisions and their corrections. Most of it is refused by the schema as well: here it is proven again
/// on what is stored, after a restore or a repair by hand.
enum LedgerInvariants {
  static let all: [Invariant] = decisions + corrections + lines + statements

  private static let decisions: [Invariant] = [
    Invariant(
      "decisions.bounds", "Chaque décision retient entre zéro et ce qui est déclaré.", .decisions,
      """
      SELECT l.id FROM hours_decision d JOIN hours_line l ON l.id = d.line_id
      WHERE d.declared_units <> l.declared_units OR d.territory_id <> l.territory_id
        OR (l.declared_units > 0 AND (d.kept_units < 0 OR d.kept_units > l.declared_units))
        OR (l.declared_units < 0 AND (d.kept_units > 0 OR d.kept_units < l.declared_units))
      """),
    Invariant(
      "decisions.reasons", "Toute heure non retenue a son motif.", .decisions,
      """
      SELECT d.line_id AS id FROM hours_decision d
      WHERE d.declared_units > 0 AND d.kept_units <> d.declared_units AND d.reason = ''
      """),
    Invariant(
      "absences.never", "Une absence ne compte jamais.", .decisions,
      """
      SELECT l.id FROM hours_line l JOIN hours_decision d ON d.line_id = l.id
      WHERE l.kind = 'absence' AND d.kept_units <> 0
      """),
  ]

  private static let corrections: [Invariant] = [
    Invariant(
      "corrections.opposite", "Chaque contre-passation est l’exact opposé de sa ligne, déclaré et retenu.", .reversals,
      """
      SELECT r.id FROM hours_line r
      LEFT JOIN hours_line l ON l.id = r.reverses_id
      LEFT JOIN hours_decision d ON d.line_id = l.id
      LEFT JOIN hours_decision s ON s.line_id = r.id
      WHERE r.reverses_id IS NOT NULL AND (l.id IS NULL OR l.territory_id <> r.territory_id
        OR l.participant_id <> r.participant_id OR l.employment_contract_id <> r.employment_contract_id
        OR l.engagement_id <> r.engagement_id OR l.month <> r.month OR l.kind <> r.kind
        OR l.declared_units + r.declared_units <> 0 OR COALESCE(d.kept_units, 0) + COALESCE(s.kept_units, 0) <> 0)
      """),
    Invariant(
      "corrections.replaced", "Une ligne qui en remplace une autre remplace une ligne contre-passée.", .replacements,
      """
      SELECT n.id FROM hours_line n WHERE n.replaces_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM hours_line r WHERE r.reverses_id = n.replaces_id)
      """),
  ]

  private static let lines: [Invariant] = [
    Invariant(
      "lines.territory",
      "Une ligne, son relevé, son contrat de travail et son engagement sont du même territoire.", .lines,
      """
      SELECT l.id FROM hours_line l
      LEFT JOIN employment_contract k ON k.id = l.employment_contract_id
      LEFT JOIN engagement g ON g.id = l.engagement_id
      LEFT JOIN statement s ON s.id = l.statement_id
      WHERE k.id IS NULL OR g.id IS NULL OR s.id IS NULL
        OR k.territory_id <> l.territory_id OR g.territory_id <> l.territory_id OR s.territory_id <> l.territory_id
      """),
    Invariant(
      "lines.employer", "L’employeur d’un relevé est celui du contrat de travail de chaque ligne.", .lines,
      """
      SELECT l.id FROM hours_line l
      JOIN employment_contract k ON k.id = l.employment_contract_id
      JOIN statement s ON s.id = l.statement_id
      WHERE s.purpose = 'period' AND s.employer_id <> k.employer_id
      """),
    // A merge keeps old lines on the old row: they agree by head.
    Invariant(
      "lines.people", "La personne d’une ligne est celle de son contrat de travail.", .lines,
      """
      SELECT l.id FROM hours_line l
      JOIN employment_contract k ON k.id = l.employment_contract_id
      JOIN participant a ON a.id = l.participant_id
      JOIN participant b ON b.id = k.participant_id
      WHERE a.id <> b.id AND COALESCE(a.merged_into, a.id) <> COALESCE(b.merged_into, b.id)
      """),
    // A correction may move hours to another lot of the same contract of work.
    Invariant(
      "lines.engagement", "L’engagement d’une ligne est de ceux auxquels son contrat de travail est rattaché.", .lines,
      """
      SELECT l.id FROM hours_line l
      LEFT JOIN employment_engagement e ON e.territory_id = l.territory_id
        AND e.employment_contract_id = l.employment_contract_id AND e.engagement_id = l.engagement_id
      WHERE e.engagement_id IS NULL AND l.replaces_id IS NULL AND l.reverses_id IS NULL
      """),
    Invariant(
      "lines.days", "Quand les jours sont donnés, ils sont du mois de la ligne et leur somme est ce qui est déclaré.",
      .days,
      """
      SELECT l.id FROM hours_day y JOIN hours_line l ON l.id = y.line_id
      GROUP BY l.id, l.declared_units, l.month
      HAVING SUM(y.units) <> l.declared_units
        OR MIN(CAST(substr(y.day, 1, 4) || substr(y.day, 6, 2) AS BIGINT)) <> l.month
        OR MAX(CAST(substr(y.day, 1, 4) || substr(y.day, 6, 2) AS BIGINT)) <> l.month
      """),
  ]

  private static let statements: [Invariant] = [
    Invariant(
      "lines.month", "Le mois travaillé d’une ligne est dans la période de son relevé.", .lines,
      """
      SELECT l.id FROM hours_line l JOIN statement s ON s.id = l.statement_id
      WHERE s.purpose = 'period' AND (l.month < s.first_month OR l.month > s.last_month)
      """),
    Invariant(
      "statements.closed", "Un relevé clos n’a que des lignes décidées.", .statements,
      """
      SELECT DISTINCT s.id FROM hours_line l
      JOIN statement s ON s.id = l.statement_id
      LEFT JOIN hours_decision d ON d.line_id = l.id
      WHERE s.closed_at IS NOT NULL AND d.line_id IS NULL
      """),
  ]
}
