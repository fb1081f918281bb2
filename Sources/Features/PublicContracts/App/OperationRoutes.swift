// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Operations: list, page, new, renamed, contracts attached.
struct OperationRoutes {
  let services: Services
  static let readers: Set<Role> = [.facilitator, .buyer]

  func add(to routes: Routes) {
    routes.get(OperationURLs.list, Self.readers, list)
    routes.get(OperationURLs.new, .facilitators) { context in
      context.page(try await form(nil, Form(), [], context).page)
    }
    routes.post(OperationURLs.new, .facilitators, create)
    routes.get(OperationURLs.pattern, Self.readers) { context in context.page(try await page(context).page) }
    routes.get(OperationURLs.editPattern, .facilitators) { context in
      context.page(try await form(try await found(context), Form(), [], context).page)
    }
    routes.post(OperationURLs.editPattern, .facilitators, rename)
    routes.post(OperationURLs.contractsPattern, .facilitators, attach)
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let (viewer, key) = (context.viewer, ID<Operation>(context.query["avant"] ?? ""))
    let operations = try await services.database.read { try OperationStore.list(before: key, for: viewer, $0) }
    return context.page(OperationListPage(operations: operations, role: viewer.role).page)
  }

  private func found(_ context: MemberContext) async throws -> OperationDetail {
    let (viewer, id) = (context.viewer, try context.id(of: Operation.self))
    return try await services.database.read { try OperationStore.find(id, for: viewer, $0) }
  }

  private func page(_ context: MemberContext) async throws -> OperationPage {
    let (viewer, id, zone) = (context.viewer, try context.id(of: Operation.self), context.session.timeZone)
    let csrf = context.csrf
    return try await services.database.read { db in
      let operation = try OperationStore.find(id, for: viewer, db)
      return OperationPage(
        operation: operation, lots: try LotProgressStore.list(.operation(id), for: viewer, on: viewer.today, db),
        candidates: viewer.isFacilitator ? try OperationStore.candidates(for: operation, viewer: viewer, db) : [],
        history: try Journal.latest(.operation, id.value, in: viewer.territoryID, db), viewer: viewer, csrf: csrf,
        day: { $0.day(in: zone) })
    }
  }

  private func form(
    _ operation: OperationDetail?, _ form: Form, _ errors: [FieldError], _ context: MemberContext
  ) async throws -> OperationFormPage {
    let viewer = context.viewer
    let buyers =
      operation == nil
      ? try await services.database.read {
        try OrganisationStore.choices(.buyer, for: viewer, $0).map { ($0.id, $0.name) }
      } : []
    return OperationFormPage(operation: operation, buyers: buyers, form: form, csrf: context.csrf, errors: errors)
  }

  @Sendable private func create(_ typed: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    do {
      var read = FormReader(typed)
      let buyer = read.id("acheteur", "Donneur d’ordre", of: Organisation.self)
      let operation = TypedOperation(&read)
      try read.check()
      guard let buyer else { throw Missing() }
      let id = try await services.database.write { db in
        guard try OrganisationMatcher.find(.known(buyer), for: viewer, db) != nil else {
          throw FormRejected("acheteur", "Donneur d’ordre\u{202F}: choisissez-le dans la liste.")
        }
        return try OperationWriter.create(operation, buyer: buyer, for: viewer, at: now, db)
      }
      return context.redirect(
        to: OperationURLs.operation(id), flash: "L’opération est enregistrée. Rattachez-lui ses marchés.")
    } catch let rejected as FormRejected {
      return context.refused(try await form(nil, typed, rejected.errors, context).page)
    }
  }

  @Sendable private func rename(_ typed: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    let operation = try await found(context)
    do {
      var read = FormReader(typed)
      let wanted = TypedOperation(&read)
      try read.check()
      try await services.database.write {
        try OperationWriter.rename(operation, to: wanted, for: viewer, at: now, $0)
      }
      return context.redirect(to: OperationURLs.operation(operation.id), flash: "L’opération est enregistrée.")
    } catch let rejected as FormRejected {
      return context.refused(try await form(operation, typed, rejected.errors, context).page)
    }
  }

  @Sendable private func attach(_ typed: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    let operation = try await found(context)
    do {
      var read = FormReader(typed)
      let contract = read.id("marche", "Marché", of: PublicContract.self)
      try read.check()
      guard let contract else { throw Missing() }
      try await services.database.write {
        try OperationWriter.attach(contract, to: operation, for: viewer, at: now, $0)
      }
      return context.redirect(to: OperationURLs.operation(operation.id), flash: "Le marché est rattaché à l’opération.")
    } catch let rejected as FormRejected {
      var page = try await page(context)
      page.errors = rejected.errors
      return context.refused(page.page)
    }
  }
}
