// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What holds of lines, their decisions and their corrections.
enum LedgerChecks {
  static func all(_ db: any Connection) throws -> [Check] {
    try [
      decisions(db), reasons(db), absences(db), reversals(db), corrections(db), belonging(db), people(db), links(db),
      days(db), closed(db),
    ]
  }

  private static func decisions(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "decisions.bounds", "Chaque décision retient entre zéro et ce qui est déclaré.", db,
      """
      SELECT 'ligne ' || CAST(l.id AS TEXT) AS broken FROM hours_decision d JOIN hours_line l ON l.id = d.line_id
      WHERE d.declared_units <> l.declared_units OR d.territory_id <> l.territory_id
        OR (l.declared_units > 0 AND (d.kept_units < 0 OR d.kept_units > l.declared_units))
        OR (l.declared_units < 0 AND (d.kept_units > 0 OR d.kept_units < l.declared_units))
      """)
  }

  private static func reasons(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "decisions.reasons", "Toute heure non retenue a son motif.", db,
      """
      SELECT 'ligne ' || CAST(d.line_id AS TEXT) AS broken FROM hours_decision d
      WHERE d.declared_units > 0 AND d.kept_units <> d.declared_units AND d.reason = ''
      """)
  }

  private static func absences(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "absences.never", "L’absence ne compte jamais.", db,
      """
      SELECT 'ligne ' || CAST(l.id AS TEXT) AS broken FROM hours_line l JOIN hours_decision d ON d.line_id = l.id
      WHERE l.kind = 'absence' AND d.kept_units <> 0
      """)
  }

  private static func reversals(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "corrections.opposite", "Chaque annulation est l’exact opposé de sa ligne, déclaré et retenu.", db,
      """
      SELECT 'ligne ' || CAST(r.id AS TEXT) AS broken FROM hours_line r
      LEFT JOIN hours_line l ON l.id = r.reverses_id
      LEFT JOIN hours_decision d ON d.line_id = l.id
      LEFT JOIN hours_decision s ON s.line_id = r.id
      WHERE r.reverses_id IS NOT NULL AND (l.id IS NULL OR d.line_id IS NULL OR s.line_id IS NULL
        OR l.territory_id <> r.territory_id OR l.participant_id <> r.participant_id
        OR l.employment_contract_id <> r.employment_contract_id OR l.engagement_id <> r.engagement_id
        OR l.month <> r.month OR l.kind <> r.kind OR l.declared_units + r.declared_units <> 0
        OR d.kept_units + s.kept_units <> 0)
      """)
  }

  private static func corrections(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "corrections.replaced", "Une ligne qui en remplace une autre remplace une ligne annulée.", db,
      """
      SELECT 'ligne ' || CAST(n.id AS TEXT) AS broken FROM hours_line n
      WHERE n.replaces_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM hours_line r WHERE r.reverses_id = n.replaces_id)
      """)
  }

  private static func belonging(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "lines.belonging",
      "La ligne, son relevé, son contrat de travail et son engagement sont du même territoire\u{202F}; l’employeur du relevé est celui du contrat.",
      db,
      """
      SELECT 'ligne ' || CAST(l.id AS TEXT) AS broken FROM hours_line l
      JOIN employment_contract k ON k.id = l.employment_contract_id
      JOIN engagement g ON g.id = l.engagement_id
      JOIN statement s ON s.id = l.statement_id
      WHERE k.territory_id <> l.territory_id OR g.territory_id <> l.territory_id OR s.territory_id <> l.territory_id
        OR (s.purpose = 'period' AND s.employer_id <> k.employer_id)
      """)
  }

  /// A merge keeps old lines on the old row: they agree by head.
  private static func people(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "lines.people", "La personne d’une ligne est celle de son contrat de travail.", db,
      """
      SELECT 'ligne ' || CAST(l.id AS TEXT) AS broken FROM hours_line l
      JOIN employment_contract k ON k.id = l.employment_contract_id
      JOIN participant_head a ON a.participant_id = l.participant_id
      JOIN participant_head b ON b.participant_id = k.participant_id
      WHERE a.head_id <> b.head_id
      """)
  }

  private static func links(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "lines.engagement", "L’engagement d’une ligne est de ceux auxquels son contrat de travail est rattaché.", db,
      """
      SELECT 'ligne ' || CAST(l.id AS TEXT) AS broken FROM hours_line l
      WHERE l.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM employment_engagement e
        WHERE e.territory_id = l.territory_id AND e.employment_contract_id = l.employment_contract_id
          AND e.engagement_id = l.engagement_id)
      """)
  }

  private static func days(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "lines.days", "Quand les jours sont donnés, ils sont du mois et leur somme est ce qui est déclaré.", db,
      """
      SELECT 'ligne ' || CAST(l.id AS TEXT) AS broken FROM hours_line l JOIN hours_day y ON y.line_id = l.id
      GROUP BY l.id, l.declared_units, l.month
      HAVING SUM(y.units) <> l.declared_units
        OR MIN(CAST(substr(y.day, 1, 4) || substr(y.day, 6, 2) AS BIGINT)) <> l.month
        OR MAX(CAST(substr(y.day, 1, 4) || substr(y.day, 6, 2) AS BIGINT)) <> l.month
      """)
  }

  private static func closed(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "statements.closed", "Un relevé clos n’a que des lignes décidées.", db,
      """
      SELECT 'relevé ' || CAST(s.id AS TEXT) AS broken FROM statement s WHERE s.closed_at IS NOT NULL
        AND EXISTS (SELECT 1 FROM hours_line l LEFT JOIN hours_decision d ON d.line_id = l.id
          WHERE l.statement_id = s.id AND d.line_id IS NULL)
      """)
  }
}
