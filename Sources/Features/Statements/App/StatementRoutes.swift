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
        try DeclarationStore.employers(for: viewer, $0).map(Named.init)
      }
      return context.page(DeclarationChoicePages.choose(employers.map { ($0.id, $0.name) }, month: month))
    }
    let period = Self.period(month, context.query["periode"])
    let csrf = context.csrf
    let pages = try await services.database.read { try Self.pages(employer, period, for: viewer, csrf, $0) }
    return context.page(pages.page())
  }

  private struct Named: Sendable {
    let id: ID<Organisation>
    let name: String
    init(_ pair: (id: ID<Organisation>, name: String)) { (id, name) = (pair.id, pair.name) }
  }

  @Sendable private func receive(_ form: Form, _ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let csrf = context.csrf
    guard let employer = viewer.isFacilitator ? ID<Organisation>(form["employeur"] ?? "") : viewer.organisationID,
      let month = try? Month.parse(form["mois"] ?? "")
    else { throw Missing() }
    let period = Self.period(month, form["periode"])
    var pages = try await services.database.read { try Self.pages(employer, period, for: viewer, csrf, $0) }
    var read = DeclarationForm(form, rows: pages.rows)
    let statement: ReceiveStatement
    do throws(FormRejected) {
      let declarant = read.declarant()
      let lines = try read.parse()
      statement = ReceiveStatement(
        employer: employer, employerName: pages.employerName, period: period, lines: lines, declarant: declarant,
        seen: Int64(form["vu"] ?? "") ?? 0)
    } catch {
      pages.typed = form
      return context.refused(pages.page(errors: error.errors))
    }
    let services = services
    let received = try await services.database.write { try statement.run(for: viewer, at: services.now, $0) }
    return context.redirect(to: HoursURLs.statement(received.id), flash: Self.thanks(received, statement, viewer))
  }

  private static func thanks(_ received: ReceiveStatement.Received, _ statement: ReceiveStatement, _ viewer: Viewer)
    -> String
  {
    let hours = statement.lines.filter { $0.entry.kind != .absence }.map(\.entry.declared).sum
    var sentence = "Relevé de \(statement.period.french) reçu\u{202F}: \(hours.french)\u{202F}h déclarées."
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
    _ employer: ID<Organisation>, _ period: StatementPeriod, for viewer: Viewer, _ csrf: String, _ db: any Connection
  ) throws -> DeclarationPages {
    DeclarationPages(
      viewer: viewer, csrf: csrf, employer: employer,
      employerName: try DeclarationStore.employer(employer, for: viewer, db), period: period,
      rows: try DeclarationStore.rows(of: employer, period, for: viewer, db),
      last: try DeclarationStore.lastFigures(of: employer, before: period.first, for: viewer, db),
      received: try StatementStore.list(
        StatementFilter(employer: employer, month: period.last), for: viewer, limit: 5, db),
      frozenYears: try StatementStore.frozenYears(viewer.territoryID, db),
      seen: try StatementStore.latest(of: employer, in: viewer.territoryID, db))
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    context.page(try await pages(context).page())
  }

  private func pages(_ context: MemberContext) async throws -> StatementPages {
    let (id, viewer, clock, csrf) = (
      try context.id(of: Statement.self), context.viewer, context.territoryClock, context.csrf
    )
    return try await services.database.read { db in
      StatementPages(
        viewer: viewer, clock: clock, csrf: csrf, statement: try StatementStore.find(id, for: viewer, db),
        lines: try LineReview.review(try LedgerStore.lines(of: id, for: viewer, db), for: viewer, db),
        history: try Journal.latest(.statement, id.value, in: viewer.territoryID, db))
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
