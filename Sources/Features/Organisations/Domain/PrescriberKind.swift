// SPDX-License-Identifier: EUPL-1.2

/// Who orients people (domain.md §3.4).
public enum PrescriberKind: String, CodeList {
  case franceTravail = "FRANCE_TRAVAIL"
  case missionLocale = "MISSION_LOCALE"
  case capEmploi = "CAP_EMPLOI"
  case plie = "PLIE"
  case ccas = "CCAS_CIAS"
  case departement = "DEPARTEMENT"
  case siae = "SIAE"
  case e2c = "E2C"
  case epide = "EPIDE"
  case spip = "SPIP"
  case chrs = "CHRS"
  case mdph = "MDPH"
  case autre = "AUTRE"

  public var french: String {
    switch self {
    case .franceTravail: "France Travail"
    case .missionLocale: "mission locale"
    case .capEmploi: "Cap emploi"
    case .plie: "PLIE"
    case .ccas: "CCAS ou CIAS"
    case .departement: "département"
    case .siae: "structure d’insertion"
    case .e2c: "École de la deuxième chance"
    case .epide: "EPIDE"
    case .spip: "SPIP"
    case .chrs: "CHRS"
    case .mdph: "MDPH"
    case .autre: "autre prescripteur"
    }
  }
}
