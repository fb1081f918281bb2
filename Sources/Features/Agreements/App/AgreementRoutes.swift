// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Conventions: list, page, signatories, renewal.
struct AgreementRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(AgreementURLs.list, .facilitators) { context in
      let agreements = try await services.database.read { try AgreementStore.list(for: context.viewer, $0) }
      return context.page(agreementListPage(agreements, today: context.today))
    }
    routes.get(AgreementURLs.new, .facilitators) { context in
      let alert = String(context.viewer.rules[.agreementAlertMonths])
      return context.page(
        agreementFormPage(
          AgreementFormPage(
            form: Form([("alert_months", alert)]), buyers: try await buyers(context), csrf: context.csrf)))
    }
    routes.post(AgreementURLs.new, .facilitators) { form, context in try await save(form, nil, context) }
    routes.get(AgreementURLs.pagePattern, .facilitators) { context in
      context.page(agreementPage(try await file(try context.id(), context)))
    }
    routes.get(AgreementURLs.changePattern, .facilitators, edit)
    routes.post(AgreementURLs.changePattern, .facilitators, change)
    routes.get(AgreementURLs.renewalPattern, .facilitators, renewal)
    routes.post(AgreementURLs.renewalPattern, .facilitators) { form, context in
      let id = try context.id(of: Agreement.self)
      let old = try await services.database.read { try AgreementStore.find(id, for: context.viewer, $0) }
      return try await save(form, old, context)
    }
    routes.post(AgreementURLs.partiesPattern, .facilitators, sign)
  }

  private func buyers(_ context: MemberContext) async throws -> [Organisation] {
    try await services.database.read { try OrganisationStore.choices(.buyer, for: context.viewer, $0) }
  }

  private func save(_ form: Form, _ renews: AgreementLine?, _ context: MemberContext) async throws -> Response {
    do {
      var draft = try AgreementForm.read(form, renewing: renews)
      draft.renews = renews?.id
      let saved = draft
      let id = try await services.database.write { db in
        try AgreementStore.insert(saved, for: context.viewer, at: context.now, db)
      }
      return context.redirect(to: AgreementURLs.page(id), flash: "La convention est enregistrée.")
    } catch let error as FormRejected {
      return context.refused(
        agreementFormPage(
          AgreementFormPage(
            renews: renews, form: form, errors: error.errors, buyers: try await buyers(context), csrf: context.csrf)))
    }
  }

  @Sendable private func renewal(_ context: MemberContext) async throws -> Response {
    let id = try context.id(of: Agreement.self)
    let (old, parties) = try await services.database.read { db in
      (try AgreementStore.find(id, for: context.viewer, db), try AgreementStore.parties(id, for: context.viewer, db))
    }
    return context.page(
      agreementFormPage(
        AgreementFormPage(
          renews: old, form: AgreementForm.renewing(old, parties), buyers: try await buyers(context),
          csrf: context.csrf)))
  }

  @Sendable private func edit(_ context: MemberContext) async throws -> Response {
    let (id, viewer) = (try context.id(of: Agreement.self), context.viewer)
    let (old, parties) = try await services.database.read { db in
      (try AgreementStore.find(id, for: viewer, db), try AgreementStore.parties(id, for: viewer, db))
    }
    let stored = AgreementForm.typed(old, parties)
    return context.page(
      agreementFormPage(
        AgreementFormPage(
          changes: old, stored: stored, form: stored, buyers: try await buyers(context), csrf: context.csrf)))
  }

  @Sendable private func change(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer) = (try context.id(of: Agreement.self), context.viewer)
    let (old, buyers) = (
      try await services.database.read { try AgreementStore.find(id, for: viewer, $0) }, try await buyers(context)
    )
    var page = AgreementFormPage(
      changes: old, stored: form[EditGuard.name].flatMap { try? Form(encoded: $0.utf8) }, form: form, buyers: buyers,
      csrf: context.csrf)
    do {
      let draft = try AgreementForm.read(form)
      try await services.database.write { db in
        let now = try AgreementStore.lock(id, for: viewer, db)
        try EditGuard.check(
          form, stored: AgreementForm.typed(now, try AgreementStore.parties(id, for: viewer, db)),
          fields: agreementFields(form, buyers),
          last: try Journal.latest(.agreement, id.value, in: viewer.territoryID, limit: 1, db).first,
          in: context.session.timeZone)
        try AgreementStore.update(id, draft, for: viewer, at: context.now, db)
      }
      return context.redirect(to: AgreementURLs.page(id), flash: "La convention est à jour.")
    } catch let error as FormRejected {
      page.errors = error.errors
      return context.refused(agreementFormPage(page))
    } catch let conflict as EditedMeanwhile {
      (page.form, page.stored, page.errors) = (conflict.form, conflict.stored, conflict.errors)
      return context.page(agreementFormPage(page), status: .conflict)
    }
  }

  private func file(_ id: ID<Agreement>, _ context: MemberContext) async throws -> AgreementFile {
    let (viewer, asked) = (context.viewer, Int(context.query["annee"] ?? ""))
    return try await services.database.read { db in
      let agreement = try AgreementStore.find(id, for: viewer, db)
      let parties = try AgreementStore.parties(id, for: viewer, db)
      let history = try Journal.latest(.agreement, id.value, in: viewer.territoryID, db)
      return AgreementFile(
        agreement: agreement, parties: parties,
        buyers: try OrganisationStore.choices(.buyer, for: viewer, db),
        standing: try AgreementStanding.read(agreement, parties, year: asked, for: viewer, db),
        history: history.map { ($0.at.day(in: context.session.timeZone), $0.sentence, $0.author) },
        today: context.today, csrf: context.csrf)
    }
  }

  @Sendable private func sign(_ form: Form, _ context: MemberContext) async throws -> Response {
    let id = try context.id(of: Agreement.self)
    var page = try await file(id, context)
    do {
      let party = try AgreementForm.party(form)
      try await services.database.write { db in
        try AgreementStore.sign(
          id, party: party.id, signatory: party.signatory, on: party.signedOn, for: context.viewer, at: context.now, db)
      }
      return context.redirect(to: AgreementURLs.page(id), flash: "Le signataire est enregistré.")
    } catch let error as FormRejected {
      page.form = form
      page.errors = error.errors
      return context.refused(agreementPage(page))
    }
  }
}
