// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Writes a contract with its buyer, operation, lots, holders and engagements in one go. Facilitators only.
enum ContractWriter {
  static func create(
    _ draft: ContractDraft, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<PublicContract> {
    guard viewer.isFacilitator else { throw Missing() }
    let buyer = try OrganisationMatcher.resolve(draft.buyer, as: .buyer, for: viewer, at: now, db)
    let operation = try operation(draft.operation, of: buyer, for: viewer, at: now, db)
    let contract = try insert(draft, buyer, operation, for: viewer, at: now, db)
    let lots = draft.lots.isEmpty ? [ContractDraft.Lot(whole: draft)] : draft.lots
    for lot in lots { _ = try add(lot, to: contract, draft: draft, for: viewer, at: now, db) }
    for notice in draft.notices { try link(notice, to: contract, viewer, now, db) }
    let hours = lots.compactMap(\.hours).sum
    let owed = hours > .zero ? ", \(hours.frenchTrimmed)\u{202F}h à réaliser" : ""
    let count = FrenchText.count(lots.count, "lot", "lots")
    try Journal.record(
      "contract.created", .contract, contract.value, "Marché enregistré\u{202F}: \(count)\(owed)", by: viewer, at: now,
      db)
    return contract
  }

  private static func insert(
    _ draft: ContractDraft, _ buyer: ID<Organisation>, _ operation: ID<Operation>?, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws -> ID<PublicContract> {
    let (policy, cap) = stored(draft.training)
    let id = ID<PublicContract>(
      try db.insert(
        """
        INSERT INTO public_contract (territory_id, operation_id, buyer_id, facilitator_id, reference, title, purchase_kind,
          legal_form, sector, cpv, amount_cents, framework, notified_on, duration_months, ends_on, training_policy,
          training_cap_percent, counting_months, rhythm, search_text, created_at)
        VALUES (\(viewer.territoryID), \(operation), \(buyer), \(draft.facilitator), \(draft.reference), \(draft.title),
          \(draft.purchaseKind), \(draft.legalForm), \(draft.sector), \(draft.cpv?.code), \(draft.amount),
          \(draft.isFramework ? 1 : 0), \(draft.notifiedOn), \(draft.months), \(draft.endsOn), \(policy), \(cap),
          \(draft.countingMonths), \(draft.rhythm.rawValue), \(draft.searchText), \(now)) RETURNING id
        """))
    try SearchWords.write(.contract, id.value, db)
    return id
  }

  static func stored(_ policy: TrainingPolicy) -> (policy: String, cap: Int) {
    switch policy {
    case .none: ("none", 0)
    case .all: ("all", 0)
    case .cappedPercent(let percent): ("capped", percent)
    }
  }

  /// The operation of that name with that buyer, made when it is new.
  static func operation(
    _ name: String, of buyer: ID<Organisation>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<Operation>? {
    guard !name.isEmpty else { return nil }
    let known = try db.query(
      "SELECT id, name FROM operation WHERE territory_id = \(viewer.territoryID) AND buyer_id = \(buyer) ORDER BY id")
    if let same = try known.first(where: { try Search.fold($0["name"]) == Search.fold(name) }) { return try same["id"] }
    let id = ID<Operation>(
      try db.insert(
        """
        INSERT INTO operation (territory_id, buyer_id, name, created_at)
        VALUES (\(viewer.territoryID), \(buyer), \(name), \(now)) RETURNING id
        """))
    try SearchWords.write(.operation, id.value, db)
    return id
  }

  static func link(
    _ notice: Int64, to contract: ID<PublicContract>, _ viewer: Viewer, _ now: Instant, _ db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO contract_notice (territory_id, contract_id, notice_id, linked_at)
      VALUES (\(viewer.territoryID), \(contract), \(notice), \(now))
      ON CONFLICT (territory_id, contract_id, notice_id) DO NOTHING
      """)
  }

  /// A lot, with an engagement where hours or a holder are known.
  static func add(
    _ lot: ContractDraft.Lot, to contract: ID<PublicContract>, draft: ContractDraft, for viewer: Viewer,
    at now: Instant,
    _ db: any Connection
  ) throws -> ID<Lot> {
    let id = ID<Lot>(
      try db.insert(
        """
        INSERT INTO lot (territory_id, contract_id, number, name, sector, amount_cents, notified_on, ends_on, created_at)
        VALUES (\(viewer.territoryID), \(contract), \(lot.number), \(lot.name), \(draft.sector), \(lot.amount),
          \(draft.notifiedOn), \(draft.endsOn), \(now)) RETURNING id
        """))
    try SearchWords.write(.lot, id.value, db)
    guard lot.hours != nil || !lot.holders.isEmpty else { return id }
    let bearers = try lot.holders.map { party in
      EngagementDraft.Bearer(
        id: try OrganisationMatcher.resolve(party, as: .holder, for: viewer, at: now, db), share: 1)
    }
    var engagement = EngagementDraft(
      label: "", terms: .hours, bearing: bearers.count > 1 ? .joint : .alone, bearers: bearers, hours: lot.hours,
      startsOn: draft.notifiedOn, endsOn: draft.endsOn)
    engagement.reason = "Attribution"
    engagement.effectiveOn = draft.notifiedOn ?? viewer.today
    _ = try EngagementWriter.create(engagement, on: id, for: viewer, at: now, db)
    return id
  }
}

extension ContractDraft.Lot {
  /// A contract without lots has one, which is the whole.
  init(whole draft: ContractDraft) {
    number = "1"
    name = String(draft.title.prefix(300))
    holders = []
    hours = nil
    amount = draft.amount
  }
}
