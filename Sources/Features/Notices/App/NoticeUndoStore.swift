// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Takes an import back: what it created goes, what it changed is as before. Refused as long as somebody uses what would go, or a
/// later import builds on it.
enum NoticeUndoStore {
  private static let holder = "position, id_kind, identifier, siren, name"
  private static let modification =
    "position, number, notified_on, published_on, object, duration_months, amount_cents, holders"

  /// Keeps the notices that an import is about to change, once each. Those it created itself need no copy.
  static func keep(_ notices: [Int64], before importID: Int64, _ db: any Connection) throws {
    guard !notices.isEmpty else { return }
    let own: SQL =
      """
      n.id IN (\(.list(notices))) AND (n.import_id IS NULL OR n.import_id <> \(importID))
        AND NOT EXISTS (SELECT 1 FROM notice_before b WHERE b.import_id = \(importID) AND b.notice_id = n.id)
      """
    let ids: [Int64] = try db.values("SELECT n.id FROM notice n WHERE \(own) ORDER BY n.id")
    guard !ids.isEmpty else { return }
    let content = SQL(unchecked: NoticeRow.content.joined(separator: ", "))
    try db.execute(
      """
      INSERT INTO notice_before (import_id, notice_id, \(content))
      SELECT CAST(\(importID) AS BIGINT), id, \(content) FROM notice WHERE id IN (\(.list(ids)))
      """)
    for (table, columns) in [("notice_holder", holder), ("notice_modification", modification)] {
      try db.execute(
        """
        INSERT INTO \(unchecked: table)_before (import_id, notice_id, \(unchecked: columns))
        SELECT CAST(\(importID) AS BIGINT), notice_id, \(unchecked: columns) FROM \(unchecked: table)
        WHERE notice_id IN (\(.list(ids)))
        """)
    }
  }

  /// What prevents the undo, in a sentence; nil when nothing does.
  static func obstacle(_ importID: Int64, _ db: any Connection) throws -> String? {
    let used = try db.query(
      """
      SELECT n.reference, COALESCE(n.buyer_name, n.buyer_siret) AS buyer FROM notice n
      WHERE n.import_id = \(importID) AND EXISTS (SELECT 1 FROM contract_notice c WHERE c.notice_id = n.id)
      ORDER BY n.id LIMIT 6
      """
    ).map { "\(try $0["reference"] as String) (\(try $0["buyer"] as String))" }
    if !used.isEmpty {
      let names = FrenchText.list(Array(used.prefix(5))) + (used.count > 5 ? ", et d’autres" : "")
      return "Cet import ne peut pas être annulé\u{202F}: des marchés ont été faits de ses avis \(names). Gardez-le."
    }
    let later: String? = try db.value(
      """
      SELECT i.file FROM notice_import i
      WHERE i.id <> \(importID) AND i.undone_at IS NULL AND (
        EXISTS (SELECT 1 FROM notice n JOIN notice_record r ON r.notice_id = n.id
          WHERE n.import_id = \(importID) AND r.import_id = i.id)
        OR EXISTS (SELECT 1 FROM notice_before o JOIN notice_before b ON b.notice_id = o.notice_id
          WHERE o.import_id = \(importID) AND b.import_id = i.id AND i.id > \(importID)))
      ORDER BY i.id DESC LIMIT 1
      """)
    return later.map {
      "Cet import ne peut pas être annulé tel quel\u{202F}: l’import de «\u{202F}\($0)\u{202F}», plus récent, a complété les mêmes avis. "
        + "Annulez d’abord celui-là."
    }
  }

  /// Undoes the import in the transaction of the caller. Doing it twice does nothing more.
  static func undo(_ importID: Int64, by account: ID<Account>?, at now: Instant, _ db: any Connection) throws {
    // The row of the sequence is the lock between imports.
    try db.execute("UPDATE notice_sequence SET last_id = last_id WHERE id = 1")
    let open: Int64? = try db.value(
      "SELECT id FROM notice_import WHERE id = \(importID) AND undone_at IS NULL AND finished_at IS NOT NULL")
    guard open != nil else { return }
    if let obstacle = try obstacle(importID, db) { throw Conflict(obstacle) }
    try restore(importID, db)
    try remove(importID, db)
    try db.execute("UPDATE notice_import SET undone_at = \(now), undone_by = \(account) WHERE id = \(importID)")
  }

  private static func restore(_ importID: Int64, _ db: any Connection) throws {
    try db.execute("DELETE FROM notice_record WHERE import_id = \(importID)")
    let content = SQL(unchecked: NoticeRow.content.joined(separator: ", "))
    try db.execute(
      """
      UPDATE notice SET (\(content)) = (SELECT \(content) FROM notice_before b
        WHERE b.import_id = \(importID) AND b.notice_id = notice.id)
      WHERE id IN (SELECT notice_id FROM notice_before WHERE import_id = \(importID))
      """)
    for (table, columns) in [("notice_holder", holder), ("notice_modification", modification)] {
      let name = SQL(unchecked: table)
      try db.execute(
        "DELETE FROM \(name) WHERE notice_id IN (SELECT notice_id FROM notice_before WHERE import_id = \(importID))")
      try db.execute(
        """
        INSERT INTO \(name) (notice_id, \(unchecked: columns))
        SELECT notice_id, \(unchecked: columns) FROM \(name)_before WHERE import_id = \(importID)
        """)
    }
    for table in ["notice_holder_before", "notice_modification_before", "notice_before"] {
      try db.execute("DELETE FROM \(unchecked: table) WHERE import_id = \(importID)")
    }
  }

  private static func remove(_ importID: Int64, _ db: any Connection) throws {
    let own: SQL = "(SELECT id FROM notice WHERE import_id = \(importID))"
    for table in ["notice_record", "notice_holder", "notice_modification"] {
      try db.execute("DELETE FROM \(unchecked: table) WHERE notice_id IN \(own)")
    }
    try db.execute("DELETE FROM notice WHERE import_id = \(importID)")
  }
}
