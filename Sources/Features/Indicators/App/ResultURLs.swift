// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Addresses of the bilans, and what their query narrows.
enum ResultURLs {
  static let year = "/bilans"
  static let definitions = "/bilans/definitions"
  static let lines = "/bilans/lignes"

  static func definition(_ indicator: Indicator) -> String { "\(definitions)#\(anchor(indicator))" }
  static func anchor(_ indicator: Indicator) -> String { indicator.code.replacing(".", with: "-") }

  static func year(_ year: Int, buyer: ID<Organisation>? = nil, sector: Sector? = nil, asOf: Day? = nil) -> String {
    path(
      Self.year,
      [("annee", String(year)), ("donneur", buyer?.description), ("secteur", sector?.rawValue), ("au", asOf?.french)])
  }

  /// The lines behind a figure. A month narrows a year to itself.
  static func lines(_ filter: FigureFilter, after: FigureLineKey? = nil) -> String {
    path(
      lines,
      [
        ("annee", filter.year.map(String.init)), ("mois", filter.month?.iso),
        ("donneur", filter.scope.buyer?.description),
        ("secteur", filter.scope.sector?.rawValue), ("marche", filter.scope.contract?.description),
        ("lot", filter.scope.lot?.description), ("nature", filter.kind == .site ? nil : filter.kind.rawValue),
        ("apres", after?.text),
      ])
  }

  private static func path(_ base: String, _ query: [(String, String?)]) -> String {
    let fields = query.compactMap { name, value in value.map { (name: name, value: $0) } }
    return fields.isEmpty ? base : base + "?" + Form(fields).encoded
  }
}
