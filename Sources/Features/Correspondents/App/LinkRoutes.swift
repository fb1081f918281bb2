// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import HTTPTypes
import Hummingbird
import Mail
import Platform

/// What an employer's correspondent does through the standing link, without an account.
struct LinkRoutes {
  let services: Services

  func add(to routes: Routes) {
    let door = LinkDoor(services: services, routes: routes)
    door.get(LinkURLs.homePattern, home)
    door.get(LinkURLs.formPattern, fill)
    door.post(LinkURLs.formPattern, receive)
    door.get(LinkURLs.monthsPattern, months)
    door.get(LinkURLs.reviewPattern, review)
    door.post(LinkURLs.forgetPattern, forget)
    door.get(LinkURLs.statementPattern, statement)
    door.get(LinkURLs.lotPattern, lot)
    door.get(LinkURLs.gapPattern, gap)
    door.post(LinkURLs.gapPattern, answerGap)
    LinkQuestionRoutes(services: services).add(to: door)
    LinkFileRoutes(services: services).add(to: door)
    door.get(LinkURLs.agencyPattern) { visit in visit.page(Self.agencyPage(visit, try await agencies(visit)).page) }
    door.post(LinkURLs.agencyPattern, answerAgencies)
    door.get(LinkURLs.colleaguePattern) { visit in
      visit.page(LinkPages.colleague((visit.token, visit.csrf), typed: Form()))
    }
    door.post(LinkURLs.colleaguePattern, pass)
    routes.open(.get, LinkURLs.lost) { _, _ in
      LinkAnswers.plain(LinkPages.lost(isDead: false, banner: services.demonstration?.banner))
    }
    routes.open(.post, LinkURLs.lost, ask)
  }

  @Sendable private func home(_ visit: LinkVisit) async throws -> Response {
    let (viewer, holder) = (visit.viewer, visit.holder)
    let month = viewer.today.month.previous
    let page = try await services.database.read { db in
      var expected = try ExpectedStatements.list(month, for: viewer, db)
      let before = try ExpectedStatements.list(month.previous, for: viewer, db)
      expected += before.filter { one in !expected.contains { $0.period == one.period } }
      return LinkHomePage(
        token: visit.token, questions: (QuestionPages(visit), try LineQuestionStore.waiting(for: viewer, db)),
        organisationName: holder.organisationName, clock: visit.clock,
        employer: holder.organisation, expected: expected, gaps: try UserFigureStore.asked(for: viewer, db),
        agencies: try AgencyHours.waiting(
          at: holder.organisation, since: month.adding(months: -2), for: viewer, db
        ).count,
        lots: try LotProgressStore.list(.territory, for: viewer, on: viewer.today, db),
        received: try StatementStore.list(
          StatementFilter(employer: holder.organisation), for: viewer, limit: 6, db),
        voice: try TeamVoice.of(holder.organisation, in: holder.territory, db), today: viewer.today)
    }
    return visit.page(page.page, isHome: true)
  }

  @Sendable private func months(_ visit: LinkVisit) async throws -> Response {
    let (viewer, holder) = (visit.viewer, visit.holder)
    let page = try await services.database.read { db in
      LinkMonthsPage(
        token: visit.token, employer: holder.organisation,
        months: try LinkMonths.list(holder.organisation, for: viewer, db),
        voice: try TeamVoice.of(holder.organisation, in: holder.territory, db))
    }
    return visit.page(page.page)
  }

  @Sendable private func fill(_ visit: LinkVisit) async throws -> Response {
    visit.answer(try await steps(visit).fill(visit.holder.organisation, Self.period(visit.query, visit)))
  }

  @Sendable private func review(_ visit: LinkVisit) async throws -> Response {
    visit.answer(try await steps(visit).review(visit.holder.organisation, Self.period(visit.query, visit)))
  }

  @Sendable private func forget(_ form: Form, _ visit: LinkVisit) async throws -> Response {
    visit.answer(try await steps(visit).forget(visit.holder.organisation, Self.period(form, visit)))
  }

  @Sendable private func receive(_ form: Form, _ visit: LinkVisit) async throws -> Response {
    let answer = try await steps(visit).receive(form, visit.holder.organisation, Self.period(form, visit))
    if case .goes = answer, form["etape"] != "envoyer" {
      let now = services.now
      try await services.database.write { try LinkStore.log(.draft, of: visit.holder.link, at: now, $0) }
    }
    return visit.answer(answer)
  }

  private static func period(_ form: Form, _ visit: LinkVisit) -> StatementPeriod {
    let month = (try? Month.parse(form["mois"] ?? "")) ?? visit.viewer.today.month.previous
    return DeclarationSteps.period(month, form["periode"])
  }

  /// The same steps as an account's. What the link adds is written with the statement: who certifies, the use of the link, the receipt.
  private func steps(_ visit: LinkVisit) -> DeclarationSteps {
    let (holder, now) = (visit.holder, services.now)
    return DeclarationSteps(
      services: services, viewer: visit.viewer, csrf: visit.csrf, clock: visit.clock, door: .link(visit.home)
    ) { statement, received, certification, db in
      try LinkStore.log(.sent, of: holder.link, at: now, db)
      guard let id = received.id else { return }
      try certification?.write(of: id, in: holder.territory, at: now, db)
      let total = statement.lines.filter { $0.entry.kind != .absence }.map(\.entry.declared).sum
      try Receipt(
        id: id, period: statement.period, total: total, certification: certification, holder: holder
      ).write(at: now, db)
    }
  }

  @Sendable private func statement(_ visit: LinkVisit) async throws -> Response {
    let (id, viewer) = (try visit.id(of: Statement.self), visit.viewer)
    let page = try await services.database.read { db in
      let certified: String? = try db.value(
        """
        SELECT name || ', ' || quality FROM statement_certification
        WHERE statement_id = \(id) AND territory_id = \(viewer.territoryID)
        """)
      return LinkPages.receipt(
        try StatementStore.find(id, for: viewer, db), lines: try LedgerStore.lines(of: id, for: viewer, db),
        certified: certified, clock: visit.clock, proofs: ProofURLs.list(id, visit.token),
        undo: try undo(id, visit, db),
        questions: (
          QuestionPages(visit),
          try LineQuestionStore.waiting(for: viewer, db).filter { $0.line.statement.id == id }
        ))
    }
    return visit.page(page)
  }

  /// The button that takes back a statement which came from a file, while nothing of it is decided.
  private func undo(_ id: ID<Statement>, _ visit: LinkVisit, _ db: any Connection) throws -> HTML? {
    try HoursFileStore.source(of: id, for: visit.viewer, db).map { file in
      postButton(
        "Annuler ce relevé", HoursFileDoor.link(visit.home).undone(file.id), csrf: visit.csrf, look: .destructive)
    }
  }

  @Sendable private func lot(_ visit: LinkVisit) async throws -> Response {
    let (id, viewer) = (try visit.id(of: Lot.self), visit.viewer)
    let most = 200
    let page = try await services.database.read { db in
      guard let progress = try LotProgressStore.list(.lot(id), for: viewer, on: viewer.today, db).first else {
        throw Missing()
      }
      let lines = try LedgerStore.lines(LineFilter(lot: id), for: viewer, limit: most + 1, db)
      return LinkPages.lot(progress, lines: Array(lines.prefix(most)), isCut: lines.count > most)
    }
    return visit.page(page)
  }

  @Sendable private func gap(_ visit: LinkVisit) async throws -> Response {
    visit.page(gapPages(visit).one(try await found(visit)))
  }

  @Sendable private func answerGap(_ form: Form, _ visit: LinkVisit) async throws -> Response {
    let (gap, viewer, now) = (try await found(visit), visit.viewer, services.now)
    do {
      let act = try GapRoutes.read(form, gap.id)
      try await services.database.write { db in
        try act.run(for: viewer, at: now, db)
        try LinkStore.log(.answered, of: visit.holder.link, at: now, db)
      }
      return visit.redirect(to: visit.home, flash: "Réponse enregistrée\u{202F}: les heures retenues ne changent pas.")
    } catch let error as FormRejected {
      return visit.page(gapPages(visit).one(gap, typed: form, errors: error.errors), status: .unprocessableContent)
    }
  }

  private func agencies(_ visit: LinkVisit) async throws -> [AgencyHours] {
    let (viewer, company) = (visit.viewer, visit.holder.organisation)
    return try await services.database.read {
      try AgencyHours.waiting(at: company, since: viewer.today.month.adding(months: -3), for: viewer, $0)
    }
  }

  private static func agencyPage(
    _ visit: LinkVisit, _ waiting: [AgencyHours], typed: Form = Form(), errors: [FieldError] = []
  ) -> AgencyPage {
    AgencyPage(
      path: LinkURLs.agency(visit.token), home: visit.home, csrf: visit.csrf, waiting: waiting, typed: typed,
      errors: errors)
  }

  @Sendable private func answerAgencies(_ form: Form, _ visit: LinkVisit) async throws -> Response {
    let (holder, viewer, now, waiting) = (visit.holder, visit.viewer, services.now, try await agencies(visit))
    do {
      let act = try AnswerAgencyHours(form, waiting)
      try await services.database.write { db in
        try act.run(of: holder.organisation, named: holder.organisationName, for: viewer, at: now, db)
        try LinkStore.log(.answered, of: holder.link, at: now, db)
      }
      return visit.redirect(
        to: visit.home,
        flash: act.contested == 0
          ? "C’est noté\u{202F}: ces heures sont confirmées."
          : "C’est noté. Dites d’où vient chaque écart\u{202F}: rien n’est ajouté d’ici là.")
    } catch let error as FormRejected {
      return visit.page(
        Self.agencyPage(visit, waiting, typed: form, errors: error.errors).page, status: .unprocessableContent)
    }
  }

  private func found(_ visit: LinkVisit) async throws -> HoursGap {
    let (id, viewer) = (try visit.id(of: UserFigure.self), visit.viewer)
    return try await services.database.read { try UserFigureStore.find(id, for: viewer, $0) }
  }

  private func gapPages(_ visit: LinkVisit) -> GapPages {
    GapPages(viewer: visit.viewer, clock: visit.clock, csrf: visit.csrf, standingLink: visit.home)
  }

  @Sendable private func pass(_ form: Form, _ visit: LinkVisit) async throws -> Response {
    let now = services.now
    do {
      let act = try PassLink(reading: form)
      let (holder, viewer) = (visit.holder, visit.viewer)
      try await services.database.write { try act.run(from: holder, as: viewer, at: now, $0) }
      return visit.redirect(
        to: visit.home, flash: "\(act.name) reçoit son lien par courriel. Le vôtre reste valable.")
    } catch let error as FormRejected {
      return visit.page(
        LinkPages.colleague((visit.token, visit.csrf), typed: form, errors: error.errors),
        status: .unprocessableContent)
    }
  }

  /// A new link, to the registered address only: the answer is the same whether it exists or not.
  @Sendable private func ask(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await Routes.form(request)
    let banner = services.demonstration?.banner
    let email = AccountStore.normalised(form["email"] ?? "")
    guard MailAddress(email) != nil else {
      return LinkAnswers.plain(
        LinkPages.lost(
          isDead: false, typed: form,
          errors: [FieldError("email", "Adresse électronique\u{202F}: par exemple prenom.nom@entreprise.fr.")],
          banner: banner), status: .unprocessableContent)
    }
    let forwarded = HTTPField.Name("X-Forwarded-For").map { request.headers[values: $0] } ?? []
    let address = ClientAddress.of(
      peer: context.peerAddress, forwarded: forwarded, trusted: services.configuration.trustedProxies)
    let (shown, real) = (services.now, Instant(services.clock.now()))
    try await services.database.write { try AskForLink(email: email, address: address).run(at: shown, real: real, $0) }
    return LinkAnswers.plain(LinkPages.onItsWay(banner: banner))
  }
}
