// SPDX-License-Identifier: EUPL-1.2

/// What a membership lets a person do in a territory.
public enum Role: String, CodeList {
  /// Settings, accounts, saves; sees no participant without being also facilitator.
  case administrator
  /// The profession: everything of the territory.
  case facilitator
  /// A public buyer: its own contracts, no name.
  case buyer
  /// A company: its own hires, and the lines on the lots that it holds, never a criterion.
  case company
  /// An inclusion structure: its own people.
  case structure
  /// Who orients people: those it oriented.
  case prescriber
  /// An elected member: dashboards only, nothing under five people.
  case elected

  public var french: String {
    switch self {
    case .administrator: "administrateur"
    case .facilitator: "facilitateur"
    case .buyer: "donneur d’ordre"
    case .company: "entreprise"
    case .structure: "structure d’insertion"
    case .prescriber: "prescripteur"
    case .elected: "élu"
    }
  }

  /// Whether a membership of this role belongs to one organisation.
  public var needsOrganisation: Bool {
    switch self {
    case .administrator, .facilitator, .elected: false
    case .buyer, .company, .structure, .prescriber: true
    }
  }
}
