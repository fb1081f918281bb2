// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// The list, the page and the form of people.
struct ParticipantRoutes {
  let services: Services
  /// Those who may open a person's page, each their own.
  static let readers: Set<Role> = [.facilitator, .prescriber, .company, .structure]
  static let registrars: Set<Role> = [.facilitator, .prescriber]

  func add(to routes: Routes) {
    routes.get(ParticipantURLs.list, Self.registrars, list)
    routes.get(ParticipantURLs.new, Self.registrars, new)
    routes.post(ParticipantURLs.new, Self.registrars, create)
    routes.get(ParticipantURLs.pattern, Self.readers, show)
    routes.get(ParticipantURLs.editPattern, .facilitators, edit)
    routes.post(ParticipantURLs.editPattern, .facilitators, update)
    routes.post(ParticipantURLs.archivePattern, .facilitators) { _, context in
      try await setArchived(
        true, context, "La fiche est archivée. Elle reste dans les comptes, et vous pouvez l’en sortir.")
    }
    routes.post(ParticipantURLs.restorePattern, .facilitators) { _, context in
      try await setArchived(false, context, "La fiche est sortie des archives.")
    }
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let group = ParticipantGroup(rawValue: context.query["groupe"] ?? "") ?? .all
    guard group != .archived || viewer.isFacilitator else { throw Missing() }
    let words = String((context.query["q"] ?? "").filter { $0 != "\0" }.prefix(100))
    let after = ID<Participant>(context.query["apres"] ?? "")
    let found = try await services.database.read { db in
      try ParticipantList.fetch(group, words: words, after: after, for: viewer, db)
    }
    return context.page(
      participantListPage(
        ParticipantListView(
          group: group, words: words, escapedWords: Form.escaped(words), list: found, isFirstPage: after == nil,
          viewer: viewer)))
  }

  @Sendable private func new(_ context: MemberContext) async throws -> Response {
    context.page(participantFormPage(try await newView(context)))
  }

  private func newView(_ context: MemberContext) async throws -> ParticipantFormView {
    let viewer = context.viewer
    let isPrescriber = viewer.role == .prescriber
    let title = isPrescriber ? "Orienter une personne" : "Nouveau participant"
    return ParticipantFormView(
      action: ParticipantURLs.new, title: title, submit: isPrescriber ? "Envoyer l’orientation" : "Créer la fiche",
      cancel: ParticipantURLs.list, csrf: context.csrf,
      prescribers: try await services.database.read { try ParticipantStore.prescribers(for: viewer, $0) },
      isPrescriber: isPrescriber, draft: "participant")
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    var view = try await newView(context)
    view.typed = TypedValues(fields: form.fields)
    let (viewer, now, isAnother) = (context.viewer, context.now, form["other_person"] == "1")
    do {
      let details = try ParticipantForm.read(form, on: context.today)
      let outcome = try await services.database.write { db in
        try ParticipantWriter.create(details, isAnother: isAnother, for: viewer, at: now, db)
      }
      switch outcome {
      case .created(let id):
        return context.redirect(to: ParticipantURLs.file(id), flash: Self.created(viewer))
      case .similar(let people): view.similar = people
      }
    } catch let rejected as FormRejected {
      view.errors = rejected.errors
    }
    view.districts = try await districts(of: form)
    return context.refused(participantFormPage(view))
  }

  /// Those of the commune as it stands in the form.
  private func districts(of form: Form) async throws -> [ReferenceDistrict] {
    func typed(_ name: String) -> String { String((form[name] ?? "").filter { $0 != "\0" }.prefix(100)) }
    let (commune, postcode) = (typed("commune"), typed("postcode"))
    return try await services.database.read { db in
      try ReferenceLookup.districts(commune: commune, postcode: postcode, db)
    }
  }

  private static func created(_ viewer: Viewer) -> String {
    viewer.role == .prescriber
      ? "L’orientation est envoyée. L’équipe de la clause vérifie l’éligibilité, la réponse se lira ici."
      : "La fiche est créée. Vérifiez maintenant l’éligibilité."
  }

  /// A display writes who looked, on what: a GET that changes nothing else.
  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    let (asked, viewer, now): (ID<Participant>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    let person = try await services.database.write { db in
      let person = try ParticipantStore.find(asked, for: viewer, db)
      if person.id == asked { try ParticipantAccess.record(.file, of: person.id, by: viewer, at: now, db) }
      return person
    }
    guard person.id == asked else { return context.redirect(to: ParticipantURLs.file(person.id)) }
    if viewer.isFacilitator {
      let file = try await services.database.read { try ParticipantPageData.fetch(person.id, for: viewer, $0) }
      return context.page(participantPage(file, csrf: context.csrf, context.pageMoment))
    }
    let own = try await services.database.read { try OwnPersonData.fetch(person, for: viewer, $0) }
    return context.page(viewer.role == .prescriber ? orientedPersonPage(own) : hiredPersonPage(own, on: context.today))
  }

  @Sendable private func edit(_ context: MemberContext) async throws -> Response {
    let view = try await editView(context)
    return context.page(participantFormPage(view))
  }

  private func editView(_ context: MemberContext) async throws -> ParticipantFormView {
    let (id, viewer, now): (ID<Participant>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    let (file, prescribers, districts) = try await services.database.write { db in
      let file = try ParticipantStore.file(id, for: viewer, db)
      guard file.person.id == id else { throw Missing() }
      try ParticipantAccess.record(.edit, of: id, by: viewer, at: now, db)
      let districts = try ReferenceLookup.districts(
        commune: file.details.commune, postcode: file.details.postcode, db)
      return (file, try ParticipantStore.prescribers(for: viewer, db), districts)
    }
    return ParticipantFormView(
      action: ParticipantURLs.edit(id), title: "Modifier la fiche \(FrenchText.of(file.person.fullName))",
      submit: "Enregistrer la fiche", cancel: ParticipantURLs.file(id), csrf: context.csrf,
      typed: ParticipantForm.typed(file.details), stored: ParticipantForm.stored(file.details),
      prescribers: prescribers,
      districts: districts)
  }

  @Sendable private func update(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now): (ID<Participant>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    do {
      let details = try ParticipantForm.read(form, on: context.today)
      let fields = participantFields(try await editView(context))
      try await services.database.write { db in
        let stored = ParticipantForm.stored(try ParticipantStore.lock(id, for: viewer, db).details)
        try EditGuard.check(
          form, stored: stored, fields: fields,
          last: try Journal.latest(.participant, id.value, in: viewer.territoryID, limit: 1, db).first,
          in: context.session.timeZone)
        try ParticipantWriter.update(id, details, for: viewer, at: now, db)
      }
      return context.redirect(to: ParticipantURLs.file(id), flash: "La fiche est enregistrée.")
    } catch let rejected as FormRejected {
      var view = try await editView(context)
      view.typed = TypedValues(fields: form.fields)
      view.stored = form[EditGuard.name].flatMap { try? Form(encoded: $0.utf8) }
      view.errors = rejected.errors
      view.districts = try await districts(of: form)
      return context.refused(participantFormPage(view))
    } catch let conflict as EditedMeanwhile {
      var view = try await editView(context)
      (view.typed, view.stored, view.errors) = (
        TypedValues(fields: conflict.form.fields), conflict.stored, conflict.errors
      )
      return context.page(participantFormPage(view), status: .conflict)
    }
  }

  private func setArchived(_ archived: Bool, _ context: MemberContext, _ sentence: String) async throws -> Response {
    let (id, viewer, now): (ID<Participant>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    try await services.database.write { try ParticipantWriter.setArchived(archived, id, for: viewer, at: now, $0) }
    return context.redirect(to: ParticipantURLs.file(id), flash: sentence)
  }
}

extension MemberContext {
  /// The day and the time zone in which a page is read.
  var pageMoment: PageMoment { PageMoment(today: today, timeZone: session.timeZone) }
}
