// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of files of hours: the pattern beside its maker.
enum HoursFileURLs {
  static let list = "/heures/fichiers"
  static let pasted = "/heures/fichiers/colle"
  static let template = "/heures/fichiers/gabarit"
  static let file = "/heures/fichiers/:id"
  static let columns = "/heures/fichiers/:id/colonnes"
  static let answers = "/heures/fichiers/:id/reponses"
  static let month = "/heures/fichiers/:id/mois"
  static let statement = "/heures/fichiers/:id/releve"
  static let dropped = "/heures/fichiers/:id/abandon"
  static let undone = "/heures/fichiers/:id/annulation"

  static func file(_ id: ID<HoursFile>) -> String { "\(list)/\(id)" }
  static func columns(_ id: ID<HoursFile>) -> String { "\(file(id))/colonnes" }
  static func answers(_ id: ID<HoursFile>) -> String { "\(file(id))/reponses" }
  static func month(_ id: ID<HoursFile>) -> String { "\(file(id))/mois" }
  static func statement(_ id: ID<HoursFile>) -> String { "\(file(id))/releve" }
  static func dropped(_ id: ID<HoursFile>) -> String { "\(file(id))/abandon" }
  static func undone(_ id: ID<HoursFile>) -> String { "\(file(id))/annulation" }
  static func list(of employer: ID<Organisation>?) -> String { employer.map { "\(list)?employeur=\($0)" } ?? list }
  static func template(of employer: ID<Organisation>, _ month: Month) -> String {
    "\(template)?employeur=\(employer)&mois=\(month.iso)"
  }
}
