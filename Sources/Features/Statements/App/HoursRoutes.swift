// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// The first page of hours, lines and their corrections.
struct HoursRoutes {
  let services: Services
  private let declarers: Set<Role> = [.facilitator, .company, .structure]

  func add(to routes: Routes) {
    routes.get(HoursURLs.home, declarers, home)
    routes.post(HoursURLs.closeMonth, .facilitators, closeMonth)
    routes.get(HoursURLs.lines, declarers, lines)
    routes.get(HoursURLs.line, declarers, line)
    routes.post(HoursURLs.lineDays, declarers, addDays)
    routes.get(HoursURLs.correction, .facilitators, correction)
    routes.post(HoursURLs.correction, .facilitators, correct)
  }

  @Sendable private func home(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    // An address of before the filters: the lines of a contract to validate.
    if context.query["mois"] == nil, let contract = ID<PublicContract>(context.query["marche"] ?? "") {
      return context.redirect(to: ContractURLs.toValidate(contract))
    }
    let fields = context.query
    let before = ID<Statement>(fields["avant"] ?? "")
    let home = try await services.database.read { db in
      try Self.home(try HoursQuery(fields, for: viewer, db), before, for: viewer, db)
    }
    return context.page(HoursPages(viewer: viewer, clock: context.territoryClock, csrf: context.csrf).home(home))
  }

  private static func home(
    _ query: HoursQuery, _ before: ID<Statement>?, for viewer: Viewer, _ db: any Connection
  ) throws -> HoursHome {
    let choices = try HoursChoices.read(for: viewer, db)
    guard choices.allows(query.scope) else { throw Missing() }
    var wanted = query.statements(ofMonth: true)
    wanted.state = query.state
    let received = try StatementStore.list(wanted, for: viewer, before: before, limit: LedgerStore.pageSize + 1, db)
    let shown = Array(received.prefix(LedgerStore.pageSize))
    var filter = query.lines(for: viewer)
    (filter.first, filter.last) = (query.month, query.month)
    var open = query.statements(ofMonth: false)
    open.state = .undecided
    let mine = viewer.isFacilitator ? try HoursQuery(Form(), for: viewer, db).scope : .team
    return HoursHome(
      query: query, mine: mine, choices: choices, totals: try LedgerStore.totals(filter, for: viewer, db),
      undecided: viewer.isFacilitator ? try StatementStore.list(open, for: viewer, db) : [],
      asked: try ExpectedStatements.list(query.month, contracts: query.expected, for: viewer, db), received: shown,
      next: received.count > shown.count ? shown.last?.id : nil, daysAsked: try daysAsked(viewer, db),
      gaps: try UserFigureStore.asked(for: viewer, db), questions: try LineQuestionStore.waiting(for: viewer, db))
  }

  /// Lines of an employer whose validation covers a part of the month and whose days are not known.
  private static func daysAsked(_ viewer: Viewer, _ db: any Connection) throws -> [LedgerLine] {
    guard let own = viewer.organisationID else { return [] }
    let filter = LineFilter(employer: own, state: .undecided)
    let lines = try LedgerStore.lines(filter, for: viewer, limit: 200, db)
    return try LineReview.review(lines, for: viewer, db).filter(\.needsDays).map(\.line)
  }

  @Sendable private func closeMonth(_ form: Form, _ context: MemberContext) async throws -> Response {
    guard (try? Month.parse(form["mois"] ?? "")) != nil else { throw Missing() }
    let (viewer, services) = (context.viewer, services)
    let (query, outcome) = try await services.database.write { db in
      let query = try HoursQuery(form, for: viewer, db)
      let act = CloseMonth(month: query.month, filter: query.statements(ofMonth: true))
      return (query, try act.run(for: viewer, at: services.now, db))
    }
    let rest =
      outcome.rest == 0
      ? ""
      : " \(FrenchText.count(outcome.rest, "relevé reste", "relevés restent")) à décider, dans la liste ci-dessous."
    return context.redirect(
      to: query.path(), flash: FrenchText.count(outcome.closed, "relevé clos.", "relevés clos.") + rest,
      tone: outcome.rest == 0 ? .fine : .watch)
  }

  @Sendable private func lines(_ context: MemberContext) async throws -> Response {
    let (viewer, query) = (context.viewer, context.query)
    let filter = LineFilter(query)
    let key = LineKey(query["apres"] ?? "")
    let found = try await services.database.read { db in
      (
        lines: try LedgerStore.lines(filter, for: viewer, after: key, limit: LedgerStore.pageSize + 1, db),
        totals: try LedgerStore.totals(filter, for: viewer, db),
        // Of the whole ledger, training is told in the bilans, year by year.
        credits: filter.isNarrow ? try CreditStore.list(filter, for: viewer, db) : []
      )
    }
    let shown = Array(found.lines.prefix(LedgerStore.pageSize))
    let next = found.lines.count > shown.count ? shown.last.map { LineKey(month: $0.month, id: $0.id) } : nil
    let kept = Form(query.fields.filter { $0.name != "apres" })
    let path = next.map { HoursURLs.lines + "?" + kept.with("apres", $0.text).encoded }
    return context.page(
      pages(context).list(
        shown, totals: found.totals, credits: found.credits, title: filter.title, nextPath: path,
        query: kept.encoded))
  }

  @Sendable private func line(_ context: MemberContext) async throws -> Response {
    let shown = try await shown(context)
    return context.page(pages(context).line(shown.line, chain: shown.chain, gap: shown.gap))
  }

  private struct Shown: Sendable {
    let line: ReviewedLine
    let chain: [LedgerLine]
    let gap: HoursGap?
  }

  private func shown(_ context: MemberContext) async throws -> Shown {
    let (id, viewer) = (try context.id(of: HoursLine.self), context.viewer)
    return try await services.database.read { db in
      let line = try LedgerStore.line(id, for: viewer, db)
      guard let reviewed = try LineReview.review([line], for: viewer, db).first else { throw Missing() }
      return Shown(
        line: reviewed, chain: try LedgerStore.chain(of: line, for: viewer, db),
        gap: try UserFigureStore.same(as: line, for: viewer, db))
    }
  }

  @Sendable private func addDays(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, services) = (try context.id(of: HoursLine.self), context.viewer, services)
    do {
      let act = AddDays(line: id, text: form["jours"] ?? "")
      try await services.database.write { try act.run(for: viewer, at: services.now, $0) }
      return context.redirect(to: HoursURLs.line(id), flash: "Jours enregistrés.")
    } catch let error as FormRejected {
      let shown = try await shown(context)
      return context.refused(
        pages(context).line(shown.line, chain: shown.chain, gap: shown.gap, typed: form, errors: error.errors))
    }
  }

  @Sendable private func correction(_ context: MemberContext) async throws -> Response {
    context.page(try await correctionPages(context).page())
  }

  private func correctionPages(_ context: MemberContext) async throws -> CorrectionPages {
    let (id, viewer, csrf) = (try context.id(of: HoursLine.self), context.viewer, context.csrf)
    return try await services.database.read { db in
      let line = try LedgerStore.line(id, for: viewer, db)
      try CorrectLine.check(line)
      return CorrectionPages(
        line: line, csrf: csrf, places: try LedgerStore.places(of: line, for: viewer, db),
        frozenYears: try StatementStore.frozenYears(viewer.territoryID, db))
    }
  }

  @Sendable private func correct(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, services) = (context.viewer, services)
    var pages = try await correctionPages(context)
    do {
      let act = try CorrectionForm(form, line: pages.line, places: pages.places).act()
      let done = try await services.database.write { try act.run(for: viewer, at: services.now, $0) }
      // A cookie carries it: the first remarks are the gravest, the others stand on the line's page.
      let said = done.remarks.prefix(3).map { " \(FrenchText.capitalised($0.severity.french))\u{202F}: \($0.sentence)" }
      return context.redirect(
        to: HoursURLs.statement(done.statement),
        flash: "Ligne corrigée\u{202F}: l’ancienne reste lisible.\(said.joined())",
        tone: done.remarks.isClean ? .fine : .watch)
    } catch let error as any UserFacingError {
      guard let errors = CorrectionForm.errors(error) else { throw error }
      pages.typed = form
      return context.refused(pages.page(errors: errors))
    }
  }

  private func pages(_ context: MemberContext) -> LinePages {
    LinePages(viewer: context.viewer, clock: context.territoryClock, csrf: context.csrf)
  }
}

extension LineFilter {
  /// Reads the filter of an address; what is unreadable does not filter.
  init(_ query: Form) {
    self.init()
    lot = query["lot"].flatMap { ID($0) }
    contract = query["marche"].flatMap { ID($0) }
    engagement = query["engagement"].flatMap { ID($0) }
    participant = query["personne"].flatMap { ID($0) }
    employment = query["contrat"].flatMap { ID($0) }
    employer = query["employeur"].flatMap { ID($0) }
    let followers = query.all("suivi").compactMap { ID<Account>($0) }
    facilitators = followers.isEmpty ? nil : followers
    first = query["de"].flatMap { try? Month.parse($0) }
    last = query["a"].flatMap { try? Month.parse($0) }
    kind = query["nature"].flatMap { HoursKind(rawValue: $0) }
    state = query["etat"].flatMap { State(rawValue: $0) }
  }

  /// « Lignes à valider, octobre 2026 »
  var title: String {
    var parts: [String] = []
    if let state { parts.append(state.french) }
    if let kind { parts.append(kind.french) }
    if let first, let last { parts.append(StatementPeriod(first: first, last: last).french) }
    return (["Lignes"] + (parts.isEmpty ? [] : [parts.joined(separator: ", ")])).joined(separator: " ")
  }
}
