// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Writing organisations, their link to a territory and their contacts. Each act leaves a line in the journal.
enum OrganisationWriter {
  static func insert(
    _ details: OrganisationDetails, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<Organisation> {
    let siren = details.siret?.siren ?? details.siren
    let id = ID<Organisation>(
      try db.insert(
        """
        INSERT INTO organisation (name, siret, siren, buyer_kind, employer_kind, prescriber_kind, naf, address, postcode,
          commune, phone, search_text, created_at)
        VALUES (\(details.name), \(details.siret?.digits), \(siren?.digits), \(details.buyerKind),
          \(details.employerKind), \(details.prescriberKind), \(details.naf), \(details.address), \(details.postcode),
          \(details.commune), \(details.phone), \(details.searchText), \(now)) RETURNING id
        """))
    try link(id, for: viewer, db)
    try Journal.record(
      "organisation.added", .organisation, id.value, "Organisme enregistré", by: viewer, at: now, db)
    return id
  }

  /// Takes into the territory an organisation that the instance already knows by its SIRET; twice changes nothing.
  static func join(
    _ id: ID<Organisation>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    let known: Int? = try db.value(
      "SELECT COUNT(*) FROM organisation WHERE id = \(id) AND siret IS NOT NULL AND archived_at IS NULL")
    guard known == 1 else { throw Missing() }
    guard try link(id, for: viewer, db) == 1 else { return }
    try Journal.record(
      "organisation.joined", .organisation, id.value, "Organisme déjà connu, rattaché au territoire", by: viewer,
      at: now, db)
  }

  @discardableResult
  private static func link(_ id: ID<Organisation>, for viewer: Viewer, _ db: any Connection) throws -> Int {
    let added = try db.execute(
      """
      INSERT INTO territory_organisation (territory_id, organisation_id, name)
      SELECT \(viewer.territoryID), o.id, o.name FROM organisation o WHERE o.id = \(id)
      ON CONFLICT (territory_id, organisation_id) DO NOTHING
      """)
    if added > 0 { try SearchWords.write(.organisation, id.value, db) }
    return added
  }

  static func update(
    _ id: ID<Organisation>, _ details: OrganisationDetails, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    let siren = details.siret?.siren ?? details.siren
    try db.execute(
      """
      UPDATE organisation SET name = \(details.name), siret = \(details.siret?.digits), siren = \(siren?.digits),
        buyer_kind = \(details.buyerKind), employer_kind = \(details.employerKind),
        prescriber_kind = \(details.prescriberKind), naf = \(details.naf), address = \(details.address),
        postcode = \(details.postcode), commune = \(details.commune), phone = \(details.phone),
        search_text = \(details.searchText)
      WHERE id = \(id)
      """)
    try db.execute("UPDATE territory_organisation SET name = \(details.name) WHERE organisation_id = \(id)")
    try SearchWords.write(.organisation, id.value, db)
    try Journal.record(
      "organisation.changed", .organisation, id.value, "Coordonnées ou nature modifiées", by: viewer, at: now, db)
  }
}
