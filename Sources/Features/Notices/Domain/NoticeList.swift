// SPDX-License-Identifier: EUPL-1.2

/// A closed list of the orders, as labels.
struct NoticeList: Sendable {
  enum Match: Equatable {
    case exact(String)
    /// The same label in another case, with other apostrophes, or under a former name.
    case respelled(String)
    case unknown
  }

  private let exact: [String: String]
  private let folded: [String: String]

  /// `former` gives names that were in use and what they are now.
  init(_ labels: [String], former: [String: String] = [:]) {
    var (exact, folded): ([String: String], [String: String]) = ([:], [:])
    for label in labels {
      exact[label] = label
      // 2.0.0 has typographic apostrophes, 2.0.2 straight ones: both are right, and the first is shown.
      exact[String(label.map { $0 == "’" ? "'" : $0 })] = label
      folded[Search.fold(label)] = label
    }
    for (name, label) in former { folded[Search.fold(name)] = label }
    self.exact = exact
    self.folded = folded
  }

  func find(_ text: String) -> Match {
    if let label = exact[text] { return .exact(label) }
    if let label = folded[Search.fold(text)] { return .respelled(label) }
    return .unknown
  }
}

extension NoticeList {
  /// Versions 1 and 2 together: what a version does not know yet is right all the same.
  static let contractNatures = NoticeList([
    "Marché", "Marché de partenariat", "Accord-cadre", "Marché subséquent", "Marché de défense ou de sécurité",
  ])
  static let concessionNatures = NoticeList([
    "Concession de travaux", "Concession de service", "Concession de service public", "Délégation de service public",
  ])
  static let contractProcedures = NoticeList([
    "Procédure adaptée", "Appel d’offres ouvert", "Appel d’offres restreint", "Procédure avec négociation",
    "Marché passé sans publicité ni mise en concurrence préalable", "Dialogue compétitif",
    // 1.4
    "Procédure concurrentielle avec négociation", "Procédure négociée avec mise en concurrence préalable",
    "Marché négocié sans publicité ni mise en concurrence préalable",
    "Marché public négocié sans publicité ni mise en concurrence préalable",
  ])
  static let concessionProcedures = NoticeList([
    "Procédure négociée ouverte", "Procédure non négociée ouverte", "Procédure négociée restreinte",
    "Procédure non négociée restreinte",
  ])
  static let priceForms = NoticeList([
    "Ferme", "Ferme et actualisable", "Révisable", "Unitaire", "Forfaitaire", "Mixte",
  ])
  static let placeKinds = NoticeList([
    "Code postal", "Code commune", "Code arrondissement", "Code canton", "Code département", "Code région", "Code pays",
  ])
  static let identifierKinds = NoticeList(
    ["SIRET", "TVA", "TAHITI", "RIDET", "FRWF", "IREP", "HORS-UE", "UE"],
    former: ["TVA_INTRACOMMUNAUTAIRE": "TVA", "FRW": "FRWF", "TVA intracommunautaire": "TVA"])
  /// “Maerché réservé” is in the first XSD of 2.0.1; “Sans objet” is how consolidated tables say none.
  static let social = NoticeList(
    [
      "Clause sociale", "Critère social", "Marché réservé", "Concession réservée", "Pas de considération sociale",
      "Sans objet",
    ],
    former: ["Maerché réservé": "Marché réservé", "Pas de considérations sociales": "Pas de considération sociale"])
}

extension SocialConsideration {
  /// The code of a label of the list.
  static func of(_ label: String) -> SocialConsideration {
    switch label {
    case "Clause sociale": .clause
    case "Critère social": .criterion
    case "Marché réservé", "Concession réservée": .reserved
    case "Pas de considération sociale", "Sans objet": .none
    default: .other
    }
  }
}
