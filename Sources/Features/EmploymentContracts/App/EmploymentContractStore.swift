// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Contracts of work, each for those who may see them.
enum EmploymentContractStore {
  /// The condition on `employment_contract c`: the profession reads all of the territory, an employer its own hires, a
  /// prescriber those of the people whom it oriented.
  static func condition(for viewer: Viewer) -> SQL {
    switch viewer.role {
    case .facilitator: "c.territory_id = \(viewer.territoryID)"
    case .company, .structure:
      "c.territory_id = \(viewer.territoryID) AND c.employer_id = \(viewer.organisationID)"
    case .prescriber:
      """
      c.territory_id = \(viewer.territoryID) AND c.participant_id IN (
        SELECT r.participant_id FROM participant_head r
        JOIN participant_head s ON s.territory_id = r.territory_id AND s.head_id = r.head_id
        JOIN participant o ON o.territory_id = s.territory_id AND o.id = s.participant_id
        WHERE r.territory_id = \(viewer.territoryID) AND o.oriented_by = \(viewer.organisationID))
      """
    case .administrator, .buyer, .elected: "1 = 0"
    }
  }

  /// - Throws: `Missing` when there is none, or not for this viewer.
  static func find(
    _ id: ID<EmploymentContract>, for viewer: Viewer, _ db: any Connection
  ) throws -> EmploymentContractFile {
    guard viewer.role != .prescriber else { throw Missing() }
    let row = try db.first(
      """
      SELECT c.*, p.first_name, p.last_name, p.born_on, h.head_id, t.name AS employer, o.employer_kind,
        COALESCE(u.name, '') AS user_company
      FROM employment_contract c
      JOIN participant_head h ON h.territory_id = c.territory_id AND h.participant_id = c.participant_id
      JOIN participant p ON p.territory_id = c.territory_id AND p.id = h.head_id
      JOIN territory_organisation t ON t.territory_id = c.territory_id AND t.organisation_id = c.employer_id
      JOIN organisation o ON o.id = c.employer_id
      LEFT JOIN territory_organisation u ON u.territory_id = c.territory_id AND u.organisation_id = c.user_company_id
      WHERE c.id = \(id) AND \(condition(for: viewer))
      """)
    guard let row else { throw Missing() }
    return try file(row, for: viewer, db)
  }

  private static func file(_ row: Row, for viewer: Viewer, _ db: any Connection) throws -> EmploymentContractFile {
    let id: ID<EmploymentContract> = try row["id"]
    let parcours: ID<Parcours>? = try row["parcours_id"]
    return EmploymentContractFile(
      id: id,
      person: Participant(
        id: try row["head_id"], firstName: try row["first_name"], lastName: try row["last_name"],
        bornOn: try row["born_on"]),
      employerID: try row["employer_id"], employerName: try row["employer"], employerKind: try row["employer_kind"],
      userCompanyID: try row["user_company_id"], userCompanyName: try row["user_company"], kind: try row["kind"],
      modality: try row["modality"], job: try row["job"], startsOn: try row["starts_on"],
      plannedEndOn: try row["planned_end_on"], endedOn: try row["ended_on"], weekly: try row["weekly_units"],
      countsFrom: try row["counts_from"], countsUntil: try row["counts_until"], rule: try row["counting_rule"],
      hiring: viewer.maySeeCriteria ? try hiring(row) : AtHiring(), parcoursID: parcours,
      lots: try lots(of: id, in: viewer.territoryID, db),
      chain: try parcours.map { try chain($0, for: viewer, db) } ?? [])
  }

  private static func hiring(_ row: Row) throws -> AtHiring {
    let (schooling, criteria): (String, String) = (try row["schooling_at_hiring"], try row["criteria_at_hiring"])
    return AtHiring(
      age: try row["age_at_hiring"], district: try row["district_at_hiring"],
      schooling: EducationLevel(rawValue: schooling),
      criteria: criteria.split { $0 == "," || $0 == " " }.compactMap { EligibilityCriterion(rawValue: String($0)) })
  }

  static func lots(
    of contract: ID<EmploymentContract>, in territory: ID<Territory>, _ db: any Connection
  ) throws -> [ContractLot] {
    try db.query(
      """
      SELECT x.engagement_id, x.starts_on, x.ends_on, l.id AS lot_id, l.number, l.name, l.notified_on, m.title
      FROM employment_engagement x
      JOIN engagement e ON e.territory_id = x.territory_id AND e.id = x.engagement_id
      JOIN lot l ON l.territory_id = e.territory_id AND l.id = e.lot_id
      JOIN public_contract m ON m.territory_id = l.territory_id AND m.id = l.contract_id
      WHERE x.territory_id = \(territory) AND x.employment_contract_id = \(contract)
      ORDER BY x.starts_on, x.engagement_id
      """
    ).map { row in
      ContractLot(
        engagementID: try row["engagement_id"], lotID: try row["lot_id"], lotNumber: try row["number"],
        lotName: try row["name"], contractTitle: try row["title"], startsOn: try row["starts_on"],
        endsOn: try row["ends_on"], notifiedOn: try row["notified_on"])
    }
  }

  private static func chain(
    _ parcours: ID<Parcours>, for viewer: Viewer, _ db: any Connection
  ) throws -> [ChainedMission] {
    try db.query(
      """
      SELECT c.id, c.starts_on, COALESCE(c.ended_on, c.planned_end_on) AS last_day FROM employment_contract c
      WHERE c.parcours_id = \(parcours) AND \(condition(for: viewer)) ORDER BY c.starts_on, c.id
      """
    ).map { ChainedMission(id: try $0["id"], startsOn: try $0["starts_on"], lastDay: try $0["last_day"]) }
  }

  /// The contracts of a person that the viewer may see, the latest first.
  static func list(
    of person: ID<Participant>, for viewer: Viewer, _ db: any Connection
  ) throws -> [EmploymentContractLine] {
    try db.query(
      """
      SELECT c.id, c.employer_id, t.name AS employer, c.kind, c.job, c.starts_on, c.ended_on, c.planned_end_on,
        c.counts_until, c.counting_rule, c.parcours_id
      FROM employment_contract c
      JOIN territory_organisation t ON t.territory_id = c.territory_id AND t.organisation_id = c.employer_id
      WHERE \(condition(for: viewer)) AND c.participant_id IN (\(ParticipantScope.records(of: person, for: viewer)))
      ORDER BY c.starts_on DESC, c.id DESC
      """
    ).map { row in
      let (ended, planned): (Day?, Day?) = (try row["ended_on"], try row["planned_end_on"])
      let parcours: ID<Parcours>? = try row["parcours_id"]
      return EmploymentContractLine(
        id: try row["id"], employerID: try row["employer_id"], employerName: try row["employer"], kind: try row["kind"],
        job: try row["job"], startsOn: try row["starts_on"], lastDay: ended ?? planned, isEnded: ended != nil,
        countsUntil: try row["counts_until"], rule: try row["counting_rule"], isInChain: parcours != nil)
    }
  }
}
