// SPDX-License-Identifier: EUPL-1.2

/// How much a check of hours matters in a territory, by the number that its dated rule holds.
public enum CheckLevel: Int, CaseIterable, Sendable, Hashable {
  /// As the trade does: the check itself says how grave what it found is.
  case usual = 0
  case off = 1
  case inform = 2
  case warn = 3
  case block = 4

  public var french: String {
    switch self {
    case .usual: "niveau d’usage"
    case .off: "désactivé"
    case .inform: "pour information"
    case .warn: "à vérifier"
    case .block: "bloquant"
    }
  }
}

/// A check of hours whose level a territory may set. Others follow from the ledger itself and stay: negative or empty lines, absence,
/// days that are needed, a frozen year.
public enum LineCheck: String, CodeList {
  case notValidated = "not_validated"
  case beforeValidation = "before_validation"
  case afterEligibility = "after_eligibility"
  case outsideContract = "outside_contract"
  case outsideLot = "outside_lot"
  case unusualMonth = "unusual_month"
  case longDay = "long_day"
  case longWeek = "long_week"
  case longTwelveWeeks = "long_twelve_weeks"
  case mayDay = "may_day"
  case holiday = "holiday"
  case jump = "jump"
  case roundFigures = "round_figures"
  case declaredTwice = "declared_twice"
  case contested = "contested"
  case withoutAnnex = "without_annex"

  public var french: String {
    switch self {
    case .notValidated: "personne sans validation"
    case .beforeValidation: "heures avant la validation"
    case .afterEligibility: "heures après la durée de prise en compte"
    case .outsideContract: "heures hors du contrat de travail"
    case .outsideLot: "heures hors des dates du lot"
    case .unusualMonth: "mois inhabituel"
    case .longDay: "maximum légal par jour"
    case .longWeek: "maximum légal par semaine"
    case .longTwelveWeeks: "maximum légal sur douze semaines"
    case .mayDay: "heures un 1er mai"
    case .holiday: "heures un jour férié"
    case .jump: "saut soudain"
    case .roundFigures: "chiffres ronds répétés"
    case .declaredTwice: "déclarées deux fois"
    case .contested: "contestées par l’entreprise utilisatrice"
    case .withoutAnnex: "structure sans annexe financière"
    }
  }

  /// What its address ends with.
  public var slug: String { rawValue.replacing("_", with: "-") }

  /// Its level in a territory.
  public func level(under rules: TerritoryRules) -> CheckLevel { CheckLevel(rawValue: rules[.check(self)]) ?? .usual }
}

extension Sequence where Element == LineRemark {
  /// The same at the levels of a territory, the gravest first.
  public func levelled(under rules: TerritoryRules) -> [LineRemark] {
    let all = compactMap { remark -> LineRemark? in
      guard let check = LineCheck(rawValue: remark.code) else { return remark }
      var remark = remark
      switch check.level(under: rules) {
      case .usual: return remark
      case .off: return nil
      case .inform: remark.severity = .inform
      case .warn: remark.severity = .warn
      case .block: (remark.severity, remark.isBinding) = (.block, true)
      }
      return remark
    }
    return LineRemark.Severity.allCases.flatMap { severity in all.filter { $0.severity == severity } }
  }
}
