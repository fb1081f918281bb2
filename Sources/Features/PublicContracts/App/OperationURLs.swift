// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of operations: each pattern beside its maker.
enum OperationURLs {
  static let list = "/operations"
  static let new = "/operations/nouvelle"
  static let pattern = "/operations/:id"
  static let editPattern = "/operations/:id/modifier"
  static let contractsPattern = "/operations/:id/marches"

  static func operation(_ id: ID<Operation>) -> String { "/operations/\(id)" }
  static func edit(_ id: ID<Operation>) -> String { "/operations/\(id)/modifier" }
  static func contracts(_ id: ID<Operation>) -> String { "/operations/\(id)/marches" }
}
