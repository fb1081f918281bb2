// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A lot that owes hours, to choose from.
struct LotChoice: Sendable {
  let engagementID: ID<Engagement>
  let label: String
}

/// What the form of a hiring proposes.
struct EmploymentContractChoices: Sendable {
  let employers: [NamedOrganisation]
  let lots: [LotChoice]
  /// Earlier missions of the person, which a new one may follow.
  let missions: [EmploymentContractLine]

  static func fetch(
    for person: ID<Participant>, by viewer: Viewer, _ db: any Connection
  ) throws -> EmploymentContractChoices {
    EmploymentContractChoices(
      employers: try employers(for: viewer, db), lots: try lots(for: viewer, db),
      missions: try EmploymentContractStore.list(of: person, for: viewer, db).filter { $0.kind == .temporary })
  }

  static func employers(for viewer: Viewer, _ db: any Connection) throws -> [NamedOrganisation] {
    guard viewer.isFacilitator else { throw Missing() }
    let employers = try db.query(
      """
      SELECT t.organisation_id, t.name FROM territory_organisation t JOIN organisation o ON o.id = t.organisation_id
      WHERE t.territory_id = \(viewer.territoryID) AND o.employer_kind IS NOT NULL AND o.archived_at IS NULL
      ORDER BY t.name, t.organisation_id
      """
    ).map { NamedOrganisation(id: try $0["organisation_id"], name: try $0["name"]) }
    return try Homonyms.toldApart(employers, db)
  }

  /// Engagements of lots that are neither settled, terminated nor cancelled, the latest contract first.
  static func lots(for viewer: Viewer, _ db: any Connection) throws -> [LotChoice] {
    guard viewer.isFacilitator else { throw Missing() }
    return try db.query(
      """
      SELECT e.id, e.label, l.number, l.name, m.reference, m.title FROM engagement e
      JOIN lot l ON l.territory_id = e.territory_id AND l.id = e.lot_id
      JOIN public_contract m ON m.territory_id = l.territory_id AND m.id = l.contract_id
      WHERE e.territory_id = \(viewer.territoryID) AND l.settled_on IS NULL AND l.terminated_on IS NULL
      AND l.cancelled_on IS NULL AND m.archived_at IS NULL
      ORDER BY COALESCE(m.notified_on, '9999-12-31') DESC, m.id DESC, l.number, e.id LIMIT 1000
      """
    ).map { row in
      let (number, name, label): (String, String, String) = (try row["number"], try row["name"], try row["label"])
      let (reference, title): (String, String) = (try row["reference"], try row["title"])
      let contract = reference.isEmpty ? title : "\(reference), \(title)"
      return LotChoice(
        engagementID: try row["id"],
        label: "Lot \(number), \(name)\(label.isEmpty ? "" : ", \(label)") — \(contract.prefix(80))")
    }
  }
}
