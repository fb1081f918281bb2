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
    routes.post(EngagementURLs.undoPattern, .facilitators, undo)
    routes.get(EngagementURLs.editPattern, .facilitators) { context in
      context.page(try await edit(nil, [], context).page)
    }
    routes.post(EngagementURLs.editPattern, .facilitators, saveEdit)
    routes.get(EngagementURLs.planPattern, .facilitators, showPlan)
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
    let sizing = try await sizing(context.query, viewer)
    if let sizing {
      form = form.with("heures", String(sizing.retained)).with("calibrage", sizing.id.description)
    }
    return context.page(
      NewEngagementPage(lot: lot, contractTitle: contract.title, sizing: sizing, form: form, csrf: context.csrf).page)
  }

  private func sizing(_ form: Form, _ viewer: Viewer) async throws -> SizingLine? {
    guard let id = ID<SizingRecord>(form["calibrage"] ?? "") else { return nil }
    return try await services.database.read { try SizingStore.find(id, for: viewer, $0) }
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    let (lot, contract) = try await lot(context)
    do {
      let typed = try EngagementForm.read(form, viewer: viewer)
      let (id, made) = try await services.database.write { db in
        if let sizing = typed.draft.sizingID { _ = try SizingStore.find(ID(sizing), for: viewer, db) }
        return try EngagementActs.create(typed, on: lot, for: viewer, at: now, db)
      }
      return context.redirect(
        to: EngagementURLs.engagement(id),
        flash: "L’engagement du lot \(lot.number) est enregistré. \(EngagementActs.told(made))",
        tone: made.isEmpty ? .fine : .watch)
    } catch let rejected as FormRejected {
      return context.refused(
        NewEngagementPage(
          lot: lot, contractTitle: contract.title, sizing: try? await sizing(form, viewer), form: form,
          csrf: context.csrf, errors: rejected.errors
        ).page)
    }
  }

  private func page(_ context: MemberContext) async throws -> EngagementPage {
    let (viewer, id, now) = (context.viewer, try context.id(of: Engagement.self), context.now)
    let zone = context.session.timeZone
    let at = context.query["au"].flatMap { try? Day.parse($0) }
    let moment = at.map { min(Instant.evening(of: $0, in: zone), now) } ?? now
    let csrf = context.csrf
    let noting = context.query["noter"].flatMap { EngagementEventKind(rawValue: $0) }
    return try await services.database.read { db in
      let engagement = try EngagementStore.find(id, for: viewer, at: moment, db)
      let scope: SQL = "e.territory_id = \(viewer.territoryID) AND e.id = \(id)"
      let hours = try LotHours.read(scope, knownAt: moment, db)
      let lot = try LotStore.find(engagement.lotID, for: viewer, db)
      guard let progress = try LotProgressStore.list(.lot(lot.id), for: viewer, on: viewer.today, db).first else {
        throw Missing()
      }
      return EngagementPage(
        engagement: engagement, lot: lot, contractTitle: progress.contractTitle, progress: progress,
        hours: hours, moment: moment, allEvents: engagement.events,
        hoursNow: at == nil ? hours : try LotHours.read(scope, knownAt: now, db), now: now, at: at, viewer: viewer,
        csrf: csrf, day: { $0.day(in: zone) }, noting: noting)
    }
  }

  @Sendable private func addEvent(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    var page = try await page(context)
    let (engagement, lot) = (page.engagement, page.lot)
    page.noting = EngagementEventKind(rawValue: form["nature"] ?? "")
    do {
      let typed = try EngagementEventForm.read(form, on: engagement, at: now)
      try await services.database.write { db in
        try EngagementActs.add(typed, to: engagement.id, lot: lot, for: viewer, at: now, db)
      }
      let remark = EngagementDoubts.remark(typed.event.effectiveOn, page.progress.dates, engagement)
      return context.redirect(
        to: EngagementURLs.engagement(engagement.id),
        flash: "C’est noté\u{202F}: \(typed.event.french). \(remark ?? "")", tone: remark == nil ? .fine : .watch)
    } catch let rejected as FormRejected {
      (page.form, page.errors) = (form, rejected.errors)
    } catch let doubtful as DoubtfulEvent {
      (page.form, page.errors, page.asksConfirmation) = (form, doubtful.errors, true)
    }
    return context.refused(page.page)
  }

  @Sendable private func undo(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, id, now) = (context.viewer, try context.id(of: Engagement.self), context.now)
    guard let event = ID<EngagementEvent>(form["evenement"] ?? "")?.value else { throw Missing() }
    let sentence = try await services.database.write { try EngagementUndo.run(event, of: id, for: viewer, at: now, $0) }
    return context.redirect(to: EngagementURLs.engagement(id), flash: sentence)
  }

  private func edit(_ form: Form?, _ errors: [FieldError], _ context: MemberContext) async throws -> EditEngagementPage
  {
    let page = try await page(context)
    return EditEngagementPage(
      engagement: page.engagement, lot: page.lot, contractTitle: page.contractTitle, typed: form, csrf: context.csrf,
      errors: errors)
  }

  @Sendable private func saveEdit(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, id, now) = (context.viewer, try context.id(of: Engagement.self), context.now)
    _ = try await page(context)
    do {
      try await services.database.write { try EngagementEdit.save(form, id, for: viewer, at: now, $0) }
      return context.redirect(to: EngagementURLs.engagement(id), flash: "L’engagement est enregistré.")
    } catch let rejected as FormRejected {
      return context.refused(try await edit(form, rejected.errors, context).page)
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
      let made = try await services.database.write { db in
        try EngagementActs.setBearers(typed, of: engagement, lot: lot, for: viewer, at: now, db)
      }
      return context.redirect(
        to: EngagementURLs.engagement(engagement.id),
        flash: "Les titulaires sont enregistrés. \(EngagementActs.told(made))", tone: made.isEmpty ? .fine : .watch)
    } catch let rejected as FormRejected {
      (page.form, page.errors, page.refusedBearers) = (form, rejected.errors, true)
      return context.refused(page.page)
    }
  }

  private func plan(_ form: Form, _ errors: [FieldError], _ context: MemberContext) async throws -> PlanPage {
    let page = try await page(context)
    return PlanPage(
      engagement: page.engagement, expected: page.engagement.balance(knownAt: context.now).expected, lot: page.lot,
      contractTitle: page.contractTitle, dates: page.progress.dates, today: context.today, form: form,
      csrf: context.csrf, errors: errors)
  }

  /// The months as agreed, or filled with a total spread evenly.
  @Sendable private func showPlan(_ context: MemberContext) async throws -> Response {
    var page = try await plan(Form(), [], context)
    do {
      page.asked = context.query
      page.spread = try PlanForm.spread(context.query)
      return context.page(page.page)
    } catch let rejected as FormRejected {
      page.spreadErrors = rejected.errors
      return context.refused(page.page)
    }
  }

  @Sendable private func setPlan(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    let page = try await plan(form, [], context)
    let (engagement, lot) = (page.engagement, page.lot)
    do {
      let (plan, agreed) = try PlanForm.read(form, startingAt: page.firstMonth)
      try await services.database.write { db in
        try EngagementActs.setPlan(plan, agreedOn: agreed, of: engagement, lot: lot, for: viewer, at: now, db)
      }
      let remark = Self.remark(plan, page)
      return context.redirect(
        to: EngagementURLs.engagement(engagement.id),
        flash: "Le prévisionnel est enregistré\u{202F}: \(plan.total.frenchTrimmed)\u{202F}h. \(remark)",
        tone: remark.isEmpty ? .fine : .watch)
    } catch let rejected as FormRejected {
      return context.refused(try await self.plan(form, rejected.errors, context).page)
    }
  }

  /// What does not fit the engagement or its term.
  private static func remark(_ plan: MonthlyPlan, _ page: PlanPage) -> String {
    var remarks: [String] = []
    if plan.total != page.expected, page.expected > .zero {
      remarks.append("L’engagement est de \(page.expected.frenchTrimmed)\u{202F}h.")
    }
    let (start, end) = (page.dates.startsOn ?? page.dates.notifiedOn, page.dates.endsOn)
    if let first = plan.first, let start, first < start.month {
      remarks.append("\(FrenchText.capitalised(first.french)) est avant le début du lot (\(start.french)).")
    }
    if let last = plan.last, let end, last > end.month {
      remarks.append("\(FrenchText.capitalised(last.french)) est après la fin du lot (\(end.french)).")
    }
    return remarks.joined(separator: " ")
  }
}
