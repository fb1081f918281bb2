// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What can be looked for, in the order in which it is shown.
enum SearchKind: String, Sendable, CaseIterable {
  case contract, lot, operation, participant, organisation, agreement

  /// In the address: `genre=marches`.
  var code: String {
    switch self {
    case .contract: "marches"
    case .lot: "lots"
    case .operation: "operations"
    case .participant: "personnes"
    case .organisation: "organismes"
    case .agreement: "conventions"
    }
  }

  init?(code: String) {
    guard let found = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = found
  }
}

/// Some of what a search found, of one kind, by name.
struct SearchGroup: Sendable {
  struct Hit: Sendable {
    let id: Int64
    let name: String
    let detail: String
  }

  let kind: SearchKind
  let hits: [Hit]
  /// The last of these, when there are more.
  let next: Int64?
}

/// Looks for the beginning of words, accents, case and order aside, among what the viewer may open.
enum SearchStore {
  static let overview = 8
  static let pageSize = 50
  /// Words beyond these add nothing but cost.
  private static let mostWords = 6

  /// The words looked for: folded, so that no wildcard is left in them. A SIRET typed in groups is one word.
  static func words(_ text: String) -> [String] {
    let words = SearchWords.words(String(text.prefix(200)))
    let joined = Search.fold(String(text.prefix(200))).filter { $0 != " " }
    if words.count > 1, (9...14).contains(joined.count), joined.allSatisfy({ $0.isASCII && $0.isNumber }) {
      return [joined]
    }
    return Array(words.prefix(mostWords))
  }

  /// Every kind, its first ones.
  static func find(_ text: String, for viewer: Viewer, _ db: any Connection) throws -> [SearchGroup] {
    try SearchKind.allCases.map { try page($0, text, after: nil, limit: overview, for: viewer, db) }
      .filter { !$0.hits.isEmpty }
  }

  /// One kind, page by page.
  static func page(
    _ kind: SearchKind, _ text: String, after: Int64?, limit: Int = pageSize, for viewer: Viewer,
    _ db: any Connection
  ) throws -> SearchGroup {
    let words = words(text)
    guard !words.isEmpty, let source = source(kind, viewer) else { return SearchGroup(kind: kind, hits: [], next: nil) }
    var conditions = [source.scope] + words.map { source.found($0, viewer) }
    if let after {
      conditions.append(
        """
        (\(source.order)) > (SELECT \(source.order) \(source.from) WHERE \(source.id) = \(after) AND \(source.scope))
        """)
    }
    let rows = try db.query(
      """
      SELECT \(source.id) AS id, \(source.columns) \(source.from) WHERE \(conditions.joined(" AND "))
      ORDER BY \(source.order) LIMIT \(limit + 1)
      """)
    let hits = try rows.prefix(limit).map(hit)
    return SearchGroup(kind: kind, hits: hits, next: rows.count > limit ? hits.last?.id : nil)
  }

  private static func hit(_ row: Row) throws -> SearchGroup.Hit {
    let (first, second): (String, String) = (try row["first"], try row["second"])
    return SearchGroup.Hit(
      id: try row["id"], name: try row["name"], detail: [first, second].filter { !$0.isEmpty }.joined(separator: " · "))
  }

  /// Subjects of a kind with a word that begins so. The words are in the order of their bytes on both engines.
  private static func subjects(_ kind: SearchKind, _ word: String, _ viewer: Viewer) -> SQL {
    """
    (SELECT w.subject_id FROM search_word w WHERE w.territory_id = \(viewer.territoryID) AND w.kind = \(kind.rawValue)
      AND w.word >= \(word) AND w.word < \(word + "\u{10FFFF}"))
    """
  }

  private struct Source {
    let id: SQL
    let columns: SQL
    let from: SQL
    let scope: SQL
    /// The columns of the order, and so the key of a page.
    let order: SQL
    /// Nothing but a word can make these be found.
    let found: (String, Viewer) -> SQL
  }

  /// Nil where this viewer looks for none of them.
  private static func source(_ kind: SearchKind, _ viewer: Viewer) -> Source? {
    switch kind {
    case .contract: contracts(viewer)
    case .lot: lots(viewer)
    case .participant: people(viewer)
    case .operation: viewer.isFacilitator ? operations(viewer) : nil
    case .organisation: viewer.isFacilitator ? organisations(viewer) : nil
    case .agreement: viewer.isFacilitator ? agreements(viewer) : nil
    }
  }

  /// A lot `l` of a contract `c` with a word that begins so: its own, its contract's, its buyer's or a holder's.
  static func lot(_ word: String, for viewer: Viewer) -> SQL {
    """
    (l.id IN \(subjects(.lot, word, viewer)) OR c.id IN \(subjects(.contract, word, viewer))
      OR c.buyer_id IN \(subjects(.organisation, word, viewer)) OR l.id IN (SELECT e.lot_id FROM engagement_bearer b
        JOIN engagement e ON e.territory_id = b.territory_id AND e.id = b.engagement_id
        WHERE b.territory_id = \(viewer.territoryID) AND b.organisation_id IN \(subjects(.organisation, word, viewer))))
    """
  }

  private static func contracts(_ viewer: Viewer) -> Source {
    Source(
      id: "c.id", columns: "c.title AS name, c.reference AS first, o.name AS second",
      from: "FROM public_contract c JOIN organisation o ON o.id = c.buyer_id",
      scope: ContractScope.contracts(for: viewer), order: "c.title, c.id",
      found: { "(c.id IN \(subjects(.contract, $0, $1)) OR c.buyer_id IN \(subjects(.organisation, $0, $1)))" })
  }

  private static func lots(_ viewer: Viewer) -> Source {
    Source(
      id: "l.id", columns: "'Lot ' || l.number || ' ' || l.name AS name, c.title AS first, c.reference AS second",
      from: "FROM lot l JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id",
      scope: ContractScope.lots(for: viewer), order: "l.name, l.id",
      found: { "(l.id IN \(subjects(.lot, $0, $1)) OR l.contract_id IN \(subjects(.contract, $0, $1)))" })
  }

  /// Where people live is told to nobody but the facilitator.
  private static func people(_ viewer: Viewer) -> Source {
    let commune: SQL = viewer.isFacilitator ? "p.commune" : "''"
    return Source(
      id: "p.id", columns: "p.first_name || ' ' || p.last_name AS name, \(commune) AS first, '' AS second",
      from: "FROM participant p",
      scope: "\(ParticipantScope.condition(for: viewer)) AND p.merged_into IS NULL AND p.archived_at IS NULL",
      order: "p.last_name, p.first_name, p.id",
      found: {
        """
        p.id IN (SELECT h.head_id FROM participant_head h WHERE h.territory_id = \($1.territoryID)
          AND h.participant_id IN \(subjects(.participant, $0, $1)))
        """
      })
  }

  private static func organisations(_ viewer: Viewer) -> Source {
    Source(
      id: "o.id", columns: "o.name, COALESCE(o.siret, '') AS first, o.commune AS second",
      from: "FROM organisation o JOIN territory_organisation t ON t.organisation_id = o.id",
      scope: "t.territory_id = \(viewer.territoryID) AND o.archived_at IS NULL", order: "t.name, o.id",
      found: { "o.id IN \(subjects(.organisation, $0, $1))" })
  }

  private static func operations(_ viewer: Viewer) -> Source {
    Source(
      id: "x.id", columns: "x.name, x.reference AS first, o.name AS second",
      from: "FROM operation x JOIN organisation o ON o.id = x.buyer_id",
      scope: "x.territory_id = \(viewer.territoryID)", order: "x.name, x.id",
      found: { "x.id IN \(subjects(.operation, $0, $1))" })
  }

  private static func agreements(_ viewer: Viewer) -> Source {
    Source(
      id: "x.id", columns: "x.name, x.starts_on AS first, x.ends_on AS second", from: "FROM agreement x",
      scope: "x.territory_id = \(viewer.territoryID)", order: "x.name, x.id",
      found: { "x.id IN \(subjects(.agreement, $0, $1))" })
  }
}
