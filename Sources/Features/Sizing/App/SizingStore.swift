// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Marks the identifiers of stored sizings.
enum SizingRecord {}

/// A sizing as it was kept: every factor, the exact value, what the formula retains and what the person retained.
struct SizingLine: Sendable {
  let id: ID<SizingRecord>
  let title: String
  let method: SizingMethod
  let inputs: [String: String]
  let rawText: String
  let computed: Int
  let retained: Int
  let clause: Bool
  /// Why another figure was retained.
  let reason: String
  let lotID: ID<Lot>?
  let lotName: String
  let authorName: String
  let recordedAt: Instant
}

/// Sizings of a territory; for its facilitators.
enum SizingStore {
  static let pageSize = 50

  static func list(
    before key: ID<SizingRecord>?, for viewer: Viewer, _ db: any Connection
  ) throws -> [SizingLine] {
    let from: SQL = key.map { "AND s.id < \($0)" } ?? ""
    return try db.query("\(select(viewer)) \(from) ORDER BY s.id DESC LIMIT \(pageSize + 1)").map(line)
  }

  /// Those of one lot, the newest first.
  static func list(on lot: ID<Lot>, for viewer: Viewer, _ db: any Connection) throws -> [SizingLine] {
    guard viewer.isFacilitator else { return [] }
    return try db.query("\(select(viewer)) AND s.lot_id = \(lot) ORDER BY s.id DESC LIMIT \(pageSize)").map(line)
  }

  /// The engagements that took their hours from a sizing.
  static func engagements(
    from sizing: ID<SizingRecord>, for viewer: Viewer, _ db: any Connection
  ) throws -> [(id: ID<Engagement>, lot: String)] {
    try db.query(
      """
      SELECT e.id, l.number, l.name FROM engagement e
      JOIN lot l ON l.territory_id = e.territory_id AND l.id = e.lot_id
      WHERE e.territory_id = \(viewer.territoryID) AND e.sizing_id = \(sizing.value) ORDER BY e.id
      """
    ).map { row in
      let (number, name): (String, String) = (try row["number"], try row["name"])
      return (try row["id"], "Lot \(number) \(name)")
    }
  }

  /// Lots to which a sizing made before them may be given: the newest first.
  static func lots(for viewer: Viewer, _ db: any Connection) throws -> [(id: ID<Lot>, name: String)] {
    try db.query(
      """
      SELECT l.id, l.number, l.name, c.title, c.reference FROM lot l
      JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id
      WHERE l.territory_id = \(viewer.territoryID) AND c.archived_at IS NULL AND l.cancelled_on IS NULL
        AND NOT EXISTS (SELECT 1 FROM engagement e WHERE e.territory_id = l.territory_id AND e.lot_id = l.id
          AND e.sizing_id IS NOT NULL)
      ORDER BY l.id DESC LIMIT 300
      """
    ).map { row in
      let (number, name): (String, String) = (try row["number"], try row["name"])
      let (title, reference): (String, String) = (try row["title"], try row["reference"])
      return (try row["id"], "\(reference.isEmpty ? title : reference) · lot \(number) \(name)")
    }
  }

  static func find(_ id: ID<SizingRecord>, for viewer: Viewer, _ db: any Connection) throws -> SizingLine {
    guard viewer.isFacilitator, let row = try db.first("\(select(viewer)) AND s.id = \(id)") else { throw Missing() }
    return try line(row)
  }

  private static func select(_ viewer: Viewer) -> SQL {
    """
    SELECT s.id, s.title, s.method, s.inputs, s.raw_text, s.computed_hours, s.retained_hours, s.clause, s.reason, s.lot_id,
      COALESCE(l.number, '') AS lot_number, COALESCE(l.name, '') AS lot_name, COALESCE(a.name, '') AS author_name,
      s.recorded_at
    FROM sizing s
    LEFT JOIN lot l ON l.territory_id = s.territory_id AND l.id = s.lot_id
    LEFT JOIN account a ON a.id = s.author_id
    WHERE s.territory_id = \(viewer.territoryID)
    """
  }

  private static func line(_ row: Row) throws -> SizingLine {
    let clause: Int = try row["clause"]
    let method: String = try row["method"]
    let (number, name): (String, String) = (try row["lot_number"], try row["lot_name"])
    return SizingLine(
      id: try row["id"], title: try row["title"], method: SizingMethod(rawValue: method) ?? .amount,
      inputs: SizingText.inputs(try row["inputs"]), rawText: try row["raw_text"], computed: try row["computed_hours"],
      retained: try row["retained_hours"], clause: clause == 1, reason: try row["reason"], lotID: try row["lot_id"],
      lotName: "\(number) \(name)", authorName: try row["author_name"], recordedAt: try row["recorded_at"])
  }

  static func insert(
    _ typed: TypedSizing, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<SizingRecord> {
    guard viewer.isFacilitator else { throw Missing() }
    if let lot = typed.lotID { _ = try LotStore.find(lot, for: viewer, db) }
    let result = typed.result
    let id = try db.insert(
      """
      INSERT INTO sizing (territory_id, lot_id, method, inputs, raw_text, computed_hours, retained_hours, clause, title, reason,
        author_id, recorded_at)
      VALUES (\(viewer.territoryID), \(typed.lotID), \(result.method.rawValue), \(SizingText.json(result.factors)),
        \(result.rawText), \(result.retained), \(typed.retained), \(result.clause ? 1 : 0), \(typed.title), \(typed.reason),
        \(viewer.accountID), \(now)) RETURNING id
      """)
    if let lot = typed.lotID {
      try Journal.record(
        "sizing.created", .lot, lot.value,
        "Calibrage \(result.method.french)\u{202F}: \(result.rawFrench)\u{202F}h calculées, \(FrenchNumber.whole(typed.retained))\u{202F}h retenues",
        by: viewer, at: now, db)
    }
    return ID(id)
  }
}
