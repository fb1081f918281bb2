// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Engagements for a viewer; what is not theirs is missing.
enum EngagementStore {
  static func list(
    on lot: ID<Lot>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> [EngagementFacts] {
    try EngagementReader.list(where: "e.lot_id = \(lot) AND \(scope(viewer))", knownAt: now, db)
  }

  static func find(
    _ id: ID<Engagement>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> EngagementFacts {
    let found = try EngagementReader.list(where: "e.id = \(id) AND \(scope(viewer))", knownAt: now, db)
    guard let engagement = found.first else { throw Missing() }
    return engagement
  }

  private static func scope(_ viewer: Viewer) -> SQL {
    """
    e.territory_id = \(viewer.territoryID) AND e.lot_id IN (SELECT l.id FROM lot l
      JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id
      WHERE \(ContractScope.lots(for: viewer)))
    """
  }
}
