// SPDX-License-Identifier: EUPL-1.2

/// Kinds of employment contract, from the State's own list (les-emplois, itou/companies/enums.py) with three of the clause.
public enum EmploymentContractKind: String, CodeList {
  case permanent = "PERMANENT"
  case permanentInclusion = "PERMANENT_I"
  case fixedTerm = "FIXED_TERM"
  case fixedTermUsage = "FIXED_TERM_USAGE"
  case fixedTermInclusion = "FIXED_TERM_I"
  case fixedTermTremplin = "FIXED_TERM_TREMPLIN"
  case apprenticeship = "APPRENTICESHIP"
  case professionalTraining = "PROFESSIONAL_TRAINING"
  case temporary = "TEMPORARY"
  case assisted = "CUI_PEC"
  case placementByAssociation = "MAD_AI"
  case esat = "ESAT"
  case other = "OTHER"

  public var french: String {
    switch self {
    case .permanent: "CDI"
    case .permanentInclusion: "CDI inclusion"
    case .fixedTerm: "CDD"
    case .fixedTermUsage: "CDD d’usage"
    case .fixedTermInclusion: "CDDI"
    case .fixedTermTremplin: "CDD Tremplin"
    case .apprenticeship: "contrat d’apprentissage"
    case .professionalTraining: "contrat de professionnalisation"
    case .temporary: "contrat de mission"
    case .assisted: "CUI ou PEC"
    case .placementByAssociation: "mise à disposition par une association intermédiaire"
    case .esat: "contrat d’accompagnement par le travail"
    case .other: "autre contrat"
    }
  }

  public var note: String? {
    switch self {
    case .fixedTermInclusion: "Code du travail, art. L1242-3"
    case .apprenticeship: "Code du travail, art. L6221-1"
    case .professionalTraining: "Code du travail, art. L6325-1"
    case .temporary: "Code du travail, art. L1251-1"
    case .esat: "Les usagers d’un ESAT n’ont pas de contrat de travail"
    default: nil
    }
  }
}
