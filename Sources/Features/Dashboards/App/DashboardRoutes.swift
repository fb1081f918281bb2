// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Dashboards: each finds whose year it is, reads it, shows it.
struct DashboardRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(DashboardURLs.agreementPattern, .facilitators) { context in
      let id = try context.id(of: Agreement.self)
      return try await show(context) { try DashboardSubject.agreement(id, for: $0, $1) }
    }
    routes.get(DashboardURLs.buyerPattern, [.facilitator, .buyer]) { context in
      let id = try context.id(of: Organisation.self)
      return try await show(context) { try DashboardSubject.buyer(id, for: $0, $1) }
    }
    routes.get(DashboardURLs.operationPattern, [.facilitator, .buyer]) { context in
      let id = try context.id(of: Operation.self)
      return try await show(context) { try DashboardSubject.operation(id, for: $0, $1) }
    }
    routes.get(DashboardURLs.contractPattern, [.facilitator, .buyer]) { context in
      let id = try context.id(of: PublicContract.self)
      return try await show(context) { try DashboardSubject.contract(id, for: $0, $1) }
    }
    routes.get(DashboardURLs.companyPattern, [.facilitator, .company, .structure]) { context in
      let id = try context.id(of: Organisation.self)
      return try await show(context) { try DashboardSubject.company(id, for: $0, $1) }
    }
    routes.get(DashboardURLs.districts, ResultRoutes.readers, districts)
    routes.get(DashboardURLs.district, .facilitators) { context in
      guard let code = context.query.filled("code") else { throw Missing() }
      return try await show(context) { try DashboardSubject.district(code, for: $0, $1) }
    }
  }

  @Sendable private func districts(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let span = try FigureSpan(
      year: try context.query.year("annee") ?? viewer.today.year, asOf: viewer.today)
    let query = TableQuery(span: span, scope: .widest(for: viewer), breakdown: .district, facets: [:])
    let results = try await services.database.read { db in try TableResults.read(query, db) }
    let list = try DistrictList(results.table, for: viewer, after: context.query.filled("apres"))
    return context.page(DistrictPages(viewer: viewer, results: results, list: list).page)
  }

  private func show(
    _ context: MemberContext,
    _ find: @escaping @Sendable (Viewer, any Connection) throws -> DashboardSubject
  ) async throws -> Response {
    let viewer = context.viewer
    let year = try context.query.year("annee") ?? viewer.today.year
    // Two dashboards narrowed and subtracted would name people to those who see no small group.
    let facets = viewer.isFacilitator ? try context.query.facets() : [:]
    let data = try await services.database.read { db in
      try DashboardStore.read(find(viewer, db), year: year, facets: facets, for: viewer, db)
    }
    return context.page(DashboardPages(viewer: viewer, data: data).page)
  }
}

extension ResultRoutes {
  /// Whether a role has the page of the year.
  static func mayOpen(_ role: Role) -> Bool { [.facilitator, .administrator, .buyer, .elected].contains(role) }
}
