// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The reading and writing of a batch: few statements, many rows.
enum NoticeBatchStore {
  /// The fingerprints that were read before, and the notices they belong to.
  static func known(_ fingerprints: [[UInt8]], _ db: any Connection) throws -> [[UInt8]: Int64] {
    guard !fingerprints.isEmpty else { return [:] }
    var found: [[UInt8]: Int64] = [:]
    try db.each("SELECT fingerprint, notice_id FROM notice_record WHERE fingerprint IN (\(.list(fingerprints)))") {
      row in
      found[try row["fingerprint"]] = try row["notice_id"]
    }
    return found
  }

  /// The notices of these keys, in the order of their splits.
  static func states(_ keys: Set<NoticeKey>, _ db: any Connection) throws -> [NoticeKey: [NoticeState]] {
    guard !keys.isEmpty else { return [:] }
    var notices: [(notice: Notice, identity: NoticeIdentity)] = []
    let pairs = keys.sorted { ($0.buyer, $0.reference) < ($1.buyer, $1.reference) }
      .map { key -> [any SQLConvertible] in [key.buyer, key.reference] }
    // Pairs, not two lists, which would be tried in all combinations; and joined in this order: with `IN`, SQLite reads the whole
    // index for each batch.
    try db.each(
      """
      WITH wanted (buyer_siret, reference) AS (VALUES \(.rows(pairs)))
      SELECT \(NoticeRow.columns) FROM wanted w CROSS JOIN notice n
      WHERE n.buyer_siret = w.buyer_siret AND n.reference = w.reference
      ORDER BY n.buyer_siret, n.reference, n.kind, n.split
      """
    ) { row in
      let notice = try NoticeRow.notice(row)
      guard keys.contains(NoticeKey(notice.record)) else { return }
      let identity = NoticeIdentity(object: try row["identity_object"], holders: try row["identity_holders"])
      notices.append((notice, identity))
    }
    let holders = try holders(of: notices.map(\.notice.id.value), db)
    var found: [NoticeKey: [NoticeState]] = [:]
    for (notice, identity) in notices {
      var record = notice.record
      record.holders = holders[notice.id.value] ?? []
      let whole = Notice(
        id: notice.id, split: notice.split, record: record, firstSeenAt: notice.firstSeenAt, updatedAt: notice.updatedAt
      )
      found[NoticeKey(record), default: []].append(NoticeState(kept: whole, identity: identity))
    }
    return found
  }

  static func holders(of notices: [Int64], _ db: any Connection) throws -> [Int64: [NoticeHolder]] {
    guard !notices.isEmpty else { return [:] }
    var found: [Int64: [NoticeHolder]] = [:]
    try db.each(
      """
      SELECT notice_id, id_kind, identifier, name FROM notice_holder WHERE notice_id IN (\(.list(notices)))
      ORDER BY notice_id, position
      """
    ) { row in
      found[try row["notice_id"], default: []].append(try NoticeRow.holder(row))
    }
    return found
  }

  /// `importID` is the import that creates them, nil for a copy.
  static func insert(_ states: [NoticeState], by importID: Int64?, at now: Instant, _ db: any Connection) throws {
    guard !states.isEmpty else { return }
    // Put into words once, not for each row.
    let now = now.sqlValue
    try db.copy(
      into: "notice", columns: NoticeRow.key + NoticeRow.content,
      rows: states.lazy.map { state -> [any SQLConvertible] in
        let record = state.record
        return [state.id, record.kind, record.buyerSiret, record.reference, state.split, now, importID]
          + NoticeRow.values(of: state, at: now)
      })
    try copyHolders(states, db)
    try copyModifications(states, db)
  }

  static func update(_ states: [NoticeState], at now: Instant, _ db: any Connection) throws {
    guard !states.isEmpty else { return }
    for state in states {
      let values = NoticeRow.values(of: state, at: now.sqlValue)
      let settings = zip(NoticeRow.content, values).map { column, value -> SQL in
        "\(unchecked: column) = \(value.sqlValue)"
      }
      try db.execute("UPDATE notice SET \(settings.joined(", ")) WHERE id = \(state.id)")
    }
    try db.execute("DELETE FROM notice_holder WHERE notice_id IN (\(.list(states.map(\.id))))")
    try copyHolders(states, db)
    let changed = states.filter(\.hasNewModifications)
    guard !changed.isEmpty else { return }
    try db.execute("DELETE FROM notice_modification WHERE notice_id IN (\(.list(changed.map(\.id))))")
    try copyModifications(changed, db)
  }

  private static func copyHolders(_ states: [NoticeState], _ db: any Connection) throws {
    let rows = states.lazy.flatMap { state in
      state.record.holders.enumerated().map { position, holder -> [any SQLConvertible] in
        [state.id, position, holder.idKind, holder.identifier, holder.siren, holder.name]
      }
    }
    try db.copy(
      into: "notice_holder", columns: ["notice_id", "position", "id_kind", "identifier", "siren", "name"], rows: rows)
  }

  private static func copyModifications(_ states: [NoticeState], _ db: any Connection) throws {
    let rows = states.lazy.flatMap { state in
      state.record.modifications.enumerated().map { position, change -> [any SQLConvertible] in
        [
          state.id, position, change.number, change.notifiedOn, change.publishedOn, change.object,
          change.durationMonths,
          change.amount, change.holders.map(NoticeStore.line).joined(separator: "\n"),
        ]
      }
    }
    try db.copy(
      into: "notice_modification",
      columns: [
        "notice_id", "position", "number", "notified_on", "published_on", "object", "duration_months", "amount_cents",
        "holders",
      ], rows: rows)
  }
}
