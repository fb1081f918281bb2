// SPDX-License-Identifier: EUPL-1.2

/// What a statement, its lines or their decisions refuse.
public enum StatementError: UserFacingError, Equatable {
  /// Kept hours run from zero to what is declared.
  case keptOutOfRange(declared: Hours)
  /// A part is not kept and nobody said why.
  case reasonMissing
  /// The other reason needs its words.
  case noteMissing
  case absenceNeverCounts
  case alreadyDecided
  case notDecided
  case reversalCorrected
  case nothingChanges
  case notPositive
  case statementClosed
  case linesUndecided(Int)
  case daysDiffer(days: Hours, declared: Hours)
  case dayOutsideMonth(Day, Month)

  public var kind: ErrorKind {
    switch self {
    case .alreadyDecided, .statementClosed, .notDecided, .linesUndecided: .conflict
    default: .invalid
    }
  }

  public var sentence: String {
    switch self {
    case .keptOutOfRange(let declared):
      "Les heures retenues vont de 0 à \(declared.french)\u{202F}h, le nombre déclaré."
    case .reasonMissing: "Dites pourquoi une partie des heures n’est pas retenue."
    case .noteMissing: "Précisez le motif en quelques mots."
    case .absenceNeverCounts: "Les heures d’absence ne sont jamais retenues."
    case .alreadyDecided: "Quelqu’un a déjà décidé de cette ligne\u{202F}: relisez-la."
    case .notDecided: "Cette ligne n’est pas encore décidée\u{202F}: décidez-la avant de la corriger."
    case .reversalCorrected: "Cette ligne annule une autre ligne\u{202F}: corrigez la ligne qui la remplace."
    case .nothingChanges: "Rien ne change\u{202F}: indiquez d’autres heures, un autre mois ou un autre lot."
    case .notPositive: "Indiquez un nombre d’heures supérieur à 0."
    case .statementClosed: "Ce relevé est clos\u{202F}: corrigez la ligne, le relevé reste tel quel."
    case .linesUndecided(let count):
      count == 1 ? "Une ligne reste à décider avant la clôture." : "\(count) lignes restent à décider avant la clôture."
    case .daysDiffer(let days, let declared):
      "Les jours totalisent \(days.french)\u{202F}h, la ligne déclare \(declared.french)\u{202F}h\u{202F}: corrigez l’un ou l’autre."
    case .dayOutsideMonth(let day, let month): "Le \(day.french) n’est pas en \(month.french)."
    }
  }
}
