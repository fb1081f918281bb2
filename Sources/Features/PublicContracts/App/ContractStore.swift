// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A contract as its page tells it.
struct ContractDetail: Sendable {
  struct Owner: Sendable {
    let id: ID<Organisation>
    let name: String
    let share: Int
    let isCoordinator: Bool
  }

  let id: ID<PublicContract>
  let reference: String
  let title: String
  let buyerID: ID<Organisation>
  let buyerName: String
  let operationID: ID<Operation>?
  let operationName: String
  let facilitatorID: ID<Account>?
  let facilitatorName: String
  let purchaseKind: PurchaseKind
  let legalForm: LegalForm
  let sector: Sector
  let cpv: String?
  let amount: Money?
  let isFramework: Bool
  let notifiedOn: Day?
  let months: Int?
  let endsOn: Day?
  let training: TrainingPolicy
  let countingMonths: Int
  let rhythm: Rhythm
  var owners: [Owner] = []
}

/// Reads contracts for a viewer; what is not theirs is missing.
enum ContractStore {
  static func find(
    _ id: ID<PublicContract>, for viewer: Viewer, _ db: any Connection
  ) throws -> ContractDetail {
    let row = try db.first(
      """
      SELECT c.id, c.reference, c.title, c.buyer_id, o.name AS buyer_name, c.operation_id,
        COALESCE(p.name, '') AS operation_name, c.facilitator_id, COALESCE(a.name, '') AS facilitator_name, c.purchase_kind, c.legal_form,
        c.sector, c.cpv, c.amount_cents, c.framework, c.notified_on, c.duration_months, c.ends_on, c.training_policy,
        c.training_cap_percent, c.counting_months, c.rhythm
      FROM public_contract c
      JOIN organisation o ON o.id = c.buyer_id
      LEFT JOIN operation p ON p.territory_id = c.territory_id AND p.id = c.operation_id
      LEFT JOIN account a ON a.id = c.facilitator_id
      WHERE c.id = \(id) AND \(ContractScope.contracts(for: viewer))
      """)
    guard let row else { throw Missing() }
    var found = try detail(row)
    found.owners = try owners(of: id, for: viewer, db)
    return found
  }

  private static func detail(_ row: Row) throws -> ContractDetail {
    let framework: Int = try row["framework"]
    let policy: String = try row["training_policy"]
    let cap: Int = try row["training_cap_percent"]
    let rhythm: String = try row["rhythm"]
    return ContractDetail(
      id: try row["id"], reference: try row["reference"], title: try row["title"], buyerID: try row["buyer_id"],
      buyerName: try row["buyer_name"], operationID: try row["operation_id"], operationName: try row["operation_name"],
      facilitatorID: try row["facilitator_id"], facilitatorName: try row["facilitator_name"],
      purchaseKind: try row["purchase_kind"],
      legalForm: try row["legal_form"], sector: try row["sector"], cpv: try row["cpv"], amount: try row["amount_cents"],
      isFramework: framework == 1, notifiedOn: try row["notified_on"], months: try row["duration_months"],
      endsOn: try row["ends_on"],
      training: TrainingPolicy(code: policy == "capped" ? "capped:\(cap)" : policy) ?? .none,
      countingMonths: try row["counting_months"], rhythm: Rhythm(rawValue: rhythm) ?? .monthly)
  }

  private static func owners(
    of id: ID<PublicContract>, for viewer: Viewer, _ db: any Connection
  ) throws -> [ContractDetail.Owner] {
    try db.query(
      """
      SELECT w.organisation_id, o.name, w.share, w.coordinator FROM contract_owner w
      JOIN organisation o ON o.id = w.organisation_id
      WHERE w.territory_id = \(viewer.territoryID) AND w.contract_id = \(id) ORDER BY w.coordinator DESC, o.name, o.id
      """
    ).map { row in
      let coordinator: Int = try row["coordinator"]
      return ContractDetail.Owner(
        id: try row["organisation_id"], name: try row["name"], share: try row["share"], isCoordinator: coordinator == 1)
    }
  }

  /// Replaces the members of the purchasing group; the first is its coordinator. None: a buyer alone.
  static func setOwners(
    _ owners: [(party: ContractDraft.Party, share: Int)], of id: ID<PublicContract>, for viewer: Viewer,
    at now: Instant,
    _ db: any Connection
  ) throws {
    _ = try find(id, for: viewer, db)
    guard viewer.isFacilitator else { throw Missing() }
    try db.execute("DELETE FROM contract_owner WHERE territory_id = \(viewer.territoryID) AND contract_id = \(id)")
    for (index, owner) in owners.enumerated() {
      let organisation = try OrganisationMatcher.resolve(owner.party, as: .buyer, for: viewer, at: now, db)
      try db.execute(
        """
        INSERT INTO contract_owner (territory_id, contract_id, organisation_id, share, coordinator)
        VALUES (\(viewer.territoryID), \(id), \(organisation), \(owner.share), \(index == 0 ? 1 : 0))
        """)
    }
    let sentence = owners.isEmpty ? "Groupement d’achat retiré" : "Groupement d’achat\u{202F}: \(owners.count) membres"
    try Journal.record("contract.owners", .contract, id.value, sentence, by: viewer, at: now, db)
  }

  /// The acts on a contract, its lots and their engagements, newest first. A holder sees those of its own lots only.
  static func history(
    of id: ID<PublicContract>, lots: [ID<Lot>], for viewer: Viewer, limit: Int = 12, _ db: any Connection
  ) throws -> [JournalEntry] {
    let whole: SQL =
      viewer.isFacilitator || viewer.role == .buyer ? "(j.subject = 'contract' AND j.subject_id = \(id)) OR" : ""
    return try db.query(
      """
      SELECT j.at, j.sentence, COALESCE(a.name, '') AS author FROM journal_event j LEFT JOIN account a ON a.id = j.account_id
      WHERE j.territory_id = \(viewer.territoryID) AND (\(whole) (j.subject = 'lot' AND j.subject_id IN (\(.list(lots))))
        OR (j.subject = 'engagement' AND j.subject_id IN (SELECT e.id FROM engagement e
          WHERE e.territory_id = \(viewer.territoryID) AND e.lot_id IN (\(.list(lots))))))
      ORDER BY j.sequence DESC LIMIT \(limit)
      """
    ).map { JournalEntry(at: try $0["at"], author: try $0["author"], sentence: try $0["sentence"]) }
  }

  /// Every purchasing group of the territory: the members of a contract with their shares, the coordinator first.
  static func groups(
    for viewer: Viewer, _ db: any Connection
  ) throws -> [ID<PublicContract>: [(id: ID<Organisation>, share: Int)]] {
    guard viewer.isFacilitator else { throw Missing() }
    var found: [ID<PublicContract>: [(id: ID<Organisation>, share: Int)]] = [:]
    for row in try db.query(
      """
      SELECT contract_id, organisation_id, share FROM contract_owner WHERE territory_id = \(viewer.territoryID)
      ORDER BY contract_id, coordinator DESC, organisation_id
      """)
    { found[try row["contract_id"], default: []].append((try row["organisation_id"], try row["share"])) }
    return found
  }

  /// The facilitators of the territory: whose list, who follows, who is away today.
  static func facilitators(for viewer: Viewer, _ db: any Connection) throws -> [Colleague] {
    try db.query(
      """
      SELECT a.id, a.name, (SELECT MAX(x.ends_on) FROM absence x WHERE x.territory_id = m.territory_id
        AND x.account_id = a.id AND x.starts_on <= \(viewer.today) AND x.ends_on >= \(viewer.today)) AS away_until
      FROM membership m JOIN account a ON a.id = m.account_id
      WHERE m.territory_id = \(viewer.territoryID) AND m.role = 'facilitator' AND m.ended_at IS NULL
        AND a.disabled_at IS NULL
      ORDER BY a.name, a.id
      """
    ).map { Colleague(id: try $0["id"], name: try $0["name"], awayUntil: try $0["away_until"]) }
  }
}

/// A facilitator of the same territory.
struct Colleague: Sendable, Hashable {
  let id: ID<Account>
  let name: String
  let awayUntil: Day?
}
