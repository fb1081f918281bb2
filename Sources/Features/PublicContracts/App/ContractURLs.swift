// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Addresses of contracts and lots: each pattern beside its maker.
enum ContractURLs {
  static let list = "/marches"
  static let new = "/marches/nouveau"
  static let contractPattern = "/marches/:id"
  static let ownersPattern = "/marches/:id/groupement"
  static let newLotPattern = "/marches/:id/lots/nouveau"
  static let lotPattern = "/lots/:id"
  static let datesPattern = "/lots/:id/dates"
  static let suspensionsPattern = "/lots/:id/suspensions"
  static let resumptionsPattern = "/lots/:id/reprises"
  static let editPattern = "/marches/:id/modifier"
  static let lotEditPattern = "/lots/:id/modifier"

  /// A new contract of an operation.
  static func new(for operation: OperationDetail) -> String {
    let query = Form([("acheteur", operation.buyerID.description), ("operation", operation.name)])
    return "\(new)?\(query.encoded)"
  }
  static func contract(_ id: ID<PublicContract>) -> String { "/marches/\(id)" }
  static func owners(_ id: ID<PublicContract>) -> String { "/marches/\(id)/groupement" }
  static func newLot(_ id: ID<PublicContract>) -> String { "/marches/\(id)/lots/nouveau" }
  static func lot(_ id: ID<Lot>) -> String { "/lots/\(id)" }
  static func dates(_ id: ID<Lot>) -> String { "/lots/\(id)/dates" }
  static func suspensions(_ id: ID<Lot>) -> String { "/lots/\(id)/suspensions" }
  static func resumptions(_ id: ID<Lot>) -> String { "/lots/\(id)/reprises" }
  static func edit(_ id: ID<PublicContract>) -> String { "/marches/\(id)/modifier" }
  static func edit(_ id: ID<Lot>) -> String { "/lots/\(id)/modifier" }
  /// Where organisations and people have their pages.
  static func organisation(_ id: ID<Organisation>) -> String { "/entreprises/\(id)" }
  static func participant(_ id: ID<Participant>) -> String { "/participants/\(id)" }
  static func lines(of contract: ID<PublicContract>) -> String { "/bilans/lignes?marche=\(contract)" }
  static func lines(of lot: ID<Lot>) -> String { "/bilans/lignes?lot=\(lot)" }
  static func toValidate(_ contract: ID<PublicContract>) -> String {
    "\(HoursURLs.lines)?marche=\(contract)&etat=a-valider"
  }
  static func toValidate(_ lot: ID<Lot>) -> String { "\(HoursURLs.lines)?lot=\(lot)&etat=a-valider" }
}
