// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// The kick-off meeting of a lot and its minutes, for the profession.
struct KickOffRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(FollowUpURLs.kickOffPattern, .facilitators) { context in
      context.page(try await page(Form(), context).page)
    }
    routes.post(FollowUpURLs.kickOffPattern, .facilitators, save)
    routes.get(FollowUpURLs.minutesPattern, .facilitators, minutes)
  }

  private func page(_ form: Form, _ context: MemberContext) async throws -> KickOffPage {
    let (id, viewer) = (try context.id(of: Lot.self), context.viewer)
    return try await services.database.read { db in
      KickOffPage(
        lot: try Self.lot(id, for: viewer, db), last: try KickOffStore.latest(of: id, for: viewer, db),
        today: viewer.today, form: form, csrf: context.csrf)
    }
  }

  private static func lot(_ id: ID<Lot>, for viewer: Viewer, _ db: any Connection) throws -> LotProgress {
    guard let lot = try LotProgressStore.list(.lot(id), for: viewer, on: viewer.today, db).first else {
      throw Missing()
    }
    return lot
  }

  @Sendable private func save(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    var page = try await page(form, context)
    let (lot, isContact) = (page.lot, form["contact"] == "1")
    do {
      let draft = try Self.read(form, on: context.today)
      try await services.database.write { db in
        try KickOffStore.insert(draft, on: lot.lotID, for: viewer, at: now, db)
        if isContact, !draft.correspondent.isEmpty, let holder = lot.holders.first {
          try KickOffStore.addContact(draft, to: holder.id, for: viewer, at: now, db)
        }
      }
      return context.redirect(
        to: FollowUpURLs.minutes(lot.lotID),
        flash: "La réunion est enregistrée. Ce compte rendu s’imprime sur une page.")
    } catch let rejected as FormRejected {
      page.errors = rejected.errors
      return context.refused(page.page)
    }
  }

  private static func read(_ form: Form, on today: Day) throws -> KickOffDraft {
    var read = FormReader(form)
    let heldOn = read.day("le", "Tenue le")
    if let heldOn, heldOn > today { read.refuse("le", "Tenue le\u{202F}: cette date n’est pas encore arrivée.") }
    var draft = KickOffDraft(heldOn: heldOn ?? today)
    draft.attendees = read.optionalText("presents", "Présents", max: 500)
    draft.correspondent = read.optionalText("correspondant", "Nom", max: 200)
    draft.phone = read.optionalText("telephone", "Téléphone", max: 30)
    draft.email = read.optionalText("adresse", "Adresse électronique", max: 254)
    if !draft.email.isEmpty, !draft.email.contains("@") {
      read.refuse("adresse", "Adresse électronique\u{202F}: elle contient un @, par exemple nom@organisme.fr.")
    }
    draft.decided = read.paragraphs("convenu", "Ce qui est convenu", max: 3000)
    for value in form.fields where value.name == "points" {
      if let item = KickOffItem(rawValue: value.value) {
        draft.items.insert(item)
      } else {
        read.refuse("points", "Points vus\u{202F}: choisissez dans la liste.")
      }
    }
    try read.check()
    return draft
  }

  @Sendable private func minutes(_ context: MemberContext) async throws -> Response {
    let (id, viewer, now) = (try context.id(of: Lot.self), context.viewer, context.now)
    let page = try await services.database.read { db in
      let lot = try Self.lot(id, for: viewer, db)
      guard let kickOff = try KickOffStore.latest(of: id, for: viewer, db) else { throw Missing() }
      let engagements = try EngagementStore.list(on: id, for: viewer, at: now, db)
      return KickOffMinutesPage(
        lot: lot, kickOff: kickOff, plan: MonthlyPlan.sum(engagements.map(\.plan)), territoryName: viewer.territoryName)
    }
    return context.page(page.page)
  }
}
