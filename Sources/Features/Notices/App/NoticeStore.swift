// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What is asked of the list of notices. Notices are public data (Licence Ouverte): every signed-in account may read them all.
struct NoticeFilter: Sendable, Equatable {
  /// Beginnings of words that must all appear: buyer, number, object, holder.
  var search = ""
  /// Nine digits.
  var buyerSiren: String?
  /// Only those that announce a social clause, criterion or reservation.
  var isSocialOnly = false
  /// Only those that no contract of this territory comes from.
  var unlinkedIn: ID<Territory>?
}

/// Where a page of the list ends: the next one starts below.
struct NoticePlaceInList: Sendable, Equatable {
  let sortDay: String
  let id: ID<Notice>
}

/// One line of the list.
struct NoticeLine: Sendable, Equatable, Identifiable {
  let id: ID<Notice>
  let kind: NoticeKind
  let buyerName: String?
  let buyerSiret: String
  let reference: String
  let object: String?
  let notifiedOn: Day?
  let amount: Money?
  let social: [SocialConsideration]
  let holders: [NoticeHolder]
  let place: NoticePlaceInList
}

enum NoticeStore {
  /// One page, the latest notified first. `hasMore` says that another page follows `lines.last?.place`.
  static func page(
    after place: NoticePlaceInList? = nil, filter: NoticeFilter = NoticeFilter(), limit: Int = 50, _ db: any Connection
  ) throws -> (lines: [NoticeLine], hasMore: Bool) {
    var conditions = conditions(of: filter)
    if let place { conditions.append("(n.sort_day, n.id) < (\(place.sortDay), \(place.id))") }
    let rows = try db.query(
      """
      SELECT n.id, n.kind, n.buyer_name, n.buyer_siret, n.reference, n.object, n.notified_on, n.amount_cents, n.social,
        n.sort_day
      FROM notice n WHERE \(conditions.joined(" AND "))
      ORDER BY n.sort_day DESC, n.id DESC LIMIT \(limit + 1)
      """)
    let holders = try NoticeBatchStore.holders(of: rows.map { try $0["id"] }, db)
    let lines = try rows.prefix(limit).map { try line($0, holders) }
    return (lines, rows.count > limit)
  }

  /// How many notices the filter finds, at most `limit`: counting stops there.
  static func count(_ filter: NoticeFilter = NoticeFilter(), limit: Int = 10_000, _ db: any Connection) throws -> Int {
    let count: Int? = try db.value(
      """
      SELECT COUNT(*) FROM (
        SELECT 1 AS found FROM notice n WHERE \(conditions(of: filter).joined(" AND ")) LIMIT \(limit)
      ) AS counted
      """)
    return count ?? 0
  }

  /// A notice with its holders and modifications, or nil.
  static func find(_ id: ID<Notice>, _ db: any Connection) throws -> Notice? {
    guard let row = try db.first("SELECT \(NoticeRow.columns) FROM notice n WHERE n.id = \(id)") else { return nil }
    let notice = try NoticeRow.notice(row)
    var record = notice.record
    record.holders = try NoticeBatchStore.holders(of: [id.value], db)[id.value] ?? []
    record.modifications = try modifications(of: id, db)
    return Notice(
      id: notice.id, split: notice.split, record: record, firstSeenAt: notice.firstSeenAt, updatedAt: notice.updatedAt)
  }

  /// The records that a notice was made from, the latest import first.
  static func sources(of id: ID<Notice>, limit: Int = 50, _ db: any Connection) throws -> [NoticeSource] {
    try db.query(
      """
      SELECT i.file, i.started_at, r.place FROM notice_record r JOIN notice_import i ON i.id = r.import_id
      WHERE r.notice_id = \(id) ORDER BY i.id DESC, r.place LIMIT \(limit)
      """
    ).map { NoticeSource(file: try $0["file"], place: try $0["place"], readAt: try $0["started_at"]) }
  }

  /// Other notices of the same buyer and number, which may be other lots of one contract.
  static func siblings(of notice: Notice, _ db: any Connection) throws -> [ID<Notice>] {
    try db.values(
      """
      SELECT id FROM notice WHERE buyer_siret = \(notice.record.buyerSiret) AND reference = \(notice.record.reference)
        AND id <> \(notice.id) ORDER BY split, id
      """)
  }

  private static func conditions(of filter: NoticeFilter) -> [SQL] {
    var conditions: [SQL] = ["1 = 1"]
    if let siren = filter.buyerSiren { conditions.append("n.buyer_siren = \(siren)") }
    if filter.isSocialOnly { conditions.append("n.is_social = 1") }
    for word in Search.fold(filter.search).split(separator: " ").prefix(8) {
      conditions.append("(n.search_text LIKE \(word + "%") OR n.search_text LIKE \("% " + word + "%"))")
    }
    if let territory = filter.unlinkedIn {
      conditions.append(
        "NOT EXISTS (SELECT 1 FROM contract_notice c WHERE c.territory_id = \(territory) AND c.notice_id = n.id)")
    }
    return conditions
  }

  private static func line(_ row: Row, _ holders: [Int64: [NoticeHolder]]) throws -> NoticeLine {
    let id: ID<Notice> = try row["id"]
    return NoticeLine(
      id: id, kind: try row["kind"], buyerName: try row["buyer_name"], buyerSiret: try row["buyer_siret"],
      reference: try row["reference"], object: try row["object"], notifiedOn: try row["notified_on"],
      amount: try row["amount_cents"], social: NoticeRow.social(try row["social"]), holders: holders[id.value] ?? [],
      place: NoticePlaceInList(sortDay: try row["sort_day"], id: id))
  }

  private static func modifications(of id: ID<Notice>, _ db: any Connection) throws -> [NoticeModification] {
    try db.query("SELECT * FROM notice_modification WHERE notice_id = \(id) ORDER BY position").map { row in
      var change = NoticeModification(number: try row["number"])
      change.notifiedOn = try row["notified_on"]
      change.publishedOn = try row["published_on"]
      change.object = try row["object"]
      change.durationMonths = try row["duration_months"]
      change.amount = try row["amount_cents"]
      change.holders = (try row["holders"] as String).split(separator: "\n").map(holder)
      return change
    }
  }

  /// The holders of a modification are only shown: one a line, apart by tabs.
  static func line(_ holder: NoticeHolder) -> String {
    [holder.idKind ?? "", holder.identifier, holder.name ?? ""].map { text in
      text.split(whereSeparator: { $0 == "\t" || $0.isNewline }).joined(separator: " ")
    }.joined(separator: "\t")
  }

  private static func holder(_ line: Substring) -> NoticeHolder {
    let parts = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    func part(_ index: Int) -> String? { parts.indices.contains(index) && !parts[index].isEmpty ? parts[index] : nil }
    return NoticeHolder(idKind: part(0), identifier: part(1) ?? "", name: part(2))
  }
}

/// A record of a file that a notice was made from.
struct NoticeSource: Sendable, Equatable {
  let file: String
  /// `marches[12]` or `ligne 14`.
  let place: String
  let readAt: Instant
}
