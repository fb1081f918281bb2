// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of proof. A piece is read through its statement's rights, at an address that says nothing of what it holds.
enum ProofURLs {
  static let list = "/heures/releves/:id/justificatifs"
  static let missing = "/heures/justificatifs"
  static let file = "/justificatifs/:id"
  static let removal = "/justificatifs/:id/retrait"
  static let linkList = "/declarer/:jeton/justificatifs/:id"
  static let linkFile = "/declarer/:jeton/pieces/:id"

  static func list(_ statement: ID<Statement>) -> String { "/heures/releves/\(statement)/justificatifs" }
  static func missing(_ month: Month) -> String { "\(missing)?mois=\(month.iso)" }
  static func file(_ id: ID<Proof>) -> String { "/justificatifs/\(id)" }
  static func removal(_ id: ID<Proof>) -> String { "/justificatifs/\(id)/retrait" }
  static func list(_ statement: ID<Statement>, _ token: String) -> String {
    "\(LinkURLs.home(token))/justificatifs/\(statement)"
  }
  static func file(_ id: ID<Proof>, _ token: String) -> String { "\(LinkURLs.home(token))/pieces/\(id)" }
}
