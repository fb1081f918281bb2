// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform
import Spreadsheet

/// A contract, as funders' tables describe it.
struct FunderContract: Sendable {
  let id: ID<PublicContract>
  let title: String
  let reference: String
  let buyerID: ID<Organisation>
  let buyerName: String
  let buyerKind: BuyerKind?
  let purchaseKind: PurchaseKind
  let legalForm: LegalForm
  let sector: Sector
  let notifiedOn: Day?
  let operation: ID<Operation>?
  /// Who counts it: its buyer, or each member of a purchasing group.
  var owners: [ID<Organisation>]

  static func list(_ scope: FigureScope, for viewer: Viewer, _ db: any Connection) throws -> [FunderContract] {
    let bought: SQL = scope.buyer.map { ContractScope.bought(by: $0) } ?? "1 = 1"
    let groups = try db.query(
      "SELECT w.contract_id, w.organisation_id FROM contract_owner w WHERE w.territory_id = \(viewer.territoryID)"
    ).map { (try $0["contract_id"] as ID<PublicContract>, try $0["organisation_id"] as ID<Organisation>) }
    let owners = Dictionary(grouping: groups, by: \.0).mapValues { $0.map(\.1) }
    return try db.query(
      """
      SELECT c.id, c.title, c.reference, c.buyer_id, t.name AS buyer_name, o.buyer_kind, c.purchase_kind, c.legal_form,
        c.sector, c.notified_on, c.operation_id
      FROM public_contract c JOIN organisation o ON o.id = c.buyer_id
      JOIN territory_organisation t ON t.territory_id = c.territory_id AND t.organisation_id = c.buyer_id
      WHERE c.territory_id = \(viewer.territoryID) AND c.archived_at IS NULL AND \(bought) ORDER BY c.id
      """
    ).map { row in
      let kind: String? = try row["buyer_kind"]
      let (id, buyer): (ID<PublicContract>, ID<Organisation>) = (try row["id"], try row["buyer_id"])
      return FunderContract(
        id: id, title: try row["title"], reference: try row["reference"], buyerID: buyer,
        buyerName: try row["buyer_name"], buyerKind: kind.flatMap { BuyerKind(rawValue: $0) },
        purchaseKind: try row["purchase_kind"], legalForm: try row["legal_form"], sector: try row["sector"],
        notifiedOn: try row["notified_on"], operation: try row["operation_id"], owners: owners[id] ?? [buyer])
    }
  }
}

/// SPASER: a row a buyer.
enum FunderBuyers {
  static func rows(
    _ query: FunderQuery, for viewer: Viewer, _ db: any Connection
  ) throws -> (([WrittenCell]) throws -> Void) throws -> Void {
    let scope = query.scope(for: viewer)
    let found = try FunderFacts.read(query.span, scope, db)
    let contracts = try FunderContract.list(scope, for: viewer, db)
    let buyers = try names(viewer, db)
    let parts = found.parts(.buyer)
    let notified = contracts.filter { $0.notifiedOn?.year == query.span.year }
    let wanted = Set(parts.keys.compactMap { ID<Organisation>($0) }).union(notified.flatMap(\.owners))
      .filter { query.buyer == nil || $0 == query.buyer }
    return { add in
      for buyer in wanted.sorted(by: { (buyers[$0]?.name ?? "", $0) < (buyers[$1]?.name ?? "", $1) }) {
        try add(
          try row(
            buyer, buyers[buyer] ?? ("", ""), found, parts[buyer.description] ?? [],
            notified.filter { $0.owners.contains(buyer) }))
      }
    }
  }

  private static func row(
    _ id: ID<Organisation>, _ buyer: (name: String, siret: String), _ found: FunderFacts, _ indices: [Int],
    _ contracts: [FunderContract]
  ) throws -> [WrittenCell] {
    let ledger = found.facts.ledger(indices, for: id)
    let figures = ledger.figures(.year)
    func count(_ forms: LegalForm...) -> WrittenCell {
      WrittenCell(contracts.filter { forms.contains($0.legalForm) }.count)
    }
    let fte = try Ratios.fullTimeEquivalents(hours: figures.hoursDone, hoursPerFTE: found.hoursPerFTE)
    let head: [WrittenCell] = [
      WrittenCell(buyer.name), WrittenCell(buyer.siret), .number(String(found.facts.span.year)),
      WrittenCell(contracts.count), count(.exec, .execCrit), count(.crit, .execCrit), count(.resSiae, .resMix, .mi),
      count(.resEaEsat, .resMix), WrittenCell(ledger.contracts(.year)), WrittenCell(ledger.lots(.year)),
    ]
    let done: [WrittenCell] = [
      WrittenCell(figures.hoursDone), WrittenCell(figures.people), WrittenCell(figures.assignments),
      WrittenCell(figures.structures), .number(fte.plain(decimals: 2)),
    ]
    return head + done + found.modalities(indices, for: id) + found.profiles(indices)
  }

  private static func names(
    _ viewer: Viewer, _ db: any Connection
  ) throws -> [ID<Organisation>: (name: String, siret: String)] {
    let rows = try db.query(
      """
      SELECT t.organisation_id AS id, t.name, COALESCE(o.siret, '') AS siret FROM territory_organisation t
      JOIN organisation o ON o.id = t.organisation_id WHERE t.territory_id = \(viewer.territoryID)
      """)
    return try Dictionary(
      rows.map { (try $0["id"] as ID<Organisation>, (try $0["name"] as String, try $0["siret"] as String)) },
      uniquingKeysWith: { first, _ in first })
  }
}

/// Inclusive purchases: a row a holder of a lot notified in the year.
enum FunderPurchases {
  static func rows(
    _ query: FunderQuery, for viewer: Viewer, _ db: any Connection
  ) -> (([WrittenCell]) throws -> Void) throws -> Void {
    let (year, scope) = (query.span.year, query.scope(for: viewer))
    let bought: SQL = scope.buyer.map { ContractScope.bought(by: $0) } ?? "1 = 1"
    let (first, last) = (query.span.first.firstDay, query.span.last.lastDay)
    return { add in
      var lot: [Holder] = []
      func flush() throws {
        for cells in Holder.rows(lot, year: year) { try add(cells) }
        lot = []
      }
      try db.each(
        """
        SELECT l.id, l.amount_cents, l.sector, y.name AS buyer, o.name, COALESCE(s.siret, '') AS siret, b.share
        FROM lot l
        JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id
        JOIN territory_organisation y ON y.territory_id = c.territory_id AND y.organisation_id = c.buyer_id
        JOIN engagement g ON g.territory_id = l.territory_id AND g.lot_id = l.id
          AND g.id = (SELECT MIN(e.id) FROM engagement e WHERE e.territory_id = l.territory_id AND e.lot_id = l.id)
        JOIN engagement_bearer b ON b.territory_id = g.territory_id AND b.engagement_id = g.id
        JOIN territory_organisation o ON o.territory_id = b.territory_id AND o.organisation_id = b.organisation_id
        JOIN organisation s ON s.id = b.organisation_id
        WHERE l.territory_id = \(viewer.territoryID) AND c.archived_at IS NULL AND l.cancelled_on IS NULL AND \(bought)
          AND COALESCE(l.notified_on, c.notified_on) BETWEEN \(first) AND \(last)
        ORDER BY l.id, b.lead DESC, b.organisation_id
        """
      ) { row in
        let holder = try Holder(row)
        if let known = lot.first, known.lot != holder.lot { try flush() }
        lot.append(holder)
      }
      try flush()
    }
  }

  private struct Holder {
    let lot: Int64
    let amount: Money?
    let sector: Sector
    let buyer: String
    let name: String
    let siret: String
    let share: Int

    init(_ row: Row) throws {
      (lot, amount, sector) = (try row["id"], try row["amount_cents"], try row["sector"])
      (buyer, name, siret, share) = (try row["buyer"], try row["name"], try row["siret"], try row["share"])
    }

    /// The amount of a lot is shared between its holders, to the cent.
    static func rows(_ holders: [Holder], year: Int) -> [[WrittenCell]] {
      guard let first = holders.first else { return [] }
      let amounts = first.amount.flatMap { try? SplitKey(holders.map(\.share)).split($0) }
      return holders.enumerated().map { index, holder in
        [
          WrittenCell(holder.name), WrittenCell(holder.siret),
          amounts.map { .number($0[index].decimal) } ?? .empty,
          WrittenCell(FrenchText.capitalised(holder.sector.french)), WrittenCell(holder.buyer), .number(String(year)),
        ]
      }
    }
  }
}

/// Alliance Villes Emploi: a row a contract.
enum FunderContracts {
  /// What the network divides by.
  static let hoursPerFTE = 1600

  static func rows(
    _ query: FunderQuery, for viewer: Viewer, _ db: any Connection
  ) throws -> (([WrittenCell]) throws -> Void) throws -> Void {
    let scope = query.scope(for: viewer)
    let found = try FunderFacts.read(query.span, scope, db)
    let contracts = try FunderContract.list(scope, for: viewer, db)
    let parts = found.parts(.contract)
    return { add in
      for contract in contracts {
        guard let indices = parts[contract.id.description] else { continue }
        let ledger = found.facts.ledger(indices, for: query.buyer)
        let figures = ledger.figures(.year)
        guard figures.people > 0 || figures.hoursDone != .zero else { continue }
        let fte = try Ratios.fullTimeEquivalents(hours: figures.hoursDone, hoursPerFTE: hoursPerFTE)
        let done: [WrittenCell] = [
          WrittenCell(ledger.lots(.year)), WrittenCell(figures.hoursDone), WrittenCell(figures.people),
          WrittenCell(figures.assignments), WrittenCell(figures.companies), WrittenCell(figures.structures),
          .number(fte.plain(decimals: 2)),
        ]
        try add(
          head(contract, viewer, query.span.year) + done + found.modalities(indices, for: query.buyer)
            + found.profiles(indices) + found.criteria(indices))
      }
    }
  }

  private static func head(_ contract: FunderContract, _ viewer: Viewer, _ year: Int) -> [WrittenCell] {
    [
      WrittenCell(viewer.territoryName), .number(String(year)), WrittenCell(contract.buyerName),
      WrittenCell(contract.buyerKind?.french ?? ""), WrittenCell(contract.title), WrittenCell(contract.reference),
      WrittenCell(contract.purchaseKind.french), WrittenCell(contract.legalForm.french),
      WrittenCell(contract.sector.french), WrittenCell(contract.notifiedOn),
    ]
  }
}
