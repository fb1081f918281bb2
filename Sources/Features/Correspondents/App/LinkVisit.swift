// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import HTTPTypes
import Hummingbird
import NIOCore
import Platform

/// Somebody who came through a standing link: what a handler gets in the place of a session.
struct LinkVisit: Sendable {
  let holder: LinkHolder
  let token: String
  let viewer: Viewer
  let parameters: Parameters
  let query: Form
  let flash: Flash?
  let services: Services

  /// Only who holds the token can make it: a page elsewhere that posts here knows neither.
  var csrf: String { Self.csrf(token) }
  static func csrf(_ token: String) -> String { Token.hash("formulaire:" + token) }
  var clock: TerritoryClock { TerritoryClock(zone: holder.timeZone) }
  var home: String { LinkURLs.home(token) }

  func id<T>(of kind: T.Type = T.self) throws -> ID<T> {
    guard let text = parameters.get("id"), let id = ID<T>(text) else { throw Missing() }
    return id
  }

  /// A page without a menu. `isHome` needs no way back.
  func page(_ page: Page, status: HTTPResponse.Status = .ok, isHome: Bool = false) -> Response {
    let back: HTML? = isHome ? nil : "<p>\(link("Revenir à l’accueil du lien", to: home))</p>"
    var response = LinkAnswers.plain(
      PlainPage(
        title: page.title, subtitle: "\(holder.organisationName) · \(holder.territoryName)", line: page.line,
        demoBanner: services.demonstration?.banner, flash: flash, version: clausierVersion,
        body: "\(page.action)\(page.body)\(back)"), status: status)
    if flash != nil { FlashCookie.clear(on: &response) }
    return response
  }

  func redirect(to path: String, flash sentence: String? = nil, tone: Tone = .fine) -> Response {
    LinkAnswers.closed(Answers.redirect(to: path, flash: sentence.map { Flash(tone, $0) }))
  }

  /// What a step of a statement answers.
  func answer(_ answer: DeclarationSteps.Answer) -> Response {
    switch answer {
    case .page(let page): self.page(page)
    case .refused(let page): self.page(page, status: .unprocessableContent)
    case .goes(let path, let flash, let tone): redirect(to: path, flash: flash, tone: tone)
    }
  }
}

/// Answers of addresses that hold a secret: no search engine keeps them, no other site learns them.
enum LinkAnswers {
  static func plain(_ page: PlainPage, status: HTTPResponse.Status = .ok) -> Response {
    closed(Answers.html(plainDocument(page), status: status))
  }

  static func closed(_ response: Response) -> Response {
    var response = response
    if let referrer = HTTPField.Name("Referrer-Policy") { response.headers[referrer] = "no-referrer" }
    if let robots = HTTPField.Name("X-Robots-Tag") { response.headers[robots] = "noindex, nofollow, noarchive" }
    return response
  }
}

/// Hangs the pages of standing links: a GET reads, a POST carries the token of its form, and both say plainly when a link is dead.
struct LinkDoor {
  let services: Services
  let routes: Routes
  typealias Get = @Sendable (LinkVisit) async throws -> Response
  typealias Post = @Sendable (Form, LinkVisit) async throws -> Response

  func get(_ pattern: String, _ handler: @escaping Get) {
    let services = services
    routes.open(.get, pattern) { request, context in
      guard let visit = try await Self.visit(request, context, services) else { return Self.dead(services) }
      return try await Self.told(visit) { try await handler(visit) }
    }
  }

  func post(_ pattern: String, _ handler: @escaping Post) {
    let services = services
    routes.open(.post, pattern) { request, context in
      guard let visit = try await Self.visit(request, context, services) else { return Self.dead(services) }
      return try await Self.told(visit) {
        let form = try await Routes.form(request)
        guard Token.equal(form[csrfFieldName] ?? "", visit.csrf) else { throw ForgedForm() }
        let now = services.now
        let isCrowded = try await services.database.read { try LinkStore.isCrowded(visit.holder.link, at: now, $0) }
        return isCrowded ? Self.crowded(visit) : try await handler(form, visit)
      }
    }
  }

  /// An act that brings files; those that the handler does not keep are removed.
  /// `most` bytes: what is larger is refused before it is on disk.
  func upload(
    _ pattern: String, most: Int = LinkLimit.uploadBytes,
    _ handler: @escaping @Sendable (Upload, LinkVisit) async throws -> Response
  ) {
    let services = services
    routes.open(.post, pattern) { request, context in
      guard let visit = try await Self.visit(request, context, services) else { return Self.dead(services) }
      return try await Self.told(visit) {
        let now = services.now
        let isCrowded = try await services.database.read { try LinkStore.isCrowded(visit.holder.link, at: now, $0) }
        guard !isCrowded else { return Self.crowded(visit) }
        let upload = try await Routes.upload(request, csrf: visit.csrf, services, most: most)
        defer { upload.removeOthers() }
        return try await handler(upload, visit)
      }
    }
  }

  private static func visit(
    _ request: Request, _ context: SiteContext, _ services: Services
  ) async throws -> LinkVisit? {
    let token = context.parameters.get("jeton") ?? ""
    let found = try await services.database.read { db -> (LinkHolder, Viewer)? in
      guard let holder = try LinkStore.holder(of: token, db) else { return nil }
      let today = services.today(in: holder.timeZone)
      return (holder, holder.viewer(on: today, under: try RuleStore.inForce(on: today, in: holder.territory, db)))
    }
    guard let (holder, viewer) = found else { return nil }
    return LinkVisit(
      holder: holder, token: token, viewer: viewer, parameters: context.parameters,
      query: (try? Form(encoded: (request.uri.query ?? "").utf8)) ?? Form(), flash: FlashCookie.read(request),
      services: services)
  }

  /// A sentence on a page of the link, with the way back to it.
  private static func told(_ visit: LinkVisit, _ body: () async throws -> Response) async throws -> Response {
    do { return try await body() } catch let error as any UserFacingError {
      return visit.page(
        Page(title: ErrorAnswers.title(error.kind), body: notice(.watch, "\(error.sentence)")),
        status: ErrorAnswers.status(error.kind))
    }
  }

  private static func crowded(_ visit: LinkVisit) -> Response {
    visit.page(
      Page(
        title: "Un instant",
        body: notice(
          .watch,
          "Ce lien sert beaucoup depuis un quart d’heure. Attendez un peu, puis renvoyez\u{202F}: rien n’a été enregistré."
        )
      ), status: .tooManyRequests)
  }

  /// The same for a wrong link, a revoked one and that of somebody who left.
  private static func dead(_ services: Services) -> Response {
    LinkAnswers.plain(LinkPages.lost(isDead: true, banner: services.demonstration?.banner), status: .notFound)
  }
}
