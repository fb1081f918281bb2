// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// What is published: reports of a month, attestations of a lot, the yearly arrêté. Each reprints as it was.
struct ReportRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(HoursURLs.reports, .facilitators, reports)
    routes.post(HoursURLs.reports, .facilitators, issue)
    routes.get(HoursURLs.report, .facilitators, report)
    routes.get(HoursURLs.years, .facilitators, years)
    routes.post(HoursURLs.years, .facilitators, closeYear)
    routes.get(HoursURLs.year, .facilitators, year)
  }

  @Sendable private func reports(_ context: MemberContext) async throws -> Response {
    context.page(try await reportList(context, context.query).page())
  }

  private func reportList(_ context: MemberContext, _ typed: Form) async throws -> ReportListPages {
    let (viewer, clock, csrf) = (context.viewer, context.territoryClock, context.csrf)
    return try await services.database.read { db in
      ReportListPages(
        clock: clock, csrf: csrf, reports: try ReportStore.list(for: viewer, db),
        lots: try ReportStore.lotsWithHours(for: viewer, db), lastMonth: viewer.today.month.previous, typed: typed)
    }
  }

  @Sendable private func issue(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, services) = (context.viewer, services)
    let pages = try await reportList(context, form)
    do {
      let act = IssueReport(scope: try ReportForm(form, lots: pages.lots, today: viewer.today).scope())
      let id = try await services.database.write { try act.run(for: viewer, at: services.now, $0) }
      return context.redirect(to: HoursURLs.report(id), flash: "Émis\u{202F}: ces chiffres se réimpriment tels quels.")
    } catch let error as FormRejected {
      return context.refused(pages.page(errors: error.errors))
    }
  }

  @Sendable private func report(_ context: MemberContext) async throws -> Response {
    guard let id = ID<IssuedReport>(context.parameters.get("id") ?? "") else { throw Missing() }
    let viewer = context.viewer
    let shown = try await services.database.read {
      try Self.shown(try ReportStore.find(id.value, for: viewer, $0), viewer, $0)
    }
    return context.page(pages(context, shown).page())
  }

  @Sendable private func years(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let wanted = Int(context.query["annee"] ?? "") ?? viewer.today.year - 1
    let scope = try CloseYear.scope(wanted)
    let found = try await services.database.read { db in
      YearFiguresShown(
        year: wanted, totals: try ReportStore.totals(scope, in: viewer.territoryID, db),
        closed: try ReportStore.list("i.kind = 'year'", for: viewer, db))
    }
    return context.page(YearPages(clock: context.territoryClock, csrf: context.csrf, today: viewer.today).list(found))
  }

  @Sendable private func closeYear(_ form: Form, _ context: MemberContext) async throws -> Response {
    guard let year = Int(form["annee"] ?? "") else { throw Missing() }
    let act = CloseYear(
      year: year, seenKept: Int64(form["retenues"] ?? "") ?? -1, seenUndecided: Int(form["a_decider"] ?? "") ?? -1)
    let (viewer, services) = (context.viewer, services)
    try await services.database.write { try act.run(for: viewer, at: services.now, $0) }
    return context.redirect(to: HoursURLs.year(year), flash: "Année \(year) arrêtée.")
  }

  @Sendable private func year(_ context: MemberContext) async throws -> Response {
    guard let year = Int(context.parameters.get("year") ?? "") else { throw Missing() }
    let viewer = context.viewer
    _ = try CloseYear.scope(year)
    let shown = try await services.database.read {
      try Self.shown(try ReportStore.year(year, for: viewer, $0), viewer, $0)
    }
    return context.page(pages(context, shown).page())
  }

  private struct Shown: Sendable {
    let report: IssuedReport
    let since: [LedgerLine]
  }

  /// The report, and the lines decided since that touch it.
  private static func shown(_ report: IssuedReport, _ viewer: Viewer, _ db: any Connection) throws -> Shown {
    guard report.needsCorrection else { return Shown(report: report, since: []) }
    var filter = LineFilter(lot: report.lot, first: report.period.first, last: report.period.last)
    filter.decidedAfter = report.issuedAt
    (filter.kind, filter.state) = (.site, .kept)
    return Shown(report: report, since: try LedgerStore.lines(filter, for: viewer, limit: 500, db))
  }

  private func pages(_ context: MemberContext, _ shown: Shown) -> ReportPages {
    ReportPages(viewer: context.viewer, clock: context.territoryClock, report: shown.report, since: shown.since)
  }
}
