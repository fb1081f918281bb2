// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Through which door a file of hours is handed over: the pages of an account, or an employer's standing link. The steps are the same;
/// only their addresses differ, and a link asks who certifies.
enum HoursFileDoor: Sendable, Hashable {
  case account
  /// The address of the link itself.
  case link(String)

  var isLink: Bool { self != .account }

  var list: String {
    switch self {
    case .account: HoursFileURLs.list
    case .link(let base): "\(base)/fichiers"
    }
  }
  var pasted: String { "\(list)/colle" }
  var template: String { "\(list)/gabarit" }

  func file(_ id: ID<HoursFile>) -> String { "\(list)/\(id)" }
  func columns(_ id: ID<HoursFile>) -> String { "\(file(id))/colonnes" }
  func answers(_ id: ID<HoursFile>) -> String { "\(file(id))/reponses" }
  func month(_ id: ID<HoursFile>) -> String { "\(file(id))/mois" }
  func written(_ id: ID<HoursFile>) -> String { "\(file(id))/releve" }
  func dropped(_ id: ID<HoursFile>) -> String { "\(file(id))/abandon" }
  func undone(_ id: ID<HoursFile>) -> String { "\(file(id))/annulation" }

  /// The page of a statement that a file became.
  func statement(_ id: ID<Statement>) -> String {
    switch self {
    case .account: DeclarationDoor.account.statement(id)
    case .link(let base): DeclarationDoor.link(base).statement(id)
    }
  }
}
