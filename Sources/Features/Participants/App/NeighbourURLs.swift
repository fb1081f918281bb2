// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Pages of other features that a person's pages lead to.
enum NeighbourURLs {
  static func organisation(_ id: ID<Organisation>) -> String { "/entreprises/\(id)" }
  static func lot(_ id: ID<Lot>) -> String { "/lots/\(id)" }
}
