// SPDX-License-Identifier: EUPL-1.2

/// What a *réunion de démarrage* goes through with the company (CCAG 2021, art. 16.1; practice of the trade).
public enum KickOffItem: String, CodeList {
  case correspondent = "correspondant"
  case modalities = "modalites"
  case profiles = "profils"
  case validation = "validation"
  case plan = "previsionnel"
  case statements = "releves"
  case proofs = "preuves"
  case difficulties = "difficultes"
  case penalties = "penalites"
  case information = "information"

  public var french: String {
    switch self {
    case .correspondent: "Un correspondant est nommé dans l’entreprise"
    case .modalities: "Les façons de réaliser les heures sont choisies (embauche, mise à disposition, sous-traitance)"
    case .profiles: "Les postes et les profils possibles sont listés"
    case .validation: "La validation avant chaque embauche est expliquée"
    case .plan: "Un prévisionnel mensuel est convenu"
    case .statements: "Le rythme des relevés et leur échéance sont dits"
    case .proofs: "Les pièces à fournir sont dites"
    case .difficulties: "Qui appeler en cas de difficulté est dit"
    case .penalties: "Les pénalités du marché sont rappelées"
    case .information: "L’information des personnes sur leurs données est remise"
    }
  }
}
