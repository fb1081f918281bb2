// SPDX-License-Identifier: EUPL-1.2

/// Level of schooling, in the ASP's reference (ref_niveau_formation_v3, les-emplois itou/asp/models.py).
public enum EducationLevel: String, CodeList {
  case nonCertifying = "00"
  case neverSchooled = "01"
  case master = "10"
  case bachelor = "20"
  case bts = "30"
  case bac = "40"
  case vocationalBac = "41"
  case capLevel = "50"
  case cap = "51"
  case shortTraining = "60"
  case compulsorySchool = "70"

  public var french: String {
    switch self {
    case .nonCertifying: "qualification non certifiante"
    case .neverSchooled: "jamais scolarisé"
    case .master: "troisième cycle ou école d’ingénieur"
    case .bachelor: "licence"
    case .bts: "BTS ou DUT"
    case .bac: "baccalauréat général"
    case .vocationalBac: "brevet de technicien ou bac professionnel"
    case .capLevel: "niveau CAP ou BEP"
    case .cap: "CAP ou BEP obtenu"
    case .shortTraining: "formation courte d’un an"
    case .compulsorySchool: "pas de formation au-delà de la scolarité obligatoire"
    }
  }
}

/// As the person says it.
public enum Gender: String, CodeList {
  case female = "F"
  case male = "M"
  case unspecified = "X"

  public var french: String {
    switch self {
    case .female: "femme"
    case .male: "homme"
    case .unspecified: "non précisé"
    }
  }
}
