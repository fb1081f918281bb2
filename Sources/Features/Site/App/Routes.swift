// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTTPTypes
import Hummingbird
import Platform

/// Where features hang their pages. Closed by default: `get` and `post` say for which roles, and nobody else learns that the
/// address exists; only what is hung by `open` answers someone signed out. Every form is read, bounded and checked for its
/// anti-forgery token before the handler runs.
final class Routes {
  /// One address as it was hung, for the tests that walk them all.
  struct Entry: Sendable, Hashable {
    let method: String
    let pattern: String
    /// Nil for what is open to all.
    let roles: Set<Role>?
  }

  typealias MemberGet = @Sendable (MemberContext) async throws -> Response
  typealias MemberPost = @Sendable (Form, MemberContext) async throws -> Response

  let router: Router<SiteContext>
  let services: Services
  private(set) var entries: [Entry] = []

  init(router: Router<SiteContext>, services: Services) {
    (self.router, self.services) = (router, services)
  }

  /// A page for these roles. A GET changes nothing.
  func get(_ pattern: String, _ roles: Set<Role>, _ handler: @escaping MemberGet) {
    entries.append(Entry(method: "GET", pattern: pattern, roles: roles))
    let services = services
    router.get(RouterPath(pattern)) { request, context in
      guard let member = try Self.member(request, context, roles, services) else { return Answers.signInFirst(request) }
      return try await handler(member)
    }
  }

  /// An act for these roles.
  func post(_ pattern: String, _ roles: Set<Role>, _ handler: @escaping MemberPost) {
    entries.append(Entry(method: "POST", pattern: pattern, roles: roles))
    let services = services
    router.post(RouterPath(pattern)) { request, context in
      guard let member = try Self.member(request, context, roles, services) else { return Answers.signInFirst(request) }
      let form = try await Self.form(request)
      guard Token.equal(form[csrfFieldName] ?? "", member.csrf) else { throw ForgedForm() }
      return try await handler(form, member)
    }
  }

  /// An act that brings files. `handler` keeps those that it wants; the others are removed.
  func upload(
    _ pattern: String, _ roles: Set<Role>,
    _ handler: @escaping @Sendable (Upload, MemberContext) async throws -> Response
  ) {
    entries.append(Entry(method: "POST", pattern: pattern, roles: roles))
    let services = services
    router.post(RouterPath(pattern)) { request, context in
      guard let member = try Self.member(request, context, roles, services) else { return Answers.signInFirst(request) }
      let upload = try await Self.upload(request, csrf: member.csrf, services)
      defer { upload.removeOthers() }
      return try await handler(upload, member)
    }
  }

  /// The answers and files of a posted form whose token is `csrf`; of `most` bytes in all, where that is less than the server takes.
  static func upload(
    _ request: Request, csrf: String, _ services: Services, most: Int = Int.max
  ) async throws -> Upload {
    guard request.headers[.contentType]?.lowercased().hasPrefix("multipart/") == true else {
      let form = try await form(request)
      guard Token.equal(form[csrfFieldName] ?? "", csrf) else { throw ForgedForm() }
      return Upload(form)
    }
    let configuration = services.configuration
    return try await UploadReader(
      folder: configuration.uploadFolder, limit: min(most, configuration.uploadMegabytes << 20), csrf: csrf
    ).read(request)
  }

  /// An address open to all, signed in or not.
  func open(
    _ method: HTTPRequest.Method, _ pattern: String,
    _ handler: @escaping @Sendable (Request, SiteContext) async throws -> Response
  ) {
    entries.append(Entry(method: method.rawValue, pattern: pattern, roles: nil))
    router.on(RouterPath(pattern), method: method) { request, context in try await handler(request, context) }
  }

  private static func member(
    _ request: Request, _ context: SiteContext, _ roles: Set<Role>, _ services: Services
  ) throws -> MemberContext? {
    guard let session = context.signedIn else { return nil }
    guard roles.contains(session.viewer.role) else { throw Missing() }
    let query = (try? Form(encoded: (request.uri.query ?? "").utf8)) ?? Form()
    return MemberContext(
      viewer: session.viewer, csrf: session.csrf, session: session, parameters: context.parameters, query: query,
      flash: FlashCookie.read(request), services: services)
  }

  /// The posted fields. Too large, not text or with too many fields: a sentence, not a crash.
  static func form(_ request: Request) async throws -> Form {
    var request = request
    let type = request.headers[.contentType] ?? ""
    guard type.hasPrefix("application/x-www-form-urlencoded") || type.isEmpty else { throw UnreadableForm() }
    // Said before a byte is read: two gigabytes announced are refused at once.
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Form.maximumBytes {
      throw OversizedForm()
    }
    do {
      let body = try await request.collectBody(upTo: Form.maximumBytes)
      return try Form(encoded: body.readableBytesView)
    } catch is Form.Failure {
      throw UnreadableForm()
    } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
      throw OversizedForm()
    }
  }
}

/// A posted body above what a form may hold.
struct OversizedForm: Error {
  var sentence: String {
    "Cet envoi est trop lourd\u{202F}: un formulaire porte 2\u{202F}Mo au plus, et rien n’a été enregistré. Revenez en arrière, partagez le texte collé en plusieurs envois et recommencez."
  }
}

/// A posted body that is no form of ours.
struct UnreadableForm: UserFacingError {
  var kind: ErrorKind { .invalid }
  var sentence: String {
    "Ce formulaire est illisible\u{202F}: son texte n’est pas de l’UTF-8, ou il a plus de 20\u{202F}000 champs. Rien n’a été enregistré. Revenez en arrière, rechargez la page et renvoyez."
  }
}

/// A form without the token of the session that posts it: sent from elsewhere, or after signing in again.
struct ForgedForm: UserFacingError {
  var kind: ErrorKind { .forbidden }
  var sentence: String {
    "Cette page était ouverte depuis une autre connexion ou un autre rôle, et rien n’a été enregistré. Revenez en arrière, rechargez la page et renvoyez le formulaire."
  }
}

extension Set<Role> {
  static let everyone = Set(Role.allCases)
  static let facilitators: Self = [.facilitator]
  /// Those who employ people.
  static let employers: Self = [.company, .structure]
}
