// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Organisations: the list, one page each, contacts, and the buyers with where they stand.
struct OrganisationRoutes {
  let services: Services
  /// The profession sees each organisation of the territory, the others their own.
  static let members: Set<Role> = [.facilitator, .buyer, .company, .structure, .prescriber]

  func add(to routes: Routes) {
    routes.get(OrganisationURLs.list, .facilitators, list)
    routes.get(OrganisationURLs.buyers, .facilitators, buyers)
    routes.get(OrganisationURLs.new, .facilitators) { context in
      context.page(organisationFormPage(OrganisationFormPage(csrf: context.csrf)))
    }
    routes.post(OrganisationURLs.new, .facilitators, create)
    routes.get(OrganisationURLs.pagePattern, Self.members, show)
    routes.get(OrganisationURLs.own, Self.members.subtracting([.facilitator])) { context in
      guard let own = context.viewer.organisationID else { throw Missing() }
      return context.redirect(to: OrganisationURLs.page(own))
    }
    routes.get(OrganisationURLs.changePattern, .facilitators, edit)
    routes.post(OrganisationURLs.changePattern, .facilitators, change)
    routes.post(OrganisationURLs.joinPattern, .facilitators, join)
    routes.post(OrganisationURLs.contactsPattern, Self.members, addContact)
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
    let lines = try await services.database.read { db in
      BuyerLine.list(
        try OrganisationStore.choices(.buyer, for: context.viewer, db),
        try LotBalanceStore.list(.territory, for: context.viewer, on: context.today, db),
        groups: try ContractStore.groups(for: context.viewer, db))
    }
    return context.page(buyerListPage(lines))
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    var page = OrganisationFormPage(form: form, csrf: context.csrf)
    do {
      let details = try OrganisationForm.read(form)
      let isConfirmed = form["same"] == "1"
      let (known, id) = try await services.database.write { db in
        let known = isConfirmed ? [] : try OrganisationMatcher.proposals(for: details, for: context.viewer, db)
        guard known.isEmpty else { return (known, nil as ID<Organisation>?) }
        return ([], try OrganisationWriter.insert(details, for: context.viewer, at: context.now, db))
      }
      guard let id else {
        page.known = known
        guard known.contains(where: { $0.reason == .sameSiret }) else {
          return context.page(organisationFormPage(page))
        }
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
    let (id, viewer) = (try context.id(of: Organisation.self), context.viewer)
    guard !viewer.isFacilitator else { return context.page(organisationFilePage(try await file(id, context))) }
    return context.page(ownOrganisationPage(try await ownFile(id, context)))
  }

  /// What a member of an organisation reads of it; any other organisation looks missing.
  private func ownFile(_ id: ID<Organisation>, _ context: MemberContext) async throws -> OwnOrganisationFile {
    let (viewer, csrf) = (context.viewer, context.csrf)
    return try await services.database.read { try OwnOrganisationFile.read(id, for: viewer, csrf: csrf, $0) }
  }

  private func file(_ id: ID<Organisation>, _ context: MemberContext) async throws -> OrganisationFile {
    let viewer = context.viewer
    return try await services.database.read { db in
      let record = try OrganisationStore.find(id, for: viewer, db)
      let history = try Journal.latest(.organisation, id.value, in: viewer.territoryID, db)
      return OrganisationFile(
        record: record, siblings: try OrganisationStore.siblings(of: record, for: viewer, db),
        borne: try LotProgressStore.list(.bearer(id), for: viewer, on: viewer.today, db),
        bought: record.details.buyerKind == nil
          ? [] : try LotProgressStore.list(.buyer(id), for: viewer, on: viewer.today, db),
        hires: try OrganisationHires.read(id, for: viewer, db),
        agreements: try AgreementStore.list(of: id, for: viewer, db),
        contacts: try ContactStore.list(of: id, for: viewer, db),
        notes: try ContactNoteStore.list(of: NoteSubject(organisation: id), limit: 5, for: viewer, db),
        history: history.map { ($0.at.day(in: context.session.timeZone), $0.sentence, $0.author) }, csrf: context.csrf,
        activity: try ReferenceLookup.activity(record.details.naf, on: viewer.today, db))
    }
  }

  @Sendable private func edit(_ context: MemberContext) async throws -> Response {
    let id = try context.id(of: Organisation.self)
    let record = try await services.database.read { try OrganisationStore.find(id, for: context.viewer, $0) }
    return context.page(
      organisationFormPage(
        OrganisationFormPage(
          id: id, name: record.details.name, form: OrganisationForm.typed(record.details),
          stored: OrganisationForm.typed(record.details), csrf: context.csrf)))
  }

  @Sendable private func change(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer) = (try context.id(of: Organisation.self), context.viewer)
    let record = try await services.database.read { try OrganisationStore.find(id, for: viewer, $0) }
    var page = OrganisationFormPage(
      id: id, name: record.details.name, form: form, stored: form["lu"].flatMap { try? Form(encoded: $0.utf8) },
      csrf: context.csrf)
    do {
      let details = try OrganisationForm.read(form)
      try await services.database.write { db in
        let stored = OrganisationForm.typed(try OrganisationStore.lock(id, for: viewer, db).details)
        try EditGuard.check(
          form, stored: stored, fields: organisationFields(form),
          last: try Journal.latest(.organisation, id.value, in: viewer.territoryID, limit: 1, db).first,
          in: context.session.timeZone)
        try OrganisationWriter.update(id, details, for: viewer, at: context.now, db)
      }
      return context.redirect(to: OrganisationURLs.page(id), flash: "\(details.name) est à jour.")
    } catch let error as FormRejected {
      page.errors = error.errors
      return context.refused(organisationFormPage(page))
    } catch let conflict as EditedMeanwhile {
      (page.form, page.stored, page.errors) = (conflict.form, conflict.stored, conflict.errors)
      return context.page(organisationFormPage(page), status: .conflict)
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
      guard context.viewer.isFacilitator else {
        var own = try await ownFile(id, context)
        (own.contactForm, own.errors) = (contactFields { form[$0] ?? "" }, error.errors)
        return context.refused(ownOrganisationPage(own))
      }
      var page = try await file(id, context)
      page.contactForm = contactFields { form[$0] ?? "" }
      page.errors = error.errors
      return context.refused(organisationFilePage(page))
    }
  }
}
