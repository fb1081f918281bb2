// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of statements, their lines, the yearly arrêté and issued reports: the pattern beside its maker.
enum HoursURLs {
  static let home = "/heures"
  static let closeMonth = "/heures/cloture"
  static let lines = "/heures/lignes"
  static let newStatement = "/heures/releves/nouveau"
  static let reviewStatement = "/heures/releves/verification"
  static let forgetDraft = "/heures/releves/brouillon"
  static let statements = "/heures/releves"
  static let statement = "/heures/releves/:id"
  static let validation = "/heures/releves/:id/validation"
  static let decision = "/heures/releves/:id/lignes/:line"
  static let closing = "/heures/releves/:id/cloture"
  static let line = "/heures/lignes/:id"
  static let lineDays = "/heures/lignes/:id/jours"
  static let correction = "/heures/lignes/:id/correction"
  static let gaps = "/heures/ecarts"
  static let gap = "/heures/ecarts/:id"
  static let questions = "/heures/lignes/:id/questions"
  static let question = "/heures/questions/:id"
  static let bulk = "/heures/validation"
  static let years = "/heures/arretes"
  static let year = "/heures/arretes/:year"
  static let reports = "/heures/rapports"
  static let report = "/heures/rapports/:id"

  static func home(_ month: Month) -> String { "\(home)?mois=\(month.iso)" }
  static func statement(_ id: ID<Statement>) -> String { "\(statements)/\(id)" }
  /// The statement of a line, with the boxes that decide it alone.
  static func decide(_ line: LedgerLine) -> String {
    "\(statement(line.statement.id))?ligne=\(line.id)#ligne-\(line.id)"
  }
  static func validation(_ id: ID<Statement>) -> String { "\(statement(id))/validation" }
  static func closing(_ id: ID<Statement>) -> String { "\(statement(id))/cloture" }
  static func decision(_ line: ID<HoursLine>, in id: ID<Statement>) -> String { "\(statement(id))/lignes/\(line)" }
  static func line(_ id: ID<HoursLine>) -> String { "\(lines)/\(id)" }
  static func lineDays(_ id: ID<HoursLine>) -> String { "\(line(id))/jours" }
  static func correction(_ id: ID<HoursLine>) -> String { "\(line(id))/correction" }
  static func gap(_ id: ID<UserFigure>) -> String { "\(gaps)/\(id)" }
  static func questions(_ line: ID<HoursLine>) -> String { "\(self.line(line))/questions" }
  static func question(_ id: ID<LineQuestion>) -> String { "/heures/questions/\(id)" }
  static func year(_ year: Int) -> String { "\(years)/\(year)" }
  static func report(_ id: Int64) -> String { "\(reports)/\(id)" }

  /// The step before sending it.
  static func reviewStatement(of employer: ID<Organisation>, _ month: Month, quarter: Bool = false) -> String {
    reviewStatement + period(of: employer, month, quarter: quarter)
  }

  private static func period(of employer: ID<Organisation>, _ month: Month, quarter: Bool) -> String {
    "?employeur=\(employer)&mois=\(month.iso)" + (quarter ? "&periode=trimestre" : "")
  }

  /// The form of an employer's statement for a month, or for the quarter of that month.
  static func newStatement(of employer: ID<Organisation>, _ month: Month, quarter: Bool = false) -> String {
    newStatement + period(of: employer, month, quarter: quarter)
  }
}

/// Pages of neighbours that a line names.
extension HoursURLs {
  static func contract(_ id: ID<PublicContract>) -> String { "/marches/\(id)" }
  static func lot(_ id: ID<Lot>) -> String { "/lots/\(id)" }
  static func employer(_ id: ID<Organisation>) -> String { "/entreprises/\(id)" }
  static func participant(_ id: ID<Participant>) -> String { "/participants/\(id)" }
  static func employment(_ id: ID<EmploymentContract>) -> String { "/contrats/\(id)" }
}
