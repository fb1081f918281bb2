// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Addresses of dashboards: the year of one thing, with its filters in the query.
enum DashboardURLs {
  static let agreementPattern = "/bilans/convention/:id"
  static let buyerPattern = "/bilans/donneur/:id"
  static let operationPattern = "/bilans/operation/:id"
  static let contractPattern = "/bilans/marche/:id"
  static let companyPattern = "/bilans/entreprise/:id"
  static let district = "/bilans/quartier"
  static let districts = "/bilans/quartiers"

  static func agreement(_ id: ID<Agreement>) -> String { "/bilans/convention/\(id)" }
  static func buyer(_ id: ID<Organisation>) -> String { "/bilans/donneur/\(id)" }
  static func operation(_ id: ID<Operation>) -> String { "/bilans/operation/\(id)" }
  static func contract(_ id: ID<PublicContract>) -> String { "/bilans/marche/\(id)" }
  static func company(_ id: ID<Organisation>) -> String { "/bilans/entreprise/\(id)" }

  static func districts(_ year: Int, after code: String? = nil) -> String {
    path(districts, [(name: "annee", value: String(year))] + (code.map { [(name: "apres", value: $0)] } ?? []))
  }

  static func path(_ base: String, _ fields: [(name: String, value: String)]) -> String {
    fields.isEmpty ? base : "\(base)?\(Form(fields).encoded)"
  }
}
