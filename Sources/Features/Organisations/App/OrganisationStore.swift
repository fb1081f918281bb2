// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A line of the list of organisations.
struct OrganisationLine: Sendable {
  let id: ID<Organisation>
  let details: OrganisationDetails
  /// Lots that it bears or buys.
  let lots: Int
  /// Its own hires in post today.
  let people: Int
}

/// Organisations belong to the instance; a territory sees those that it has linked.
enum OrganisationStore {
  static let pageSize = 50

  /// The organisation, when the viewer's territory works with it. Only the profession sees them all; another role sees its own.
  static func find(
    _ id: ID<Organisation>, for viewer: Viewer, _ db: any Connection
  ) throws -> OrganisationRecord {
    guard viewer.isFacilitator || viewer.organisationID == id else { throw Missing() }
    let row = try db.first(
      """
      SELECT \(OrganisationRecord.columns) FROM organisation o
      JOIN territory_organisation t ON t.organisation_id = o.id AND t.territory_id = \(viewer.territoryID)
      WHERE o.id = \(id) AND o.archived_at IS NULL
      """)
    guard let row else { throw Missing() }
    return try OrganisationRecord(row)
  }

  /// The same under a lock, before it is written.
  static func lock(_ id: ID<Organisation>, for viewer: Viewer, _ db: any Connection) throws -> OrganisationRecord {
    _ = try db.query("SELECT id FROM organisation WHERE id = \(id)\(db.forUpdate)")
    return try find(id, for: viewer, db)
  }

  /// Other establishments of the same unit that the territory works with.
  static func siblings(
    of record: OrganisationRecord, for viewer: Viewer, _ db: any Connection
  ) throws -> [Organisation] {
    guard viewer.isFacilitator, let siren = record.details.siren else { return [] }
    return try db.query(
      """
      SELECT o.id, o.name, o.siret FROM territory_organisation t JOIN organisation o ON o.id = t.organisation_id
      WHERE t.territory_id = \(viewer.territoryID) AND o.siren = \(siren.digits) AND o.id <> \(record.id)
        AND o.archived_at IS NULL ORDER BY o.name, o.id LIMIT 50
      """
    ).map { row in
      let siret: String? = try row["siret"]
      return Organisation(id: try row["id"], name: try row["name"], siret: siret.flatMap { Siret($0) })
    }
  }

  /// A page of the list by name, after one of its lines; one more than the page says that there is another.
  static func search(
    _ search: OrganisationSearch, after: ID<Organisation>? = nil, limit: Int = pageSize, for viewer: Viewer,
    _ db: any Connection
  ) throws -> [OrganisationLine] {
    guard viewer.isFacilitator else { throw Missing() }
    var conditions: [SQL] = ["t.territory_id = \(viewer.territoryID)", "o.archived_at IS NULL"]
    conditions += words(search.text)
    if let kind = search.kind { conditions.append(kind.condition) }
    if let after { conditions.append(following(after, viewer)) }
    return try db.query(
      """
      SELECT \(OrganisationRecord.columns), \(counts(viewer)) FROM territory_organisation t
      JOIN organisation o ON o.id = t.organisation_id
      WHERE \(conditions.joined(" AND ")) ORDER BY t.name, t.organisation_id LIMIT \(limit)
      """
    ).map { row in
      let record = try OrganisationRecord(row)
      return OrganisationLine(
        id: record.id, details: record.details, lots: try row["lots"], people: try row["people"])
    }
  }

  /// Each word, or the digits of a SIRET typed with spaces, must begin a word of the name, the number or the commune.
  private static func words(_ text: String) -> [SQL] {
    let digits = text.filter { !$0.isWhitespace }
    let isNumber = digits.count >= 9 && digits.allSatisfy { $0.isASCII && $0.isNumber }
    let words = isNumber ? [digits] : Search.fold(text).split(separator: " ").prefix(8).map(String.init)
    return words.map { word -> SQL in
      let inText = "% \(word)%"
      guard word.count >= 9, word.allSatisfy(\.isNumber) else {
        return "(' ' || o.search_text) LIKE \(inText)"
      }
      return "((' ' || o.search_text) LIKE \(inText) OR o.siret LIKE \(word + "%") OR o.siren = \(word))"
    }
  }

  private static func following(_ id: ID<Organisation>, _ viewer: Viewer) -> SQL {
    """
    EXISTS (SELECT 1 FROM territory_organisation x WHERE x.territory_id = \(viewer.territoryID)
      AND x.organisation_id = \(id)
      AND (t.name > x.name OR (t.name = x.name AND t.organisation_id > x.organisation_id)))
    """
  }

  private static func counts(_ viewer: Viewer) -> SQL {
    """
    (SELECT COUNT(*) FROM (
      SELECT l.id FROM public_contract c JOIN lot l ON l.territory_id = c.territory_id AND l.contract_id = c.id
      WHERE c.territory_id = t.territory_id AND c.buyer_id = o.id AND c.archived_at IS NULL
      UNION SELECT l.id FROM contract_owner w
      JOIN public_contract c ON c.territory_id = w.territory_id AND c.id = w.contract_id
      JOIN lot l ON l.territory_id = c.territory_id AND l.contract_id = c.id
      WHERE w.territory_id = t.territory_id AND w.organisation_id = o.id AND c.archived_at IS NULL
      UNION SELECT l.id FROM engagement_bearer b
      JOIN engagement g ON g.territory_id = b.territory_id AND g.id = b.engagement_id
      JOIN lot l ON l.territory_id = g.territory_id AND l.id = g.lot_id
      JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id
      WHERE b.territory_id = t.territory_id AND b.organisation_id = o.id AND c.archived_at IS NULL) z) AS lots,
    (SELECT COUNT(DISTINCT h.head_id) FROM employment_contract k
      JOIN participant_head h ON h.territory_id = k.territory_id AND h.participant_id = k.participant_id
      WHERE k.territory_id = t.territory_id AND k.employer_id = o.id AND k.starts_on <= \(viewer.today)
        AND COALESCE(k.ended_on, k.planned_end_on, '9999-12-31') >= \(viewer.today)) AS people
    """
  }

  /// The organisations of one kind, for a list to choose in.
  static func choices(
    _ kind: OrganisationRole, for viewer: Viewer, _ db: any Connection
  ) throws -> [Organisation] {
    guard viewer.isFacilitator || viewer.mayAdminister else { throw Missing() }
    return try db.query(
      """
      SELECT o.id, o.name, o.siret FROM territory_organisation t JOIN organisation o ON o.id = t.organisation_id
      WHERE t.territory_id = \(viewer.territoryID) AND o.archived_at IS NULL AND \(kind.condition)
      ORDER BY t.name, o.id LIMIT 5000
      """
    ).map { row in
      let siret: String? = try row["siret"]
      return Organisation(id: try row["id"], name: try row["name"], siret: siret.flatMap { Siret($0) })
    }
  }
}
