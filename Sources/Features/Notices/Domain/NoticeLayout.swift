// SPDX-License-Identifier: EUPL-1.2

/// Where a version of the JSON format keeps things. Each version has its own file, beside the others.
final class NoticeLayout: Sendable {
  let shape: NoticeShape
  let kind: NoticeKind
  let buyer: NoticeName
  let notified: NoticeName
  let amount: NoticeName
  let holders: NoticeName
  let natures: NoticeList
  let procedures: NoticeList
  let modificationNotified: NoticeName
  let objectLength: Int
  /// What the version requires, beyond the buyer and the number.
  let required: [NoticeName]
  /// Where the two facts on the buyer stand, in words.
  let buyerID: String
  let buyerName: String

  init(
    shape: NoticeShape, kind: NoticeKind, buyer: NoticeName, notified: NoticeName, amount: NoticeName,
    holders: NoticeName, natures: NoticeList, procedures: NoticeList, modificationNotified: NoticeName,
    objectLength: Int, required: [NoticeName]
  ) {
    (self.shape, self.kind, self.buyer, self.notified, self.amount) = (shape, kind, buyer, notified, amount)
    (self.holders, self.natures, self.procedures) = (holders, natures, procedures)
    (self.modificationNotified, self.objectLength) = (modificationNotified, objectLength)
    (self.required, buyerID, buyerName) = (required, buyer.text + ".id", buyer.text + ".nom")
  }

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
    _ shape: NoticeShape, objectLength: Int, also: [NoticeName]
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

/// A member as it is looked for, and as it is written in findings.
struct NoticeName: Sendable, ExpressibleByStringLiteral {
  let key: StaticString
  let text: String

  init(stringLiteral value: StaticString) {
    key = value
    text = value.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
  }
}
