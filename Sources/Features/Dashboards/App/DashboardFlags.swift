// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// What of a dashboard contradicts something else that is known: somebody must look at the source. Not asked of a narrowed one.
struct DashboardFlags: Sendable {
  /// People hired long ago of whom no hour was kept; zero for those who do not follow them.
  var idleHires = 0
  /// The evening of the arrêté of the year, and the hours of the subject that were kept since.
  var late: (closedOn: Day, hours: Hours)?

  static func read(
    _ subject: DashboardSubject, _ facts: FigureFacts, _ known: YearFacts, lots: Set<ID<Lot>>,
    contracts: Set<ID<PublicContract>>, for viewer: Viewer, _ db: any Connection
  ) throws -> DashboardFlags {
    var flags = DashboardFlags()
    if viewer.isFacilitator {
      flags.idleHires = try IdleHires.count(facts.span, in: viewer.territoryID, where: subject.condition, db)
    }
    guard let closedAt = known.closedAt else { return flags }
    let cells = try IndicatorStore.late(
      facts.span, FigureScope(territory: viewer.territoryID), after: closedAt, knownAt: nil,
      hired: subject.isOfHires ? subject.condition : nil, db)
    let own = cells.compactMap { key, hours -> Hours? in
      facts.places[key.engagement].flatMap { place in
        subject.part(of: hours, place, contracts: contracts, lots: lots)
      }
    }.filter { $0 != .zero }
    if !own.isEmpty { flags.late = (closedAt.day(in: known.zone), own.sum) }
    return flags
  }
}

extension DashboardSubject {
  /// Those whose hours are told by who hired them, or by where they lived, rather than by the lot.
  var isOfHires: Bool {
    switch kind {
    case .employer, .district: true
    case .agreement, .buyer, .operation, .contract, .holder: false
    }
  }

  /// Conditions on an employment contract `k`, an engagement `g` or a public contract `c`.
  fileprivate var condition: SQL {
    switch kind {
    case .agreement(let parties):
      let all = parties.sorted()
      return """
        (c.buyer_id IN (\(.list(all))) OR EXISTS (SELECT 1 FROM contract_owner w WHERE w.territory_id = c.territory_id
          AND w.contract_id = c.id AND w.organisation_id IN (\(.list(all)))))
        """
    case .buyer(let id): return ContractScope.bought(by: id)
    case .operation(let id): return "c.operation_id = \(id)"
    case .contract(let id): return "c.id = \(id)"
    case .employer(let id): return "k.employer_id = \(id)"
    case .holder(let id):
      return """
        EXISTS (SELECT 1 FROM engagement_bearer b WHERE b.territory_id = g.territory_id AND b.engagement_id = g.id
          AND b.organisation_id = \(id))
        """
    case .district(let code): return "k.district_at_hiring = \(code)"
    }
  }

  /// What of hours kept in a place is the subject's; nil where none is.
  fileprivate func part(
    of hours: Hours, _ place: YearLedger.Place, contracts: Set<ID<PublicContract>>, lots: Set<ID<Lot>>
  ) -> Hours? {
    func shared(_ owners: Set<ID<Organisation>>) -> Hours? {
      let own = place.owners.indices.filter { owners.contains(place.owners[$0].id) }
      guard !own.isEmpty else { return nil }
      guard own.count < place.owners.count, let key = try? SplitKey(place.owners.map(\.share)) else { return hours }
      let parts = key.split(hours)
      return own.map { parts[$0] }.sum
    }
    switch kind {
    case .agreement(let parties): return shared(parties)
    case .buyer(let id): return shared([id])
    case .operation: return contracts.contains(place.contract) ? hours : nil
    case .contract(let id): return place.contract == id ? hours : nil
    case .holder: return lots.contains(place.lot) ? hours : nil
    case .employer, .district: return hours
    }
  }
}
