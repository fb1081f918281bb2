// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Who works today for an employer, and what its people have done.
struct OrganisationHires: Sendable {
  struct Hire: Sendable {
    let participant: ID<Participant>
    let name: String
    let employment: ID<EmploymentContract>
    let kind: EmploymentContractKind
    let job: String
    let startsOn: Day
    let kept: Hours
  }

  let people: [Hire]
  /// Distinct people.
  let count: Int
  /// Site hours kept of its own hires, on every lot and in every year.
  let kept: Hours

  /// For the profession only.
  static func read(_ id: ID<Organisation>, for viewer: Viewer, _ db: any Connection) throws -> OrganisationHires {
    guard viewer.isFacilitator else { throw Missing() }
    let people = try db.query(
      """
      SELECT h.head_id, p.first_name, p.last_name, k.id, k.kind, k.job, k.starts_on,
        (SELECT CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) FROM hours_line l
          JOIN hours_decision d ON d.line_id = l.id WHERE l.territory_id = k.territory_id
          AND l.employment_contract_id = k.id AND l.kind = 'site') AS kept
      FROM employment_contract k
      JOIN participant_head h ON h.territory_id = k.territory_id AND h.participant_id = k.participant_id
      JOIN participant p ON p.id = h.head_id
      WHERE k.territory_id = \(viewer.territoryID) AND k.employer_id = \(id) AND k.starts_on <= \(viewer.today)
        AND COALESCE(k.ended_on, k.planned_end_on, '9999-12-31') >= \(viewer.today)
      ORDER BY p.last_name, p.first_name, k.id LIMIT 200
      """
    ).map { row in
      let (first, last): (String, String) = (try row["first_name"], try row["last_name"])
      return Hire(
        participant: try row["head_id"], name: "\(first) \(last)", employment: try row["id"], kind: try row["kind"],
        job: try row["job"], startsOn: try row["starts_on"], kept: try row["kept"])
    }
    let kept: Hours? = try db.value(
      """
      SELECT CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) FROM hours_line l
      JOIN hours_decision d ON d.line_id = l.id
      JOIN employment_contract k ON k.territory_id = l.territory_id AND k.id = l.employment_contract_id
      WHERE l.territory_id = \(viewer.territoryID) AND k.employer_id = \(id) AND l.kind = 'site'
      """)
    return OrganisationHires(people: people, count: Set(people.map(\.participant)).count, kept: kept ?? .zero)
  }
}
