// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A person in post, for those who employ them.
struct OwnHire: Sendable {
  let name: String
  let job: String
  let lots: String
  let until: Day?
  let countsUntil: Day?
  let contract: ID<EmploymentContract>
}

/// The people whom a prescriber oriented, in numbers.
struct OrientedPeople: Sendable {
  var people = 0
  var eligible = 0
  var inPost = 0
  /// With kept hours, and how many of them.
  var atWork = 0
  var kept = Hours.zero
}

/// What the first pages of organisations read: only what is their own.
enum OwnDayStore {
  /// Own hires under way, with their full names: they are the employer's people.
  static func inPost(for viewer: Viewer, _ db: any Connection) throws -> [OwnHire] {
    guard Set<Role>.employers.contains(viewer.role), let own = viewer.organisationID else { return [] }
    let rows = try db.query(
      """
      SELECT k.id, p.first_name, p.last_name, k.job, COALESCE(k.ended_on, k.planned_end_on) AS until, k.counts_until,
        t.number, t.name AS lot_name, h.head_id
      FROM employment_contract k
      JOIN participant_head h ON h.territory_id = k.territory_id AND h.participant_id = k.participant_id
      JOIN participant p ON p.id = h.head_id
      LEFT JOIN employment_engagement e ON e.territory_id = k.territory_id AND e.employment_contract_id = k.id
        AND COALESCE(e.ends_on, '9999-12-31') >= \(viewer.today)
      LEFT JOIN engagement g ON g.territory_id = e.territory_id AND g.id = e.engagement_id
      LEFT JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      WHERE k.territory_id = \(viewer.territoryID) AND k.employer_id = \(own) AND k.starts_on <= \(viewer.today)
        AND COALESCE(k.ended_on, k.planned_end_on, '9999-12-31') >= \(viewer.today)
      ORDER BY p.last_name, p.first_name, k.id, t.number, t.id
      """)
    var lots: [Int64: [String]] = [:]
    var firsts: [(id: Int64, row: Row)] = []
    for row in rows {
      let id: Int64 = try row["id"]
      if lots[id] == nil { firsts.append((id, row)) }
      let number: String? = try row["number"]
      let name: String? = try row["lot_name"]
      lots[id, default: []] += zip([number].compactMap { $0 }, [name].compactMap { $0 }).map { "lot \($0) \($1)" }
    }
    return try firsts.map { try person($0.row, lots: lots[$0.id] ?? []) }
  }

  private static func person(_ row: Row, lots: [String]) throws -> OwnHire {
    let (first, last): (String, String) = (try row["first_name"], try row["last_name"])
    return OwnHire(
      name: "\(first) \(last)", job: try row["job"], lots: FrenchText.list(lots), until: try row["until"],
      countsUntil: try row["counts_until"], contract: try row["id"])
  }

  /// Numbers of the people whom the viewer's organisation oriented.
  static func oriented(for viewer: Viewer, _ db: any Connection) throws -> OrientedPeople {
    guard viewer.role == .prescriber, let own = viewer.organisationID else { return OrientedPeople() }
    let (territory, today) = (viewer.territoryID, viewer.today)
    let found = try db.first(
      """
      SELECT COUNT(*) AS people, CAST(COALESCE(SUM(x.eligible), 0) AS BIGINT) AS eligible,
        CAST(COALESCE(SUM(x.in_post), 0) AS BIGINT) AS in_post,
        CAST(COALESCE(SUM(CASE WHEN x.kept > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS at_work,
        CAST(COALESCE(SUM(x.kept), 0) AS BIGINT) AS kept
      FROM (SELECT f.head_id,
        CASE WHEN EXISTS (SELECT 1 FROM participant_head y JOIN eligibility w ON w.territory_id = y.territory_id
          AND w.participant_id = y.participant_id WHERE y.territory_id = \(territory) AND y.head_id = f.head_id AND w.refused = 0 AND w.starts_on <= \(today)
          AND COALESCE(w.ends_on, '9999-12-31') >= \(today)) THEN 1 ELSE 0 END AS eligible,
        CASE WHEN EXISTS (SELECT 1 FROM participant_head y JOIN employment_contract k ON k.territory_id = y.territory_id
          AND k.participant_id = y.participant_id WHERE y.territory_id = \(territory) AND y.head_id = f.head_id AND k.starts_on <= \(today)
          AND COALESCE(k.ended_on, k.planned_end_on, '9999-12-31') >= \(today)) THEN 1 ELSE 0 END AS in_post,
        (SELECT CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) FROM participant_head y
          JOIN hours_line l ON l.territory_id = y.territory_id AND l.participant_id = y.participant_id
          JOIN hours_decision d ON d.line_id = l.id
          WHERE y.territory_id = \(territory) AND y.head_id = f.head_id AND l.kind = 'site') AS kept
        FROM (SELECT DISTINCT h.head_id FROM participant p
          JOIN participant_head h ON h.territory_id = p.territory_id AND h.participant_id = p.id
          WHERE p.territory_id = \(territory) AND p.oriented_by = \(own) AND p.archived_at IS NULL) f) x
      """)
    guard let found else { return OrientedPeople() }
    return OrientedPeople(
      people: try found["people"], eligible: try found["eligible"], inPost: try found["in_post"],
      atWork: try found["at_work"], kept: try found["kept"])
  }
}
