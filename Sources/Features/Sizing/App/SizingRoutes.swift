// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Sizings: list, four forms, page.
struct SizingRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(SizingURLs.list, .facilitators, list)
    routes.get(SizingURLs.new, .facilitators) { context in
      let form = Form([("lot", context.query["lot"] ?? "")])
      return context.page(
        NewSizingPage(method: SizingURLs.method(context.query["methode"]), form: form, csrf: context.csrf).page)
    }
    routes.post(SizingURLs.new, .facilitators, create)
    routes.get(SizingURLs.pattern, .facilitators, show)
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let (viewer, zone) = (context.viewer, context.session.timeZone)
    let key = ID<SizingRecord>(context.query["avant"] ?? "")
    let lines = try await services.database.read { try SizingStore.list(before: key, for: viewer, $0) }
    return context.page(SizingListPage(lines: lines, day: { $0.day(in: zone) }).page)
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    let method = SizingURLs.method(form["methode"])
    do {
      let typed = try SizingForm.read(form, method: method)
      let id = try await services.database.write { try SizingStore.insert(typed, for: viewer, at: now, $0) }
      return context.redirect(to: SizingURLs.sizing(id), flash: "Le calibrage est gardé, avec ses facteurs.")
    } catch let rejected as FormRejected {
      return context.refused(
        NewSizingPage(method: method, form: form, csrf: context.csrf, errors: rejected.errors).page)
    }
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    let (viewer, id, zone) = (context.viewer, try context.id(of: SizingRecord.self), context.session.timeZone)
    let line = try await services.database.read { try SizingStore.find(id, for: viewer, $0) }
    return context.page(SizingPage(line: line, day: { $0.day(in: zone) }).page)
  }
}
