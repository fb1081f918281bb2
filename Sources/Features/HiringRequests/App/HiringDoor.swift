// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Through which door a validation is asked: the pages of an account, or an employer's standing link. Only the addresses differ.
enum HiringDoor: Sendable, Hashable {
  case account
  /// The address of the link itself.
  case link(String)

  var isLink: Bool { self != .account }

  private var base: String {
    switch self {
    case .account: ""
    case .link(let base): base
    }
  }

  var list: String { base + HiringRequestURLs.list }
  var new: String { base + HiringRequestURLs.new }
  func request(_ id: ID<HiringRequest>) -> String { base + HiringRequestURLs.request(id) }
  func papers(_ id: ID<HiringRequest>) -> String { base + HiringRequestURLs.papers(id) }
  func withdrawal(_ id: ID<HiringRequest>) -> String { base + HiringRequestURLs.withdrawal(id) }
}
