// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Addresses of the bilans, and what their query narrows.
enum ResultURLs {
  static let year = "/bilans"
  static let definitions = "/bilans/definitions"
  static let lines = "/bilans/lignes"
  static let table = "/bilans/tableau"
  /// Year after year, and where past years are typed.
  static let history = "/bilans/annees"

  static func definition(_ indicator: Indicator) -> String { "\(definitions)#\(anchor(indicator))" }
  static func anchor(_ indicator: Indicator) -> String { indicator.code.replacing(".", with: "-") }

  static func year(_ year: Int, buyer: ID<Organisation>? = nil, sector: Sector? = nil, asOf: Day? = nil) -> String {
    path(
      Self.year,
      [("annee", String(year)), ("donneur", buyer?.description), ("secteur", sector?.rawValue), ("au", asOf?.french)])
  }

  /// The lines behind a figure. A month narrows a year to itself.
  static func lines(_ filter: FigureFilter, after: FigureLineKey? = nil) -> String {
    let (scope, facets) = (filter.scope, filter.facets)
    var query: [(String, String?)] = [
      ("annee", filter.year.map(String.init)), ("mois", filter.month?.iso),
      ("donneur", facets[.buyer] ?? scope.buyer?.description), ("secteur", facets[.sector] ?? scope.sector?.rawValue),
      ("marche", facets[.contract] ?? scope.contract?.description), ("lot", facets[.lot] ?? scope.lot?.description),
    ]
    for facet in FigureFilter.beyondScope { query.append((facet.rawValue, facets[facet])) }
    query.append(("nature", filter.kind == .site ? nil : filter.kind.rawValue))
    query.append(("apres", after?.text))
    return path(lines, query)
  }

  private static func path(_ base: String, _ query: [(String, String?)]) -> String {
    let fields = query.compactMap { name, value in value.map { (name: name, value: $0) } }
    return fields.isEmpty ? base : base + "?" + Form(fields).encoded
  }
}
