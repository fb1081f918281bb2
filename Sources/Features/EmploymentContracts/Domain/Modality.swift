// SPDX-License-Identifier: EUPL-1.2

/// How an employer brings the hours; the company chooses freely among three families (domain.md §2.2).
public enum Modality: String, CodeList {
  case direct = "DIRECT"
  case madAi = "MAD_AI"
  case madEtti = "MAD_ETTI"
  case madGeiq = "MAD_GEIQ"
  case madEtt = "MAD_ETT"
  case stEi = "ST_EI"
  case stAci = "ST_ACI"
  case stEa = "ST_EA"
  case stEsat = "ST_ESAT"

  public var french: String {
    switch self {
    case .direct: "embauche directe"
    case .madAi: "mise à disposition par une AI"
    case .madEtti: "mise à disposition par une ETTI ou une EATT"
    case .madGeiq: "mise à disposition par un GEIQ"
    case .madEtt: "mission d’une agence d’intérim"
    case .stEi: "sous-traitance ou cotraitance avec une EI"
    case .stAci: "sous-traitance ou cotraitance avec un ACI"
    case .stEa: "sous-traitance ou cotraitance avec une EA"
    case .stEsat: "sous-traitance avec un ESAT"
    }
  }

  public var note: String? {
    switch self {
    case .direct: "Heures payées, travaillées sur le marché, d’une personne nouvellement recrutée"
    case .madAi: "Heures de mission facturées"
    case .madEtti: "Heures de mission facturées"
    case .madGeiq: "Heures sur site, et de formation selon la règle du marché"
    case .madEtt: "Seulement pour une personne validée avant la mission"
    case .stEi: "Heures des salariés en parcours seulement"
    case .stAci: "Heures des salariés en parcours seulement"
    case .stEa: "Heures des travailleurs handicapés"
    case .stEsat: "Heures des travailleurs handicapés, sans contrat de travail"
    }
  }

  /// Placement and subcontract are no hiring by the holder of the lot.
  public var isHiring: Bool { self == .direct }
}
