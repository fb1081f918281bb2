// SPDX-License-Identifier: EUPL-1.2

/// The columns of a consolidated table (formats.md §A.4), or of any part of it that names the buyer and the contract. One row is one
/// contract, one of its holders and one of its modifications.
public struct NoticeTable: Sendable {
  /// Why a table is none of ours.
  public enum Refusal: UserFacingError, Equatable {
    case noReference
    case noBuyer

    public var kind: ErrorKind { .invalid }
    public var sentence: String {
      let what = self == .noReference ? "du numéro de marché (id)" : "de l’acheteur (acheteur_id)"
      return
        "La première ligne ne nomme pas la colonne \(what)\u{202F}: ce n’est pas une table de données essentielles, ou sa ligne "
        + "d’en-tête manque."
    }
  }

  /// The 58 columns, and those of older tables that say the same.
  enum Column: String, CaseIterable {
    case uid, id, nature, objet, montant, type, procedure, techniques, ccag, dureeMois, offresRecues, formePrix,
      typesPrix
    case buyerId = "acheteur_id"
    case buyerName = "acheteur_nom"
    case holderId = "titulaire_id"
    case holderKind = "titulaire_typeIdentifiant"
    case holderName = "titulaire_nom"
    case holderOlderName = "titulaire_denominationSociale"
    case codeCPV, dateNotification, datePublicationDonnees, considerationsSociales
    case placeCode = "lieuExecution_code"
    case placeKind = "lieuExecution_typeCode"
    case placeName = "lieuExecution_nom"
    case modification = "modification_id"
  }

  /// Columns that are known and that a notice has no use for.
  private static let unused: Set<String> = [
    "dureerestantemois", "attributionavance", "tauxavance", "marcheinnovant", "modalitesexecution",
    "considerationsenvironnementales", "soustraitancedeclaree", "typegroupementoperateurs", "origineue",
    "originefrance",
    "idaccordcadre", "titulairedistance", "donneesactuelles", "sourcedataset", "sourcefile", "source", "anomalies",
    "objetmodification",
  ]
  private static let described = [
    "categorie", "communecode", "communenom", "departementcode", "departementnom", "regioncode", "regionnom",
    "latitude",
    "longitude",
  ]

  /// The names as written, for the places of findings.
  let names: [String]
  private let places: [Column: Int]
  /// Columns that nobody knows: said once for the file.
  public let unknown: [String]

  /// Reads the header. Case, spaces and underscores do not matter: other portals write `acheteurid`.
  public init(header: [String]) throws(Refusal) {
    var places: [Column: Int] = [:]
    var unknown: [String] = []
    for (index, name) in header.enumerated() {
      let folded = Self.fold(name)
      if let column = Self.byName[folded] {
        if places[column] == nil { places[column] = index }
      } else if !Self.isUnused(folded), !folded.isEmpty {
        unknown.append(String(name.prefix(80)))
      }
    }
    guard places[.id] != nil || places[.uid] != nil else { throw .noReference }
    guard places[.buyerId] != nil || places[.uid] != nil else { throw .noBuyer }
    (self.names, self.places, self.unknown) = (header, places, unknown)
  }

  func has(_ column: Column) -> Bool { places[column] != nil }

  /// The name of a column as the file writes it.
  func name(_ column: Column) -> String { places[column].map { names[$0] } ?? column.rawValue }

  /// The cell of a column in a row, empty when there is none.
  func cell(_ column: Column, in cells: [String]) -> String {
    guard let index = places[column], index < cells.count else { return "" }
    return cells[index]
  }

  /// The same text for the same content, whatever the order of the columns: made for fingerprints.
  public func canonical(_ cells: [String]) -> String {
    var parts: [String] = []
    for (name, cell) in zip(names, cells) where !cell.isEmpty {
      parts.append("\(Self.fold(name))\u{1F}\(cell.utf8.count)\u{1F}\(cell)")
    }
    return parts.sorted().joined(separator: "\u{1E}")
  }

  private static let byName = Dictionary(uniqueKeysWithValues: Column.allCases.map { (fold($0.rawValue), $0) })

  private static func isUnused(_ folded: String) -> Bool {
    if unused.contains(folded) { return true }
    return ["acheteur", "titulaire"].contains { who in
      folded.hasPrefix(who) && described.contains(String(folded.dropFirst(who.count)))
    }
  }

  private static func fold(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
}
