// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// The first page of each role that has work of its own; the elected start at the bilan.
struct TodayRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(TodayURLs.today, [.facilitator, .buyer, .company, .structure, .prescriber]) { context in
      switch context.viewer.role {
      case .facilitator: try await facilitator(context)
      case .buyer: try await buyer(context)
      case .company, .structure: try await employer(context)
      default: try await prescriber(context)
      }
    }
  }

  private func facilitator(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let whose = context.query.filled("pour")
    let kind = try context.query.filled("genre").map { text in
      guard let kind = DayTaskKind(rawValue: text) else { throw Missing() }
      return kind
    }
    let day = try await services.database.read { db in
      let covered = try AbsenceStore.covered(by: viewer, db)
      let scope = try TodayScope(whose, me: viewer.accountID, standingInFor: covered.map(\.id))
      return try FacilitatorDay.read(scope, covered: covered, for: viewer, db)
    }
    return context.page(TodayPages(viewer: viewer, day: day, only: kind, csrf: context.csrf).page)
  }

  private func buyer(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let page = try await services.database.read { db in
      BuyerDayPage(
        viewer: viewer, lots: try LotProgressStore.list(.territory, for: viewer, on: viewer.today, db),
        report: try IndicatorStore.year(
          FigureSpan(year: viewer.today.year, asOf: viewer.today), .widest(for: viewer), knownAt: nil, db))
    }
    return context.page(page.page)
  }

  private func employer(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let page = try await services.database.read { db in
      EmployerDayPage(
        viewer: viewer, lots: try LotProgressStore.list(.territory, for: viewer, on: viewer.today, db),
        expected: try ExpectedStatements.list(viewer.today.month.previous, for: viewer, db),
        gaps: try UserFigureStore.asked(for: viewer, db),
        people: try OwnDayStore.inPost(for: viewer, db))
    }
    return context.page(page.page)
  }

  private func prescriber(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let oriented = try await services.database.read { db in try OwnDayStore.oriented(for: viewer, db) }
    return context.page(PrescriberDayPage(viewer: viewer, oriented: oriented).page)
  }
}
