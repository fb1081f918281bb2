// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Addresses of notices, and of the contract that a person makes of them.
enum NoticeURLs {
  static let list = "/avis"
  static let pattern = "/avis/:id"
  static let joinPattern = "/avis/:id/rattachement"
  static let turnPattern = "/avis/:id/marche"

  static func notice(_ id: ID<Notice>) -> String { "/avis/\(id)" }
  static func join(_ id: ID<Notice>) -> String { "/avis/\(id)/rattachement" }
  static func turn(_ id: ID<Notice>) -> String { "/avis/\(id)/marche" }
  static func turn(_ ids: [ID<Notice>]) -> String {
    "\(ContractURLs.new)?\(Form(ids.map { ("avis", $0.description) }).encoded)"
  }
}
