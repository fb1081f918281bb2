// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of what is asked of employers, and of one employer's correspondents.
enum AskingURLs {
  static let list = "/heures/demandes"
  static let employerPattern = "/heures/demandes/:id"
  static let sendPattern = "/heures/demandes/:id/lien"
  static let revokePattern = "/heures/demandes/:id/revocation"
  /// In a demonstration only: the link of a mail that never leaves.
  static let openPattern = "/messages/:id/lien"

  static func list(_ month: Month, _ state: AskedEmployer.State? = nil, after: ID<Organisation>? = nil) -> String {
    var path = "\(list)?mois=\(month.iso)"
    if let state { path += "&etat=\(state.rawValue)" }
    if let after { path += "&apres=\(after)" }
    return path
  }
  static func employer(_ id: ID<Organisation>, _ month: Month? = nil) -> String {
    "\(list)/\(id)" + (month.map { "?mois=\($0.iso)" } ?? "")
  }
  static func send(_ id: ID<Organisation>) -> String { "\(list)/\(id)/lien" }
  static func revoke(_ id: ID<Organisation>) -> String { "\(list)/\(id)/revocation" }
  static func open(_ id: ID<Message>) -> String { "\(MessageURLs.message(id))/lien" }
}
