// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Lots on which site hours of a year were kept in months after they had ended: received, terminated or cancelled. The month of the
/// end itself may still be worked.
enum EndedLots {
  static func count(
    _ span: FigureSpan, _ scope: FigureScope, _ db: any Connection
  ) throws -> Int {
    guard scope.territory != nil else { return 0 }
    return try db.value(
      """
      SELECT COUNT(DISTINCT t.id)
      FROM hours_line l
      JOIN hours_decision d ON d.line_id = l.id
      JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE \(scope.condition) AND l.month BETWEEN \(span.first) AND \(span.last) AND l.kind = 'site'
        AND d.kept_units > 0
        AND COALESCE(t.cancelled_on, t.terminated_on, t.received_on) < \(span.last.firstDay)
        AND l.month > CAST(REPLACE(SUBSTR(COALESCE(t.cancelled_on, t.terminated_on, t.received_on), 1, 7), '-', '') AS BIGINT)
      """) ?? 0
  }
}
