// SPDX-License-Identifier: EUPL-1.2

/// Kinds of employer (domain.md §3.3).
public enum EmployerKind: String, CodeList {
  case classique = "CLASSIQUE"
  case ei = "EI"
  case etti = "ETTI"
  case ai = "AI"
  case aci = "ACI"
  case eiti = "EITI"
  case geiq = "GEIQ"
  case ea = "EA"
  case eatt = "EATT"
  case esat = "ESAT"
  case regie = "REGIE"
  case ett = "ETT"
  case sep = "SEP"

  public var french: String {
    switch self {
    case .classique: "entreprise"
    case .ei: "entreprise d’insertion"
    case .etti: "entreprise de travail temporaire d’insertion"
    case .ai: "association intermédiaire"
    case .aci: "atelier et chantier d’insertion"
    case .eiti: "entreprise d’insertion par le travail indépendant"
    case .geiq: "groupement d’employeurs pour l’insertion et la qualification"
    case .ea: "entreprise adaptée"
    case .eatt: "entreprise adaptée de travail temporaire"
    case .esat: "établissement et service d’accompagnement par le travail"
    case .regie: "régie de quartier ou de territoire"
    case .ett: "entreprise de travail temporaire"
    case .sep: "structure d’emploi pénitentiaire"
    }
  }

  public var note: String? {
    switch self {
    case .ei: "Code du travail, art. L5132-5"
    case .etti: "Code du travail, art. L5132-6"
    case .ai: "Code du travail, art. L5132-7"
    case .aci: "Code du travail, art. L5132-15"
    case .eiti: "Code du travail, art. L5132-6-1"
    case .geiq: "Code du travail, art. L1253-1"
    case .ea: "Code du travail, art. L5213-13"
    case .eatt: "Code du travail, art. L5213-13-3"
    case .esat: "Code de l’action sociale et des familles, art. L344-2"
    case .ett: "Code du travail, art. L1251-2"
    default: nil
    }
  }

  /// Whether it is one of the inclusion structures, as the indicators count them: neither an ordinary company nor an ordinary
  /// temp agency.
  public var isStructure: Bool {
    switch self {
    case .classique, .ett: false
    case .ei, .etti, .ai, .aci, .eiti, .geiq, .ea, .eatt, .esat, .regie, .sep: true
    }
  }

  /// Whether it places its people with a user company.
  public var isPlacement: Bool {
    switch self {
    case .etti, .ai, .geiq, .eatt, .ett: true
    case .classique, .ei, .aci, .eiti, .ea, .esat, .regie, .sep: false
    }
  }

  /// The acronym where the trade uses one: `ETTI`, or the label for an ordinary company.
  public var short: String {
    switch self {
    case .classique: french
    case .regie: "régie"
    default: rawValue
    }
  }
}
