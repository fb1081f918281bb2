// SPDX-License-Identifier: EUPL-1.2

/// The rules that a source record is read by (formats.md §A.2 to §A.6). The raw value is the code of the report.
public enum NoticeRule: String, CaseIterable, Sendable, Hashable {
  // What has no meaning is left out.
  case notAnObject = "pas-un-objet"
  case noBuyer = "acheteur-absent"
  case noReference = "id-absent"
  case unusableKey = "cle-inutilisable"
  case tooLarge = "trop-volumineux"
  case tooDeep = "trop-imbrique"
  case brokenSyntax = "json-incorrect"
  // What is odd is kept.
  case missingField = "champ-absent"
  case wrongType = "mauvais-type"
  case misplacedBuyer = "acheteur-deplace"
  case siretFormat = "siret-format"
  case siretKey = "siret-cle"
  case sirenForSiret = "siren-au-lieu-de-siret"
  case identifierKind = "type-identifiant"
  case identifierKindGuessed = "type-identifiant-deduit"
  case noIdentifier = "identifiant-absent"
  case holderUnreadable = "titulaire-illisible"
  case referenceLength = "id-long"
  case referenceSpaces = "id-espaces"
  case cpvFormat = "cpv-format"
  case cpvDivision = "cpv-division"
  case cpvKey = "cpv-cle"
  case inxPrefix = "prefixe-inx"
  case amountAsText = "montant-texte"
  case amountUnreadable = "montant-illisible"
  case amountZero = "montant-nul"
  case amountNegative = "montant-negatif"
  case amountAbsurd = "montant-absurde"
  case amountRounded = "montant-arrondi"
  case durationAsText = "duree-texte"
  case durationUnreadable = "duree-illisible"
  case durationAbsurd = "duree-absurde"
  case dayUnreadable = "date-illisible"
  case dayImplausible = "date-invraisemblable"
  case publishedBeforeNotified = "publication-avant-notification"
  case outOfList = "hors-liste"
  case rewritten = "valeur-reecrite"
  case replacedCharacters = "caracteres-perdus"
  case controlCharacters = "caracteres-invisibles"
  case tooLong = "texte-long"
  case personNumber = "numero-de-personne"
  case trialContract = "marche-d-essai"

  public var level: NoticeFinding.Level {
    switch self {
    case .notAnObject, .noBuyer, .noReference, .unusableKey, .tooLarge, .tooDeep, .brokenSyntax: .rejected
    default: .warning
    }
  }
}
