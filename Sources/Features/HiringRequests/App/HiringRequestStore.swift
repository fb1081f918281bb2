// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Requests of validation: written by who employs or orients, read by them and by the profession.
enum HiringRequestStore {
  static let pageSize = 50

  private static let columns: SQL = """
    r.id, r.batch_id, r.sender_id, o.name AS sender_name, r.by_employer, r.author_name, r.last_name, r.first_name,
    r.born_on, r.pass_number, r.pass_from, r.pass_until, r.lot_id, r.site, r.kind, r.starts_on, r.note, r.received_at, r.state, r.participant_id,
    r.answered_at, COALESCE(a.name, '') AS answered_by, r.valid_from, r.valid_until, r.reason,
    COALESCE(c.title || ', lot ' || l.number || ' ' || l.name, '') AS lot_label,
    COALESCE(l.notified_on, c.notified_on) AS notified_on
    """
  private static let tables: SQL = """
    hiring_request r
    JOIN organisation o ON o.id = r.sender_id
    LEFT JOIN account a ON a.id = r.answered_by
    LEFT JOIN lot l ON l.territory_id = r.territory_id AND l.id = r.lot_id
    LEFT JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id
    """

  // MARK: who asks

  /// Writes one request. The same one that still waits is not written twice.
  static func insert(
    _ draft: HiringRequestDraft, from sender: HiringSender, at now: Instant, _ db: any Connection
  ) throws -> ID<HiringRequest> {
    guard let id = try write(draft, in: nil, from: sender, at: now, db) else {
      throw Conflict("Cette demande est déjà envoyée et attend sa réponse\u{202F}: elle n’a pas été écrite deux fois.")
    }
    return id
  }

  /// Writes a list; those that already wait are left out. Nil when all of them do.
  static func insert(
    _ drafts: [HiringRequestDraft], from sender: HiringSender, at now: Instant, _ db: any Connection
  ) throws -> (batch: ID<HiringBatch>, written: Int) {
    let batch = ID<HiringBatch>(
      try db.insert(
        """
        INSERT INTO hiring_batch (territory_id, sender_id, received_at)
        VALUES (\(sender.territoryID), \(sender.organisationID), \(now)) RETURNING id
        """))
    var written = 0
    for draft in drafts {
      if try write(draft, in: batch, from: sender, at: now, db) != nil { written += 1 }
    }
    guard written > 0 else {
      throw Conflict(
        "Toutes ces personnes sont déjà demandées et attendent leur réponse\u{202F}: rien n’a été écrit deux fois.")
    }
    return (batch, written)
  }

  private static func write(
    _ draft: HiringRequestDraft, in batch: ID<HiringBatch>?, from sender: HiringSender, at now: Instant,
    _ db: any Connection
  ) throws -> ID<HiringRequest>? {
    let row = try db.first(
      """
      INSERT INTO hiring_request (territory_id, sender_id, by_employer, batch_id, author_id, contact_id, author_name, last_name,
        first_name, born_on, search_text, pass_number, pass_from, pass_until, lot_id, site, kind, starts_on, note, received_at)
      VALUES (\(sender.territoryID), \(sender.organisationID), \(sender.isEmployer), \(batch), \(sender.accountID),
        \(sender.contact), \(sender.name), \(draft.lastName), \(draft.firstName), \(draft.bornOn), \(draft.searchText),
        \(draft.passNumber), \(draft.passFrom), \(draft.passUntil), \(draft.lot), \(draft.site), \(draft.kind?.rawValue ?? ""), \(draft.startsOn),
        \(draft.note), \(now))
      ON CONFLICT DO NOTHING RETURNING id
      """)
    guard let row else { return nil }
    let id: ID<HiringRequest> = try row["id"]
    if let lot = draft.lot {
      try Journal.record(
        "hiring.requested", .lot, lot.value, "Demande de validation reçue.", territory: sender.territoryID,
        author: sender.accountID, at: now, db)
    }
    return id
  }

  static func list(
    for sender: HiringSender, after: ID<HiringRequest>? = nil, _ db: any Connection
  ) throws -> [HiringRequest] {
    let older: SQL = after.map { "AND r.id < \($0)" } ?? ""
    return try db.query(
      "SELECT \(columns) FROM \(tables) WHERE \(sender.own) \(older) ORDER BY r.id DESC LIMIT \(pageSize + 1)"
    ).map(request)
  }

  static func find(_ id: ID<HiringRequest>, for sender: HiringSender, _ db: any Connection) throws -> HiringRequest {
    guard let row = try db.first("SELECT \(columns) FROM \(tables) WHERE \(sender.own) AND r.id = \(id)") else {
      throw Missing()
    }
    return try request(row)
  }

  static func batch(_ id: ID<HiringBatch>, for sender: HiringSender, _ db: any Connection) throws -> [HiringRequest] {
    try rows("\(sender.own) AND r.batch_id = \(id)", db)
  }

  /// Takes back a request that nobody answered.
  static func withdraw(
    _ id: ID<HiringRequest>, for sender: HiringSender, at now: Instant, _ db: any Connection
  ) throws {
    let request = try find(id, for: sender, db)
    let changed = try db.execute(
      """
      UPDATE hiring_request SET state = 'withdrawn', answered_at = \(now)
      WHERE territory_id = \(sender.territoryID) AND id = \(id) AND state = 'open'
      """)
    guard changed == 1 else {
      throw Conflict("Cette demande a déjà sa réponse\u{202F}: \(request.answer). Rien n’a été changé.")
    }
  }

  // MARK: who answers

  /// Those that wait, the earliest hiring first; or the answered ones, the latest first.
  static func list(
    isOpen: Bool, after: ID<HiringRequest>? = nil, for viewer: Viewer, _ db: any Connection
  ) throws -> [HiringRequest] {
    guard viewer.isFacilitator else { throw Missing() }
    let older: SQL = after.map { "AND r.id < \($0)" } ?? ""
    let (state, order): (SQL, SQL) =
      isOpen ? ("r.state = 'open'", "r.starts_on, r.id") : ("r.state <> 'open' \(older)", "r.id DESC")
    return try db.query(
      """
      SELECT \(columns) FROM \(tables) WHERE r.territory_id = \(viewer.territoryID) AND \(state)
      ORDER BY \(order) LIMIT \(isOpen ? 500 : pageSize + 1)
      """
    ).map(request)
  }

  static func find(_ id: ID<HiringRequest>, for viewer: Viewer, _ db: any Connection) throws -> HiringRequest {
    guard viewer.isFacilitator else { return try find(id, for: HiringSender(viewer), db) }
    let row = try db.first(
      "SELECT \(columns) FROM \(tables) WHERE r.territory_id = \(viewer.territoryID) AND r.id = \(id)")
    guard let row else { throw Missing() }
    return try request(row)
  }

  static func batch(_ id: ID<HiringBatch>, for viewer: Viewer, _ db: any Connection) throws -> [HiringRequest] {
    guard viewer.isFacilitator else { return try batch(id, for: HiringSender(viewer), db) }
    return try rows("r.territory_id = \(viewer.territoryID) AND r.batch_id = \(id)", db)
  }

  private static func rows(_ condition: SQL, _ db: any Connection) throws -> [HiringRequest] {
    let found = try db.query(
      "SELECT \(columns) FROM \(tables) WHERE \(condition) ORDER BY r.last_name, r.first_name, r.id"
    ).map(request)
    guard !found.isEmpty else { throw Missing() }
    return found
  }

  /// Requests of today's list: on the lots of a scope, and those that name no lot.
  static func waiting(_ contracts: SQL, for viewer: Viewer, _ db: any Connection) throws -> [HiringRequest] {
    try db.query(
      """
      SELECT \(columns) FROM \(tables) WHERE r.territory_id = \(viewer.territoryID) AND r.state = 'open'
        AND (r.lot_id IS NULL OR \(contracts)) ORDER BY r.starts_on, r.id LIMIT 500
      """
    ).map(request)
  }

  private static func request(_ row: Row) throws -> HiringRequest {
    let (site, lot, kind): (String, String, String) = (try row["site"], try row["lot_label"], try row["kind"])
    let state: String = try row["state"]
    return HiringRequest(
      id: try row["id"], batch: try row["batch_id"], senderID: try row["sender_id"],
      senderName: try row["sender_name"], isFromEmployer: try row["by_employer"], authorName: try row["author_name"],
      lastName: try row["last_name"], firstName: try row["first_name"], bornOn: try row["born_on"],
      passNumber: try row["pass_number"], passFrom: try row["pass_from"], passUntil: try row["pass_until"],
      lot: try row["lot_id"], place: lot.isEmpty ? site : lot,
      notifiedOn: try row["notified_on"], kind: EmploymentContractKind(rawValue: kind), startsOn: try row["starts_on"],
      note: try row["note"], receivedAt: try row["received_at"], state: HiringRequestState(rawValue: state) ?? .open,
      participant: try row["participant_id"], answeredAt: try row["answered_at"], answeredBy: try row["answered_by"],
      validFrom: try row["valid_from"], validUntil: try row["valid_until"], reason: try row["reason"])
  }
}
