// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Lots: page, dates, suspensions.
struct LotRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(ContractURLs.lotPattern, ContractRoutes.readers, show)
    routes.get(ContractURLs.datesPattern, .facilitators, showDates)
    routes.post(ContractURLs.datesPattern, .facilitators, saveDates)
    routes.post(ContractURLs.suspensionsPattern, .facilitators, suspend)
    routes.post(ContractURLs.resumptionsPattern, .facilitators, resume)
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    let (viewer, id, now) = (context.viewer, try context.id(of: Lot.self), context.now)
    let zone = context.session.timeZone
    let page = try await services.database.read { db in
      let lot = try LotStore.find(id, for: viewer, db)
      guard let progress = try LotProgressStore.list(.lot(id), for: viewer, on: viewer.today, db).first else {
        throw Missing()
      }
      return LotPage(
        lot: lot, progress: progress, engagements: try EngagementStore.list(on: id, for: viewer, at: now, db),
        sizings: try SizingStore.list(on: id, for: viewer, db),
        people: try PeopleOnLots.list(on: [id], for: viewer, db),
        peopleCount: try PeopleOnLots.count(on: [id], for: viewer, db),
        notes: try ContactNoteStore.list(of: NoteSubject(lot: id), limit: 5, for: viewer, db),
        done: try LotHours.read("e.territory_id = \(viewer.territoryID) AND e.lot_id = \(id)", knownAt: now, db)
          .byMonth,
        history: try ContractStore.history(of: ID(0), lots: [id], for: viewer, db), viewer: viewer, now: now,
        day: { $0.day(in: zone) })
    }
    return context.page(page.page)
  }

  private func found(_ context: MemberContext) async throws -> (lot: LotDetail, contract: String) {
    let (viewer, id) = (context.viewer, try context.id(of: Lot.self))
    return try await services.database.read { db in
      let lot = try LotStore.find(id, for: viewer, db)
      return (lot, try ContractStore.find(lot.contractID, for: viewer, db).title)
    }
  }

  @Sendable private func showDates(_ context: MemberContext) async throws -> Response {
    let found = try await found(context)
    return context.page(
      LotDatesPage(lot: found.lot, contractTitle: found.contract, csrf: context.csrf, form: Form()).page)
  }

  @Sendable private func saveDates(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    return try await act(form, .dates, context) { lot in
      var read = FormReader(form)
      var dates = LotDates()
      for field in LotDateField.allCases { field.set(read.optionalDay(field.rawValue, field.label), on: &dates) }
      do throws(ValueError) { dates = try dates.checked() } catch {
        read.refuse(error.field(in: dates), error.sentence)
      }
      try read.check()
      let typed = dates
      try await services.database.write { try LotStore.setDates(typed, of: lot, for: viewer, at: now, $0) }
      return "Les dates du lot \(lot.number) sont enregistrées."
    }
  }

  @Sendable private func suspend(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    return try await act(form, .suspension, context) { lot in
      var read = FormReader(form)
      let day = read.day("du", "Suspendu à partir du")
      let reason = read.optionalText("motif", "Motif")
      try read.check()
      guard let day else { throw Missing() }
      try await services.database.write {
        try LotStore.suspend(lot, from: day, reason: reason, for: viewer, at: now, $0)
      }
      return "Le lot \(lot.number) est suspendu à partir du \(day.french)."
    }
  }

  @Sendable private func resume(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    return try await act(form, .resumption, context) { lot in
      var read = FormReader(form)
      let day = read.day("le", "Reprise le")
      try read.check()
      guard let day else { throw Missing() }
      try await services.database.write { try LotStore.resume(lot, on: day, for: viewer, at: now, $0) }
      return "La reprise du lot \(lot.number) est enregistrée au \(day.french)."
    }
  }

  /// Does one thing to a lot, then shows it; refused, the forms come back with what was typed.
  private func act(
    _ form: Form, _ part: LotDatesPage.Part, _ context: MemberContext, _ change: (LotDetail) async throws -> String
  ) async throws -> Response {
    let found = try await found(context)
    do {
      let sentence = try await change(found.lot)
      return context.redirect(to: ContractURLs.lot(found.lot.id), flash: sentence)
    } catch let rejected as FormRejected {
      return context.refused(
        LotDatesPage(
          lot: found.lot, contractTitle: found.contract, csrf: context.csrf, form: form, errors: rejected.errors,
          refused: part
        ).page)
    }
  }
}

extension ValueError {
  /// The date that a contradiction names first.
  fileprivate func field(in dates: LotDates) -> String {
    let order: [LotDateField] = [.dgd, .fin, .os]
    return order.first { sentence.contains("\u{202F}: la \($0.noun)") || sentence.contains($0.noun) }?.rawValue
      ?? LotDateField.fin.rawValue
  }
}
