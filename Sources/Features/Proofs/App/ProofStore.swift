// SPDX-License-Identifier: EUPL-1.2
public import Database
public import Domain
import Platform

extension ProofKind: SQLConvertible, SQLDecodable {}
extension ProofFormat: SQLConvertible, SQLDecodable {}

/// One piece of proof, as those who may see its statement see it.
struct Proof: Sendable, Hashable {
  let id: ID<Proof>
  let statement: ID<Statement>
  let line: ID<HoursLine>?
  let person: ID<Participant>?
  let kind: ProofKind
  let format: ProofFormat
  let size: Int
  let author: String
  let authorID: ID<Account>?
  let receivedAt: Instant
  /// When its file was taken away, and why; the file is gone.
  let removedAt: Instant?
  let removal: String

  var piece: ProofCover.Piece { ProofCover.Piece(kind: kind, line: line, person: person) }
}

/// Pieces of proof. A statement that the viewer may not open has none; the caller finds the statement first.
enum ProofStore {
  private static let columns: SQL = """
    p.id, p.statement_id, p.line_id, p.participant_id, p.kind, p.format, p.size, p.author_id, p.received_at, p.removed_at,
    p.removal, COALESCE(a.name, '') AS author
    """

  static func list(of statement: ID<Statement>, for viewer: Viewer, _ db: any Connection) throws -> [Proof] {
    try db.query(
      """
      SELECT \(columns) FROM proof p LEFT JOIN account a ON a.id = p.author_id
      WHERE p.territory_id = \(viewer.territoryID) AND p.statement_id = \(statement) ORDER BY p.id DESC LIMIT 500
      """
    ).map(proof)
  }

  /// A piece whose statement the viewer may open. Throws `Missing`.
  static func find(_ id: ID<Proof>, for viewer: Viewer, _ db: any Connection) throws -> Proof {
    let row = try db.first(
      """
      SELECT \(columns) FROM proof p LEFT JOIN account a ON a.id = p.author_id
      WHERE p.territory_id = \(viewer.territoryID) AND p.id = \(id)
      """)
    guard let row else { throw Missing() }
    let found = try proof(row)
    _ = try StatementStore.find(found.statement, for: viewer, db)
    return found
  }

  /// The file of a piece that the caller has found. Throws `Missing` once it was taken away.
  static func content(of id: ID<Proof>, for viewer: Viewer, _ db: any Connection) throws -> [UInt8] {
    let bytes: [UInt8]? = try db.value(
      """
      SELECT c.content FROM proof p JOIN file_content c ON c.sha256 = p.sha256
      WHERE p.territory_id = \(viewer.territoryID) AND p.id = \(id)
      """)
    guard let bytes else { throw Missing() }
    return bytes
  }

  /// Adds a piece unless its statement already holds it: two that come at the same moment are looked at one after the other.
  static func add(
    _ draft: ProofDraft, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<Proof>? {
    _ = try db.query(
      """
      SELECT id FROM statement WHERE territory_id = \(viewer.territoryID) AND id = \(draft.statement)\(db.forUpdate)
      """)
    return try holds(draft, for: viewer, db) ? nil : try insert(draft, for: viewer, at: now, db)
  }

  /// Whether the statement already holds the same file for the same thing.
  static func holds(_ draft: ProofDraft, for viewer: Viewer, _ db: any Connection) throws -> Bool {
    let found: Int64? = try db.value(
      """
      SELECT id FROM proof
      WHERE territory_id = \(viewer.territoryID) AND statement_id = \(draft.statement) AND sha256 = \(draft.sha256)
        AND kind = \(draft.kind) AND COALESCE(line_id, 0) = \(draft.line?.value ?? 0)
        AND COALESCE(participant_id, 0) = \(draft.person?.value ?? 0) AND removed_at IS NULL
      """)
    return found != nil
  }

  static func insert(_ draft: ProofDraft, for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> ID<Proof>
  {
    try FileContents.keep(draft.bytes, sha256: draft.sha256, db)
    return ID(
      try db.insert(
        """
        INSERT INTO proof (territory_id, statement_id, line_id, participant_id, kind, format, size, sha256, author_id,
          received_at)
        VALUES (\(viewer.territoryID), \(draft.statement), \(draft.line), \(draft.person), \(draft.kind),
          \(draft.format), \(draft.bytes.count), \(draft.sha256), \(viewer.accountID), \(now)) RETURNING id
        """))
  }

  /// Takes the file of a piece away, and the bytes when no other piece has them. False when somebody was first.
  static func remove(
    _ id: ID<Proof>, why: String, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> Bool {
    let hash: String? = try db.value(
      "SELECT sha256 FROM proof WHERE territory_id = \(viewer.territoryID) AND id = \(id) AND removed_at IS NULL")
    guard let hash else { return false }
    try db.execute(
      """
      UPDATE proof SET sha256 = NULL, removed_at = \(now), removed_by = \(viewer.accountID), removal = \(why)
      WHERE territory_id = \(viewer.territoryID) AND id = \(id) AND removed_at IS NULL
      """)
    try FileContents.forget([hash], db)
    return true
  }

  /// Takes away the files whose time is over: the territory's number of months after the last month of the statement, once each of
  /// its lots has had its final account for as long: nothing goes before the account and its appeals (rules.md 24). Gives how many went.
  static func removeExpired(for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> Int {
    let months = viewer.rules[.proofMonths]
    let (last, over) = (viewer.today.month.adding(months: -months), viewer.today.adding(months: -months))
    let old = try db.query(
      """
      SELECT p.id, p.sha256 FROM proof p JOIN statement s ON s.territory_id = p.territory_id AND s.id = p.statement_id
      WHERE p.territory_id = \(viewer.territoryID) AND p.removed_at IS NULL AND s.last_month < \(last)
        AND NOT EXISTS (SELECT 1 FROM hours_line l JOIN engagement e ON e.territory_id = l.territory_id
          AND e.id = l.engagement_id JOIN lot t ON t.territory_id = e.territory_id AND t.id = e.lot_id
          WHERE l.territory_id = s.territory_id AND l.statement_id = s.id
            AND COALESCE(t.settled_on, '9999-12-31') >= \(over))
      ORDER BY p.id LIMIT 500
      """
    ).map { (id: try $0["id"] as ID<Proof>, hash: try $0["sha256"] as String) }
    guard !old.isEmpty else { return 0 }
    try db.execute(
      """
      UPDATE proof SET sha256 = NULL, removed_at = \(now), removal = 'durée de conservation atteinte'
      WHERE territory_id = \(viewer.territoryID) AND id IN (\(.list(old.map(\.id))))
      """)
    try FileContents.forget(Array(Set(old.map(\.hash))), db)
    return old.count
  }

  /// What the lines of statements need: their way of working. Lines that count, reversals and what they reverse left out.
  static func lines(of statement: ID<Statement>, for viewer: Viewer, _ db: any Connection) throws -> [ProofCover.Line] {
    try lines("l.statement_id = \(statement)", for: viewer, db).map(\.line)
  }

  /// Statements of a month that lack what is asked for, the oldest first.
  static func missing(
    in month: Month, for viewer: Viewer, _ db: any Connection
  ) throws -> [(statement: ID<Statement>, cover: ProofCover)] {
    guard viewer.isFacilitator else { throw Missing() }
    let found = try lines(
      "s.first_month <= \(month) AND s.last_month >= \(month) AND s.withdrawn_at IS NULL", for: viewer, db)
    let pieces = try db.query(
      """
      SELECT \(columns) FROM proof p LEFT JOIN account a ON a.id = p.author_id
      JOIN statement s ON s.territory_id = p.territory_id AND s.id = p.statement_id
      WHERE p.territory_id = \(viewer.territoryID) AND p.removed_at IS NULL
        AND s.first_month <= \(month) AND s.last_month >= \(month)
      """
    ).map(proof)
    let (lines, given) = (Dictionary(grouping: found, by: \.statement), Dictionary(grouping: pieces, by: \.statement))
    return lines.keys.sorted { $0.value < $1.value }.map { id in
      (id, ProofCover(lines: (lines[id] ?? []).map(\.line), pieces: (given[id] ?? []).map(\.piece)))
    }
  }

  private static func lines(
    _ condition: SQL, for viewer: Viewer, _ db: any Connection
  ) throws -> [(statement: ID<Statement>, line: ProofCover.Line)] {
    try db.query(
      """
      SELECT l.id, l.statement_id, l.participant_id, k.modality FROM hours_line l
      JOIN statement s ON s.territory_id = l.territory_id AND s.id = l.statement_id
      JOIN employment_contract k ON k.territory_id = l.territory_id AND k.id = l.employment_contract_id
      WHERE l.territory_id = \(viewer.territoryID) AND \(condition) AND l.kind IN ('site', 'training', 'tutoring')
        AND l.declared_units > 0 AND s.purpose = 'period'
        AND NOT EXISTS (SELECT 1 FROM hours_line r WHERE r.territory_id = l.territory_id AND r.reverses_id = l.id)
      ORDER BY l.id
      """
    ).map { row in
      (
        try row["statement_id"],
        ProofCover.Line(line: try row["id"], person: try row["participant_id"], modality: try row["modality"])
      )
    }
  }

  private static func proof(_ row: Row) throws -> Proof {
    let size: Int64 = try row["size"]
    return Proof(
      id: try row["id"], statement: try row["statement_id"], line: try row["line_id"],
      person: try row["participant_id"], kind: try row["kind"], format: try row["format"], size: Int(size),
      author: try row["author"], authorID: try row["author_id"], receivedAt: try row["received_at"],
      removedAt: try row["removed_at"], removal: try row["removal"])
  }
}
