// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of conventions: each pattern beside its maker.
enum AgreementURLs {
  static let changePattern = "/conventions/:id/modifier"
  static let list = "/conventions"
  static let new = "/conventions/nouvelle"
  static let pagePattern = "/conventions/:id"
  static let renewalPattern = "/conventions/:id/renouvellement"
  static let partiesPattern = "/conventions/:id/signataires"

  static func page(_ id: ID<Agreement>) -> String { "\(list)/\(id)" }
  static func change(_ id: ID<Agreement>) -> String { "\(page(id))/modifier" }
  static func renewal(_ id: ID<Agreement>) -> String { "\(page(id))/renouvellement" }
  static func parties(_ id: ID<Agreement>) -> String { "\(page(id))/signataires" }
}
