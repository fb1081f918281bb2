// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// The steps of an employer's statement: fill in, keep a draft, read again, send. An account's pages and a standing link take the
/// same ones.
struct DeclarationSteps: Sendable {
  let services: Services
  let viewer: Viewer
  let csrf: String
  let clock: TerritoryClock
  var door = DeclarationDoor.account
  /// What else is written in the transaction that receives the statement.
  var alongside:
    @Sendable (ReceiveStatement, ReceiveStatement.Received, Certification?, any Connection) throws -> Void =
      { _, _, _, _ in }

  enum Answer: Sendable {
    case page(Page)
    /// Shown again, with what was typed and why it was refused.
    case refused(Page)
    case goes(to: String, flash: String? = nil, tone: Tone = .fine)
  }

  /// The form, with the draft when there is one.
  func fill(_ employer: ID<Organisation>, _ period: StatementPeriod) async throws -> Answer {
    var pages = try await pages(employer, period)
    pages.draft = try await draft(pages)
    pages.typed = pages.draft?.form ?? Form()
    return .page(pages.page())
  }

  /// The step before sending: what the draft declares, with the remarks of the checks.
  func review(_ employer: ID<Organisation>, _ period: StatementPeriod) async throws -> Answer {
    var pages = try await pages(employer, period)
    guard let draft = try await draft(pages) else { return .goes(to: form(pages)) }
    pages.typed = draft.form
    guard let page = try await reviewPage(pages) else { return .goes(to: form(pages)) }
    return .page(page.page())
  }

  func forget(_ employer: ID<Organisation>, _ period: StatementPeriod) async throws -> Answer {
    let viewer = viewer
    try await services.database.write { try StatementDraftStore.forget(employer, period, for: viewer, $0) }
    return .goes(
      to: door.form(of: employer, period.first, quarter: period.first != period.last), flash: "Brouillon effacé.")
  }

  /// Keeps what was typed and leads to the step before sending; from that step, receives the statement.
  func receive(_ form: Form, _ employer: ID<Organisation>, _ period: StatementPeriod) async throws -> Answer {
    var pages = try await pages(employer, period)
    pages.typed = form
    if form["etape"] == "brouillon" { return try await keep(pages) }
    let statement: ReceiveStatement
    do throws(FormRejected) { statement = try Self.statement(form, pages) } catch {
      return .refused(pages.page(errors: error.errors))
    }
    guard form["etape"] == "envoyer" else {
      try await save(pages)
      return .goes(to: door.review(of: employer, period.first, quarter: pages.isQuarter))
    }
    return try await send(statement, pages)
  }

  private func send(_ asked: ReceiveStatement, _ pages: DeclarationPages) async throws -> Answer {
    var statement = asked
    var certification: Certification?
    if door.isLink {
      do throws(FormRejected) { certification = try Certification(reading: pages.typed) } catch {
        guard var page = try await reviewPage(pages) else { return .goes(to: form(pages)) }
        page.errors = error.errors
        return .refused(page.page())
      }
      statement = statement.declared(by: certification?.text ?? "")
    }
    let (viewer, now, period, employer) = (viewer, services.now, pages.period, pages.employer)
    let received = try await services.database.write { [statement, certification, alongside] db in
      let received = try statement.run(for: viewer, at: now, db)
      try StatementDraftStore.forget(employer, period, for: viewer, db)
      try alongside(statement, received, certification, db)
      return received
    }
    return .goes(
      to: received.id.map { door.statement($0) } ?? door.gaps, flash: Self.thanks(received, statement),
      tone: received.tone)
  }

  /// What was typed, as it is, right or wrong: found again on any device.
  private func keep(_ pages: DeclarationPages) async throws -> Answer {
    try await save(pages)
    return .goes(
      to: form(pages),
      flash: "Brouillon enregistré\u{202F}: fermez sans crainte, vous le retrouverez ici. Rien n’est encore envoyé.")
  }

  private func save(_ pages: DeclarationPages) async throws {
    let (viewer, now) = (viewer, services.now)
    try await services.database.write {
      try StatementDraftStore.save(pages.typed, pages.employer, pages.period, for: viewer, at: now, $0)
    }
  }

  private func form(_ pages: DeclarationPages) -> String {
    door.form(of: pages.employer, pages.period.first, quarter: pages.isQuarter)
  }

  private func draft(_ pages: DeclarationPages) async throws -> SavedDraft? {
    let (viewer, employer, period) = (viewer, pages.employer, pages.period)
    return try await services.database.read { try StatementDraftStore.find(employer, period, for: viewer, $0) }
  }

  /// Nil when what was typed cannot be read any more.
  private func reviewPage(_ pages: DeclarationPages) async throws -> DeclarationReviewPage? {
    var read = DeclarationForm(pages.typed, rows: pages.rows, placed: pages.placed)
    guard let lines = try? read.parse() else { return nil }
    let (viewer, figures, rows, placed) = (viewer, read.figures, pages.rows, pages.placed)
    let review = try await services.database.read {
      try DeclarationReview.read(lines, figures, rows: rows, placed: placed, for: viewer, $0)
    }
    return DeclarationReviewPage(pages: pages, review: review)
  }

  private static func statement(_ form: Form, _ pages: DeclarationPages) throws(FormRejected) -> ReceiveStatement {
    var read = DeclarationForm(form, rows: pages.rows, placed: pages.placed)
    let declarant = read.declarant()
    let lines = try read.parse()
    return ReceiveStatement(
      employer: pages.employer, employerName: pages.employerName, period: pages.period, lines: lines,
      figures: read.figures, idle: read.idle, recordsNothingElse: pages.rows.isEmpty, declarant: declarant,
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
  static func period(_ month: Month, _ wanted: String?) -> StatementPeriod {
    (wanted == "trimestre" ? Rhythm.quarterly : .monthly).period(containing: month)
  }

  private func pages(_ employer: ID<Organisation>, _ period: StatementPeriod) async throws -> DeclarationPages {
    let (viewer, csrf, clock, door) = (viewer, csrf, clock, door)
    return try await services.database.read { db in
      DeclarationPages(
        viewer: viewer, csrf: csrf, employer: employer,
        employerName: try DeclarationStore.employer(employer, for: viewer, db), period: period,
        rows: try DeclarationStore.rows(of: employer, period, for: viewer, db),
        placed: try DeclarationStore.placed(with: employer, period, for: viewer, db),
        last: try DeclarationStore.lastFigures(of: employer, before: period.first, for: viewer, db),
        received: try StatementStore.list(
          StatementFilter(employer: employer, month: period.last), for: viewer, limit: 5, db),
        frozenYears: try StatementStore.frozenYears(viewer.territoryID, db),
        seen: try StatementStore.latest(of: employer, in: viewer.territoryID, db), clock: clock, door: door)
    }
  }
}
