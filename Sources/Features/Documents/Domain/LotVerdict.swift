// SPDX-License-Identifier: EUPL-1.2

/// The answer to « ce lot est-il en règle ? », asked before the final account is paid.
public enum LotVerdict: Sendable, Hashable {
  /// All that is owed is done, and nothing is left to decide.
  case clear
  /// Nothing was ever asked of this lot.
  case nothingDue
  /// Work goes on: hours may still come.
  case underWay(missing: Hours)
  /// Work is over and hours are missing.
  case missing(Hours)
  /// Something must be decided first: lines, or what a terminated lot still owes.
  case undecided(missing: Hours)
  /// The lot was cancelled: nothing is owed any more.
  case cancelled

  public init(_ lot: LotAccount) {
    if lot.state == .cancelled {
      self = .cancelled
    } else if lot.awaitsDecision || (lot.linesToValidate > 0 && (lot.missing > .zero || !lot.state.isOpen)) {
      self = .undecided(missing: lot.missing)
    } else if lot.due == .zero {
      self = .nothingDue
    } else if lot.missing == .zero {
      self = .clear
    } else {
      self = lot.state.isOpen ? .underWay(missing: lot.missing) : .missing(lot.missing)
    }
  }

  public var sentence: String {
    switch self {
    case .clear: "Oui\u{202F}: toutes les heures dues sont retenues."
    case .nothingDue: "Aucune heure ferme n’est enregistrée sur ce lot\u{202F}: il n’y a rien à constater."
    case .underWay(let missing):
      "Pas encore\u{202F}: le lot est en cours et \(missing.frenchTrimmed)\u{202F}h restent à réaliser."
    case .missing(let missing):
      "Non\u{202F}: les travaux ou prestations sont finis et \(missing.frenchTrimmed)\u{202F}h manquent."
    case .undecided: "Cela ne peut pas encore se dire\u{202F}: des décisions manquent."
    case .cancelled: "Le lot est annulé\u{202F}: rien n’est dû."
    }
  }

  /// What an attestation concludes.
  public var conclusion: String {
    switch self {
    case .clear: "L’engagement d’insertion est tenu."
    case .nothingDue: "Aucun engagement ferme n’est enregistré sur ce lot."
    case .underWay(let missing):
      "L’engagement est en cours\u{202F}: \(missing.frenchTrimmed)\u{202F}h restent à réaliser à ce jour."
    case .missing(let missing): "L’engagement n’est pas tenu\u{202F}: \(missing.frenchTrimmed)\u{202F}h manquent."
    case .undecided: "La conclusion est réservée\u{202F}: des décisions manquent."
    case .cancelled: "Le lot est annulé\u{202F}: aucune heure n’est due."
    }
  }
}
