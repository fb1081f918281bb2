// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of a territory's settings.
enum SettingsURLs {
  static let home = "/reglages"
  static let territory = "/reglages/territoire"
  static let absences = "/reglages/absences"
  static let returnPattern = "/reglages/absences/:id/retour"
  static let rulePattern = "/reglages/regles/:regle"
  static let withdrawalPattern = "/reglages/regles/:regle/retrait"

  static func comingBack(_ absence: Int64) -> String { "\(absences)/\(absence)/retour" }
  static func rule(_ rule: TerritoryRule) -> String { "\(home)/regles/\(slug(rule))" }
  static func withdrawal(_ rule: TerritoryRule) -> String { "\(self.rule(rule))/retrait" }
  /// The rule that an address names.
  static func rule(named text: String?) throws -> TerritoryRule {
    guard let rule = TerritoryRule.allCases.first(where: { slug($0) == text }) else { throw Missing() }
    return rule
  }

  private static func slug(_ rule: TerritoryRule) -> String {
    switch rule {
    case .hoursPerFTE: "heures-par-etp"
    case .countingMonths: "duree-de-comptage"
    case .proofDirect: "justificatif-embauche-directe"
    case .proofPlaced: "justificatif-mise-a-disposition"
    case .proofSubcontracted: "justificatif-sous-traitance"
    case .proofMonths: "conservation-des-justificatifs"
    case .paperDays: "conservation-des-papiers"
    case .permanentYears: "duree-cdi"
    case .statementDueDay: "echeance-des-releves"
    case .eligibilityWarningDays: "alerte-eligibilite"
    case .agreementAlertMonths: "alerte-convention"
    case .planGapPercent: "ecart-au-previsionnel"
    case .endingLotMonths: "alerte-fin-de-lot"
    case .endingLotPercent: "part-attendue-en-fin-de-lot"
    case .askingDaysBefore: "demande-des-heures"
    case .reminderDaysAfter: "rappel-des-heures"
    case .escalationDaysAfter: "rappel-second-contact"
    case .localHolidays: "jours-feries"
    case .check(let check): "controle-\(check.slug)"
    }
  }
}
