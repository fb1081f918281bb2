// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of engagements: each pattern beside its maker.
enum EngagementURLs {
  static let newPattern = "/lots/:id/engagements/nouveau"
  static let pattern = "/engagements/:id"
  static let eventsPattern = "/engagements/:id/evenements"
  static let planPattern = "/engagements/:id/previsionnel"
  static let bearersPattern = "/engagements/:id/porteurs"

  static let undoPattern = "/engagements/:id/annulation"
  static let editPattern = "/engagements/:id/modifier"

  static func undo(_ id: ID<Engagement>) -> String { "/engagements/\(id)/annulation" }
  static func edit(_ id: ID<Engagement>) -> String { "/engagements/\(id)/modifier" }
  /// The page with the form of one nature of change.
  static func note(_ kind: EngagementEventKind, on id: ID<Engagement>) -> String {
    "/engagements/\(id)?noter=\(kind.rawValue)#changement"
  }
  static func new(_ lot: ID<Lot>) -> String { "/lots/\(lot)/engagements/nouveau" }
  static func engagement(_ id: ID<Engagement>) -> String { "/engagements/\(id)" }
  static func events(_ id: ID<Engagement>) -> String { "/engagements/\(id)/evenements" }
  static func plan(_ id: ID<Engagement>) -> String { "/engagements/\(id)/previsionnel" }
  static func bearers(_ id: ID<Engagement>) -> String { "/engagements/\(id)/porteurs" }
}
