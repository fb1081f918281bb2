// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// An employer whose statement of a period is expected: it has people in post on engaged lots in it, and none came.
struct ExpectedStatement: Sendable, Hashable {
  let employer: ID<Organisation>
  let employerName: String
  let period: StatementPeriod
  let people: Int
  let dueOn: Day
  /// The due day is over.
  let isLate: Bool
}

enum ExpectedStatements {
  /// Employers without a statement that covers `month`, by the rhythm of their contracts; "at each invoice" is never late. An
  /// employer of several rhythms is expected at the first due.
  static func list(_ month: Month, for viewer: Viewer, _ db: any Connection) throws -> [ExpectedStatement] {
    let rows = try db.query(
      """
      SELECT ec.employer_id, o.name, c.rhythm, COUNT(DISTINCT h.head_id) AS people
      FROM employment_contract ec
      JOIN participant_head h ON h.territory_id = ec.territory_id AND h.participant_id = ec.participant_id
      JOIN employment_engagement ee ON ee.territory_id = ec.territory_id AND ee.employment_contract_id = ec.id
      JOIN engagement g ON g.territory_id = ee.territory_id AND g.id = ee.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      JOIN organisation o ON o.id = ec.employer_id
      WHERE ec.territory_id = \(viewer.territoryID) AND \(mine(viewer)) AND c.rhythm NOT IN ('invoice', 'each_invoice')
        AND ec.starts_on <= \(month.lastDay) AND ee.starts_on <= \(month.lastDay)
        AND COALESCE(ec.ended_on, ec.planned_end_on, '9999-12-31') >= \(month.firstDay)
        AND COALESCE(ee.ends_on, '9999-12-31') >= \(month.firstDay)
        AND COALESCE(t.cancelled_on, t.terminated_on, '9999-12-31') >= \(month.firstDay)
        AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.territory_id = ec.territory_id
          AND s.employer_id = ec.employer_id AND s.purpose = 'period'
          AND s.first_month <= \(month) AND s.last_month >= \(month))
      GROUP BY ec.employer_id, o.name, c.rhythm ORDER BY o.name, ec.employer_id, c.rhythm
      """)
    return try firstDue(rows.map { try expected($0, month, for: viewer) })
  }

  private static func mine(_ viewer: Viewer) -> SQL {
    switch viewer.role {
    case .facilitator: "1 = 1"
    case .company, .structure: "ec.employer_id = \(viewer.organisationID)"
    default: "1 = 0"
    }
  }

  private static func expected(_ row: Row, _ month: Month, for viewer: Viewer) throws -> ExpectedStatement {
    let period = Rhythm(stored: try row["rhythm"]).period(containing: month)
    let dueDay = viewer.rules[.statementDueDay]
    return ExpectedStatement(
      employer: try row["employer_id"], employerName: try row["name"], period: period, people: try row["people"],
      dueOn: period.dueOn(dayOfMonth: dueDay), isLate: period.isLate(on: viewer.today, dueDay: dueDay))
  }

  /// One for each employer: the first due.
  private static func firstDue(_ all: [ExpectedStatement]) -> [ExpectedStatement] {
    var found: [ExpectedStatement] = []
    for one in all {
      guard let last = found.last, last.employer == one.employer else {
        found.append(one)
        continue
      }
      if one.dueOn < last.dueOn { found[found.count - 1] = one }
    }
    return found
  }
}
