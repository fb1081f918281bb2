// SPDX-License-Identifier: EUPL-1.2

/// Legal forms of the clause, in the public procurement code (domain.md §2.1).
public enum LegalForm: String, CodeList {
  case exec = "EXEC"
  case crit = "CRIT"
  case execCrit = "EXEC+CRIT"
  case resEaEsat = "RES_EA_ESAT"
  case resSiae = "RES_SIAE"
  case resPrison = "RES_PRISON"
  case resMix = "RES_MIX"
  case resEss = "RES_ESS"
  case mi = "MI"
  case priv = "PRIV"

  public var french: String {
    switch self {
    case .exec: "condition d’exécution"
    case .crit: "critère d’attribution"
    case .execCrit: "condition d’exécution et critère d’attribution"
    case .resEaEsat: "marché réservé au secteur du handicap"
    case .resSiae: "marché réservé à l’insertion par l’activité économique"
    case .resPrison: "marché réservé au travail en détention"
    case .resMix: "marché réservé au handicap et à l’insertion"
    case .resEss: "marché réservé à l’économie sociale et solidaire"
    case .mi: "marché d’insertion ou de qualification"
    case .priv: "engagement volontaire"
    }
  }

  public var note: String? {
    switch self {
    case .exec: "Code de la commande publique, art. L2112-2 et L2112-3 (concessions\u{202F}: L3114-2)"
    case .crit: "Art. L2152-7 et R2152-7, 2° a"
    case .execCrit: "Art. L2112-2 et R2152-7, 2° a"
    case .resEaEsat: "Art. L2113-12 (concessions\u{202F}: L3113-1)"
    case .resSiae: "Art. L2113-13 (concessions\u{202F}: L3113-2)"
    case .resPrison: "Art. L2113-13-1 (concessions\u{202F}: L3113-2-1)"
    case .resMix: "Art. L2113-14, al. 1"
    case .resEss: "Art. L2113-15 et L2113-16"
    case .mi: "Art. R2123-1, 3°"
    case .priv: "Marché privé, charte, convention ou condition d’une subvention"
    }
  }
}
