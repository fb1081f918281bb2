// SPDX-License-Identifier: EUPL-1.2

/// What a record is known by among those of its key, which is the buyer's SIRET, the number and the kind. Equal keys are often
/// different lots: two records are of one notice when they say the same object or the same holders as the record it began with.
public struct NoticeIdentity: Sendable, Hashable {
  /// Sixteen hexadecimal digits for the folded object, empty when the record has none, nil when its table cannot say.
  public var object: String?
  /// The identifiers of the holders, in order, one a line.
  public var holders: String

  public init(object: String?, holders: String) {
    (self.object, self.holders) = (object, holders)
  }

  public init(of record: NoticeRecord) {
    object = record.saysObject ? record.object.map { Self.digest(Search.fold($0)) } ?? "" : nil
    let names = record.holders.map { $0.identifier.isEmpty ? $0.name ?? "" : $0.identifier }
    holders = names.count == 1 ? names[0] : Set(names).sorted().joined(separator: "\n")
  }

  /// Whether the one holder of a row is among these.
  func hasHolder(of row: NoticeIdentity) -> Bool {
    !row.holders.isEmpty && holders.split(separator: "\n").contains(Substring(row.holders))
  }

  /// The identity to keep once a record has joined: an object that was unknown is learned.
  public func completed(by other: NoticeIdentity) -> NoticeIdentity {
    NoticeIdentity(object: object ?? other.object, holders: holders)
  }

  /// FNV-1a over 64 bits: enough to tell the lots of one key apart.
  private static func digest(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }
}

/// Which situation of a notice is the current one: by publication, then notification, then modification; at equal dates, the one
/// that was read last.
public struct NoticeVersion: Sendable, Hashable, Comparable {
  public var publishedOn: Day?
  public var notifiedOn: Day?
  public var modification: Int

  public init(publishedOn: Day?, notifiedOn: Day?, modification: Int) {
    (self.publishedOn, self.notifiedOn, self.modification) = (publishedOn, notifiedOn, modification)
  }

  /// An absent day comes before every day.
  public static func < (left: NoticeVersion, right: NoticeVersion) -> Bool {
    (left.publishedOn ?? .first, left.notifiedOn ?? .first, left.modification)
      < (right.publishedOn ?? .first, right.notifiedOn ?? .first, right.modification)
  }
}

/// Where a record goes that was not read before.
public enum NoticeMatching: Sendable, Equatable {
  /// It begins a notice; the split number tells it from the others of its key, the first being 0.
  case created(split: Int)
  /// It belongs to the notice at that place among those given. Its situation replaces the one kept, joins its holders to it, or is
  /// older and changes nothing.
  case updated(index: Int, effect: Effect)

  public enum Effect: Sendable, Equatable { case replaces, joins, none }

  /// `identity` is the record's; `existing` are the notices of the record's key, in the order of their split numbers.
  public static func place(
    _ record: NoticeRecord, identity: NoticeIdentity,
    among existing: [(identity: NoticeIdentity, version: NoticeVersion)]
  ) -> NoticeMatching {
    let isRow = record.shape == .consolidatedCSV
    let byHolder = identity.object == nil ? existing.firstIndex { $0.identity.hasHolder(of: identity) } : nil
    guard let index = byHolder ?? existing.firstIndex(where: { isSame($0.identity, identity, isRow: isRow) }) else {
      return .created(split: existing.count)
    }
    let (kept, new) = (existing[index].version, record.version)
    if new < kept { return .updated(index: index, effect: .none) }
    // A table gives each holder its own row: rows of one situation add up.
    return .updated(index: index, effect: isRow && new == kept ? .joins : .replaces)
  }

  private static func isSame(_ kept: NoticeIdentity, _ new: NoticeIdentity, isRow: Bool) -> Bool {
    guard let old = kept.object, let object = new.object else { return true }
    if old == object || kept.holders == new.holders { return true }
    return isRow && kept.hasHolder(of: new)
  }
}
