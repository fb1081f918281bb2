// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Addresses of organisations and of their contacts: each pattern beside its maker.
enum OrganisationURLs {
  static let list = "/entreprises"
  static let new = "/entreprises/nouvelle"
  static let pagePattern = "/entreprises/:id"
  static let changePattern = "/entreprises/:id/modifier"
  static let joinPattern = "/entreprises/:id/rattachement"
  static let contactsPattern = "/entreprises/:id/contacts"
  static let annexesPattern = "/entreprises/:id/annexes"
  static let annexWithdrawalPattern = "/entreprises/:id/annexes/retrait"
  static let contactPattern = "/contacts/:id/modifier"
  static let departurePattern = "/contacts/:id/depart"
  /// The page of the viewer’s own organisation.
  static let own = "/mon-organisme"
  static let buyers = "/donneurs-dordre"

  static func page(_ id: ID<Organisation>) -> String { "\(list)/\(id)" }
  static func change(_ id: ID<Organisation>) -> String { "\(page(id))/modifier" }
  static func join(_ id: ID<Organisation>) -> String { "\(page(id))/rattachement" }
  static func contacts(_ id: ID<Organisation>) -> String { "\(page(id))/contacts" }
  static func annexes(_ id: ID<Organisation>) -> String { "\(page(id))/annexes" }
  static func annexWithdrawal(_ id: ID<Organisation>) -> String { "\(annexes(id))/retrait" }
  static func contact(_ id: ID<Contact>) -> String { "/contacts/\(id)/modifier" }
  static func departure(_ id: ID<Contact>) -> String { "/contacts/\(id)/depart" }

  static func list(_ search: OrganisationSearch, after: ID<Organisation>?) -> String {
    var fields: [(name: String, value: String)] = []
    if !search.text.isEmpty { fields.append(("q", search.text)) }
    if let kind = search.kind { fields.append(("nature", kind.rawValue)) }
    if let after { fields.append(("apres", after.description)) }
    return fields.isEmpty ? list : "\(list)?\(Form(fields).encoded)"
  }

  // Pages of other features that an organisation's page leads to.
  static func newStatement(_ id: ID<Organisation>) -> String { "/heures/releves/nouveau?employeur=\(id)" }
  static func toValidate(_ id: ID<Organisation>) -> String { "/heures?employeur=\(id)" }
  static func lot(_ id: ID<Lot>) -> String { "/lots/\(id)" }
  static func contract(_ id: ID<PublicContract>) -> String { "/marches/\(id)" }
  static func participant(_ id: ID<Participant>) -> String { "/participants/\(id)" }
  static func employment(_ id: ID<EmploymentContract>) -> String { "/contrats/\(id)" }
}
