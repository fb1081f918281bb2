// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// The page of a contract of work, hirings, lots and ends.
struct EmploymentContractRoutes {
  let services: Services
  static let readers: Set<Role> = [.facilitator, .company, .structure]

  func add(to routes: Routes) {
    routes.get(EmploymentContractURLs.newPattern, .facilitators, new)
    routes.post(EmploymentContractURLs.newPattern, .facilitators, create)
    routes.get(EmploymentContractURLs.pattern, Self.readers) { context in
      context.page(try await page(context))
    }
    routes.post(EmploymentContractURLs.endPattern, .facilitators, end)
    routes.post(EmploymentContractURLs.termPattern, .facilitators, changeTerm)
    routes.post(EmploymentContractURLs.lotsPattern, .facilitators, addLot)
  }

  /// The page, with its display written in the person's access log.
  private func page(
    _ context: MemberContext, errors: [FieldError] = [], typed: TypedValues = TypedValues()
  ) async throws -> Page {
    let (id, viewer, now): (ID<EmploymentContract>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    let data = try await services.database.write { db in
      let contract = try EmploymentContractStore.find(id, for: viewer, db)
      try ParticipantAccess.record(.contract, of: contract.person.id, by: viewer, at: now, db)
      return EmploymentContractPageData(
        contract: contract, months: try EmploymentContractStore.months(of: contract, for: viewer, db),
        history: viewer.isFacilitator
          ? try Journal.latest(.employmentContract, id.value, in: viewer.territoryID, db) : [],
        lots: viewer.isFacilitator ? try EmploymentContractChoices.lots(for: viewer, db) : [])
    }
    return employmentContractPage(
      data, for: viewer, csrf: context.csrf, context.pageMoment, errors: errors, typed: typed)
  }

  @Sendable private func new(_ context: MemberContext) async throws -> Response {
    context.page(employmentContractFormPage(try await view(context, try await proposed(context))))
  }

  /// What the address proposes: the employer, a lot, or a mission to go on from.
  private func proposed(_ context: MemberContext) async throws -> TypedValues {
    let viewer = context.viewer
    if let previous = ID<EmploymentContract>(context.query["suite"] ?? "") {
      let mission = try await services.database.read { try EmploymentContractStore.find(previous, for: viewer, $0) }
      return EmploymentContractForm.typed(after: mission)
    }
    return TypedValues(["employer": context.query["employeur"] ?? "", "lot_1": context.query["engagement"] ?? ""])
  }

  private func view(_ context: MemberContext, _ typed: TypedValues) async throws -> EmploymentContractFormView {
    let (id, viewer, now): (ID<Participant>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    let csrf = context.csrf
    return try await services.database.write { db in
      let person = try ParticipantStore.find(id, for: viewer, db)
      guard person.id == id else { throw Missing() }
      try ParticipantAccess.record(.newContract, of: id, by: viewer, at: now, db)
      return EmploymentContractFormView(
        person: person, eligibility: try EligibilityStore.state(of: id, for: viewer, db),
        choices: try EmploymentContractChoices.fetch(for: id, by: viewer, db), csrf: csrf, typed: typed)
    }
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (person, viewer, now): (ID<Participant>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    do {
      let new = try EmploymentContractForm.read(form)
      let id = try await services.database.write { db in
        try EmploymentContractWriter.create(new, for: person, by: viewer, at: now, db)
      }
      return context.redirect(to: EmploymentContractURLs.file(id), flash: "Le contrat de travail est enregistré.")
    } catch let rejected as FormRejected {
      var view = try await view(context, TypedValues(fields: form.fields))
      view.errors = rejected.errors
      return context.refused(employmentContractFormPage(view))
    }
  }

  @Sendable private func end(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now): (ID<EmploymentContract>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    do {
      var read = FormReader(form)
      let endedOn = read.day("ended_on", "Fin réelle")
      try read.check()
      guard let endedOn else { throw Missing() }
      let known = Day(iso: form["known"] ?? "")
      try await services.database.write { db in
        let contract = try EmploymentContractStore.find(id, for: viewer, db)
        try EmploymentContractWriter.end(contract, on: endedOn, known: known, by: viewer, at: now, db)
      }
      return context.redirect(
        to: EmploymentContractURLs.file(id), flash: "Le contrat de travail se termine le \(endedOn.french).")
    } catch let rejected as FormRejected {
      return context.refused(try await page(context, errors: rejected.errors, typed: TypedValues(fields: form.fields)))
    }
  }

  @Sendable private func changeTerm(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now): (ID<EmploymentContract>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    do {
      let term = try EmploymentContractForm.readTerm(form)
      try await services.database.write { db in
        let contract = try EmploymentContractStore.find(id, for: viewer, db)
        try EmploymentContractTerm.change(contract, term, by: viewer, at: now, db)
      }
      let until = term.day.map { "le \($0.french)" } ?? "sans terme"
      return context.redirect(
        to: EmploymentContractURLs.file(id), flash: "La fin prévue est changée\u{202F}: \(until).")
    } catch let rejected as FormRejected {
      return context.refused(try await page(context, errors: rejected.errors, typed: TypedValues(fields: form.fields)))
    }
  }

  @Sendable private func addLot(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now): (ID<EmploymentContract>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    do {
      try await services.database.write { db in
        let contract = try EmploymentContractStore.find(id, for: viewer, db)
        let lot = try EmploymentContractForm.readLot(form, of: contract)
        try EmploymentContractWriter.add(lot, to: contract, by: viewer, at: now, db)
      }
      return context.redirect(to: EmploymentContractURLs.file(id), flash: "Le lot est ajouté au contrat de travail.")
    } catch let rejected as FormRejected {
      return context.refused(try await page(context, errors: rejected.errors, typed: TypedValues(fields: form.fields)))
    }
  }
}
