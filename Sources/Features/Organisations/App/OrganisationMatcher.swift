// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The one place that decides whether a body that is named is one that is known: by SIRET, else by SIREN within the territory, else
/// by the same folded name there. What a contract names and is not known yet is made; what a person registers is proposed first.
enum OrganisationMatcher {
  enum Kind { case buyer, holder }

  /// By SIRET, else by the same folded name (within the territory first); nil when nobody is found.
  static func find(
    _ party: ContractDraft.Party, for viewer: Viewer, _ db: any Connection
  ) throws -> (id: ID<Organisation>, name: String)? {
    let row: Row?
    switch party {
    case .known(let id): row = try known(id, viewer, db)
    case .described(let name, let siret): row = try described(name, siret, viewer, db)
    }
    return try row.map { (try $0["id"], try $0["name"]) }
  }

  private static func known(_ id: ID<Organisation>, _ viewer: Viewer, _ db: any Connection) throws -> Row? {
    try db.first(
      """
      SELECT o.id, o.name FROM organisation o
      JOIN territory_organisation t ON t.organisation_id = o.id AND t.territory_id = \(viewer.territoryID)
      WHERE o.id = \(id) AND o.archived_at IS NULL
      """)
  }

  private static func described(
    _ name: String, _ siret: Siret?, _ viewer: Viewer, _ db: any Connection
  ) throws -> Row? {
    let here: SQL = "CASE WHEN t.organisation_id IS NULL THEN 1 ELSE 0 END"
    let join: SQL = """
      LEFT JOIN territory_organisation t ON t.organisation_id = o.id AND t.territory_id = \(viewer.territoryID)
      """
    if let siret {
      let exact = try db.first(
        """
        SELECT o.id, o.name FROM organisation o \(join)
        WHERE o.siret = \(siret.digits) AND o.archived_at IS NULL ORDER BY \(here), o.id LIMIT 1
        """)
      return try exact ?? unit(siren: siret.siren.digits, viewer, db)
    }
    // Without a number, only a body of the territory may be taken for the one that is named.
    let folded = Search.fold(name)
    guard !folded.isEmpty else { return nil }
    let rows = try db.query(
      """
      SELECT o.id, o.name FROM organisation o
      JOIN territory_organisation t ON t.organisation_id = o.id AND t.territory_id = \(viewer.territoryID)
      WHERE o.archived_at IS NULL AND o.search_text LIKE \(folded + "%") ORDER BY o.id
      """)
    return try rows.first { try Search.fold($0["name"]) == folded }
  }

  /// The body of the territory with that SIREN: establishments of one unit are one buyer, one holder.
  static func unit(
    siren: String, for viewer: Viewer, _ db: any Connection
  ) throws -> (id: ID<Organisation>, name: String)? {
    try unit(siren: siren, viewer, db).map { (try $0["id"], try $0["name"]) }
  }

  private static func unit(siren: String, _ viewer: Viewer, _ db: any Connection) throws -> Row? {
    try db.first(
      """
      SELECT o.id, o.name FROM organisation o
      JOIN territory_organisation t ON t.organisation_id = o.id AND t.territory_id = \(viewer.territoryID)
      WHERE o.siren = \(siren) AND o.archived_at IS NULL ORDER BY o.id LIMIT 1
      """)
  }

  /// What published notices call the establishment, when the person gave a number only.
  static func publishedName(_ siret: Siret?, _ db: any Connection) throws -> String? {
    guard let siret else { return nil }
    let name: String? = try db.value(
      """
      SELECT name FROM notice_holder WHERE siren = \(siret.siren.digits) AND identifier = \(siret.digits)
        AND name IS NOT NULL AND name <> '' ORDER BY notice_id DESC LIMIT 1
      """)
    return name.map { String($0.prefix(300)) }
  }

  /// The body, made when it is not known, and known to the territory as a buyer or an employer from now on.
  static func resolve(
    _ party: ContractDraft.Party, as kind: Kind, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<Organisation> {
    if let found = try find(party, for: viewer, db) {
      try join(found.id, found.name, kind, viewer, db)
      return found.id
    }
    guard case .described(let name, let siret) = party else { throw Missing() }
    let published = name.isEmpty ? try publishedName(siret, db) : name
    let shown = published ?? "Entreprise \(siret?.french ?? "")"
    let id = ID<Organisation>(
      try db.insert(
        """
        INSERT INTO organisation (name, siren, siret, search_text, created_at) VALUES (\(shown), \(siret?.siren.digits),
          \(siret?.digits), \(Search.fold("\(shown) \(siret?.digits ?? "")")), \(now)) RETURNING id
        """))
    try join(id, shown, kind, viewer, db)
    return id
  }

  private static func join(
    _ id: ID<Organisation>, _ name: String, _ kind: Kind, _ viewer: Viewer, _ db: any Connection
  ) throws {
    let added = try db.execute(
      """
      INSERT INTO territory_organisation (territory_id, organisation_id, name) VALUES (\(viewer.territoryID), \(id), \(name))
      ON CONFLICT (territory_id, organisation_id) DO NOTHING
      """)
    if added > 0 { try SearchWords.write(.organisation, id.value, db) }
    switch kind {
    case .buyer: try db.execute("UPDATE organisation SET buyer_kind = 'AUTRE' WHERE id = \(id) AND buyer_kind IS NULL")
    case .holder:
      try db.execute("UPDATE organisation SET employer_kind = 'CLASSIQUE' WHERE id = \(id) AND employer_kind IS NULL")
    }
  }

  /// A body that may be the one being registered, and why.
  struct Proposal: Sendable {
    enum Reason: Int, Sendable { case sameSiret, sameUnit, sameName }
    let record: OrganisationRecord
    let isHere: Bool
    let reason: Reason
  }

  /// Those already known, whatever the territory for a number, here only for a name: a body is described once.
  static func proposals(
    for details: OrganisationDetails, for viewer: Viewer, _ db: any Connection
  ) throws -> [Proposal] {
    guard viewer.isFacilitator else { throw Missing() }
    let folded = Search.fold(details.name)
    let (siret, siren) = (details.siret?.digits ?? "", (details.siret?.siren ?? details.siren)?.digits ?? "")
    let rows = try db.query(
      """
      SELECT \(OrganisationRecord.columns), CASE WHEN t.organisation_id IS NULL THEN 0 ELSE 1 END AS here
      FROM organisation o
      LEFT JOIN territory_organisation t ON t.organisation_id = o.id AND t.territory_id = \(viewer.territoryID)
      WHERE o.archived_at IS NULL AND (o.siret = \(siret) OR o.siren = \(siren)
        OR (t.organisation_id IS NOT NULL AND o.search_text LIKE \(folded + "%")))
      ORDER BY CASE WHEN o.siret = \(siret) THEN 0 WHEN o.siren = \(siren) THEN 1 ELSE 2 END, o.id LIMIT 200
      """)
    return try rows.compactMap { row -> Proposal? in
      let record = try OrganisationRecord(row)
      let here: Int = try row["here"]
      guard let reason = reason(record.details, folded, siret, siren) else { return nil }
      return Proposal(record: record, isHere: here == 1, reason: reason)
    }.prefix(10).map(\.self)
  }

  private static func reason(
    _ known: OrganisationDetails, _ folded: String, _ siret: String, _ siren: String
  ) -> Proposal.Reason? {
    if let number = known.siret?.digits, number == siret { return .sameSiret }
    if let unit = known.siren?.digits, unit == siren { return .sameUnit }
    // The same name under another number is another body.
    guard Search.fold(known.name) == folded, !folded.isEmpty else { return nil }
    return known.siren == nil || siren.isEmpty ? .sameName : nil
  }
}
