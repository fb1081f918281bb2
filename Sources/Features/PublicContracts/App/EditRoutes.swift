// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Editing the facts of contracts and lots.
struct EditRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(ContractURLs.editPattern, .facilitators) { context in
      context.page(try await contractPage(nil, [], context).page)
    }
    routes.post(ContractURLs.editPattern, .facilitators, saveContract)
    routes.get(ContractURLs.lotEditPattern, .facilitators) { context in
      context.page(try await lotPage(nil, [], context).page)
    }
    routes.post(ContractURLs.lotEditPattern, .facilitators, saveLot)
  }

  private func contractPage(
    _ typed: Form?, _ errors: [FieldError], _ context: MemberContext
  ) async throws -> EditContractPage {
    let (viewer, id, csrf) = (context.viewer, try context.id(of: PublicContract.self), context.csrf)
    return try await services.database.read { db in
      EditContractPage(
        contract: try ContractStore.find(id, for: viewer, db), choices: try ContractChoices.all(for: viewer, db),
        typed: typed, csrf: csrf, errors: errors)
    }
  }

  @Sendable private func saveContract(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, id, now) = (context.viewer, try context.id(of: PublicContract.self), context.now)
    _ = try await services.database.read { try ContractStore.find(id, for: viewer, $0) }
    do {
      let typed = try TypedContract(form, viewer: viewer)
      try await services.database.write { db in
        try typed.draft.checkKnown(for: viewer, db)
        try ContractWriter.update(id, to: typed, as: form, for: viewer, at: now, db)
      }
      return context.redirect(to: ContractURLs.contract(id), flash: "Le marché est enregistré.")
    } catch let rejected as FormRejected {
      return context.refused(try await contractPage(form, rejected.errors, context).page)
    }
  }

  private func lotPage(_ typed: Form?, _ errors: [FieldError], _ context: MemberContext) async throws -> EditLotPage {
    let (viewer, id, csrf) = (context.viewer, try context.id(of: Lot.self), context.csrf)
    return try await services.database.read { db in
      let lot = try LotStore.find(id, for: viewer, db)
      let contract = try ContractStore.find(lot.contractID, for: viewer, db)
      return EditLotPage(lot: lot, contractTitle: contract.title, typed: typed, csrf: csrf, errors: errors)
    }
  }

  @Sendable private func saveLot(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, id, now) = (context.viewer, try context.id(of: Lot.self), context.now)
    _ = try await services.database.read { try LotStore.find(id, for: viewer, $0) }
    do {
      let typed = try TypedLot(form)
      try await services.database.write { try LotStore.update(id, to: typed, as: form, for: viewer, at: now, $0) }
      return context.redirect(to: ContractURLs.lot(id), flash: "Le lot \(typed.number) est enregistré.")
    } catch let rejected as FormRejected {
      return context.refused(try await lotPage(form, rejected.errors, context).page)
    }
  }
}
