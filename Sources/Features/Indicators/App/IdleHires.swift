// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// People hired in a year for a lot, long enough ago to have been declared, of whom no hour was kept under that contract.
enum IdleHires {
  /// Months that a statement and its validation may take.
  private static let patience = 3

  /// `condition` narrows them by employment contract `k`, engagement `g` or public contract `c`.
  static func count(
    _ span: FigureSpan, in territory: ID<Territory>, where condition: SQL = "1 = 1", _ db: any Connection
  ) throws -> Int {
    let before = min(span.asOf.month.adding(months: -patience), span.last.adding(months: 1)).firstDay
    return try db.value(
      """
      SELECT COUNT(DISTINCT p.head_id) FROM employment_contract k
      JOIN participant_head p ON p.territory_id = k.territory_id AND p.participant_id = k.participant_id
      WHERE k.territory_id = \(territory) AND k.starts_on >= \(span.first.firstDay) AND k.starts_on < \(before)
        AND EXISTS (SELECT 1 FROM employment_engagement e
          JOIN engagement g ON g.territory_id = e.territory_id AND g.id = e.engagement_id
          JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
          JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
          WHERE e.territory_id = k.territory_id AND e.employment_contract_id = k.id AND \(condition))
        AND NOT EXISTS (SELECT 1 FROM hours_line l JOIN hours_decision d ON d.line_id = l.id
          WHERE l.territory_id = k.territory_id AND l.employment_contract_id = k.id AND d.kept_units > 0)
      """) ?? 0
  }

  static func sentence(_ people: Int, year: Int) -> String {
    """
    \(FrenchText.count(people, "personne embauchée", "personnes embauchées")) en \(year) depuis plus de trois mois, sans aucune heure \
    retenue\u{202F}: vérifiez leurs relevés, ou la fin de leur contrat.
    """
  }
}
