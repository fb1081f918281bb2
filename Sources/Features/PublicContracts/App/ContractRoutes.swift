// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Contracts: list, new, page, purchasing group.
struct ContractRoutes {
  let services: Services
  static let readers: Set<Role> = [.facilitator, .buyer, .company, .structure]

  func add(to routes: Routes) {
    routes.get(ContractURLs.list, [.facilitator, .buyer], list)
    routes.get(ContractURLs.new, .facilitators, showNew)
    routes.post(ContractURLs.new, .facilitators, create)
    routes.get(ContractURLs.contractPattern, Self.readers, show)
    routes.get(ContractURLs.ownersPattern, .facilitators, showOwners)
    routes.post(ContractURLs.ownersPattern, .facilitators, saveOwners)
    routes.get(ContractURLs.newLotPattern, .facilitators, showNewLot)
    routes.post(ContractURLs.newLotPattern, .facilitators, addLots)
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let whose = viewer.isFacilitator ? context.query["pour"] ?? "moi" : "equipe"
    let page = try await services.database.read { db in
      let colleagues = viewer.isFacilitator ? try ContractStore.facilitators(for: viewer, db) : []
      let covered = try AbsenceStore.covered(by: viewer, db).map(\.id)
      let (scope, name) = Self.scope(whose, viewer, colleagues, covered)
      let search = String((context.query["q"] ?? "").prefix(200))
      let after = ID<Lot>(context.query["apres"] ?? "")
      let over =
        context.query["etat"] == "termines"
        ? try LotsOver.page(scope, search, after: after, size: ContractListPage.pageSize, for: viewer, db) : nil
      return ContractListPage(
        lots: try over?.lots ?? LotProgressStore.list(scope, .atHand, for: viewer, on: viewer.today, db),
        over: over.map { ($0.count, $0.next) }, role: viewer.role, whose: name, colleagues: colleagues,
        me: viewer.accountID, search: search, after: after)
    }
    return context.page(page.page)
  }

  /// Mine, with those whom I stand in for today, unless the team's or a colleague's is asked for.
  private static func scope(
    _ whose: String, _ viewer: Viewer, _ colleagues: [Colleague], _ covered: [ID<Account>]
  ) -> (LotScope, String) {
    if whose == "equipe" { return (.territory, whose) }
    if let colleague = colleagues.first(where: { $0.id.description == whose }) {
      return (.facilitator(colleague.id), whose)
    }
    return (.portfolios([viewer.accountID] + covered), "moi")
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    let (viewer, id) = (context.viewer, try context.id(of: PublicContract.self))
    let zone = context.session.timeZone
    let page = try await services.database.read { db in
      let contract = try ContractStore.find(id, for: viewer, db)
      let lots = try LotProgressStore.list(.contract(id), for: viewer, on: viewer.today, db)
      let ids = lots.map(\.lotID)
      return ContractPage(
        contract: contract, lots: lots, people: try PeopleOnLots.list(on: ids, for: viewer, db),
        peopleCount: try PeopleOnLots.count(on: ids, for: viewer, db),
        history: try ContractStore.history(of: id, lots: ids, for: viewer, db),
        notices: try NoticeTurning.notices(of: id, for: viewer, db),
        vocabulary: try contract.cpv.map { cpv in
          try ReferenceLookup.answer(.cpv, cpv, on: contract.notifiedOn ?? viewer.today, db)
        } ?? .noList, viewer: viewer,
        day: { $0.day(in: zone) })
    }
    return context.page(page.page)
  }

  private func choices(_ viewer: Viewer) async throws -> ContractChoices {
    try await services.database.read { try ContractChoices.all(for: viewer, $0) }
  }

  /// Empty, or filled from the notices that were ticked.
  @Sendable private func showNew(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let ids = context.query.all("avis").prefix(NoticeTurning.mostNotices).compactMap { ID<Notice>($0) }
    var form = Form([("suivi", viewer.accountID.description)])
    if !ids.isEmpty {
      form = try await services.database.read { db in
        try NoticeTurning.form(ids.compactMap { try NoticeStore.find($0, db) }, for: viewer, db)
      }
    } else if let buyer = context.query["acheteur"] {
      form = form.with("acheteur", buyer).with("operation", context.query["operation"] ?? "")
    }
    return context.page(NewContractPage(form: form, choices: try await choices(viewer), csrf: context.csrf).page)
  }

  /// First a preview; then, confirmed, the contract.
  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    do {
      if form["etape"] == "modifier" {
        return context.page(
          NewContractPage(form: form, choices: try await choices(viewer), csrf: context.csrf).page)
      }
      let draft = try ContractForm.read(form, viewer: viewer)
      try await services.database.read { try draft.checkKnown(for: viewer, $0) }
      guard form["etape"] == "enregistrer" else { return try await preview(draft, form, context) }
      let id = try await services.database.write { db in try ContractWriter.create(draft, for: viewer, at: now, db) }
      return context.redirect(
        to: ContractURLs.contract(id), flash: "Le marché est enregistré. Vérifiez ses lots et leurs dates.")
    } catch let rejected as FormRejected {
      let page = NewContractPage(
        form: form, choices: try await choices(viewer), csrf: context.csrf, errors: rejected.errors)
      return context.refused(page.page)
    }
  }

  /// A code that the list does not have is kept, and said.
  private static func doubts(_ draft: ContractDraft, _ viewer: Viewer, _ db: any Connection) throws -> [String] {
    guard let cpv = draft.cpv?.code else { return [] }
    let answer = try ReferenceLookup.answer(.cpv, cpv, on: draft.notifiedOn ?? viewer.today, db)
    return answer.doubt(.cpv).map { ["CPV \(cpv)\u{202F}: \($0)"] } ?? []
  }

  private func preview(_ draft: ContractDraft, _ form: Form, _ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let page = try await services.database.read { db in
      var named = draft
      named.lots = try draft.lots.map { try $0.named(db) }
      return ContractPreviewPage(
        draft: named, buyerFound: try OrganisationMatcher.find(draft.buyer, for: viewer, db)?.name,
        holdersFound: try draft.lots.map { lot in
          try lot.holders.map { try OrganisationMatcher.find($0, for: viewer, db)?.name }
        }, remarks: PastedLots(form["lots"] ?? "").remarks + (try Self.doubts(draft, viewer, db)), form: form,
        csrf: context.csrf)
    }
    return context.page(page.page)
  }

  @Sendable private func showOwners(_ context: MemberContext) async throws -> Response {
    let (viewer, id) = (context.viewer, try context.id(of: PublicContract.self))
    let contract = try await services.database.read { try ContractStore.find(id, for: viewer, $0) }
    return context.page(OwnersPage(contract: contract, csrf: context.csrf).page)
  }

  @Sendable private func saveOwners(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, id, now) = (context.viewer, try context.id(of: PublicContract.self), context.now)
    let contract = try await services.database.read { try ContractStore.find(id, for: viewer, $0) }
    do {
      let members = try ShareLines.read(form["membres"] ?? "", field: "membres")
      try await services.database.write { try ContractStore.setOwners(members, of: id, for: viewer, at: now, $0) }
      return context.redirect(to: ContractURLs.contract(id), flash: "Le groupement d’achat est enregistré.")
    } catch let rejected as FormRejected {
      return context.refused(
        OwnersPage(contract: contract, typed: form["membres"], csrf: context.csrf, errors: rejected.errors).page)
    }
  }

  @Sendable private func showNewLot(_ context: MemberContext) async throws -> Response {
    let (viewer, id) = (context.viewer, try context.id(of: PublicContract.self))
    let notices = context.query.all("avis").prefix(NoticeTurning.mostNotices).compactMap { ID<Notice>($0) }
    let (contract, typed) = try await services.database.read { db in
      let lots = try LotProgressStore.list(.contract(id), for: viewer, on: viewer.today, db)
      let records = try notices.compactMap { try NoticeStore.find($0, db)?.record }
      let next = (lots.compactMap { Int($0.lotNumber) }.max() ?? 0) + 1
      return (try ContractStore.find(id, for: viewer, db), NoticeTurning.lots(records, from: next))
    }
    return context.page(
      NewLotsPage(contract: contract, typed: typed, notices: notices.map(\.description), csrf: context.csrf).page)
  }

  @Sendable private func addLots(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, id, now) = (context.viewer, try context.id(of: PublicContract.self), context.now)
    let contract = try await services.database.read { try ContractStore.find(id, for: viewer, $0) }
    do {
      let lots = try NewLotsPage.read(form)
      let notices = form.all("avis").prefix(NoticeTurning.mostNotices).compactMap { ID<Notice>($0) }
      try await services.database.write { db in
        try ContractWriter.add(lots, to: contract, for: viewer, at: now, db)
        for notice in notices where try NoticeStore.find(notice, db) != nil {
          try ContractWriter.link(notice.value, to: id, viewer, now, db)
        }
      }
      let count = FrenchText.count(lots.count, "lot ajouté", "lots ajoutés")
      return context.redirect(to: ContractURLs.contract(id), flash: "\(count).")
    } catch let rejected as FormRejected {
      return context.refused(
        NewLotsPage(
          contract: contract, typed: form["lots"] ?? "", notices: form.all("avis"), csrf: context.csrf,
          errors: rejected.errors
        ).page)
    }
  }
}
