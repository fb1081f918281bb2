// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of standing links. The token is the only word of them that is secret; it never stands in a log.
enum LinkURLs {
  /// For someone whose link is lost or dead.
  static let lost = "/declarer"
  static let homePattern = "/declarer/:jeton"
  static let formPattern = "/declarer/:jeton/releve"
  /// The months that may be declared.
  static let monthsPattern = "/declarer/:jeton/mois"
  static let reviewPattern = "/declarer/:jeton/verification"
  static let forgetPattern = "/declarer/:jeton/brouillon"
  static let statementPattern = "/declarer/:jeton/releves/:id"
  static let gapPattern = "/declarer/:jeton/ecarts/:id"
  static let questionPattern = "/declarer/:jeton/questions/:id"
  static let lotPattern = "/declarer/:jeton/lots/:id"
  static let agencyPattern = "/declarer/:jeton/agences"
  static let colleaguePattern = "/declarer/:jeton/collegue"

  static let filesPattern = "/declarer/:jeton/fichiers"
  static let filePattern = "/declarer/:jeton/fichiers/:id"

  static func home(_ token: String) -> String { "\(lost)/\(token)" }
  static func lot(_ id: ID<Lot>, _ token: String) -> String { "\(home(token))/lots/\(id)" }
  static func gap(_ id: ID<UserFigure>, _ token: String) -> String { "\(home(token))/ecarts/\(id)" }
  static func months(_ token: String) -> String { "\(home(token))/mois" }
  static func hirings(_ token: String) -> String { HiringDoor.link(home(token)).list }
  static func files(_ token: String) -> String { HoursFileDoor.link(home(token)).list }
  static func agency(_ token: String) -> String { "\(home(token))/agences" }
  static func colleague(_ token: String) -> String { "\(home(token))/collegue" }
}
