// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Engagements: new, page, changes, bearers, monthly plan.
struct EngagementRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(EngagementURLs.newPattern, .facilitators, showNew)
    routes.post(EngagementURLs.newPattern, .facilitators, create)
    routes.get(EngagementURLs.pattern, ContractRoutes.readers) { context in context.page(try await page(context).page) }
    routes.post(EngagementURLs.eventsPattern, .facilitators, addEvent)
    routes.post(EngagementURLs.bearersPattern, .facilitators, setBearers)
    routes.get(EngagementURLs.planPattern, .facilitators) { context in
      context.page(try await plan(Form(), [], context).page)
    }
    routes.post(EngagementURLs.planPattern, .facilitators, setPlan)
  }

  private func lot(_ context: MemberContext) async throws -> (lot: LotDetail, contract: ContractDetail) {
    let (viewer, id) = (context.viewer, try context.id(of: Lot.self))
    return try await services.database.read { db in
      let lot = try LotStore.find(id, for: viewer, db)
      return (lot, try ContractStore.find(lot.contractID, for: viewer, db))
    }
  }

  /// Prefilled by the lot's dates, and by a sizing when it comes from one.
  @Sendable private func showNew(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let (lot, contract) = try await lot(context)
    var form = Form([
      ("effet", (lot.dates.notifiedOn ?? contract.notifiedOn ?? viewer.today).french),
      ("debut", (lot.dates.notifiedOn ?? contract.notifiedOn)?.french ?? ""),
      ("fin", (lot.dates.endsOn ?? contract.endsOn)?.french ?? ""), ("motif", "Attribution"),
    ])
    if let sizing = ID<SizingRecord>(context.query["calibrage"] ?? "") {
      let record = try await services.database.read { try SizingStore.find(sizing, for: viewer, $0) }
      form = form.with("heures", String(record.retained)).with("calibrage", sizing.description)
    }
    return context.page(NewEngagementPage(lot: lot, contractTitle: contract.title, form: form, csrf: context.csrf).page)
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    let (lot, contract) = try await lot(context)
    do {
      let typed = try EngagementForm.read(form, viewer: viewer)
      let id = try await services.database.write { db in
        if let sizing = typed.draft.sizingID { _ = try SizingStore.find(ID(sizing), for: viewer, db) }
        return try EngagementActs.create(typed, on: lot, for: viewer, at: now, db)
      }
      return context.redirect(
        to: EngagementURLs.engagement(id), flash: "L’engagement du lot \(lot.number) est enregistré.")
    } catch let rejected as FormRejected {
      return context.refused(
        NewEngagementPage(
          lot: lot, contractTitle: contract.title, form: form, csrf: context.csrf, errors: rejected.errors
        ).page)
    }
  }

  private func page(_ context: MemberContext) async throws -> EngagementPage {
    let (viewer, id, now) = (context.viewer, try context.id(of: Engagement.self), context.now)
    let zone = context.session.timeZone
    let at = context.query["au"].flatMap { try? Day.parse($0) }
    let moment = at.map { min(Instant.evening(of: $0, in: zone), now) } ?? now
    let csrf = context.csrf
    return try await services.database.read { db in
      let engagement = try EngagementStore.find(id, for: viewer, at: moment, db)
      let lot = try LotStore.find(engagement.lotID, for: viewer, db)
      guard let progress = try LotProgressStore.list(.lot(lot.id), for: viewer, on: viewer.today, db).first else {
        throw Missing()
      }
      return EngagementPage(
        engagement: engagement, lot: lot, contractTitle: progress.contractTitle, progress: progress,
        hours: try LotHours.read("e.territory_id = \(viewer.territoryID) AND e.id = \(id)", knownAt: moment, db),
        moment: moment, at: at, viewer: viewer, csrf: csrf, day: { $0.day(in: zone) })
    }
  }

  @Sendable private func addEvent(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    var page = try await page(context)
    let (engagement, lot) = (page.engagement, page.lot)
    do {
      let event = try EngagementForm.event(form, terms: engagement.terms, at: now)
      try await services.database.write { db in
        try EngagementActs.add(event, to: engagement, lot: lot, for: viewer, at: now, db)
      }
      return context.redirect(
        to: EngagementURLs.engagement(engagement.id), flash: "C’est noté\u{202F}: \(event.french).")
    } catch let rejected as FormRejected {
      (page.form, page.errors) = (form, rejected.errors)
      return context.refused(page.page)
    }
  }

  @Sendable private func setBearers(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    var page = try await page(context)
    let (engagement, lot) = (page.engagement, page.lot)
    do {
      var read = FormReader(form)
      let typed = EngagementForm.bearers(&read)
      try read.check()
      guard let typed else { throw FormRejected("porteurs", "Titulaires\u{202F}: à remplir.") }
      try await services.database.write { db in
        try EngagementActs.setBearers(typed, of: engagement, lot: lot, for: viewer, at: now, db)
      }
      return context.redirect(to: EngagementURLs.engagement(engagement.id), flash: "Les titulaires sont enregistrés.")
    } catch let rejected as FormRejected {
      (page.form, page.errors, page.refusedBearers) = (form, rejected.errors, true)
      return context.refused(page.page)
    }
  }

  private func plan(_ form: Form, _ errors: [FieldError], _ context: MemberContext) async throws -> PlanPage {
    let page = try await page(context)
    return PlanPage(
      engagement: page.engagement, lot: page.lot, contractTitle: page.contractTitle, dates: page.progress.dates,
      today: context.today, form: form, csrf: context.csrf, errors: errors)
  }

  @Sendable private func setPlan(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    let page = try await plan(form, [], context)
    let (engagement, lot) = (page.engagement, page.lot)
    do {
      let (plan, agreed) = try EngagementForm.plan(form)
      try await services.database.write { db in
        try EngagementActs.setPlan(plan, agreedOn: agreed, of: engagement, lot: lot, for: viewer, at: now, db)
      }
      let total = plan.total.frenchTrimmed
      return context.redirect(
        to: EngagementURLs.engagement(engagement.id),
        flash: "Le prévisionnel est enregistré\u{202F}: \(total)\u{202F}h.")
    } catch let rejected as FormRejected {
      return context.refused(try await self.plan(form, rejected.errors, context).page)
    }
  }
}
