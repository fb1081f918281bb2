// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// A contact corrected or gone: by the profession, or by someone of the organisation itself.
struct ContactRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(OrganisationURLs.contactPattern, OrganisationRoutes.members, edit)
    routes.post(OrganisationURLs.contactPattern, OrganisationRoutes.members, change)
    routes.post(OrganisationURLs.departurePattern, OrganisationRoutes.members, leave)
  }

  private func found(_ context: MemberContext) async throws -> ContactFile {
    let id = try context.id(of: Contact.self)
    return try await services.database.read { try ContactStore.find(id, for: context.viewer, $0) }
  }

  @Sendable private func edit(_ context: MemberContext) async throws -> Response {
    let file = try await found(context)
    let stored = OrganisationForm.typed(file.line)
    return context.page(
      contactPage(ContactPage(file: file, form: stored, stored: stored, viewer: context.viewer, csrf: context.csrf)))
  }

  @Sendable private func change(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (file, viewer) = (try await found(context), context.viewer)
    var page = ContactPage(
      file: file, form: form, stored: form[EditGuard.name].flatMap { try? Form(encoded: $0.utf8) }, viewer: viewer,
      csrf: context.csrf)
    do {
      let draft = try OrganisationForm.contact(form)
      try await services.database.write { db in
        let now = try ContactStore.lock(file.line.id, for: viewer, db)
        try EditGuard.check(
          form, stored: OrganisationForm.typed(now.line), fields: contactFields { form[$0] ?? "" },
          last: try Journal.latest(.organisation, now.organisation.value, in: viewer.territoryID, limit: 1, db).first,
          in: context.session.timeZone)
        try ContactStore.update(now, draft, for: viewer, at: context.now, db)
      }
      return context.redirect(
        to: OrganisationURLs.page(file.organisation), flash: "\(draft.name) est à jour.")
    } catch let error as FormRejected {
      page.errors = error.errors
      return context.refused(contactPage(page))
    } catch let conflict as EditedMeanwhile {
      (page.form, page.stored, page.errors) = (conflict.form, conflict.stored, conflict.errors)
      return context.page(contactPage(page), status: .conflict)
    }
  }

  @Sendable private func leave(_ form: Form, _ context: MemberContext) async throws -> Response {
    let id = try context.id(of: Contact.self)
    let organisation = try await services.database.write { db in
      try ContactStore.leave(id, for: context.viewer, at: context.now, db)
    }
    return context.redirect(
      to: OrganisationURLs.page(organisation),
      flash: "Ce contact est marqué comme parti\u{202F}; il reste dans l’historique.")
  }
}
