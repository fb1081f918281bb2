// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// The bilans: a year and its definitions, and the lines behind each figure.
struct ResultRoutes {
  let services: Services

  static let readers: Set<Role> = [.facilitator, .administrator, .buyer, .elected]

  func add(to routes: Routes) {
    routes.get(ResultURLs.year, Self.readers, year)
    routes.get(ResultURLs.definitions, Self.readers) { context in
      context.page(
        DefinitionsPage(
          isFacilitator: context.viewer.isFacilitator, hoursPerFTE: context.viewer.rules[.hoursPerFTE]
        ).page)
    }
    routes.get(ResultURLs.lines, .facilitators, lines)
    routes.get(ResultURLs.table, Self.readers, table)
  }

  @Sendable private func year(_ context: MemberContext) async throws -> Response {
    let (viewer, query) = (context.viewer, try YearQuery(context.query, for: context.viewer))
    let results = try await services.database.read { db in
      var results = try YearResults.read(query, for: viewer, db)
      if viewer.isFacilitator, query.asOf == nil, query.scope.isWhole, query.scope.buyer == nil {
        results.idleHires = try IdleHires.count(query.span, in: viewer.territoryID, db)
      }
      return results
    }
    return context.page(ResultPages(viewer: viewer, query: query, results: results).page)
  }

  @Sendable private func table(_ context: MemberContext) async throws -> Response {
    let (viewer, query) = (context.viewer, try TableQuery(context.query, for: context.viewer))
    let results = try await services.database.read { db in try TableResults.read(query, db) }
    return context.page(TablePages(viewer: viewer, results: results).page)
  }

  @Sendable private func lines(_ context: MemberContext) async throws -> Response {
    let filter = try FigureFilter(context.query, for: context.viewer)
    let (viewer, after) = (context.viewer, context.query.filled("apres").flatMap { FigureLineKey($0) })
    let found = try await services.database.read { db in
      try FigureLinesStore.page(filter, after: after, for: viewer, db)
    }
    return context.page(FigureLinesPage(filter: filter, found: found).page)
  }
}

/// What the address of a bilan asks for. Those who see no small group cannot narrow it: two bilans subtracted would name people.
struct YearQuery: Sendable {
  let span: FigureSpan
  let scope: FigureScope
  /// The past day as whose evening the year is wanted.
  let asOf: Day?

  init(_ query: Form, for viewer: Viewer) throws {
    var scope = FigureScope.widest(for: viewer)
    let mayNarrow = viewer.role == .facilitator
    if mayNarrow {
      scope.buyer = try query.identifier("donneur")
      scope.sector = try query.code("secteur")
    }
    self.scope = scope
    asOf =
      try mayNarrow || viewer.role == .buyer ? query.filled("au").map { try Self.past($0, today: viewer.today) } : nil
    span = try FigureSpan(year: try query.year("annee") ?? viewer.today.year, asOf: asOf ?? viewer.today)
  }

  static func past(_ text: String, today: Day) throws(ValueError) -> Day {
    let day = try Day.parse(text)
    guard day <= today else {
      throw ValueError(
        "Le \(day.french) est à venir\u{202F}: donnez un jour passé pour revoir les chiffres de ce soir-là.")
    }
    return day
  }
}
