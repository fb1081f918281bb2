// SPDX-License-Identifier: EUPL-1.2

/// Where a version of the JSON format keeps things. Each version has its own file, beside the others.
struct NoticeLayout: Sendable {
  let shape: NoticeShape
  let kind: NoticeKind
  let buyer: String
  let notified: String
  let amount: String
  let holders: String
  let natures: NoticeList
  let procedures: NoticeList
  let modificationNotified: String
  let objectLength: Int
  /// What the version requires, beyond the buyer and the number.
  let required: [String]

  static func of(_ shape: NoticeShape, _ kind: NoticeKind) -> NoticeLayout {
    switch (shape, kind) {
    case (.v200Flat, .contract): v200Contract
    case (.v200Flat, .concession): v200Concession
    case (.v201Wrapped, .contract): v201Contract
    case (.v201Wrapped, .concession): v201Concession
    case (_, .contract): v1Contract
    case (_, .concession): v1Concession
    }
  }

  /// What concessions of every version have.
  static func concession(
    _ shape: NoticeShape, objectLength: Int, also: [String]
  ) -> NoticeLayout {
    NoticeLayout(
      shape: shape, kind: .concession, buyer: "autoriteConcedante", notified: "dateSignature", amount: "valeurGlobale",
      holders: "concessionnaires", natures: .concessionNatures, procedures: .concessionProcedures,
      modificationNotified: "dateSignatureModification", objectLength: objectLength,
      required: [
        "nature", "objet", "procedure", "dureeMois", "dateSignature", "datePublicationDonnees", "dateDebutExecution",
        "valeurGlobale", "montantSubventionPublique", "concessionnaires",
      ] + also)
  }
}
