// SPDX-License-Identifier: EUPL-1.2
public import Database
public import Domain

extension NoticeShape: SQLConvertible, SQLDecodable {}
extension NoticeKind: SQLConvertible, SQLDecodable {}

/// How a notice stands in its table, read and written in one place.
enum NoticeRow {
  /// What an update may change, in the order of `values`.
  static let content = [
    "shape", "buyer_siren", "buyer_name", "nature", "object", "says_object", "cpv", "procedure", "place_code",
    "place_kind",
    "place_name", "duration_months", "notified_on", "published_on", "amount_cents", "price_form", "social", "is_social",
    "modification_number", "identity_object", "identity_holders", "sort_day", "search_text", "updated_at",
  ]
  static let key = ["id", "kind", "buyer_siret", "reference", "split", "first_seen_at", "import_id"]

  static func values(of state: NoticeState, at now: SQLValue) -> [any SQLConvertible] {
    let (record, identity) = (state.record, state.identity)
    return [
      record.shape, record.buyerSiren, record.buyerName, record.nature, record.object, record.saysObject, record.cpv,
      record.procedure, record.place.code, record.place.codeKind, record.place.name, record.durationMonths,
      record.notifiedOn, record.publishedOn, record.amount, record.priceForm,
      record.social.map(\.rawValue).joined(separator: ","), record.social.contains(where: \.isSocial),
      record.modificationNumber, identity.object, identity.holders,
      (record.notifiedOn ?? record.publishedOn)?.iso ?? "", state.searchText, now,
    ]
  }

  /// What a person may look for: buyer, number, object, holders.
  static func searchText(_ record: NoticeRecord) -> String {
    var parts = [record.buyerName ?? "", record.buyerSiret, record.reference, record.object ?? ""]
    for holder in record.holders { parts += [holder.name ?? "", holder.identifier] }
    return Search.fold(parts.joined(separator: " "))
  }

  static let columns: SQL = SQL(unchecked: (key.dropLast() + content).map { "n." + $0 }.joined(separator: ", "))

  /// Reads `columns`; holders and modifications are in their own tables.
  static func notice(_ row: Row) throws -> Notice {
    Notice(
      id: try row["id"], split: try row["split"], record: try record(row), firstSeenAt: try row["first_seen_at"],
      updatedAt: try row["updated_at"])
  }

  private static func record(_ row: Row) throws -> NoticeRecord {
    var record = NoticeRecord(
      shape: try row["shape"], kind: try row["kind"], buyerSiret: try row["buyer_siret"],
      reference: try row["reference"])
    record.buyerName = try row["buyer_name"]
    record.nature = try row["nature"]
    record.object = try row["object"]
    record.saysObject = try row["says_object"]
    record.cpv = try row["cpv"]
    record.procedure = try row["procedure"]
    record.place = NoticePlace(
      code: try row["place_code"], codeKind: try row["place_kind"], name: try row["place_name"])
    record.durationMonths = try row["duration_months"]
    record.notifiedOn = try row["notified_on"]
    record.publishedOn = try row["published_on"]
    record.amount = try row["amount_cents"]
    record.priceForm = try row["price_form"]
    record.social = social(try row["social"])
    record.modificationNumber = try row["modification_number"]
    return record
  }

  static func social(_ text: String) -> [SocialConsideration] {
    text.split(separator: ",").compactMap { SocialConsideration(rawValue: String($0)) }
  }

  static func holder(_ row: Row) throws -> NoticeHolder {
    NoticeHolder(idKind: try row["id_kind"], identifier: try row["identifier"], name: try row["name"])
  }
}
