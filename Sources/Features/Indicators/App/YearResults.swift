// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// All that the page of a year shows.
struct YearResults: Sendable {
  let report: YearReport
  /// The lots of the scope with what they owe, for those who may open them.
  let lots: [LotBalance]
  /// Months as they may be shown: whole for most, small ones carried for those who see no small group.
  let monthly: [Hours]
  let buyerName: String?
  /// People hired and without an hour, said of a whole territory to those who may mend it.
  var idleHires = 0

  static func read(_ query: YearQuery, for viewer: Viewer, _ db: any Connection) throws -> YearResults {
    let report = try IndicatorStore.year(query.span, query.scope, eveningOf: query.asOf, db)
    let lots = try LotBalanceStore.list(
      query.scope.buyer.map { .buyer($0) } ?? .territory, for: viewer, on: query.span.asOf, db
    ).filter { query.scope.sector == nil || $0.sector == query.scope.sector }
    return YearResults(
      report: report, lots: lots, monthly: try monthly(report, query, for: viewer, db),
      buyerName: try name(of: query.scope.buyer, in: viewer.territoryID, db))
  }

  private static func monthly(
    _ report: YearReport, _ query: YearQuery, for viewer: Viewer, _ db: any Connection
  ) throws -> [Hours] {
    let points = report.trajectory.points
    guard viewer.role == .elected else { return points.map(\.kept) }
    let people = try IndicatorStore.peopleByMonth(query.span, query.scope, db)
    return SmallCells.carried(points.map { ($0.kept, people[$0.month] ?? 0) })
  }

  private static func name(
    of buyer: ID<Organisation>?, in territory: ID<Territory>, _ db: any Connection
  ) throws -> String? {
    guard let buyer else { return nil }
    let found: String? = try db.value(
      "SELECT name FROM territory_organisation WHERE territory_id = \(territory) AND organisation_id = \(buyer)")
    guard let found else { throw Missing() }
    return found
  }
}
