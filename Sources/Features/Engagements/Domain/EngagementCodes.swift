// SPDX-License-Identifier: EUPL-1.2

/// What changes an engagement (rules 3): each change is a dated event with its reason.
public enum EngagementEventKind: String, CodeList {
  case award
  case offer
  case amendment
  case order
  case invoice
  case creditNote
  case tranche
  case renewal
  case termination
  case transfer

  public var french: String {
    switch self {
    case .award: "attribution"
    case .offer: "offre au-delà du minimum"
    case .amendment: "avenant"
    case .order: "bon de commande"
    case .invoice: "facture"
    case .creditNote: "avoir"
    case .tranche: "tranche affermie"
    case .renewal: "reconduction"
    case .termination: "résiliation"
    case .transfer: "transfert"
    }
  }
}

/// Who bears an engagement (rules 4).
public enum Bearing: String, CodeList {
  case alone
  case joint
  case split

  public var french: String {
    switch self {
    case .alone: "titulaire seul"
    case .joint: "groupement solidaire"
    case .split: "engagement réparti"
    }
  }

  public var note: String? {
    switch self {
    case .joint: "Un engagement pour le donneur d’ordre, une clé interne\u{202F}; un surplus de l’un couvre l’autre"
    case .split: "Chaque membre le sien, sans compensation"
    default: nil
    }
  }
}

/// What a rule of hours per slice is applied to for its firm value (rules 1).
public enum RuleBasis: String, CodeList {
  case ordered
  case invoiced

  public var french: String {
    switch self {
    case .ordered: "montants commandés"
    case .invoiced: "montants facturés"
    }
  }
}
