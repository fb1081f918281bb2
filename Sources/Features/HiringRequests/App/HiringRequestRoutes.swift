// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Validation before the hiring: asked by who employs or orients, answered by the profession.
struct HiringRequestRoutes {
  let services: Services
  static let readers: Set<Role> = HiringSender.roles.union([.facilitator])

  func add(to routes: Routes) {
    routes.get(HiringRequestURLs.list, Self.readers, list)
    routes.get(HiringRequestURLs.new, HiringSender.roles) { context in
      context.page(try await formPage(Form(), context).page)
    }
    routes.post(HiringRequestURLs.new, HiringSender.roles, create)
    routes.get(HiringRequestURLs.newBatch, .employers) { context in
      context.page(try await batchFormPage(Form(), context).page)
    }
    routes.post(HiringRequestURLs.newBatch, .employers, createBatch)
    routes.get(HiringRequestURLs.pattern, Self.readers) { context in
      context.page(try await page(context).page)
    }
    routes.post(HiringRequestURLs.answerPattern, .facilitators, answer)
    routes.post(HiringRequestURLs.withdrawalPattern, HiringSender.roles, withdraw)
    routes.get(HiringRequestURLs.batchPattern, Set<Role>.employers.union([.facilitator])) { context in
      let (id, viewer) = (try context.id(of: HiringBatch.self), context.viewer)
      let requests = try await services.database.read { try HiringRequestStore.batch(id, for: viewer, $0) }
      return context.page(
        HiringBatchPage(
          id: id, requests: requests, viewer: viewer, moment: context.pageMoment, csrf: context.csrf
        ).page)
    }
    routes.post(HiringRequestURLs.validationPattern, .facilitators, validateBatch)
    routes.upload(HiringRequestURLs.papersPattern, HiringSender.roles, addPaper)
    routes.get(HiringRequestURLs.paperPattern, .facilitators, paper)
    routes.post(HiringRequestURLs.paperRemovalPattern, .facilitators, removePaper)
    HiringLinkRoutes(services: services).add(to: routes)
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let after = ID<HiringRequest>(context.query["apres"] ?? "")
    let (open, others) = try await services.database.read { db -> ([HiringRequest], [HiringRequest]) in
      guard viewer.isFacilitator else {
        let all = try HiringRequestStore.list(for: HiringSender(viewer), after: after, db)
        return (all.filter { $0.state == .open }, all.filter { $0.state != .open })
      }
      return (
        try HiringRequestStore.list(isOpen: true, for: viewer, db),
        try HiringRequestStore.list(isOpen: false, after: after, for: viewer, db)
      )
    }
    let size = HiringRequestStore.pageSize
    let paged = viewer.isFacilitator ? others : (open + others).sorted { $0.id > $1.id }
    let last = paged.count > size ? paged[size - 1].id : nil
    return context.page(
      HiringListPage(
        viewer: viewer, open: open, answered: others.filter { one in last.map { one.id >= $0 } ?? true }, next: last,
        moment: context.pageMoment
      ).page)
  }

  private func formPage(_ form: Form, _ context: MemberContext) async throws -> HiringFormPage {
    let sender = try HiringSender(context.viewer)
    let lots = try await services.database.read { try sender.lots($0) }
    return HiringFormPage(sender: sender, lots: lots, form: form, csrf: context.csrf)
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    var page = try await formPage(form, context)
    let (sender, now) = (page.sender, context.now)
    do {
      let draft = try HiringRequestForm.read(form, from: sender, lots: page.lots)
      let id = try await services.database.write { try HiringRequestStore.insert(draft, from: sender, at: now, $0) }
      return context.redirect(
        to: HiringRequestURLs.request(id), flash: "La demande est envoyée. La réponse se lira ici.")
    } catch let rejected as FormRejected {
      page.errors = rejected.errors
      return context.refused(page.page)
    }
  }

  private func batchFormPage(_ form: Form, _ context: MemberContext) async throws -> HiringBatchFormPage {
    let sender = try HiringSender(context.viewer)
    let lots = try await services.database.read { try sender.lots($0) }
    return HiringBatchFormPage(lots: lots, form: form, csrf: context.csrf)
  }

  @Sendable private func createBatch(_ form: Form, _ context: MemberContext) async throws -> Response {
    var page = try await batchFormPage(form, context)
    let (sender, now) = (try HiringSender(context.viewer), context.now)
    do {
      let read = try HiringRequestForm.list(form, from: sender, lots: page.lots)
      let sent = try await services.database.write {
        try HiringRequestStore.insert(read.drafts, from: sender, at: now, $0)
      }
      let known = read.drafts.count - sent.written
      let twice = known == 0 ? "" : " \(FrenchText.count(known, "déjà demandée", "déjà demandées"))."
      let people = FrenchText.count(sent.written, "personne demandée", "personnes demandées")
      guard read.faults.isEmpty else {
        // What was not read stays in the form, the rest is sent.
        page.errors = read.faults.prefix(50).map { FieldError("liste", "Ligne \($0.number)\u{202F}: \($0.sentence)") }
        page.errors.insert(
          FieldError(
            "",
            "\(people).\(twice) Corrigez les lignes ci-dessous et renvoyez-les\u{202F}: les autres ne seront pas demandées deux fois."
          ), at: 0)
        return context.refused(page.page)
      }
      return context.redirect(to: HiringRequestURLs.batch(sent.batch), flash: "\(people).\(twice)")
    } catch let rejected as FormRejected {
      page.errors = rejected.errors
      return context.refused(page.page)
    }
  }

  private func page(_ context: MemberContext) async throws -> HiringPage {
    let (id, viewer) = (try context.id(of: HiringRequest.self), context.viewer)
    return try await services.database.read { db in
      let request = try HiringRequestStore.find(id, for: viewer, db)
      let isToAnswer = viewer.isFacilitator && request.state == .open
      return HiringPage(
        request: request, candidates: isToAnswer ? try HiringAnswerStore.candidates(for: request, for: viewer, db) : [],
        viewer: viewer, moment: context.pageMoment, csrf: context.csrf,
        given: viewer.isFacilitator ? [] : try PaperStore.given(to: id, for: HiringSender(viewer), db),
        papers: viewer.isFacilitator ? try PaperStore.list(of: id, for: viewer, db) : [])
    }
  }

  @Sendable private func addPaper(_ upload: Upload, _ context: MemberContext) async throws -> Response {
    let (id, sender) = (try context.id(of: HiringRequest.self), try HiringSender(context.viewer))
    do {
      let sentence = try await AddPaper(services: services, sender: sender).run(upload, to: id)
      return context.redirect(to: HiringRequestURLs.request(id), flash: sentence)
    } catch let rejected as FormRejected {
      var page = try await page(context)
      (page.paperForm, page.paperErrors) = (upload.form, rejected.errors)
      return context.refused(page.page)
    }
  }

  /// The bytes of a paper: saved or shown, run by nothing, kept by no browser.
  @Sendable private func paper(_ context: MemberContext) async throws -> Response {
    let (id, viewer) = (try context.id(of: HiringPaper.self), context.viewer)
    let (paper, bytes) = try await services.database.read { db in
      (try PaperStore.find(id, for: viewer, db), try PaperStore.content(of: id, for: viewer, db))
    }
    return ProofRoutes.file(bytes, paper.format, named: "papier-\(id)")
  }

  @Sendable private func removePaper(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now) = (try context.id(of: HiringPaper.self), context.viewer, context.now)
    let request = try await services.database.write { db in
      let paper = try PaperStore.find(id, for: viewer, db)
      try PaperStore.remove(id, for: viewer, at: now, db)
      return paper.request
    }
    return context.redirect(to: HiringRequestURLs.request(request), flash: "Le papier est effacé.")
  }

  @Sendable private func answer(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    var page = try await page(context)
    let request = page.request
    do {
      let reply = try HiringReply(form, to: request, on: context.today)
      try await services.database.write { db in
        switch reply {
        case .validated(let person, let decision):
          _ = try HiringAnswerStore.validate(request, as: person, decision, for: viewer, at: now, db)
        case .confirmed(let person): try HiringAnswerStore.confirm(request, as: person, for: viewer, at: now, db)
        case .refused(let reason): try HiringAnswerStore.refuse(request, reason: reason, for: viewer, at: now, db)
        }
      }
      return context.redirect(
        to: HiringRequestURLs.request(request.id), flash: "\(request.senderName) lit la réponse sur sa page.")
    } catch let rejected as FormRejected {
      (page.form, page.errors) = (form, rejected.errors)
      return context.refused(page.page)
    }
  }

  @Sendable private func withdraw(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, sender, now) = (try context.id(of: HiringRequest.self), try HiringSender(context.viewer), context.now)
    try await services.database.write { try HiringRequestStore.withdraw(id, for: sender, at: now, $0) }
    return context.redirect(to: HiringRequestURLs.list, flash: "La demande est retirée.")
  }

  @Sendable private func validateBatch(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (batch, viewer, now) = (try context.id(of: HiringBatch.self), context.viewer, context.now)
    let ids = form.fields.filter { $0.name == "demande" }.compactMap { ID<HiringRequest>($0.value) }
    let done = try await services.database.write {
      try HiringAnswerStore.validateAll(ids, of: batch, for: viewer, at: now, $0)
    }
    let left = done.left == 0 ? "" : " \(FrenchText.count(done.left, "reste à voir", "restent à voir")) une à une."
    return context.redirect(
      to: HiringRequestURLs.batch(batch),
      flash: "\(FrenchText.count(done.validated, "personne validée", "personnes validées")).\(left)",
      tone: done.left == 0 ? .fine : .watch)
  }
}

/// What a facilitateur answers.
enum HiringReply: Sendable {
  /// Nil: someone new, registered with the answer.
  case validated(ID<Participant>?, EligibilityDecision)
  case confirmed(ID<Participant>)
  case refused(String)

  init(_ form: Form, to request: HiringRequest, on today: Day) throws {
    var read = FormReader(form)
    let isNew = form["person"] == "new"
    switch form["decision"] {
    case "refused":
      let reason = read.optionalText("reason", "Motif du refus", max: 1000)
      if reason.isEmpty, read.errors.isEmpty { read.refuse("reason", "Motif du refus\u{202F}: dites pourquoi.") }
      try read.check()
      self = .refused(reason)
    case "confirm":
      guard let person = ID<Participant>(form["person"] ?? "") else {
        throw FormRejected("person", "Cette personne est\u{202F}: choisissez dans la liste.")
      }
      self = .confirmed(person)
    case "validated":
      guard isNew || ID<Participant>(form["person"] ?? "") != nil else {
        throw FormRejected("person", "Cette personne est\u{202F}: choisissez dans la liste.")
      }
      self = .validated(isNew ? nil : ID<Participant>(form["person"] ?? ""), try EligibilityForm.read(form, on: today))
    default: throw FormRejected("decision", "Réponse\u{202F}: choisissez de valider ou de refuser.")
    }
  }
}
