// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Annexes of structures: read, added, taken back.
struct AnnexRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(OrganisationURLs.annexesPattern, .facilitators) { context in
      context.page(try await pages(context).page())
    }
    routes.post(OrganisationURLs.annexesPattern, .facilitators, create)
    routes.post(OrganisationURLs.annexWithdrawalPattern, .facilitators, withdraw)
  }

  private func pages(_ context: MemberContext) async throws -> AnnexPages {
    let (id, viewer, csrf) = (try context.id(of: Organisation.self), context.viewer, context.csrf)
    return try await services.database.read { db in
      AnnexPages(
        organisation: id, details: try OrganisationStore.find(id, for: viewer, db).details,
        annexes: try AnnexStore.list(of: id, for: viewer, db), today: viewer.today, csrf: csrf)
    }
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now) = (try context.id(of: Organisation.self), context.viewer, context.now)
    do {
      let draft = try AnnexDraft(reading: form)
      try await services.database.write { try AnnexStore.insert(draft, of: id, for: viewer, at: now, $0) }
      return context.redirect(to: OrganisationURLs.annexes(id), flash: "Annexe enregistrée.")
    } catch let error as FormRejected {
      var page = try await pages(context)
      (page.typed, page.errors) = (form, error.errors)
      return context.refused(page.page())
    }
  }

  @Sendable private func withdraw(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now) = (try context.id(of: Organisation.self), context.viewer, context.now)
    guard let annex = ID<StructureAnnex>(form["annexe"] ?? "") else { throw Missing() }
    try await services.database.write { db in
      _ = try OrganisationStore.find(id, for: viewer, db)
      try AnnexStore.withdraw(annex, of: id, for: viewer, at: now, db)
    }
    return context.redirect(to: OrganisationURLs.annexes(id), flash: "Annexe retirée\u{202F}; l’historique la garde.")
  }
}
