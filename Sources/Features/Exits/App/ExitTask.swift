// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Something to record of somebody who left: the exit itself, or their situation some months later.
struct ExitTask: Sendable {
  let person: ID<Participant>
  let name: String
  let leftOn: Day
  /// Nil without a recorded exit: then that is what is missing.
  let exit: ID<Exit>?
  let milestone: ExitMilestone?

  var path: String {
    guard let exit, let milestone else { return ExitURLs.new(for: person) }
    return ExitURLs.situation(exit, milestone)
  }

  /// Days after the end of a contract during which another may follow before anybody speaks of an exit, and how long it is asked for.
  static let daysAsked = 15...120

  /// People of the contracts `c` of a scope, the oldest first: those whose last contract of work ended and of whom nothing is said, then
  /// those whose situation is to be asked.
  static func list(
    _ contracts: SQL, limit: Int = 60, for viewer: Viewer, _ db: any Connection
  ) throws -> [ExitTask] {
    guard viewer.isFacilitator else { throw Missing() }
    let (territory, today) = (viewer.territoryID, viewer.today)
    let (earliest, latest) = (
      today.adding(days: -daysAsked.upperBound), today.adding(days: -daysAsked.lowerBound)
    )
    let worked: SQL = """
      EXISTS (SELECT 1 FROM participant_head w
        JOIN employment_contract k ON k.territory_id = w.territory_id AND k.participant_id = w.participant_id
        JOIN employment_engagement e ON e.territory_id = k.territory_id AND e.employment_contract_id = k.id
        JOIN engagement g ON g.territory_id = e.territory_id AND g.id = e.engagement_id
        JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
        JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
        WHERE w.territory_id = h.territory_id AND w.head_id = h.head_id AND \(contracts))
      """
    let later: SQL = """
      EXISTS (SELECT 1 FROM participant_head n
        JOIN employment_contract f ON f.territory_id = n.territory_id AND f.participant_id = n.participant_id
        WHERE n.territory_id = h.territory_id AND n.head_id = h.head_id
          AND COALESCE(f.ended_on, f.planned_end_on, '9999-12-31') > \(latest))
      """
    let left: SQL = """
      EXISTS (SELECT 1 FROM participant_head n
        JOIN exit x ON x.territory_id = n.territory_id AND x.participant_id = n.participant_id
        WHERE n.territory_id = h.territory_id AND n.head_id = h.head_id AND x.withdrawn_at IS NULL
          AND x.left_on >= \(earliest))
      """
    let ended = try db.query(
      """
      SELECT h.head_id, p.first_name || ' ' || p.last_name AS person,
        MAX(COALESCE(z.ended_on, z.planned_end_on, '9999-12-31')) AS left_on
      FROM employment_contract z CROSS JOIN participant_head h
      JOIN participant p ON p.territory_id = h.territory_id AND p.id = h.head_id
      WHERE z.territory_id = \(territory)
        AND COALESCE(z.ended_on, z.planned_end_on, '9999-12-31') BETWEEN \(earliest) AND \(latest)
        AND h.territory_id = z.territory_id AND h.participant_id = z.participant_id AND p.archived_at IS NULL
        AND NOT \(left) AND NOT \(later) AND \(worked)
      GROUP BY h.head_id, p.first_name, p.last_name ORDER BY left_on, h.head_id LIMIT \(limit)
      """
    ).map { row in
      ExitTask(
        person: try row["head_id"], name: try row["person"], leftOn: try row["left_on"], exit: nil, milestone: nil)
    }
    return try ended + asked(worked, limit, for: viewer, db)
  }

  /// Who is to be asked where they stand, each once: whoever did not answer at three months is asked at six.
  private static func asked(
    _ worked: SQL, _ limit: Int, for viewer: Viewer, _ db: any Connection
  ) throws -> [ExitTask] {
    let parts = ExitMilestone.later.map { milestone -> SQL in
      let (latest, earliest) = milestone.leftBetween(viewer.today)
      return """
        SELECT x.id, x.left_on, h.head_id, p.first_name || ' ' || p.last_name AS person,
          CAST(\(milestone.rawValue) AS BIGINT) AS milestone
        FROM exit x
        JOIN participant_head h ON h.territory_id = x.territory_id AND h.participant_id = x.participant_id
        JOIN participant p ON p.territory_id = h.territory_id AND p.id = h.head_id
        WHERE x.territory_id = \(viewer.territoryID) AND x.left_on > \(earliest) AND x.left_on <= \(latest)
          AND x.withdrawn_at IS NULL AND p.archived_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM exit_situation s WHERE s.territory_id = x.territory_id AND s.exit_id = x.id
            AND s.replaced_at IS NULL AND s.milestone = \(milestone.rawValue))
          AND \(worked)
        """
    }
    var seen: Set<ID<Exit>> = []
    return try db.query(
      """
      SELECT y.* FROM (\(parts.joined(" UNION ALL "))) y ORDER BY y.milestone DESC, y.left_on DESC, y.id DESC LIMIT \(limit)
      """
    ).compactMap { row in
      let (id, number): (ID<Exit>, Int) = (try row["id"], try row["milestone"])
      guard seen.insert(id).inserted else { return nil }
      return ExitTask(
        person: try row["head_id"], name: try row["person"], leftOn: try row["left_on"], exit: id,
        milestone: ExitMilestone(rawValue: number))
    }
  }
}
