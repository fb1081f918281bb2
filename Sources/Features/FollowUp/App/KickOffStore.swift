// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Kick-off meetings of lots: the last one stands, those before stay readable in the history.
enum KickOffStore {
  static func latest(of lot: ID<Lot>, for viewer: Viewer, _ db: any Connection) throws -> KickOff? {
    guard viewer.isFacilitator else { throw Missing() }
    return try db.first(
      """
      SELECT k.id, k.held_on, k.attendees, k.correspondent, k.phone, k.email, k.checked, k.decided,
        COALESCE(a.name, '') AS author
      FROM kick_off k LEFT JOIN account a ON a.id = k.author_id
      WHERE k.territory_id = \(viewer.territoryID) AND k.lot_id = \(lot) ORDER BY k.held_on DESC, k.id DESC LIMIT 1
      """
    ).map { row in
      let checked: String = try row["checked"]
      return KickOff(
        id: try row["id"],
        draft: KickOffDraft(
          heldOn: try row["held_on"], attendees: try row["attendees"], correspondent: try row["correspondent"],
          phone: try row["phone"], email: try row["email"],
          items: Set(checked.split(separator: " ").compactMap { KickOffItem(rawValue: String($0)) }),
          decided: try row["decided"]), author: try row["author"])
    }
  }

  /// Lots that have had theirs.
  static func lots(for viewer: Viewer, _ db: any Connection) throws -> Set<ID<Lot>> {
    Set(
      try db.query("SELECT DISTINCT lot_id FROM kick_off WHERE territory_id = \(viewer.territoryID)").map {
        try $0["lot_id"]
      })
  }

  static func insert(
    _ draft: KickOffDraft, on lot: ID<Lot>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    let lot = try LotStore.find(lot, for: viewer, db).id
    let checked = KickOffItem.allCases.filter(draft.items.contains).map(\.rawValue).joined(separator: " ")
    try db.execute(
      """
      INSERT INTO kick_off (territory_id, lot_id, held_on, attendees, correspondent, phone, email, checked, decided,
        author_id, recorded_at)
      VALUES (\(viewer.territoryID), \(lot), \(draft.heldOn), \(draft.attendees), \(draft.correspondent), \(draft.phone),
        \(draft.email), \(checked), \(draft.decided), \(viewer.accountID), \(now))
      """)
    try Journal.record(
      "kickoff.held", .lot, lot.value, "Réunion de démarrage tenue le \(draft.heldOn.french).", by: viewer, at: now, db)
  }

  /// Puts the correspondent among the contacts of the company, unless someone of that name is there.
  static func addContact(
    _ draft: KickOffDraft, to organisation: ID<Organisation>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    let known = try ContactStore.list(of: organisation, for: viewer, db)
    guard !known.contains(where: { $0.leftAt == nil && Search.fold($0.name) == Search.fold(draft.correspondent) })
    else { return }
    try ContactStore.insert(
      ContactDraft(
        name: draft.correspondent, position: "Correspondant insertion", email: draft.email, phone: draft.phone),
      in: organisation, for: viewer, at: now, db)
  }
}
