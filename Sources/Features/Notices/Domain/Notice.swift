// SPDX-License-Identifier: EUPL-1.2

/// A contract as its buyer published it, in its current situation. It belongs to the instance, not to a territory: a person turns it
/// into a `PublicContract`.
public struct Notice: Sendable, Equatable, Identifiable {
  public let id: ID<Notice>
  /// 0, or the place among the lots that share buyer and number.
  public let split: Int
  public let record: NoticeRecord
  public let firstSeenAt: Instant
  public let updatedAt: Instant

  public init(id: ID<Notice>, split: Int, record: NoticeRecord, firstSeenAt: Instant, updatedAt: Instant) {
    (self.id, self.split, self.record) = (id, split, record)
    (self.firstSeenAt, self.updatedAt) = (firstSeenAt, updatedAt)
  }
}

extension NoticeRecord {
  /// This record, completed by what only an older one of the same notice says: versions differ in what they publish (names of
  /// holders, social considerations), and a table may lack columns.
  public func completed(by older: NoticeRecord) -> NoticeRecord {
    var result = self
    result.buyerName = buyerName ?? older.buyerName
    result.nature = nature ?? older.nature
    result.object = object ?? older.object
    result.saysObject = saysObject || older.saysObject
    result.cpv = cpv ?? older.cpv
    result.procedure = procedure ?? older.procedure
    if place == NoticePlace() { result.place = older.place }
    result.durationMonths = durationMonths ?? older.durationMonths
    result.notifiedOn = notifiedOn ?? older.notifiedOn
    result.publishedOn = publishedOn ?? older.publishedOn
    result.amount = amount ?? older.amount
    result.priceForm = priceForm ?? older.priceForm
    if holders.isEmpty { result.holders = older.holders }
    for index in result.holders.indices where result.holders[index].name == nil {
      result.holders[index].name = older.holders.first { $0.identifier == result.holders[index].identifier }?.name
    }
    if social.isEmpty { result.social = older.social }
    if modifications.isEmpty { result.modifications = older.modifications }
    return result
  }

  /// The same situation with the holders of another row of its table.
  public func joined(by row: NoticeRecord) -> NoticeRecord {
    var result = row.completed(by: self)
    result.holders = holders
    for holder in row.holders where !holders.contains(where: { $0.identifier == holder.identifier }) {
      result.holders.append(holder)
    }
    return result
  }
}
