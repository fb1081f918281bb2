// SPDX-License-Identifier: EUPL-1.2

/// A rule that a law or a territory may change (rules.md, domain.md §1.4): a whole number, dated.
public enum TerritoryRule: CodeList {
  case hoursPerFTE, countingMonths, permanentYears, statementDueDay, eligibilityWarningDays,
    agreementAlertMonths, planGapPercent, endingLotMonths, endingLotPercent, askingDaysBefore,
    reminderDaysAfter, escalationDaysAfter, proofDirect, proofPlaced, proofSubcontracted,
    proofMonths, paperDays, localHolidays
  /// The level of a check of hours.
  case check(LineCheck)

  /// Rules that hold a number or a kind of proof, in the order of the settings.
  public static let figures: [TerritoryRule] = [
    .hoursPerFTE, .countingMonths, .permanentYears, .statementDueDay, .eligibilityWarningDays,
    .agreementAlertMonths, .planGapPercent, .endingLotMonths, .endingLotPercent, .askingDaysBefore,
    .reminderDaysAfter, .escalationDaysAfter, .proofDirect, .proofPlaced, .proofSubcontracted,
    .proofMonths, .paperDays, .localHolidays,
  ]
  public static let checks: [TerritoryRule] = LineCheck.allCases.map(TerritoryRule.check)
  public static let allCases: [TerritoryRule] = figures + checks

  public init?(rawValue: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = found
  }

  public var rawValue: String {
    switch self {
    case .hoursPerFTE: "hours_per_fte"
    case .countingMonths: "counting_months"
    case .permanentYears: "permanent_years"
    case .statementDueDay: "statement_due_day"
    case .eligibilityWarningDays: "eligibility_warning_days"
    case .agreementAlertMonths: "agreement_alert_months"
    case .planGapPercent: "plan_gap_percent"
    case .endingLotMonths: "ending_lot_months"
    case .endingLotPercent: "ending_lot_percent"
    case .askingDaysBefore: "asking_days_before"
    case .reminderDaysAfter: "reminder_days_after"
    case .escalationDaysAfter: "escalation_days_after"
    case .proofDirect: "proof_direct"
    case .proofPlaced: "proof_placed"
    case .proofSubcontracted: "proof_subcontracted"
    case .proofMonths: "proof_months"
    case .paperDays: "paper_days"
    case .localHolidays: "local_holidays"
    case .check(let check): "check_\(check.rawValue)"
    }
  }

  public var french: String {
    switch self {
    case .hoursPerFTE: "Heures par an d’un équivalent temps plein"
    case .countingMonths: "Durée pendant laquelle une personne compte"
    case .permanentYears: "Durée la plus longue pour un CDI"
    case .statementDueDay: "Jour du mois où les relevés sont dus"
    case .eligibilityWarningDays: "Alerte avant la fin d’une éligibilité"
    case .agreementAlertMonths: "Alerte avant la fin d’une convention"
    case .planGapPercent: "Écart au prévisionnel à partir duquel on rappelle"
    case .endingLotMonths: "Alerte avant la fin d’un lot"
    case .endingLotPercent: "Part des heures attendue à l’approche de la fin d’un lot"
    case .askingDaysBefore: "Demande des heures, avant le jour dû"
    case .reminderDaysAfter: "Rappel, après le jour dû"
    case .escalationDaysAfter: "Rappel au second contact, après le jour dû"
    case .proofDirect: "Justificatif d’une embauche directe"
    case .proofPlaced: "Justificatif d’une mise à disposition"
    case .proofSubcontracted: "Justificatif d’une sous-traitance à une structure"
    case .proofMonths: "Conservation des justificatifs"
    case .paperDays: "Conservation des papiers d’une demande de validation"
    case .localHolidays: "Jours fériés"
    case .check(let check): "Contrôle\u{202F}: \(check.french)"
    }
  }

  /// Where the standard value comes from.
  public var note: String? {
    switch self {
    case .hoursPerFTE: "Durée légale du travail dans la fonction publique. Alliance Villes Emploi prend 1\u{202F}600."
    case .countingMonths, .permanentYears: "Pratique publiée par Rennes Métropole."
    case .statementDueDay: "Contrat de l’État 21_BAM_048."
    case .eligibilityWarningDays, .agreementAlertMonths, .planGapPercent, .endingLotMonths, .endingLotPercent,
      .reminderDaysAfter, .escalationDaysAfter:
      "Pratique de la profession."
    case .askingDaysBefore: "Pratique de la profession. Zéro\u{202F}: rien n’est demandé sans vous."
    case .proofDirect, .proofPlaced, .proofSubcontracted: "À fixer par le territoire."
    case .proofMonths:
      "Après le décompte du lot et ses recours\u{202F}; référence de la CNIL pour l’accompagnement social."
    case .paperDays: "Un papier d’éligibilité est vu, il n’est pas gardé\u{202F}: le temps de revenir sur une réponse."
    case .localHolidays: "Code du travail, art. L3133-1 et L3134-13."
    case .check:
      "Le contrôle dit lui-même, cas par cas, si c’est à corriger, à vérifier ou pour information."
    }
  }

  /// What a new value changes, and what it leaves as it was.
  public var effect: String {
    switch self {
    case .hoursPerFTE:
      "Divise les heures retenues dans les bilans\u{202F}: une année prend la valeur de son dernier jour."
    case .countingMonths: "Proposée pour chaque nouveau marché. Un marché déjà enregistré garde la sienne."
    case .permanentYears: "S’applique aux embauches qui commencent à partir de cette date."
    case .statementDueDay: "Au-delà de ce jour du mois suivant, le relevé est en retard."
    case .eligibilityWarningDays: "Nombre de jours pendant lesquels la personne figure parmi celles à revoir."
    case .agreementAlertMonths: "Proposée pour chaque nouvelle convention\u{202F}; chacune garde la sienne."
    case .planGapPercent:
      "Un lot qui a ce retard sur son prévisionnel vient dans la liste du jour. Sans prévisionnel, jamais."
    case .endingLotMonths: "Nombre de mois avant la fin d’un lot pendant lesquels ses heures manquantes sont rappelées."
    case .endingLotPercent: "En dessous de cette part retenue, un lot qui finit vient dans la liste du jour."
    case .askingDaysBefore:
      "Le message part de lui-même ce nombre de jours avant, une seule fois par période. Zéro\u{202F}: jamais."
    case .reminderDaysAfter, .escalationDaysAfter:
      "Le message part de lui-même ce nombre de jours après, une seule fois, si rien n’est arrivé. Zéro\u{202F}: jamais."
    case .proofDirect, .proofPlaced, .proofSubcontracted:
      "Ce qui manque aux relevés se lit sur la page des justificatifs\u{202F}; les heures se valident quand même."
    case .proofMonths:
      "Passé ce délai après le mois travaillé, et après le décompte définitif de chaque lot, le fichier est effacé."
    case .paperDays:
      "Ce nombre de jours après la réponse, ou le retrait, les papiers joints à une demande sont effacés."
    case .localHolidays:
      "En Moselle, dans le Bas-Rhin et le Haut-Rhin, les heures du Vendredi saint et du 26 décembre sont dites comme celles d’un jour férié."
    case .check:
      "Bloquant\u{202F}: rien n’est retenu de la ligne. À vérifier\u{202F}: elle se décide une par une. Pour information\u{202F}: elle se valide avec les autres. Les lignes encore à décider prennent la valeur du jour où vous les relisez."
    }
  }

  /// What each number stands for, when the rule is a choice; empty for a quantity.
  public var choices: [(value: Int, french: String)] {
    switch self {
    case .proofDirect, .proofPlaced, .proofSubcontracted: ProofDemand.allCases.map { ($0.rawValue, $0.french) }
    case .localHolidays: [(0, "droit commun"), (1, "Alsace et Moselle")]
    case .check: CheckLevel.allCases.map { ($0.rawValue, $0.french) }
    default: []
    }
  }

  public var unit: String {
    switch self {
    case .hoursPerFTE: "h"
    case .countingMonths, .agreementAlertMonths, .endingLotMonths, .proofMonths: "mois"
    case .proofDirect, .proofPlaced, .proofSubcontracted, .localHolidays, .check: ""
    case .planGapPercent, .endingLotPercent: "%"
    case .permanentYears: "ans"
    case .statementDueDay: "du mois"
    case .eligibilityWarningDays, .askingDaysBefore, .reminderDaysAfter, .escalationDaysAfter, .paperDays: "jours"
    }
  }

  /// The value where a territory has said nothing.
  public var standard: Int {
    switch self {
    case .hoursPerFTE: Ratios.usualHoursPerFTE
    case .countingMonths: CountingRules.standard.months
    case .permanentYears: CountingRules.standard.permanentYears
    case .statementDueDay: StatementPeriod.usualDueDay
    case .eligibilityWarningDays: 60
    case .agreementAlertMonths: 6
    case .planGapPercent: 20
    case .endingLotMonths: 3
    case .endingLotPercent: 80
    case .askingDaysBefore: 5
    case .reminderDaysAfter: 2
    case .escalationDaysAfter: 9
    case .proofDirect, .proofPlaced, .proofSubcontracted, .localHolidays, .check: 0
    case .proofMonths: 24
    case .paperDays: 30
    }
  }

  public var bounds: ClosedRange<Int> {
    switch self {
    case .hoursPerFTE: 1000...2200
    case .countingMonths: 1...120
    case .permanentYears: 1...10
    case .statementDueDay: 1...28
    case .eligibilityWarningDays: 1...365
    case .agreementAlertMonths: 0...60
    case .planGapPercent: 0...100
    case .endingLotMonths: 0...24
    case .endingLotPercent: 0...100
    case .askingDaysBefore: 0...28
    case .reminderDaysAfter, .escalationDaysAfter: 0...60
    case .proofDirect, .proofPlaced, .proofSubcontracted: 0...3
    case .localHolidays: 0...1
    case .check: 0...4
    case .proofMonths: 6...120
    case .paperDays: 1...365
    }
  }

  /// « 1 607 h », « 24 mois », « le 15 du mois »
  public func french(_ value: Int) -> String {
    if let choice = choices.first(where: { $0.value == value }) { return choice.french }
    let number = FrenchNumber.whole(value)
    return self == .statementDueDay ? "le \(number) du mois" : "\(number)\u{202F}\(unit)"
  }
}

/// The rules of a territory as they are in force on one day.
public struct TerritoryRules: Sendable, Hashable {
  private var values: [TerritoryRule: Int]

  public init(_ values: [TerritoryRule: Int] = [:]) { self.values = values }

  /// Where nothing was said.
  public static let standard = TerritoryRules()

  public subscript(_ rule: TerritoryRule) -> Int { values[rule] ?? rule.standard }

  /// Good Friday and 26 December are holidays where people work.
  public var hasAlsaceMoselleHolidays: Bool { self[.localHolidays] == 1 }

  /// The rules in force that day among dated values: the latest that has taken effect.
  public static func inForce(
    on day: Day, among values: [(rule: TerritoryRule, from: Day, value: Int)]
  ) -> TerritoryRules {
    var found: [TerritoryRule: (from: Day, value: Int)] = [:]
    for one in values where one.from <= day {
      if let known = found[one.rule], known.from > one.from { continue }
      found[one.rule] = (one.from, one.value)
    }
    return TerritoryRules(found.mapValues(\.value))
  }
}
