// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// An employer whose statement of a period is asked: it has people in post on engaged lots in it.
struct ExpectedStatement: Sendable, Hashable {
  let employer: ID<Organisation>
  let employerName: String
  /// Of a contact, else of the organisation; empty when nobody gave one.
  let phone: String
  let period: StatementPeriod
  let people: Int
  let dueOn: Day
  /// A statement of the period came, whole or not.
  let isReceived: Bool
  /// People whose hours came, or who are said to have none.
  let declared: Int
  /// The due day is over, and nothing came.
  let isLate: Bool

  /// Something came, and it says nothing of somebody in post.
  var isIncomplete: Bool { isReceived && declared < people }
  /// « 1 personne sur 7 »
  var share: String { "\(FrenchText.count(declared, "personne", "personnes")) sur \(FrenchNumber.whole(people))" }
}

/// Who is asked for a statement, who sent it and who is late: the only place that knows.
enum ExpectedStatements {
  /// Employers asked for a statement that covers `month`, by the rhythm of their contracts; "at each invoice" is never asked. An
  /// employer of several rhythms is asked at the first due. `contracts` are conditions on `public_contract c`.
  static func list(
    _ month: Month, contracts: SQL = "1 = 1", for viewer: Viewer, _ db: any Connection
  ) throws -> [ExpectedStatement] {
    // Those in post are gone through, not all contracts that ever were: SQLite keeps the order of a cross join.
    let rows = try db.query(
      """
      SELECT ec.employer_id, o.name, c.rhythm, COUNT(DISTINCT h.head_id) AS people,
        COUNT(DISTINCT CASE WHEN EXISTS (\(told(month))) THEN h.head_id END) AS declared,
        COALESCE((SELECT MIN(n.phone) FROM contact n WHERE n.territory_id = ec.territory_id
          AND n.organisation_id = ec.employer_id AND n.left_at IS NULL AND n.phone <> ''), o.phone) AS phone,
        CASE WHEN EXISTS (SELECT 1 FROM statement s WHERE s.territory_id = ec.territory_id
          AND s.employer_id = ec.employer_id AND s.purpose = 'period' AND s.withdrawn_at IS NULL AND s.first_month <= \(month)
          AND s.last_month >= \(month)) THEN 1 ELSE 0 END AS received
      FROM employment_contract ec CROSS JOIN participant_head h CROSS JOIN employment_engagement ee
      JOIN engagement g ON g.territory_id = ee.territory_id AND g.id = ee.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      JOIN organisation o ON o.id = ec.employer_id
      WHERE ec.territory_id = \(viewer.territoryID) AND \(mine(viewer)) AND \(contracts)
        AND h.territory_id = ec.territory_id AND h.participant_id = ec.participant_id
        AND ee.territory_id = ec.territory_id AND ee.employment_contract_id = ec.id
        AND c.rhythm NOT IN ('invoice', 'each_invoice')
        AND ec.starts_on <= \(month.lastDay) AND ee.starts_on <= \(month.lastDay)
        AND COALESCE(ec.ended_on, ec.planned_end_on, '9999-12-31') >= \(month.firstDay)
        AND COALESCE(ee.ends_on, '9999-12-31') >= \(month.firstDay)
        AND COALESCE(t.cancelled_on, t.terminated_on, '9999-12-31') >= \(month.firstDay)
      GROUP BY ec.employer_id, o.name, c.rhythm, ec.territory_id, o.phone
      ORDER BY o.name, ec.employer_id, c.rhythm
      """)
    return try firstDue(rows.map { try expected($0, month, for: viewer) })
  }

  /// A statement that covers the month says something of `employment_contract ec`: hours, or none. One without any line says that
  /// nobody worked.
  private static func told(_ month: Month) -> SQL {
    """
    SELECT 1 FROM statement s WHERE s.territory_id = ec.territory_id AND s.employer_id = ec.employer_id
      AND s.purpose = 'period' AND s.withdrawn_at IS NULL AND s.first_month <= \(month) AND s.last_month >= \(month)
      AND (EXISTS (SELECT 1 FROM hours_line l WHERE l.territory_id = s.territory_id AND l.statement_id = s.id
          AND l.employment_contract_id = ec.id)
        OR EXISTS (SELECT 1 FROM statement_idle i WHERE i.statement_id = s.id AND i.employment_contract_id = ec.id)
        OR NOT EXISTS (SELECT 1 FROM hours_line l WHERE l.territory_id = s.territory_id AND l.statement_id = s.id))
    """
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
    let received: Bool = try row["received"]
    let dueDay = viewer.rules[.statementDueDay]
    return ExpectedStatement(
      employer: try row["employer_id"], employerName: try row["name"], phone: try row["phone"], period: period,
      people: try row["people"], dueOn: period.dueOn(dayOfMonth: dueDay), isReceived: received,
      declared: try row["declared"],
      isLate: !received && period.isLate(on: viewer.today, dueDay: dueDay))
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
