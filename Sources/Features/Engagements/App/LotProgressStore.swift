// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// Where lots stand on a day, in eight statements whatever their number.
enum LotProgressStore {
  /// The lots of a scope that the viewer may see, the most pressing first, as they were known on the evening of `day`.
  /// Without plans, a lot is owed and done as it is, but on no pace: enough where only sums are shown.
  static func list(
    _ scope: LotScope, _ stage: LotStage = .all, plans: Bool = true, for viewer: Viewer, on day: Day,
    _ db: any Connection
  ) throws -> [LotProgress] {
    let lots = "\(condition(scope)) AND \(ContractScope.lots(for: viewer)) AND \(condition(stage))" as SQL
    let rows = try lotRows(lots, db)
    guard let zone: String = try rows.first?["time_zone"] else { return [] }
    let moment = Instant.evening(of: day, in: TimeZone(identifier: zone) ?? .gmt)
    let last = day.month.previous
    let inside: SQL = """
      e.territory_id = \(viewer.territoryID) AND e.lot_id IN (SELECT l.id FROM lot l
        JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id WHERE \(lots))
      """
    let areMany = rows.count > fewLots && db.recall != nil
    let engagements =
      areMany
      ? try EngagementReader.all(of: viewer.territoryID, knownAt: moment, until: last, plans: plans, db)
      : Dictionary(
        grouping: try EngagementReader.list(where: inside, knownAt: moment, until: last, plans: plans, db), by: \.lotID)
    let hours =
      areMany && day == viewer.today
      ? try LotHours.ofTerritory(
        viewer.territoryID, splits: Set(engagements.values.joined().filter { $0.bearing == .split }.map(\.id)),
        until: last, knownAt: moment, db)
      : try LotHours.read(inside, knownAt: moment, until: last, db)
    let suspensions = try suspensions(lots, db)
    let found = try rows.map { row in
      let id: ID<Lot> = try row["id"]
      return try LotProgress(
        row, engagements[id] ?? [], hours, suspensions[id] ?? [], on: day, knownAt: moment)
    }
    // The key once for each lot, not once for each comparison.
    let keys = found.indices.map { (found[$0].risk, -found[$0].remaining.units, found[$0].lotID, $0) }
    return keys.sorted { $0 < $1 }.map { found[$0.3] }
  }

  /// Of more lots than these, engagements and hours are found among those of the territory, which are kept in memory.
  private static let fewLots = 20

  static func condition(_ scope: LotScope) -> SQL {
    switch scope {
    case .lots(let ids): "l.id IN (\(.list(ids)))"
    case .contract(let id): "c.id = \(id)"
    case .lot(let id): "l.id = \(id)"
    case .operation(let id): "c.operation_id = \(id)"
    case .buyer(let id): ContractScope.bought(by: id)
    case .bearer(let id): ContractScope.borne(by: id)
    case .facilitator(let id?): "c.facilitator_id = \(id)"
    case .facilitator(nil): "c.facilitator_id IS NULL"
    case .portfolios(let ids): "c.facilitator_id IN (\(.list(ids)))"
    case .territory: "1 = 1"
    }
  }

  static func condition(_ stage: LotStage) -> SQL {
    let over: SQL = """
      (l.cancelled_on IS NOT NULL OR l.settled_on IS NOT NULL OR (l.received_on IS NOT NULL AND EXISTS (
        SELECT 1 FROM issued_report z WHERE z.territory_id = l.territory_id AND z.lot_id = l.id)))
      """
    return switch stage {
    case .all: "1 = 1"
    case .atHand: "NOT \(over)"
    case .over: over
    }
  }

  private static func lotRows(_ lots: SQL, _ db: any Connection) throws -> [Row] {
    try db.query(
      """
      SELECT l.id, l.number, l.name, l.sector, l.contract_id, c.title, c.reference, c.facilitator_id, c.buyer_id,
        o.name AS buyer_name, t.time_zone, COALESCE(l.notified_on, c.notified_on) AS notified_on, l.started_on,
        COALESCE(l.ends_on, c.ends_on) AS ends_on, l.received_on, l.settled_on, l.terminated_on, l.cancelled_on
      FROM lot l
      JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id
      JOIN organisation o ON o.id = c.buyer_id
      JOIN territory t ON t.id = l.territory_id
      WHERE \(lots) ORDER BY l.id
      """)
  }

  private static func suspensions(_ lots: SQL, _ db: any Connection) throws -> [ID<Lot>: [DayRange]] {
    var found: [ID<Lot>: [DayRange]] = [:]
    let rows = try db.query(
      """
      SELECT s.lot_id, s.starts_on, s.ends_on FROM lot_suspension s
      JOIN lot l ON l.territory_id = s.territory_id AND l.id = s.lot_id
      JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id
      WHERE \(lots) ORDER BY s.starts_on, s.id
      """)
    for row in rows {
      found[try row["lot_id"], default: []].append(DayRange(from: try row["starts_on"], through: try row["ends_on"]))
    }
    return found
  }
}

/// What a viewer may see of contracts (`c`) and lots (`l`), as conditions.
enum ContractScope {
  static func lots(for viewer: Viewer) -> SQL {
    let open: SQL = "c.territory_id = \(viewer.territoryID) AND c.archived_at IS NULL"
    switch (viewer.role, viewer.organisationID) {
    case (.facilitator, _): return open
    case (.buyer, let own?): return "\(open) AND \(bought(by: own))"
    case (.company, let own?), (.structure, let own?): return "\(open) AND \(borne(by: own))"
    default: return "1 = 0"
    }
  }

  /// The same where no lot is joined: a holder sees the contract of a lot that it bears.
  static func contracts(for viewer: Viewer) -> SQL {
    guard viewer.role == .company || viewer.role == .structure else { return lots(for: viewer) }
    return "c.id IN (SELECT l.contract_id FROM lot l WHERE l.territory_id = c.territory_id AND \(lots(for: viewer)))"
  }

  static func bought(by organisation: ID<Organisation>) -> SQL {
    """
    (c.buyer_id = \(organisation) OR EXISTS (SELECT 1 FROM contract_owner w WHERE w.territory_id = c.territory_id
      AND w.contract_id = c.id AND w.organisation_id = \(organisation)))
    """
  }

  static func borne(by organisation: ID<Organisation>) -> SQL {
    """
    l.id IN (SELECT g.lot_id FROM engagement g JOIN engagement_bearer b ON b.territory_id = g.territory_id
      AND b.engagement_id = g.id WHERE g.territory_id = c.territory_id AND b.organisation_id = \(organisation))
    """
  }
}
