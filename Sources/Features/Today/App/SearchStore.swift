// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What a search found, each kind by name.
struct SearchResults: Sendable {
  struct Hit: Sendable {
    let id: Int64
    let name: String
    let detail: String
  }

  var contracts: [Hit] = []
  var people: [Hit] = []
  var organisations: [Hit] = []

  var isEmpty: Bool { contracts.isEmpty && people.isEmpty && organisations.isEmpty }
}

/// Looks for the beginning of words, accents and order aside, in the viewer's territory.
enum SearchStore {
  static let most = 20
  /// Words beyond these add nothing but cost.
  private static let mostWords = 6

  /// The words looked for: folded, so that no wildcard is left in them.
  static func words(_ text: String) -> [String] {
    Search.fold(String(text.prefix(200))).split(separator: " ").prefix(mostWords).map(String.init)
  }

  static func find(_ text: String, for viewer: Viewer, _ db: any Connection) throws -> SearchResults {
    let words = words(text)
    guard viewer.isFacilitator, !words.isEmpty else { return SearchResults() }
    return SearchResults(
      contracts: try contracts(words, viewer, db), people: try people(words, viewer, db),
      organisations: try organisations(words, viewer, db))
  }

  /// Every word begins a word of the text.
  private static func holds(_ words: [String], in column: SQL) -> SQL {
    words.map { "' ' || \(column) LIKE \("% " + $0 + "%")" as SQL }.joined(" AND ")
  }

  private static func contracts(
    _ words: [String], _ viewer: Viewer, _ db: any Connection
  ) throws -> [SearchResults.Hit] {
    let text: SQL = "(c.search_text || ' ' || o.search_text)"
    return try db.query(
      """
      SELECT c.id, c.title AS name, c.reference AS first, o.name AS second FROM public_contract c
      JOIN organisation o ON o.id = c.buyer_id
      WHERE c.territory_id = \(viewer.territoryID) AND c.archived_at IS NULL AND \(holds(words, in: text))
      ORDER BY c.title, c.id LIMIT \(most + 1)
      """
    ).map(hit)
  }

  private static func people(
    _ words: [String], _ viewer: Viewer, _ db: any Connection
  ) throws -> [SearchResults.Hit] {
    try db.query(
      """
      SELECT p.id, p.last_name, p.first_name, p.first_name || ' ' || p.last_name AS name, p.commune AS first,
        '' AS second
      FROM participant p WHERE p.territory_id = \(viewer.territoryID) AND p.archived_at IS NULL
        AND p.id IN (SELECT h.head_id FROM participant q JOIN participant_head h ON h.participant_id = q.id
          WHERE q.territory_id = \(viewer.territoryID) AND \(holds(words, in: "q.search_text")))
      ORDER BY p.last_name, p.first_name, p.id LIMIT \(most + 1)
      """
    ).map(hit)
  }

  private static func organisations(
    _ words: [String], _ viewer: Viewer, _ db: any Connection
  ) throws -> [SearchResults.Hit] {
    try db.query(
      """
      SELECT o.id, o.name, COALESCE(o.siret, '') AS first, o.commune AS second FROM organisation o
      JOIN territory_organisation t ON t.organisation_id = o.id AND t.territory_id = \(viewer.territoryID)
      WHERE o.archived_at IS NULL AND \(holds(words, in: "o.search_text"))
      ORDER BY o.name, o.id LIMIT \(most + 1)
      """
    ).map(hit)
  }

  private static func hit(_ row: Row) throws -> SearchResults.Hit {
    let (first, second): (String, String) = (try row["first"], try row["second"])
    return SearchResults.Hit(
      id: try row["id"], name: try row["name"], detail: [first, second].filter { !$0.isEmpty }.joined(separator: " · "))
  }
}
