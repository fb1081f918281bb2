// SPDX-License-Identifier: EUPL-1.2

/// A table laid out as a funder, an observatory or a buyer's plan asks for it. The raw value is its word in an address.
public enum FunderPreset: String, CodeList {
  case spaser
  case purchases = "achats-inclusifs"
  case alliance = "alliance-villes-emploi"
  case anru
  case fse = "fse-plus"

  public var french: String {
    switch self {
    case .spaser: "SPASER, par donneur d’ordre"
    case .purchases: "Achats inclusifs, par fournisseur"
    case .alliance: "Alliance Villes Emploi, par marché"
    case .anru: "ANRU, par opération et semestre"
    case .fse: "FSE+, par participant"
    }
  }

  /// What each row is, and where the layout comes from.
  public var note: String? {
    switch self {
    case .spaser:
      "Une ligne par donneur d’ordre et par année. Colonnes d’après le questionnaire d’un observatoire régional de l’achat socialement responsable\u{202F}: chaque schéma a le sien."
    case .purchases:
      "Une ligne par titulaire d’un lot notifié dans l’année. Colonnes du fichier d’import du marché de l’inclusion, qui reconnaît les structures à leur SIRET. Le montant est celui du lot notifié, partagé entre les titulaires d’un groupement\u{202F}; ce n’est pas une dépense payée."
    case .alliance:
      "Une ligne par marché ayant des heures retenues dans l’année. L’Alliance ne publie pas son format\u{202F}: les colonnes suivent ce que disent ses bilans. L’équivalent temps plein y vaut 1\u{202F}600 h."
    case .anru:
      "Une ligne par opération ayant des heures retenues dans le semestre. L’Agence ne publie pas son format\u{202F}: les colonnes suivent la charte d’insertion de 2015."
    case .fse:
      "Une ligne par personne ayant des heures retenues dans l’année. Le format de Ma Démarche FSE+ n’est pas publié\u{202F}: une donnée manquante est une cellule vide, jamais un zéro. Fichier nominatif\u{202F}: son téléchargement est noté à l’historique."
    }
  }

  /// The format is published, or is still to be compared with what the funder asks for.
  public var isConfirmed: Bool { self == .purchases }

  public var title: String { isConfirmed ? french : "\(french) (format à confirmer)" }

  public var columns: [FunderColumn] {
    switch self {
    case .spaser: FunderColumn.spaser
    case .purchases: FunderColumn.purchases
    case .alliance: FunderColumn.alliance
    case .anru: FunderColumn.anru
    case .fse: FunderColumn.fse
    }
  }
}

/// The half of a year, as its address says it: `2026-1`.
public struct HalfYear: Sendable, Hashable {
  public let year: Int
  public let isSecond: Bool

  public init(year: Int, isSecond: Bool) { (self.year, self.isSecond) = (year, isSecond) }

  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]), (1990...2100).contains(year),
      parts[1] == "1" || parts[1] == "2"
    else { return nil }
    self.init(year: year, isSecond: parts[1] == "2")
  }

  /// The half year that was over last on a day.
  public init(endedBefore day: Day) {
    self.init(year: day.monthNumber > 6 ? day.year : day.year - 1, isSecond: day.monthNumber <= 6)
  }

  public var text: String { "\(year)-\(isSecond ? 2 : 1)" }
  public var french: String { "\(isSecond ? "second" : "premier") semestre \(year)" }

  /// Its first and last months, as 202607 and 202612.
  public var months: (first: Int, last: Int) { (year * 100 + (isSecond ? 7 : 1), year * 100 + (isSecond ? 12 : 6)) }

  public func contains(_ month: Month) -> Bool { month.year == year && (month.number > 6) == isSecond }
}
