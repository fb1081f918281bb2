// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Organisations: the list, one page each, contacts, and the buyers with where they stand.
struct OrganisationRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(OrganisationURLs.list, .facilitators, list)
    routes.get(OrganisationURLs.buyers, .facilitators, buyers)
    routes.get(OrganisationURLs.new, .facilitators) { context in
      context.page(organisationFormPage(OrganisationFormPage(csrf: context.csrf)))
    }
    routes.post(OrganisationURLs.new, .facilitators, create)
    routes.get(OrganisationURLs.pagePattern, .facilitators, show)
    routes.get(OrganisationURLs.changePattern, .facilitators, edit)
    routes.post(OrganisationURLs.changePattern, .facilitators, change)
    routes.post(OrganisationURLs.joinPattern, .facilitators, join)
    routes.post(OrganisationURLs.contactsPattern, .facilitators, addContact)
    routes.post(OrganisationURLs.departurePattern, .facilitators, leave)
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let search = OrganisationSearch(
      text: String((context.query["q"] ?? "").prefix(200)),
      kind: OrganisationRole(rawValue: context.query["nature"] ?? ""))
    let after = ID<Organisation>(context.query["apres"] ?? "")
    let found = try await services.database.read { db in
      try OrganisationStore.search(
        search, after: after, limit: OrganisationStore.pageSize + 1, for: context.viewer, db)
    }
    let lines = Array(found.prefix(OrganisationStore.pageSize))
    let next = found.count > lines.count ? lines.last?.id : nil
    return context.page(organisationListPage(OrganisationListPage(search: search, lines: lines, next: next)))
  }

  @Sendable private func buyers(_ context: MemberContext) async throws -> Response {
    let (buyers, lots) = try await services.database.read { db in
      (
        try OrganisationStore.choices(.buyer, for: context.viewer, db),
        try LotProgressStore.list(.territory, for: context.viewer, on: context.today, db)
      )
    }
    return context.page(buyerListPage(BuyerLine.list(buyers, lots)))
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    var page = OrganisationFormPage(form: form, csrf: context.csrf)
    do {
      let details = try OrganisationForm.read(form)
      let isConfirmed = form["same"] == "1"
      let (known, id) = try await services.database.write { db in
        let known = try details.siret.map { try OrganisationStore.known($0, for: context.viewer, db) } ?? []
        guard known.isEmpty || isConfirmed else { return (known, nil as ID<Organisation>?) }
        return ([], try OrganisationWriter.insert(details, for: context.viewer, at: context.now, db))
      }
      guard let id else {
        page.known = known
        page.errors = [
          FieldError("siret", "SIRET\u{202F}: un organisme est déjà connu sous ce numéro. Voyez ci-dessus.")
        ]
        return context.refused(organisationFormPage(page))
      }
      return context.redirect(to: OrganisationURLs.page(id), flash: "\(details.name) est enregistré.")
    } catch let error as FormRejected {
      page.errors = error.errors
      return context.refused(organisationFormPage(page))
    }
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    context.page(organisationFilePage(try await file(try context.id(), context)))
  }

  private func file(_ id: ID<Organisation>, _ context: MemberContext) async throws -> OrganisationFile {
    let viewer = context.viewer
    return try await services.database.read { db in
      let record = try OrganisationStore.find(id, for: viewer, db)
      let history = try Journal.latest(.organisation, id.value, in: viewer.territoryID, db)
      return OrganisationFile(
        record: record, borne: try LotProgressStore.list(.bearer(id), for: viewer, on: viewer.today, db),
        bought: record.details.buyerKind == nil
          ? [] : try LotProgressStore.list(.buyer(id), for: viewer, on: viewer.today, db),
        hires: try OrganisationHires.read(id, for: viewer, db),
        agreements: try AgreementStore.list(of: id, for: viewer, db),
        contacts: try ContactStore.list(of: id, for: viewer, db),
        history: history.map { ($0.at.day(in: context.session.timeZone), $0.sentence, $0.author) }, csrf: context.csrf)
    }
  }

  @Sendable private func edit(_ context: MemberContext) async throws -> Response {
    let id = try context.id(of: Organisation.self)
    let record = try await services.database.read { try OrganisationStore.find(id, for: context.viewer, $0) }
    return context.page(
      organisationFormPage(
        OrganisationFormPage(
          id: id, name: record.details.name, form: OrganisationForm.typed(record.details), csrf: context.csrf)))
  }

  @Sendable private func change(_ form: Form, _ context: MemberContext) async throws -> Response {
    let id = try context.id(of: Organisation.self)
    let record = try await services.database.read { try OrganisationStore.find(id, for: context.viewer, $0) }
    do {
      let details = try OrganisationForm.read(form)
      try await services.database.write { db in
        try OrganisationWriter.update(id, details, for: context.viewer, at: context.now, db)
      }
      return context.redirect(to: OrganisationURLs.page(id), flash: "\(details.name) est à jour.")
    } catch let error as FormRejected {
      return context.refused(
        organisationFormPage(
          OrganisationFormPage(
            id: id, name: record.details.name, form: form, errors: error.errors, csrf: context.csrf)))
    }
  }

  @Sendable private func join(_ form: Form, _ context: MemberContext) async throws -> Response {
    let id = try context.id(of: Organisation.self)
    try await services.database.write { try OrganisationWriter.join(id, for: context.viewer, at: context.now, $0) }
    return context.redirect(to: OrganisationURLs.page(id), flash: "Cet organisme fait partie du territoire.")
  }

  @Sendable private func addContact(_ form: Form, _ context: MemberContext) async throws -> Response {
    let id = try context.id(of: Organisation.self)
    do {
      let draft = try OrganisationForm.contact(form)
      try await services.database.write { db in
        _ = try OrganisationStore.find(id, for: context.viewer, db)
        try ContactStore.insert(draft, in: id, for: context.viewer, at: context.now, db)
      }
      return context.redirect(to: OrganisationURLs.page(id), flash: "\(draft.name) est dans les contacts.")
    } catch let error as FormRejected {
      var page = try await file(id, context)
      page.contactForm = contactFields { form[$0] ?? "" }
      page.errors = error.errors
      return context.refused(organisationFilePage(page))
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
