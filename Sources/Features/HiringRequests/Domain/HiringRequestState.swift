// SPDX-License-Identifier: EUPL-1.2

/// Where a *demande de validation* is: asked, answered, or taken back by who sent it.
public enum HiringRequestState: String, CodeList {
  case open, validated, refused, withdrawn

  public var french: String {
    switch self {
    case .open: "en attente de réponse"
    case .validated: "validée"
    case .refused: "refusée"
    case .withdrawn: "retirée"
    }
  }
}

/// What is said of a hiring that is asked for, beside it: nothing here decides.
public enum HiringRequestChecks {
  public struct Facts: Sendable, Hashable {
    public var startsOn: Day
    public var receivedOn: Day
    public var notifiedOn: Day?
    /// First day of an earlier contract with the same employer.
    public var employedFrom: Day?
    /// First day of the validation that was answered.
    public var validFrom: Day?

    public init(startsOn: Day, receivedOn: Day, notifiedOn: Day?, employedFrom: Day?, validFrom: Day? = nil) {
      (self.startsOn, self.receivedOn) = (startsOn, receivedOn)
      (self.notifiedOn, self.employedFrom, self.validFrom) = (notifiedOn, employedFrom, validFrom)
    }
  }

  /// The same in a few words, for a line of a list.
  public static func marks(on facts: Facts) -> [String] {
    var marks: [String] = []
    if facts.startsOn < facts.validFrom ?? facts.receivedOn { marks.append("embauche avant la validation") }
    if let notified = facts.notifiedOn, facts.startsOn < notified { marks.append("embauche avant la notification") }
    return marks
  }

  /// Hired before notification, before validation, or already in the company (rules 12).
  public static func remarks(on facts: Facts) -> [String] {
    var remarks: [String] = []
    if let valid = facts.validFrom {
      if facts.startsOn < valid {
        remarks.append(
          "Embauche du \(facts.startsOn.french), validée à partir du \(valid.french)\u{202F}: les heures d’avant ne sont pas retenues, sauf motif."
        )
      }
    } else if facts.startsOn < facts.receivedOn {
      remarks.append(
        "Embauche du \(facts.startsOn.french), demandée le \(facts.receivedOn.french)\u{202F}: les heures d’avant la validation ne sont pas retenues, sauf motif."
      )
    }
    if let notified = facts.notifiedOn, facts.startsOn < notified {
      remarks.append(
        "Embauche du \(facts.startsOn.french), avant la notification du \(notified.french)\u{202F}: est-elle liée à ce marché\u{202F}?"
      )
    }
    if let earlier = facts.employedFrom, earlier < facts.startsOn {
      remarks.append("Cette personne a déjà un contrat avec cet employeur, depuis le \(earlier.french).")
    }
    return remarks
  }
}
