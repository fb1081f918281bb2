// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// Reads the yearly bilan of a buyer: the figures of its page, and its parts as tables count them.
enum BuyerYearStore {
  static func read(
    _ buyer: ID<Organisation>, year: Int, for viewer: Viewer, _ db: any Connection
  ) throws -> BuyerYear {
    let name = try name(of: buyer, for: viewer, db)
    let span = try FigureSpan(year: year, asOf: viewer.today)
    var scope = FigureScope.widest(for: viewer)
    scope.buyer = buyer
    let report = try IndicatorStore.year(span, scope, knownAt: nil, db)
    let table = try TableResults.read(
      TableQuery(span: span, scope: scope, breakdown: .modality, facets: [:]), db
    ).table
    let lots = try LotProgressStore.list(.buyer(buyer), plans: false, for: viewer, on: viewer.today, db)
    // The paper leaves for the buyer, whoever makes it: it shows what a buyer may see.
    return BuyerYear(
      territory: viewer.territoryName, buyer: name, year: year, madeOn: viewer.today, through: span.through,
      isRunning: span.isRunning, figures: report.figures, toDate: report.toDate, before: report.before,
      values: try report.values(FigureSight(role: .buyer)), shares: table.shares(FigureSight(role: .buyer)),
      months: report.byMonth,
      sectors: report.sectors.map { BuyerYear.Part(label: $0.label, hours: $0.hours) },
      modalities: table.lines.map {
        BuyerYear.Part(label: $0.label, hours: $0.figures.hoursDone, assignments: $0.figures.assignments)
      },
      lots: lots.filter { isFollowed($0, in: span) }.sorted {
        ($0.contractTitle, $0.lotNumber, $0.lotID) < ($1.contractTitle, $1.lotNumber, $1.lotID)
      }
      .map(line),
      training: report.training, linesToValidate: lots.map(\.linesToValidate).reduce(0, +),
      toValidate: lots.map(\.toValidate).sum, closedOn: report.facts.closedAt?.day(in: report.facts.zone))
  }

  /// Work could be done on it in the year; a lot without dates is said while it is open.
  private static func isFollowed(_ lot: LotProgress, in span: FigureSpan) -> Bool {
    guard let work = lot.dates.work else { return lot.state.isOpen }
    return work.from <= span.last.lastDay && (work.through ?? .last) >= span.first.firstDay
  }

  private static func line(_ lot: LotProgress) -> BuyerYear.LotLine {
    BuyerYear.LotLine(
      contract: lot.contractTitle, lot: lot.title, holders: lot.holders.map(\.name).joined(separator: ", "),
      completion: lot.completion, state: lot.state)
  }

  /// A buyer has its own bilan only.
  private static func name(
    of buyer: ID<Organisation>, for viewer: Viewer, _ db: any Connection
  ) throws -> String {
    guard viewer.isFacilitator || (viewer.role == .buyer && viewer.organisationID == buyer) else { throw Missing() }
    let found: String? = try db.value(
      "SELECT name FROM territory_organisation WHERE territory_id = \(viewer.territoryID) AND organisation_id = \(buyer)"
    )
    guard let found else { throw Missing() }
    return found
  }
}
