// SPDX-License-Identifier: EUPL-1.2

/// What a piece proves (rules.md 24). A payslip is not one of them: it bears the NIR, and is seen on control, never kept.
public enum ProofKind: String, CodeList {
  case signedStatement = "STATEMENT"
  case timeSheet = "TIME_SHEET"
  case missionInvoice = "MISSION"
  case trainingAttestation = "TRAINING"
  case other = "OTHER"

  public var french: String {
    switch self {
    case .signedStatement: "relevé signé"
    case .timeSheet: "feuille de pointage"
    case .missionInvoice: "facture ou relevé de missions"
    case .trainingAttestation: "attestation du centre de formation"
    case .other: "autre pièce"
    }
  }
}

/// The kind of proof that a territory asks for with the hours of one way of working, by the number that its dated rule holds.
public enum ProofDemand: Int, CaseIterable, Sendable, Hashable {
  case nothing = 0
  case signedStatement = 1
  case timeSheet = 2
  case missionInvoice = 3

  public var kind: ProofKind? {
    switch self {
    case .nothing: nil
    case .signedStatement: .signedStatement
    case .timeSheet: .timeSheet
    case .missionInvoice: .missionInvoice
    }
  }

  public var french: String { kind?.french ?? "aucun" }

  /// The rule that says what goes with hours of this way of working.
  public static func rule(for modality: Modality) -> TerritoryRule {
    switch modality {
    case .direct: .proofDirect
    case .madAi, .madEtti, .madGeiq, .madEtt: .proofPlaced
    case .stEi, .stAci, .stEa, .stEsat: .proofSubcontracted
    }
  }

  /// What is asked for with hours of this way of working; nil for nothing.
  public static func kind(for modality: Modality, under rules: TerritoryRules) -> ProofKind? {
    ProofDemand(rawValue: rules[rule(for: modality)])?.kind
  }
}
