// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Lots on which site hours of a year were kept in months after they had ended: received, terminated or cancelled. The month of the
/// end itself may still be worked; what was corrected away in a month counts for nothing.
enum EndedLots {
  static func count(
    _ span: FigureSpan, _ scope: FigureScope, _ db: any Connection
  ) throws -> Int {
    guard scope.territory != nil else { return 0 }
    return try db.value(
      """
      SELECT COUNT(DISTINCT x.lot) FROM (
      SELECT t.id AS lot
      FROM hours_line l
      JOIN hours_decision d ON d.line_id = l.id
      JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE \(scope.condition) AND l.month BETWEEN \(span.first) AND \(span.last) AND l.kind = 'site'
        AND COALESCE(t.cancelled_on, t.terminated_on, t.received_on) < \(span.last.firstDay)
        AND l.month > CAST(REPLACE(SUBSTR(COALESCE(t.cancelled_on, t.terminated_on, t.received_on), 1, 7), '-', '') AS BIGINT)
      GROUP BY t.id, l.month HAVING SUM(d.kept_units) > 0) x
      """) ?? 0
  }

  /// The same among facts that were read already, each worth some hours.
  static func count(
    _ worth: [Int: Hours], _ facts: FigureFacts, in territory: ID<Territory>, _ db: any Connection
  ) throws -> Int {
    struct Cell: Hashable {
      let lot: ID<Lot>
      let month: Month
    }
    let ends = try ends(before: facts.span.last, in: territory, db)
    guard !ends.isEmpty else { return 0 }
    var sums: [Cell: Hours] = [:]
    for (index, hours) in worth {
      let fact = facts.facts[index]
      // An opening balance stands in the month in which it was taken over.
      guard fact.worker != nil, FigurePeriod.year.holds(fact.month, facts.span),
        let lot = facts.places[fact.engagement]?.lot, let end = ends[lot], fact.month > end
      else { continue }
      sums[Cell(lot: lot, month: fact.month), default: .zero] += hours
    }
    return Set(sums.filter { $0.value > .zero }.keys.map(\.lot)).count
  }

  /// The month in which each lot ended, of those that ended before a month.
  private static func ends(
    before month: Month, in territory: ID<Territory>, _ db: any Connection
  ) throws -> [ID<Lot>: Month] {
    let rows = try db.query(
      """
      SELECT t.id, COALESCE(t.cancelled_on, t.terminated_on, t.received_on) AS ended_on FROM lot t
      WHERE t.territory_id = \(territory)
        AND COALESCE(t.cancelled_on, t.terminated_on, t.received_on) < \(month.firstDay)
      """)
    return try Dictionary(
      uniqueKeysWithValues: rows.map { (try $0["id"] as ID<Lot>, (try $0["ended_on"] as Day).month) })
  }
}
