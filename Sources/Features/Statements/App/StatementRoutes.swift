// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Statements: declaring, validating, deciding line by line, closing.
struct StatementRoutes {
  let services: Services
  private let declarers: Set<Role> = [.facilitator, .company, .structure]

  func add(to routes: Routes) {
    routes.get(HoursURLs.newStatement, declarers, new)
    routes.get(HoursURLs.reviewStatement, declarers, review)
    routes.post(HoursURLs.forgetDraft, declarers, forgetDraft)
    routes.post(HoursURLs.statements, declarers, receive)
    routes.get(HoursURLs.statement, declarers, show)
    routes.post(HoursURLs.validation, .facilitators, validate)
    routes.post(HoursURLs.decision, .facilitators, decide)
    routes.post(HoursURLs.closing, .facilitators, close)
  }

  @Sendable private func new(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let month = (try? Month.parse(context.query["mois"] ?? "")) ?? viewer.today.month.previous
    let chosen = viewer.isFacilitator ? ID<Organisation>(context.query["employeur"] ?? "") : viewer.organisationID
    guard let employer = chosen else {
      let employers = try await services.database.read {
        try DeclarationStore.employers(for: viewer, $0)
      }
      return context.page(DeclarationChoicePages.choose(employers, month: month))
    }
    let period = DeclarationSteps.period(month, context.query["periode"])
    return context.answer(try await steps(context).fill(employer, period))
  }

  @Sendable private func review(_ context: MemberContext) async throws -> Response {
    let (employer, period) = try wanted(context.query, context.viewer)
    return context.answer(try await steps(context).review(employer, period))
  }

  @Sendable private func forgetDraft(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (employer, period) = try wanted(form, context.viewer)
    return context.answer(try await steps(context).forget(employer, period))
  }

  @Sendable private func receive(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (employer, period) = try wanted(form, context.viewer)
    return context.answer(try await steps(context).receive(form, employer, period))
  }

  private func steps(_ context: MemberContext) -> DeclarationSteps {
    DeclarationSteps(services: services, viewer: context.viewer, csrf: context.csrf, clock: context.territoryClock)
  }

  /// Whose statement and of when, in an address or a form.
  private func wanted(_ form: Form, _ viewer: Viewer) throws -> (ID<Organisation>, StatementPeriod) {
    guard let employer = viewer.isFacilitator ? ID<Organisation>(form["employeur"] ?? "") : viewer.organisationID,
      let month = try? Month.parse(form["mois"] ?? "")
    else { throw Missing() }
    return (employer, DeclarationSteps.period(month, form["periode"]))
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    var pages = try await pages(context)
    pages.chosen = context.query["ligne"].flatMap { ID($0) }
    return context.page(pages.page())
  }

  private func pages(_ context: MemberContext) async throws -> StatementPages {
    let (id, viewer, clock, csrf) = (
      try context.id(of: Statement.self), context.viewer, context.territoryClock, context.csrf
    )
    return try await services.database.read { db in
      StatementPages(
        viewer: viewer, clock: clock, csrf: csrf, statement: try StatementStore.find(id, for: viewer, db),
        lines: try LineReview.review(try LedgerStore.lines(of: id, for: viewer, db), for: viewer, db),
        history: try Journal.latest(.statement, id.value, in: viewer.territoryID, db),
        source: try HoursFileStore.source(of: id, for: viewer, db),
        proofs: ProofCover(
          lines: try ProofStore.lines(of: id, for: viewer, db),
          pieces: try ProofStore.list(of: id, for: viewer, db).filter { $0.removedAt == nil }.map(\.piece)))
    }
  }

  @Sendable private func validate(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, services) = (try context.id(of: Statement.self), context.viewer, services)
    let act = ValidateCleanLines(statement: id, lines: Set(form.all("ligne").compactMap { ID<HoursLine>($0) }))
    let kept = try await services.database.write { try act.run(for: viewer, at: services.now, $0) }
    return context.redirect(to: HoursURLs.statement(id), flash: "\(kept.french)\u{202F}h retenues.")
  }

  @Sendable private func decide(_ form: Form, _ context: MemberContext) async throws -> Response {
    let id = try context.id(of: Statement.self)
    let line = try context.id("line", of: HoursLine.self)
    do {
      let act = try DecisionForm(form).act(line, in: id)
      let (viewer, services) = (context.viewer, services)
      let decision = try await services.database.write { try act.run(for: viewer, at: services.now, $0) }
      return context.redirect(to: HoursURLs.statement(id), flash: decision.sentence)
    } catch let error as any UserFacingError {
      guard let errors = DecisionForm.errors(error) else { throw error }
      var pages = try await pages(context)
      pages.refused = (line, form, errors)
      return context.refused(pages.page())
    }
  }

  @Sendable private func close(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, services) = (try context.id(of: Statement.self), context.viewer, services)
    try await services.database.write { try CloseStatement(statement: id).run(for: viewer, at: services.now, $0) }
    return context.redirect(
      to: HoursURLs.statement(id), flash: "Relevé clos\u{202F}: il ne rouvre pas, une correction se fait sur la ligne.")
  }
}

extension MemberContext {
  /// What a step of a statement answers, in the shell of an account.
  func answer(_ answer: DeclarationSteps.Answer) -> Response {
    switch answer {
    case .page(let page): self.page(page)
    case .refused(let page): refused(page)
    case .goes(let path, let flash, let tone): redirect(to: path, flash: flash, tone: tone)
    }
  }

  var territoryClock: TerritoryClock { TerritoryClock(zone: session.timeZone) }
}
