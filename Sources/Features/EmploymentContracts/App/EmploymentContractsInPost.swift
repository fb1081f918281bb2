// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Someone at work, named as the viewer may read it: in full when it is theirs to know, « Nadia B. » otherwise.
struct PersonAtWork: Sendable {
  let contractID: ID<EmploymentContract>
  let participantID: ID<Participant>
  let name: String
  /// The viewer may open the person's page and the contract's.
  let mayOpen: Bool
  let employerID: ID<Organisation>
  let employerName: String
  let kind: EmploymentContractKind
  let job: String
  let startsOn: Day
  let lastDay: Day?
  let countsUntil: Day?
}

/// Where one looks for people at work.
enum PostScope: Sendable {
  case lot(ID<Lot>)
  case employer(ID<Organisation>)
  case territory
}

extension EmploymentContractStore {
  /// Contracts of work under way on a day. An employer reads its own hires in full, and those of others on the lots that it
  /// bears with the first letter of the last name. Those who read no name are refused.
  static func inPost(
    _ scope: PostScope, on day: Day, limit: Int = 200, for viewer: Viewer, _ db: any Connection
  ) throws -> [PersonAtWork] {
    guard viewer.maySeeNames, viewer.role != .prescriber else { throw Missing() }
    return try db.query(
      """
      SELECT c.id, h.head_id, p.first_name, p.last_name, p.born_on, c.employer_id, t.name AS employer, c.kind, c.job,
        c.starts_on, COALESCE(c.ended_on, c.planned_end_on) AS last_day, c.counts_until
      FROM employment_contract c
      JOIN participant_head h ON h.territory_id = c.territory_id AND h.participant_id = c.participant_id
      JOIN participant p ON p.territory_id = c.territory_id AND p.id = h.head_id
      JOIN territory_organisation t ON t.territory_id = c.territory_id AND t.organisation_id = c.employer_id
      WHERE c.territory_id = \(viewer.territoryID) AND c.starts_on <= \(day)
      AND COALESCE(c.ended_on, c.planned_end_on, '9999-12-31') >= \(day) AND \(readable(by: viewer))
      AND \(condition(scope, on: day, for: viewer))
      ORDER BY p.last_name, p.first_name, c.id LIMIT \(limit)
      """
    ).map { try person($0, for: viewer) }
  }

  private static func readable(by viewer: Viewer) -> SQL {
    guard !viewer.isFacilitator else { return "1 = 1" }
    return """
      (c.employer_id = \(viewer.organisationID) OR EXISTS (SELECT 1 FROM employment_engagement y
        JOIN engagement_bearer b ON b.territory_id = y.territory_id AND b.engagement_id = y.engagement_id
        WHERE y.territory_id = c.territory_id AND y.employment_contract_id = c.id
        AND b.organisation_id = \(viewer.organisationID)))
      """
  }

  private static func condition(_ scope: PostScope, on day: Day, for viewer: Viewer) -> SQL {
    switch scope {
    case .territory: "1 = 1"
    case .employer(let organisation): "c.employer_id = \(organisation)"
    case .lot(let lot):
      """
      EXISTS (SELECT 1 FROM employment_engagement x
        JOIN engagement e ON e.territory_id = x.territory_id AND e.id = x.engagement_id
        WHERE x.territory_id = c.territory_id AND x.employment_contract_id = c.id AND e.lot_id = \(lot)
        AND x.starts_on <= \(day) AND COALESCE(x.ends_on, '9999-12-31') >= \(day))
      """
    }
  }

  private static func person(_ row: Row, for viewer: Viewer) throws -> PersonAtWork {
    let employer: ID<Organisation> = try row["employer_id"]
    let isOpen = viewer.isFacilitator || employer == viewer.organisationID
    let person = Participant(
      id: try row["head_id"], firstName: try row["first_name"], lastName: try row["last_name"],
      bornOn: try row["born_on"])
    return PersonAtWork(
      contractID: try row["id"], participantID: person.id, name: isOpen ? person.fullName : person.shortName,
      mayOpen: isOpen, employerID: employer, employerName: try row["employer"], kind: try row["kind"],
      job: try row["job"], startsOn: try row["starts_on"], lastDay: try row["last_day"],
      countsUntil: try row["counts_until"])
  }
}
