// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// Reads all that the documents of a lot say, from the stores that its pages use. What is not the viewer's is missing.
enum LotAccountStore {
  static func read(
    _ id: ID<Lot>, for viewer: Viewer, at now: Instant, zone: TimeZone, _ db: any Connection
  ) throws -> LotAccount {
    let lot = try LotStore.find(id, for: viewer, db)
    let contract = try ContractStore.find(lot.contractID, for: viewer, db)
    guard let progress = try LotProgressStore.list(.lot(id), for: viewer, on: viewer.today, db).first else {
      throw Missing()
    }
    var account = LotAccount(madeOn: viewer.today, state: progress.state)
    account.territory = viewer.territoryName
    describe(&account, lot, contract, progress)
    account.dues = try EngagementStore.list(on: id, for: viewer, at: now, db).map { due($0, at: now) }
    try count(&account, progress, for: viewer, db)
    account.issued = try issued(id, viewer.territoryID, zone, db)
    return account
  }

  private static func describe(
    _ account: inout LotAccount, _ lot: LotDetail, _ contract: ContractDetail, _ progress: LotProgress
  ) {
    (account.buyer, account.contract, account.reference) = (contract.buyerName, contract.title, contract.reference)
    let whole = contract.owners.map(\.share).reduce(0, +)
    if contract.owners.count > 1 {
      account.group = contract.owners.map { owner in
        let share = Percent(part: owner.share, whole: whole)?.french ?? ""
        return "\(owner.name) (\(owner.isCoordinator ? "coordonnateur, " : "")\(share))"
      }
    }
    account.legalForm = contract.legalForm.french
    (account.lotNumber, account.lotName, account.place) = (lot.number, lot.name, lot.place)
    account.sector = FrenchText.capitalised(lot.sector.french)
    account.holders = progress.holders.map { $0.shareText.isEmpty ? $0.name : "\($0.name) (\($0.shareText))" }
    account.dates = progress.dates
  }

  private static func due(_ engagement: EngagementFacts, at now: Instant) -> LotAccount.Due {
    let bearers = engagement.bearers.map { bearer in
      [bearer.name, engagement.shareText(bearer)].filter { !$0.isEmpty }.joined(separator: " ")
    }
    return LotAccount.Due(
      title: engagement.title, bearers: bearers.isEmpty ? "—" : bearers.joined(separator: ", "),
      firm: engagement.balance(knownAt: now).firm)
  }

  /// Every month that the ledger may hold.
  private static func whole(_ lot: ID<Lot>) throws -> ReportScope {
    guard let first = Month(190_001), let last = Month(210_012) else { throw Missing() }
    return ReportScope(period: StatementPeriod(first: first, last: last), lot: lot)
  }

  private static func count(
    _ account: inout LotAccount, _ progress: LotProgress, for viewer: Viewer, _ db: any Connection
  ) throws {
    let scope = try whole(progress.lotID)
    let totals = try ReportStore.totals(scope, in: viewer.territoryID, db)
    let figures = try ReportStore.figures(scope, totals, in: viewer.territoryID, db)
    (account.declared, account.kept, account.people) = (totals.declared, totals.kept, totals.people)
    (account.linesToValidate, account.toValidate) = (totals.undecided, progress.toValidate)
    (account.completion, account.forecast) = (progress.completion, progress.forecast)
    (account.assignments, account.training) = (figures.contracts, Hours(units: figures.training))
    account.modalities = figures.modalities.map { row in
      LotAccount.ModalityPart(
        label: FrenchText.capitalised(Modality(rawValue: row.code)?.french ?? row.code), assignments: row.contracts,
        kept: Hours(units: row.kept))
    }
    account.months = Dictionary(
      figures.months.compactMap { row in Month(row.month).map { ($0, Hours(units: row.kept)) } },
      uniquingKeysWith: +)
    account.creditedTraining = try credited(progress.lotID, viewer.territoryID, db)
    (account.planToDate, account.remainingPerMonth) = (progress.planToDate, progress.remainingPerMonth)
    account.awaitsDecision = progress.awaitsDecision
  }

  /// Of the whole lot, whoever asks: the holder of a lot sees the whole of it. Person by person, as everywhere.
  private static func credited(_ lot: ID<Lot>, _ territory: ID<Territory>, _ db: any Connection) throws -> Hours {
    try db.query(
      """
      SELECT h.head_id, c.training_policy, c.training_cap_percent,
        CAST(SUM(CASE WHEN l.kind = 'site' THEN d.kept_units ELSE 0 END) AS BIGINT) AS site,
        CAST(SUM(CASE WHEN l.kind = 'training' THEN d.kept_units ELSE 0 END) AS BIGINT) AS training
      FROM hours_line l
      JOIN hours_decision d ON d.line_id = l.id
      JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      JOIN participant_head h ON h.territory_id = l.territory_id AND h.participant_id = l.participant_id
      WHERE l.territory_id = \(territory) AND t.id = \(lot) AND l.kind IN ('site', 'training')
      GROUP BY h.head_id, c.training_policy, c.training_cap_percent
      """
    ).map { row in
      TrainingPolicy(stored: try row["training_policy"], percent: try row["training_cap_percent"]).creditedTraining(
        site: try row["site"], training: try row["training"])
    }.sum
  }

  /// The latest attestation issued with its figures frozen, and whether its lines were touched since.
  private static func issued(
    _ lot: ID<Lot>, _ territory: ID<Territory>, _ zone: TimeZone, _ db: any Connection
  ) throws -> LotAccount.Issued? {
    let row = try db.first(
      """
      SELECT i.issued_at, i.kept_units, (SELECT COUNT(*) FROM opening_balance b
        JOIN engagement f ON f.territory_id = b.territory_id AND f.id = b.engagement_id
        WHERE b.territory_id = i.territory_id AND f.lot_id = i.lot_id AND b.recorded_at > i.issued_at
          AND b.month BETWEEN i.first_month AND i.last_month) + (SELECT COUNT(*) FROM hours_line l
        JOIN hours_decision d ON d.line_id = l.id AND d.decided_at > i.issued_at AND d.kept_units <> 0
        JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
        WHERE l.territory_id = i.territory_id AND g.lot_id = i.lot_id AND l.kind = 'site'
          AND l.month BETWEEN i.first_month AND i.last_month) AS touched
      FROM issued_report i WHERE i.territory_id = \(territory) AND i.lot_id = \(lot) ORDER BY i.id DESC LIMIT 1
      """)
    guard let row else { return nil }
    let (at, touched): (Instant, Int) = (try row["issued_at"], try row["touched"])
    return LotAccount.Issued(on: at.day(in: zone), kept: try row["kept_units"], needsCorrection: touched > 0)
  }
}
