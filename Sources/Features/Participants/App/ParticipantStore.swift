// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// People, each for those who may see them.
enum ParticipantStore {
  /// The person whom the viewer may open. A record merged into another gives that other: compare identifiers and redirect.
  /// - Throws: `Missing` when there is none, or not for this viewer.
  static func find(_ id: ID<Participant>, for viewer: Viewer, _ db: any Connection) throws -> Participant {
    let row = try db.first(
      """
      SELECT p.id, p.first_name, p.last_name, p.born_on FROM participant p
      WHERE p.id = (SELECT COALESCE(o.merged_into, o.id) FROM participant o
        WHERE o.id = \(id) AND o.territory_id = \(viewer.territoryID))
      AND \(ParticipantScope.condition(for: viewer))
      """)
    guard let row else { throw Missing() }
    return try participant(row)
  }

  static func participant(_ row: Row) throws -> Participant {
    Participant(
      id: try row["id"], firstName: try row["first_name"], lastName: try row["last_name"], bornOn: try row["born_on"])
  }

  /// The whole record, for the profession only.
  static func file(_ id: ID<Participant>, for viewer: Viewer, _ db: any Connection) throws -> ParticipantFile {
    guard viewer.isFacilitator else { throw Missing() }
    let person = try find(id, for: viewer, db)
    let row = try db.first(
      """
      SELECT p.*, COALESCE(t.name, '') AS prescriber FROM participant p
      LEFT JOIN territory_organisation t ON t.territory_id = p.territory_id AND t.organisation_id = p.oriented_by
      WHERE p.id = \(person.id) AND p.territory_id = \(viewer.territoryID)
      """)
    guard let row else { throw Missing() }
    return ParticipantFile(
      person: person, details: try details(row), prescriberName: try row["prescriber"],
      createdAt: try row["created_at"], archivedAt: try row["archived_at"],
      merged: try merged(into: person.id, for: viewer, db))
  }

  /// The same under a lock, before it is written.
  static func lock(_ id: ID<Participant>, for viewer: Viewer, _ db: any Connection) throws -> ParticipantFile {
    _ = try db.query(
      "SELECT id FROM participant WHERE id = \(id) AND territory_id = \(viewer.territoryID)\(db.forUpdate)")
    return try file(id, for: viewer, db)
  }

  private static func merged(
    into head: ID<Participant>, for viewer: Viewer, _ db: any Connection
  ) throws -> [Participant] {
    try db.query(
      """
      SELECT id, first_name, last_name, born_on FROM participant
      WHERE territory_id = \(viewer.territoryID) AND merged_into = \(head) ORDER BY id
      """
    ).map(participant)
  }

  private static func details(_ row: Row) throws -> ParticipantDetails {
    let schooling: String = try row["schooling"]
    return ParticipantDetails(
      lastName: try row["last_name"], firstName: try row["first_name"], bornOn: try row["born_on"],
      gender: try row["gender"], phone: try row["phone"], email: try row["email"], postcode: try row["postcode"],
      commune: try row["commune"], schooling: EducationLevel(rawValue: schooling), district: try district(row),
      orientedBy: try row["oriented_by"], orientedOn: try row["oriented_on"], informedOn: try row["informed_on"])
  }

  private static func district(_ row: Row) throws -> PriorityDistrict? {
    let (name, generation, method): (String, String, String) = (
      try row["district"], try row["district_generation"], try row["district_method"]
    )
    let foundOn: Day? = try row["district_on"]
    guard !name.isEmpty else { return nil }
    return PriorityDistrict(
      name: name, generation: DistrictGeneration(rawValue: generation) ?? .second,
      method: DistrictMethod(rawValue: method) ?? .said, foundOn: foundOn ?? Day.first)
  }

  /// People of the same name, in either order, with the same birth day or without one: perhaps the same person.
  static func similar(
    to details: ParticipantDetails, except id: ID<Participant>? = nil, for viewer: Viewer, _ db: any Connection
  ) throws -> [Participant] {
    let turned = Search.fold("\(details.lastName) \(details.firstName)")
    let day: SQL = details.bornOn.map { "(p.born_on = \($0) OR p.born_on IS NULL)" } ?? "1 = 1"
    return try db.query(
      """
      SELECT p.id, p.first_name, p.last_name, p.born_on FROM participant p
      WHERE \(ParticipantScope.condition(for: viewer)) AND p.merged_into IS NULL AND p.id <> \(id ?? ID(0))
      AND p.search_text IN (\(details.searchText), \(turned)) AND \(day) ORDER BY p.id LIMIT 10
      """
    ).map(participant)
  }

  /// Those who orient people, to choose from.
  static func prescribers(for viewer: Viewer, _ db: any Connection) throws -> [NamedOrganisation] {
    guard viewer.isFacilitator else { return [] }
    return try db.query(
      """
      SELECT t.organisation_id, t.name FROM territory_organisation t JOIN organisation o ON o.id = t.organisation_id
      WHERE t.territory_id = \(viewer.territoryID) AND o.prescriber_kind IS NOT NULL AND o.archived_at IS NULL
      ORDER BY t.name, t.organisation_id
      """
    ).map { NamedOrganisation(id: try $0["organisation_id"], name: try $0["name"]) }
  }
}
