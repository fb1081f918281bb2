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
    routes.get(SizingURLs.new, .facilitators, showNew)
    routes.get(SizingURLs.engagementPattern, .facilitators, engage)
    routes.post(SizingURLs.new, .facilitators, create)
    routes.get(SizingURLs.pattern, .facilitators, show)
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let (viewer, zone) = (context.viewer, context.session.timeZone)
    let key = ID<SizingRecord>(context.query["avant"] ?? "")
    let lines = try await services.database.read { try SizingStore.list(before: key, for: viewer, $0) }
    return context.page(SizingListPage(lines: lines, day: { $0.day(in: zone) }).page)
  }

  private func lot(_ text: String?, _ viewer: Viewer) async throws -> LotDetail? {
    guard let id = ID<Lot>(text ?? "") else { return nil }
    return try await services.database.read { try LotStore.find(id, for: viewer, $0) }
  }

  /// Prefilled by what the lot says of itself.
  @Sendable private func showNew(_ context: MemberContext) async throws -> Response {
    let lot = try await lot(context.query["lot"], context.viewer)
    let year = String(context.viewer.rules[.hoursPerFTE])
    var form = Form([("lot", lot?.id.description ?? ""), ("annee", year)])
    if let lot {
      let amount = lot.amount.map { FrenchNumber.decimal($0.cents, decimals: 2) } ?? ""
      form = Form(
        form.fields + [("titre", "Lot \(lot.number) \(lot.name)"), ("montant", amount), ("ca", amount)])
    }
    return context.page(
      NewSizingPage(method: SizingURLs.method(context.query["methode"]), lot: lot, form: form, csrf: context.csrf).page)
  }

  /// To the form of an engagement of the lot that was chosen, filled with the hours retained.
  @Sendable private func engage(_ context: MemberContext) async throws -> Response {
    let (viewer, id) = (context.viewer, try context.id(of: SizingRecord.self))
    _ = try await services.database.read { try SizingStore.find(id, for: viewer, $0) }
    guard let lot = try await lot(context.query["lot"], viewer) else {
      return context.redirect(to: SizingURLs.sizing(id), flash: "Choisissez d’abord le lot.", tone: .watch)
    }
    return context.redirect(to: "\(EngagementURLs.new(lot.id))?calibrage=\(id)")
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
        NewSizingPage(
          method: method, lot: try? await lot(form["lot"], viewer), form: form, csrf: context.csrf,
          errors: rejected.errors
        ).page)
    }
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    let (viewer, id, zone) = (context.viewer, try context.id(of: SizingRecord.self), context.session.timeZone)
    let page = try await services.database.read { db in
      let line = try SizingStore.find(id, for: viewer, db)
      return SizingPage(
        line: line, engagements: try SizingStore.engagements(from: id, for: viewer, db),
        lots: line.lotID == nil ? try SizingStore.lots(for: viewer, db) : [], day: { $0.day(in: zone) })
    }
    return context.page(page.page)
  }
}
