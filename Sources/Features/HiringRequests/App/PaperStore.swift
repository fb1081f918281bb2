// SPDX-License-Identifier: EUPL-1.2
public import Database
public import Domain

extension PaperKind: SQLConvertible, SQLDecodable {}

/// A paper of a request, as the profession sees it.
struct HiringPaper: Sendable, Hashable {
  let id: ID<HiringPaper>
  let request: ID<HiringRequest>
  let kind: PaperKind
  let format: ProofFormat
  let size: Int
  let receivedAt: Instant
}

/// A paper that was found good.
struct PaperDraft: Sendable {
  let kind: PaperKind
  let format: ProofFormat
  let bytes: [UInt8]
  let sha256: String
}

/// Papers dropped with a request: read by the profession alone, told to who sent them by their number and their kinds only.
enum PaperStore {
  /// Of one request: whoever asks sends what is wanted, not a file of a life.
  static let most = 10

  // MARK: who asks

  /// How many there are of each kind. The caller has found the request for its sender.
  static func given(
    to request: ID<HiringRequest>, for sender: HiringSender, _ db: any Connection
  ) throws -> [(kind: PaperKind, count: Int)] {
    try db.query(
      """
      SELECT kind, COUNT(*) AS papers FROM hiring_paper
      WHERE territory_id = \(sender.territoryID) AND request_id = \(request) AND removed_at IS NULL
      GROUP BY kind ORDER BY MIN(id)
      """
    ).map { (try $0["kind"], try $0["papers"]) }
  }

  /// Adds a paper to a request that waits for its answer. False when the same file is there already.
  static func insert(
    _ draft: PaperDraft, to id: ID<HiringRequest>, from sender: HiringSender, at now: Instant, _ db: any Connection
  ) throws -> Bool {
    _ = try db.query("SELECT id FROM hiring_request WHERE id = \(id)\(db.forUpdate)")
    let request = try HiringRequestStore.find(id, for: sender, db)
    guard request.state == .open else {
      throw Conflict("Cette demande a déjà sa réponse\u{202F}: aucun papier n’y est plus joint, rien n’a été gardé.")
    }
    let known = try db.query(
      """
      SELECT sha256 FROM hiring_paper
      WHERE territory_id = \(sender.territoryID) AND request_id = \(id) AND removed_at IS NULL
      """
    ).map { try $0["sha256"] as String }
    if known.contains(draft.sha256) { return false }
    guard known.count < most else {
      throw FormRejected(
        "fichier", "Fichier\u{202F}: \(most) papiers sont déjà joints. L’équipe dira s’il lui en faut d’autres.")
    }
    try FileContents.keep(draft.bytes, sha256: draft.sha256, db)
    try db.execute(
      """
      INSERT INTO hiring_paper (territory_id, request_id, kind, format, size, sha256, received_at)
      VALUES (\(sender.territoryID), \(id), \(draft.kind), \(draft.format), \(draft.bytes.count), \(draft.sha256),
        \(now))
      """)
    try Journal.record(
      "hiring.paper", .organisation, sender.organisationID.value, "Papier joint à une demande de validation.",
      territory: sender.territoryID, author: sender.accountID, at: now, db)
    return true
  }

  // MARK: who answers

  static func list(
    of request: ID<HiringRequest>, for viewer: Viewer, _ db: any Connection
  ) throws -> [HiringPaper] {
    guard viewer.isFacilitator else { throw Missing() }
    return try papers("p.request_id = \(request)", for: viewer, db)
  }

  static func find(_ id: ID<HiringPaper>, for viewer: Viewer, _ db: any Connection) throws -> HiringPaper {
    guard viewer.isFacilitator, let paper = try papers("p.id = \(id)", for: viewer, db).first else { throw Missing() }
    return paper
  }

  static func content(of id: ID<HiringPaper>, for viewer: Viewer, _ db: any Connection) throws -> [UInt8] {
    guard viewer.isFacilitator else { throw Missing() }
    let bytes: [UInt8]? = try db.value(
      """
      SELECT c.content FROM hiring_paper p JOIN file_content c ON c.sha256 = p.sha256
      WHERE p.territory_id = \(viewer.territoryID) AND p.id = \(id)
      """)
    guard let bytes else { throw Missing() }
    return bytes
  }

  /// Takes a paper away before its time: seen, it is wanted no more.
  static func remove(_ id: ID<HiringPaper>, for viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    _ = try find(id, for: viewer, db)
    guard try erase("id = \(id)", by: viewer.accountID, for: viewer, at: now, db) == 1 else {
      throw Conflict("Ce papier a déjà été effacé.")
    }
  }

  /// Takes away the papers whose time is over: the territory's number of days after the answer, or a year after they came where no
  /// answer was given. Gives how many went.
  static func removeExpired(for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> Int {
    let answered = viewer.today.adding(days: -viewer.rules[.paperDays])
    let received = viewer.today.adding(months: -12)
    return try erase(
      """
      received_at < \(received.iso) OR request_id IN (SELECT r.id FROM hiring_request r
        WHERE r.territory_id = \(viewer.territoryID) AND r.answered_at < \(answered.iso))
      """, by: nil, for: viewer, at: now, db)
  }

  private static func erase(
    _ which: SQL, by author: ID<Account>?, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> Int {
    let old = try db.query(
      """
      SELECT id, sha256 FROM hiring_paper
      WHERE territory_id = \(viewer.territoryID) AND removed_at IS NULL AND (\(which)) ORDER BY id LIMIT 500
      """
    ).map { (id: try $0["id"] as ID<HiringPaper>, hash: try $0["sha256"] as String) }
    guard !old.isEmpty else { return 0 }
    let count = try db.execute(
      """
      UPDATE hiring_paper SET sha256 = NULL, removed_at = \(now), removed_by = \(author)
      WHERE territory_id = \(viewer.territoryID) AND removed_at IS NULL AND id IN (\(.list(old.map(\.id))))
      """)
    try FileContents.forget(Array(Set(old.map(\.hash))), db)
    return count
  }

  private static func papers(
    _ which: SQL, for viewer: Viewer, _ db: any Connection
  ) throws -> [HiringPaper] {
    try db.query(
      """
      SELECT p.id, p.request_id, p.kind, p.format, p.size, p.received_at FROM hiring_paper p
      WHERE p.territory_id = \(viewer.territoryID) AND p.removed_at IS NULL AND \(which) ORDER BY p.id
      """
    ).map { row in
      let size: Int64 = try row["size"]
      return HiringPaper(
        id: try row["id"], request: try row["request_id"], kind: try row["kind"], format: try row["format"],
        size: Int(size), receivedAt: try row["received_at"])
    }
  }
}
