// SPDX-License-Identifier: EUPL-1.2

/// Kinds of buyer, from the trade's own files (domain.md §3.1).
public enum BuyerKind: String, CodeList {
  case commune = "COMMUNE"
  case epci = "EPCI"
  case departement = "DEPARTEMENT"
  case region = "REGION"
  case etat = "ETAT"
  case etablissementPublicEtat = "ETABLISSEMENT_PUBLIC_ETAT"
  case hopital = "HOPITAL"
  case bailleurSocial = "BAILLEUR_SOCIAL"
  case amenageur = "AMENAGEUR"
  case syndicatMixte = "SYNDICAT_MIXTE"
  case entreprisePublique = "ENTREPRISE_PUBLIQUE"
  case prive = "PRIVE"
  case association = "ASSOCIATION"
  case autre = "AUTRE"

  public var french: String {
    switch self {
    case .commune: "commune"
    case .epci: "intercommunalité"
    case .departement: "département"
    case .region: "région"
    case .etat: "service de l’État"
    case .etablissementPublicEtat: "établissement public de l’État"
    case .hopital: "hôpital"
    case .bailleurSocial: "bailleur social"
    case .amenageur: "aménageur"
    case .syndicatMixte: "syndicat mixte"
    case .entreprisePublique: "entreprise publique ou opérateur"
    case .prive: "maître d’ouvrage privé"
    case .association: "association"
    case .autre: "autre donneur d’ordre"
    }
  }

  public var note: String? {
    switch self {
    case .bailleurSocial: "OPH, ESH ou coopérative"
    case .amenageur: "SEM ou SPL"
    default: nil
    }
  }
}
