// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// Which statements and lines a viewer may see: the whole territory for a facilitator; for an employer its own statements, and the
/// lines of the lots that it bears or where its placed people work. Nobody else sees a line.
enum LedgerScope {
  /// Conditions on `statement s`. One that was withdrawn is out of sight.
  static func statements(_ viewer: Viewer) -> SQL {
    guard let own = own(viewer) else { return "\(everything(viewer)) AND s.withdrawn_at IS NULL" }
    return "s.territory_id = \(viewer.territoryID) AND s.employer_id = \(own) AND s.withdrawn_at IS NULL"
  }

  /// Conditions on `hours_line l`, `statement s` and `employment_contract ec`.
  static func lines(_ viewer: Viewer) -> SQL {
    guard let own = own(viewer) else {
      return viewer.isFacilitator ? "l.territory_id = \(viewer.territoryID)" : "1 = 0"
    }
    return """
      l.territory_id = \(viewer.territoryID) AND s.territory_id = \(viewer.territoryID) AND (s.employer_id = \(own)
        OR ec.user_company_id = \(own)
        OR l.engagement_id IN (SELECT b.engagement_id FROM engagement_bearer b
          WHERE b.territory_id = \(viewer.territoryID) AND b.organisation_id = \(own)))
      """
  }

  /// The organisation of an employer; nil for the others.
  private static func own(_ viewer: Viewer) -> ID<Organisation>? {
    switch viewer.role {
    case .company, .structure: viewer.organisationID
    default: nil
    }
  }

  private static func everything(_ viewer: Viewer) -> SQL {
    viewer.isFacilitator ? "s.territory_id = \(viewer.territoryID)" : "1 = 0"
  }
}

/// The time of a territory, for pages: instants are UTC, days are its own.
struct TerritoryClock: Sendable {
  let zone: TimeZone
  func day(_ instant: Instant) -> Day { instant.day(in: zone) }
}
