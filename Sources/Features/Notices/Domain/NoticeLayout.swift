// SPDX-License-Identifier: EUPL-1.2

/// Where a version of the JSON format keeps things. Each version has its own file, beside the others.
struct NoticeLayout: Sendable {
  let shape: NoticeShape
  let kind: NoticeKind
  let buyer: StaticString
  let notified: StaticString
  let amount: StaticString
  let holders: StaticString
  let natures: NoticeList
  let procedures: NoticeList
  let modificationNotified: StaticString
  let objectLength: Int
  /// What the version requires, beyond the buyer and the number.
  let required: [StaticString]

  /// Names seen in consolidated sources for the identifier of the buyer.
  var flatBuyer: StaticString { kind == .contract ? "acheteur.id" : "autoriteConcedante.id" }
  var underscoredBuyer: StaticString { kind == .contract ? "acheteur_id" : "autoriteConcedante_id" }

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
    _ shape: NoticeShape, objectLength: Int, also: [StaticString]
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

extension StaticString {
  /// The same as a text, for the places of findings.
  var text: String { withUTF8Buffer { String(decoding: $0, as: UTF8.self) } }
}
