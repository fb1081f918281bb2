// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Notices: list, page, and the way to a contract.
struct NoticeRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(NoticeURLs.list, .facilitators, list)
    routes.get(NoticeURLs.pattern, .facilitators, show)
    routes.get(NoticeURLs.joinPattern, .facilitators) { context in
      let id = try context.id(of: Notice.self)
      guard try await services.database.read({ try NoticeStore.find(id, $0) != nil }) else { throw Missing() }
      guard let contract = ID<PublicContract>(context.query["marche"] ?? "") else {
        return context.redirect(to: NoticeURLs.notice(id), flash: "Choisissez d’abord le marché.", tone: .watch)
      }
      return context.redirect(to: "\(ContractURLs.newLot(contract))?avis=\(id)")
    }
    routes.get(NoticeURLs.turnPattern, .facilitators) { context in
      let id = try context.id(of: Notice.self)
      guard try await services.database.read({ try NoticeStore.find(id, $0) != nil }) else { throw Missing() }
      return context.redirect(to: NoticeURLs.turn([id]))
    }
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let search = String((context.query["q"] ?? "").prefix(200))
    let filter = NoticeFilter(search: search, isSocialOnly: !(context.query["social"] ?? "").isEmpty)
    let place = ID<Notice>(context.query["apres"] ?? "").map {
      NoticePlaceInList(sortDay: String((context.query["jour"] ?? "").filter { $0 != "\0" }.prefix(10)), id: $0)
    }
    let page = try await services.database.read { db in
      let (lines, hasMore) = try NoticeStore.page(after: place, filter: filter, db)
      return NoticeListPage(
        lines: lines, hasMore: hasMore, search: search, isSocialOnly: filter.isSocialOnly,
        contracts: try NoticeTurning.contracts(of: lines.map(\.id), for: viewer, db))
    }
    return context.page(page.page)
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    let (viewer, id) = (context.viewer, try context.id(of: Notice.self))
    let page = try await services.database.read { db in
      guard let notice = try NoticeStore.find(id, db) else { throw Missing() }
      let filter = NoticeFilter(search: notice.record.reference, buyerSiren: notice.record.buyerSiren)
      let same = notice.record.buyerSiren == nil ? [] : try NoticeStore.page(filter: filter, limit: 20, db).lines
      let siblings = same.count > 1 ? same : []
      return NoticePage(
        notice: notice, sources: try NoticeStore.sources(of: id, limit: 10, db), siblings: siblings,
        contracts: try NoticeTurning.contracts(of: siblings.map(\.id) + [id], for: viewer, db),
        candidates: try NoticeTurning.candidates(for: notice, viewer: viewer, db),
        vocabulary: try notice.record.cpv.map { cpv in
          try ReferenceLookup.answer(.cpv, cpv, on: notice.record.notifiedOn ?? viewer.today, db)
        } ?? .noList)
    }
    return context.page(page.page)
  }
}
