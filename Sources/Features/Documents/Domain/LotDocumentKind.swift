// SPDX-License-Identifier: EUPL-1.2

/// A document that is made of one lot. The raw value is its word in an address.
public enum LotDocumentKind: String, CodeList {
  case attestation
  case interim = "bilan-intermediaire"
  case final = "bilan-final"
  case clearance = "en-regle"

  public var french: String {
    switch self {
    case .attestation: "Attestation"
    case .interim: "Bilan intermédiaire"
    case .final: "Bilan final"
    case .clearance: "Ce lot est-il en règle\u{202F}?"
    }
  }
}
