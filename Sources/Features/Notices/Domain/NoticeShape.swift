// SPDX-License-Identifier: EUPL-1.2

/// The forms in which DECP circulates, recognised by their shape: no file says its version.
public enum NoticeShape: String, CodeList {
  /// Orders of 2017 and 2019: a flat list, `acheteur.nom`, no social consideration.
  case v1Flat = "v1"
  /// The first months of 2024: a flat list, flat holders, `considerationsSociales` as a list.
  case v200Flat = "v2.0.0"
  /// Since 2024: `marche` and `contrat-concession` apart, each list wrapped in an object.
  case v201Wrapped = "v2.0.1+"
  /// The consolidated table of data.gouv.fr, or some of its 58 columns.
  case consolidatedCSV = "csv"

  public var french: String {
    switch self {
    case .v1Flat: "DECP 1.4 ou 1.5"
    case .v200Flat: "DECP 2.0.0"
    case .v201Wrapped: "DECP 2.0.1 ou suivante"
    case .consolidatedCSV: "table consolidée"
    }
  }

  /// Where records stand in a JSON file, by the members that lead there; the empty name is a list at the root.
  public static let lists: Set<String> = [
    "marches", "marches.marche", "marches.contrat-concession", "marche", "contrat-concession", "",
  ]

  private static let wrapped: [StaticString] = [
    "considerationsSociales", "techniques", "modalitesExecution", "typesPrix",
  ]
  private static let flat: [StaticString] = [
    "considerationsSociales", "technique", "modaliteExecution", "typePrix", "ccag", "offresRecues",
  ]

  /// The shape of one record of a JSON file: by the list that holds it, then by what it holds.
  static func recognise(_ node: NoticeNode, list: String) -> NoticeShape {
    if list.hasSuffix("marche") || list.hasSuffix("contrat-concession") { return .v201Wrapped }
    if wrapped.contains(where: { node[$0]?.form == .object }) { return .v201Wrapped }
    let holders = node["titulaires"] ?? node["concessionnaires"]
    if let holder = holders?.items.first, holder["titulaire"] != nil || holder["concessionnaire"] != nil {
      return .v201Wrapped
    }
    return flat.contains { node[$0] != nil } ? .v200Flat : .v1Flat
  }
}

/// A public contract bought, or the right to run a service or a work.
public enum NoticeKind: String, CodeList {
  case contract = "MARCHE"
  case concession = "CONCESSION"

  public var french: String { self == .contract ? "marché" : "concession" }
}
