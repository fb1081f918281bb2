// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What an import writes, and how it is taken back.
enum ReferenceWriter {
  private static let columns = "list, code, variant, label, parent, detail, search_text, starts_on, ends_on"

  static func write(_ plan: ReferencePlan, _ list: ReferenceList, _ importID: Int64, _ db: any Connection) throws {
    try keepBefore(plan.moved.map(\.id) + plan.removed, importID, db)
    for ids in plan.removed.chunked(500) { try db.execute("DELETE FROM reference_entry WHERE id IN (\(.list(ids)))") }
    for period in plan.moved {
      try db.execute(
        """
        UPDATE reference_entry SET starts_on = \(period.startsOn), ends_on = \(period.endsOn) WHERE id = \(period.id)
        """)
    }
    try db.copy(
      into: "reference_entry",
      columns: [
        "list", "code", "variant", "label", "parent", "detail", "search_text", "starts_on", "ends_on", "import_id",
      ],
      rows: plan.created.lazy.map { period -> [any SQLConvertible] in
        let entry = period.entry
        return [
          list.rawValue, entry.code, entry.variant, entry.label, entry.parent, entry.detail, Search.fold(entry.label),
          period.startsOn, period.endsOn, importID,
        ]
      })
  }

  /// Where communes are: the latest file that says it is believed; one without coordinates changes nothing.
  static func place(_ places: [String: (longitude: Int64, latitude: Int64)], _ db: any Connection) throws {
    let codes = places.keys.sorted()
    for part in codes.chunked(500) { try db.execute("DELETE FROM commune_place WHERE code IN (\(.list(Array(part))))") }
    guard !codes.isEmpty else { return }
    try db.copy(
      into: "commune_place", columns: ["code", "longitude", "latitude"],
      rows: codes.lazy.map { code -> [any SQLConvertible] in
        [code, places[code]?.longitude ?? 0, places[code]?.latitude ?? 0]
      })
  }

  private static func keepBefore(_ ids: [Int64], _ importID: Int64, _ db: any Connection) throws {
    for part in ids.chunked(500) {
      try db.execute(
        """
        INSERT INTO reference_before (import_id, entry_id, \(unchecked: columns), made_by)
        SELECT CAST(\(importID) AS BIGINT), id, \(unchecked: columns), import_id FROM reference_entry
        WHERE id IN (\(.list(part)))
        """)
    }
  }

  static func keep(_ changes: [ReferenceChange], _ importID: Int64, _ db: any Connection) throws {
    try db.copy(
      into: "reference_change",
      columns: ["import_id", "position", "kind", "code", "variant", "before_label", "after_label"],
      rows: changes.enumerated().lazy.map { index, change -> [any SQLConvertible] in
        [
          importID, Int64(index + 1), change.kind.rawValue, change.entry?.code ?? "", change.entry?.variant ?? "",
          label(change.before, change.kind), label(change.after, change.kind),
        ]
      })
  }

  /// What moved has the same name: what it belongs to is told with it.
  private static func label(_ entry: ReferenceEntry?, _ kind: ReferenceChangeKind) -> String {
    guard let entry else { return "" }
    guard kind == .moved else { return entry.label }
    return [entry.label, entry.parent, entry.detail].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  static func keep(_ rejections: [ReferenceRejection], _ importID: Int64, _ db: any Connection) throws {
    try db.copy(
      into: "reference_rejection", columns: ["import_id", "position", "line", "field", "value", "reason"],
      rows: rejections.enumerated().lazy.map { index, rejection -> [any SQLConvertible] in
        [importID, Int64(index + 1), rejection.line, rejection.field, rejection.value, rejection.reason]
      })
  }

  /// Takes the latest import of a list back: no page keeps a code by its line, so that nothing hangs on it.
  static func undo(_ file: ReferenceImportFile, by account: ID<Account>?, at now: Instant, _ db: any Connection) throws
  {
    guard let list = file.result.list else { return }
    try ReferenceStore.lock(list, db)
    if let obstacle = try ReferenceStore.obstacle(file, db) { throw Conflict(obstacle) }
    let undone = try db.execute(
      """
      UPDATE reference_import SET undone_at = \(now), undone_by = \(account)
      WHERE id = \(file.id) AND undone_at IS NULL AND finished_at IS NOT NULL
      """)
    guard undone == 1 else { throw Conflict("Cet import est déjà annulé.") }
    try db.execute("DELETE FROM reference_entry WHERE import_id = \(file.id)")
    try db.execute(
      "DELETE FROM reference_entry WHERE id IN (SELECT entry_id FROM reference_before WHERE import_id = \(file.id))")
    try db.execute(
      """
      INSERT INTO reference_entry (id, \(unchecked: columns), import_id)
      SELECT entry_id, \(unchecked: columns), made_by FROM reference_before WHERE import_id = \(file.id) ORDER BY entry_id
      """)
    try db.execute("DELETE FROM reference_before WHERE import_id = \(file.id)")
  }
}

extension Array {
  /// The items in parts of that many at most.
  fileprivate func chunked(_ size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
