// SPDX-License-Identifier: EUPL-1.2

/// What a paper of a request is, in words that say nothing of the person: the criterion stays with the profession.
public enum PaperKind: String, CodeList {
  case attestation = "ATTESTATION"
  case pass = "PASS"
  case contract = "CONTRACT"
  case other = "OTHER"

  public var french: String {
    switch self {
    case .attestation: "attestation d’un organisme"
    case .pass: "PASS IAE"
    case .contract: "contrat ou promesse d’embauche"
    case .other: "autre papier"
    }
  }
}
