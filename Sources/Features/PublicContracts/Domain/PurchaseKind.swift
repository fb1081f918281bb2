// SPDX-License-Identifier: EUPL-1.2

/// Nature of what is bought (domain.md §3.2).
public enum PurchaseKind: String, CodeList {
  case travaux = "TRAVAUX"
  case services = "SERVICES"
  case fournitures = "FOURNITURES"
  case pi = "PI"

  public var french: String {
    switch self {
    case .travaux: "travaux"
    case .services: "services"
    case .fournitures: "fournitures"
    case .pi: "prestations intellectuelles"
    }
  }
}

/// Line of work of a lot, for the bilan by sector.
public enum Sector: String, CodeList {
  case batiment
  case nettoyage
  case espacesVerts = "espaces_verts"
  case maintenance
  case prestationsIntellectuelles = "prestations_intellectuelles"
  case autre

  public var french: String {
    switch self {
    case .batiment: "bâtiment et travaux publics"
    case .nettoyage: "nettoyage"
    case .espacesVerts: "espaces verts"
    case .maintenance: "maintenance"
    case .prestationsIntellectuelles: "prestations intellectuelles"
    case .autre: "autre secteur"
    }
  }
}
