// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// One record of a file, ready to be placed.
struct NoticeSourceRecord: Sendable {
  /// SHA-256 of its canonical text.
  let fingerprint: [UInt8]
  let record: NoticeRecord
  let digest: NoticeDigest
  let place: String
}

/// What a batch did, and which notices it touched.
struct NoticeBatchResult: Sendable {
  var created = 0
  var updated = 0
  var unchanged = 0
  var notices: Set<Int64> = []
}

/// Places the records of one batch among the notices that exist, in one transaction: reads what is known, decides in memory, writes
/// in bulk. The lock on the sequence keeps two imports from creating the same notice.
struct NoticeBatch {
  private let records: [NoticeSourceRecord]
  private let importID: Int64
  private let now: Instant
  private var result = NoticeBatchResult()
  private var states: [NoticeKey: [NoticeState]] = [:]
  private var known: [[UInt8]: Int64] = [:]
  private var placed: [(fingerprint: [UInt8], notice: Int64, place: String)] = []
  private var nextID: Int64 = 0

  private init(_ records: [NoticeSourceRecord], _ importID: Int64, _ now: Instant) {
    (self.records, self.importID, self.now) = (records, importID, now)
  }

  static func write(
    _ records: [NoticeSourceRecord], importID: Int64, at now: Instant, _ db: any Connection
  ) throws -> NoticeBatchResult {
    var batch = NoticeBatch(records, importID, now)
    try batch.lock(db)
    try batch.load(db)
    for record in records { batch.place(record) }
    try batch.save(db)
    return batch.result
  }

  /// Takes as many identifiers as there may be new notices. The row is the lock between imports.
  private mutating func lock(_ db: any Connection) throws {
    let last: Int64? = try db.value(
      "UPDATE notice_sequence SET last_id = last_id + \(records.count) WHERE id = 1 RETURNING last_id")
    nextID = (last ?? 0) - Int64(records.count) + 1
  }

  private mutating func load(_ db: any Connection) throws {
    known = try NoticeBatchStore.known(records.map(\.fingerprint), db)
    let unknown = records.filter { known[$0.fingerprint] == nil }
    states = try NoticeBatchStore.states(Set(unknown.map { NoticeKey($0.record) }), db)
  }

  private mutating func place(_ source: NoticeSourceRecord) {
    if let notice = known[source.fingerprint] {
      result.unchanged += 1
      result.notices.insert(notice)
      return
    }
    let notice = place(source.record, source.digest)
    known[source.fingerprint] = notice
    result.notices.insert(notice)
    placed.append((source.fingerprint, notice, source.place))
  }

  /// The notice that the record belongs to.
  private mutating func place(_ record: NoticeRecord, _ digest: NoticeDigest) -> Int64 {
    let key = NoticeKey(record)
    var kept = states[key, default: []]
    states[key] = nil
    defer { states[key] = kept }
    let identity = digest.identity
    switch NoticeMatching.place(record, identity: identity, among: kept.map { ($0.identity, $0.record.version) }) {
    case .created(let split):
      result.created += 1
      kept.append(NoticeState(id: nextID, split: split, record: record, digest: digest))
      nextID += 1
      return nextID - 1
    case .updated(let index, let effect):
      result.updated += 1
      kept[index].take(record, identity, effect)
      return kept[index].id
    }
  }

  private func save(_ db: any Connection) throws {
    let all = states.values.joined()
    try NoticeBatchStore.insert(all.filter(\.isNew).sorted { $0.id < $1.id }, by: importID, at: now, db)
    let changed = all.filter { !$0.isNew && $0.isChanged }.sorted { $0.id < $1.id }
    try NoticeUndoStore.keep(changed.map(\.id), before: importID, db)
    try NoticeBatchStore.update(changed, at: now, db)
    try db.copy(
      into: "notice_record", columns: ["fingerprint", "notice_id", "import_id", "place"],
      rows: placed.lazy.map { [$0.fingerprint, $0.notice, importID, $0.place] })
  }
}

/// What makes two records candidates for one notice.
struct NoticeKey: Hashable, Sendable {
  let buyer: String
  let reference: String
  let kind: NoticeKind

  init(_ record: NoticeRecord) {
    (buyer, reference, kind) = (record.buyerSiret, record.reference, record.kind)
  }
}

/// A notice while its batch is being decided.
struct NoticeState: Sendable {
  let id: Int64
  let split: Int
  let isNew: Bool
  private(set) var record: NoticeRecord
  private(set) var identity: NoticeIdentity
  /// The text looked into, while it is still that of one record.
  private var readSearchText: String?
  private(set) var isChanged: Bool
  /// Whether the modifications kept are to be written anew.
  private(set) var hasNewModifications: Bool

  /// A notice that begins with this record.
  init(id: Int64, split: Int, record: NoticeRecord, digest: NoticeDigest) {
    (self.id, self.split, self.record, isNew) = (id, split, record, true)
    (identity, readSearchText) = (digest.identity, digest.searchText)
    (isChanged, hasNewModifications) = (true, true)
  }

  /// A notice as it is kept. Its modifications are not read: they are only replaced.
  init(kept notice: Notice, identity: NoticeIdentity) {
    (id, split, record, isNew) = (notice.id.value, notice.split, notice.record, false)
    self.identity = identity
    (isChanged, hasNewModifications) = (false, false)
  }

  var searchText: String { readSearchText ?? NoticeRow.searchText(record) }

  mutating func take(_ new: NoticeRecord, _ itsIdentity: NoticeIdentity, _ effect: NoticeMatching.Effect) {
    let completed = identity.completed(by: itsIdentity)
    if completed != identity { (identity, isChanged) = (completed, true) }
    switch effect {
    case .none: return
    case .replaces: record = new.completed(by: record)
    case .joins: record = record.joined(by: new)
    }
    (isChanged, readSearchText) = (true, nil)
    if !new.modifications.isEmpty { hasNewModifications = true }
  }
}
