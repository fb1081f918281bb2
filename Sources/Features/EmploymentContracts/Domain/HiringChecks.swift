// SPDX-License-Identifier: EUPL-1.2

extension Modality {
  /// Employers for whom the modality is the usual one (le-marche, siaes/constants.py); any employer may hire directly.
  public func fits(_ employer: EmployerKind) -> Bool {
    switch self {
    case .direct: !employer.isPlacement
    case .madAi: employer == .ai
    case .madEtti: employer == .etti || employer == .eatt
    case .madGeiq: employer == .geiq
    case .madEtt: employer == .ett
    case .stEi: employer == .ei || employer == .eiti || employer == .regie
    case .stAci: employer == .aci || employer == .regie
    case .stEa: employer == .ea
    case .stEsat: employer == .esat
    }
  }

  /// What a form proposes once the employer is known.
  public static func usual(for employer: EmployerKind) -> Modality {
    switch employer {
    case .classique, .sep: .direct
    case .ei, .eiti, .regie: .stEi
    case .etti, .eatt: .madEtti
    case .ai: .madAi
    case .aci: .stAci
    case .geiq: .madGeiq
    case .ea: .stEa
    case .esat: .stEsat
    case .ett: .madEtt
    }
  }
}

/// What the checks of an employment contract look at.
public struct HiringFacts: Sendable, Hashable {
  public var contract: DayRange
  public var modality: Modality
  public var employer: EmployerKind
  public var notifiedOn: Day?
  /// First day of the validation; `nil` without one.
  public var validFrom: Day?
  /// First day of an earlier contract of the same person with the same employer, outside the clause.
  public var alreadyEmployedFrom: Day?

  public init(
    contract: DayRange, modality: Modality, employer: EmployerKind, notifiedOn: Day?, validFrom: Day?,
    alreadyEmployedFrom: Day?
  ) {
    (self.contract, self.modality, self.employer) = (contract, modality, employer)
    (self.notifiedOn, self.validFrom, self.alreadyEmployedFrom) = (notifiedOn, validFrom, alreadyEmployedFrom)
  }
}

/// The checks of an employment contract (rules 12): hired before notification, before validation, or already in the company.
public enum HiringChecks {
  public static func remarks(on facts: HiringFacts) -> [LineRemark] {
    var remarks: [LineRemark] = []
    func warn(_ code: String, _ sentence: String, _ source: String) {
      remarks.append(LineRemark(severity: .warn, code: code, sentence: sentence, source: source))
    }
    let start = facts.contract.from
    if let end = facts.contract.through, end < start {
      remarks.append(
        LineRemark(
          severity: .block, code: "ends_before_start", sentence: "Le contrat finit avant de commencer.",
          source: "dates du contrat de travail"))
    }
    if let notified = facts.notifiedOn, start < notified {
      warn(
        "before_notification",
        "Embauche du \(start.french), avant la notification du \(notified.french)\u{202F}: est-elle liée à ce marché\u{202F}?",
        "validation avant l’embauche")
    }
    if let valid = facts.validFrom {
      if start < valid {
        warn(
          "before_validation", "Embauche du \(start.french), avant la validation du \(valid.french).",
          "validation avant l’embauche")
      }
    } else {
      warn("not_validated", "Cette personne n’a pas encore de validation.", "validation avant l’embauche")
    }
    if facts.modality.isHiring, let earlier = facts.alreadyEmployedFrom, earlier < start {
      warn(
        "already_employed", "Cette personne est dans l’entreprise depuis le \(earlier.french).",
        "embauche nouvelle demandée (Ille-et-Vilaine)")
    }
    if !facts.modality.fits(facts.employer) {
      warn("modality", "Modalité inhabituelle pour ce type d’employeur (\(facts.employer.short)).", "modalités")
    }
    return remarks
  }
}
