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
    var pages = try await declaration(employer, Self.period(month, context.query["periode"]), context)
    pages.draft = try await draft(pages, context)
    pages.typed = pages.draft?.form ?? Form()
    return context.page(pages.page())
  }

  /// The step before sending: what the draft declares, with the remarks of the checks.
  @Sendable private func review(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    var pages = try await declaration(try wanted(context.query, viewer), context)
    let form = HoursURLs.newStatement(of: pages.employer, pages.period.first, quarter: pages.isQuarter)
    guard let draft = try await draft(pages, context) else { return context.redirect(to: form) }
    pages.typed = draft.form
    var read = DeclarationForm(draft.form, rows: pages.rows, placed: pages.placed)
    guard let lines = try? read.parse() else { return context.redirect(to: form) }
    let (figures, rows, placed) = (read.figures, pages.rows, pages.placed)
    let review = try await services.database.read {
      try DeclarationReview.read(lines, figures, rows: rows, placed: placed, for: viewer, $0)
    }
    return context.page(DeclarationReviewPage(pages: pages, review: review).page())
  }

  @Sendable private func forgetDraft(_ form: Form, _ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let (employer, period) = try wanted(form, viewer)
    try await services.database.write { try StatementDraftStore.forget(employer, period, for: viewer, $0) }
    return context.redirect(
      to: HoursURLs.newStatement(of: employer, period.first, quarter: period.first != period.last),
      flash: "Brouillon effacé.")
  }

  private func draft(_ pages: DeclarationPages, _ context: MemberContext) async throws -> SavedDraft? {
    let (viewer, employer, period) = (context.viewer, pages.employer, pages.period)
    return try await services.database.read { try StatementDraftStore.find(employer, period, for: viewer, $0) }
  }

  /// Whose statement and of when, in an address or a form.
  private func wanted(_ form: Form, _ viewer: Viewer) throws -> (ID<Organisation>, StatementPeriod) {
    guard let employer = viewer.isFacilitator ? ID<Organisation>(form["employeur"] ?? "") : viewer.organisationID,
      let month = try? Month.parse(form["mois"] ?? "")
    else { throw Missing() }
    return (employer, Self.period(month, form["periode"]))
  }

  private func declaration(
    _ wanted: (ID<Organisation>, StatementPeriod), _ context: MemberContext
  ) async throws -> DeclarationPages {
    try await declaration(wanted.0, wanted.1, context)
  }

  private func declaration(
    _ employer: ID<Organisation>, _ period: StatementPeriod, _ context: MemberContext
  ) async throws -> DeclarationPages {
    let (viewer, csrf, clock) = (context.viewer, context.csrf, context.territoryClock)
    return try await services.database.read { try Self.pages(employer, period, for: viewer, csrf, clock, $0) }
  }

  /// Keeps what was typed and leads to the step before sending; from that step, receives the statement.
  @Sendable private func receive(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, services) = (context.viewer, services)
    var pages = try await declaration(try wanted(form, viewer), context)
    pages.typed = form
    let (employer, period) = (pages.employer, pages.period)
    let isSent = form["etape"] == "envoyer"
    let statement: ReceiveStatement
    do throws(FormRejected) {
      statement = try Self.statement(form, pages)
    } catch {
      return context.refused(pages.page(errors: error.errors))
    }
    guard isSent else {
      try await services.database.write {
        try StatementDraftStore.save(form, employer, period, for: viewer, at: services.now, $0)
      }
      return context.redirect(
        to: HoursURLs.reviewStatement(of: employer, period.first, quarter: pages.isQuarter))
    }
    let received = try await services.database.write { db in
      let received = try statement.run(for: viewer, at: services.now, db)
      try StatementDraftStore.forget(employer, period, for: viewer, db)
      return received
    }
    return context.redirect(
      to: received.id.map { HoursURLs.statement($0) } ?? HoursURLs.gaps, flash: Self.thanks(received, statement),
      tone: received.tone)
  }

  private static func statement(_ form: Form, _ pages: DeclarationPages) throws(FormRejected) -> ReceiveStatement {
    var read = DeclarationForm(form, rows: pages.rows, placed: pages.placed)
    let declarant = read.declarant()
    let lines = try read.parse()
    return ReceiveStatement(
      employer: pages.employer, employerName: pages.employerName, period: pages.period, lines: lines,
      figures: read.figures, recordsNothingElse: pages.rows.isEmpty, declarant: declarant,
      seen: Int64(form["vu"] ?? "") ?? 0)
  }

  private static func thanks(_ received: ReceiveStatement.Received, _ statement: ReceiveStatement) -> String {
    let hours = statement.lines.filter { $0.entry.kind != .absence }.map(\.entry.declared).sum
    var sentence =
      received.id == nil
      ? "Chiffres enregistrés, comparés à ceux de l’employeur."
      : "Relevé \(FrenchText.of(statement.period.french)) reçu\u{202F}: \(hours.french)\u{202F}h déclarées."
    if received.gaps > 0 {
      sentence +=
        " \(FrenchText.count(received.gaps, "écart", "écarts")) avec l’employeur à expliquer, dans les heures comparées."
    }
    for year in received.frozenYears {
      sentence += " L’année \(year) est arrêtée\u{202F}: ces heures sont une régularisation, l’arrêté ne change pas."
    }
    return sentence
  }

  /// The month, or its quarter.
  private static func period(_ month: Month, _ wanted: String?) -> StatementPeriod {
    (wanted == "trimestre" ? Rhythm.quarterly : .monthly).period(containing: month)
  }

  private static func pages(
    _ employer: ID<Organisation>, _ period: StatementPeriod, for viewer: Viewer, _ csrf: String,
    _ clock: TerritoryClock, _ db: any Connection
  ) throws -> DeclarationPages {
    DeclarationPages(
      viewer: viewer, csrf: csrf, employer: employer,
      employerName: try DeclarationStore.employer(employer, for: viewer, db), period: period,
      rows: try DeclarationStore.rows(of: employer, period, for: viewer, db),
      placed: try DeclarationStore.placed(with: employer, period, for: viewer, db),
      last: try DeclarationStore.lastFigures(of: employer, before: period.first, for: viewer, db),
      received: try StatementStore.list(
        StatementFilter(employer: employer, month: period.last), for: viewer, limit: 5, db),
      frozenYears: try StatementStore.frozenYears(viewer.territoryID, db),
      seen: try StatementStore.latest(of: employer, in: viewer.territoryID, db), clock: clock)
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
        source: try HoursFileStore.source(of: id, for: viewer, db))
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
  var territoryClock: TerritoryClock { TerritoryClock(zone: session.timeZone) }
}
