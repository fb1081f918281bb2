// SPDX-License-Identifier: EUPL-1.2
public import Database
public import Domain
public import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
public import Logging
import NIOCore
public import Platform

@testable import App

/// A whole site for one test: its own database, a fixed clock, a fast password hash, no socket.
public struct TestSite: Sendable {
  public let database: Database
  /// What time it is on the site.
  public let clock: TestClock
  private(set) var services: Services

  /// Midday UTC on 24 November 2026, the day of the demonstration.
  public static let now = Date(timeIntervalSince1970: 1_795_521_600)

  public init(_ engine: Engine = .sqlite) throws {
    self.init(on: try engine.makeDatabase(migrations: AppMigrations.all))
  }

  /// A site on a database made otherwise.
  public init(on database: Database) {
    let clock = TestClock(Self.now)
    self.clock = clock
    self.database = database
    var configuration = Configuration(environment: [:])
    configuration.secureCookies = false
    configuration.dataFolder =
      FileManager.default.temporaryDirectory.appending(path: "clausier-\(UUID().uuidString)").path
    services = Services(
      database: database, configuration: configuration, clock: WallClock { clock.now },
      passwords: Passwords(cost: .light))
  }

  private init(_ database: Database, _ clock: TestClock, _ services: Services) {
    (self.database, self.clock, self.services) = (database, clock, services)
  }

  /// The same site at another moment, `2025-06-30T10:00:00.000Z`; the usual one when the text is no moment.
  public func at(_ moment: String) -> TestSite {
    let clock = TestClock(Instant(text: moment)?.date ?? Self.now)
    return TestSite(
      database, clock,
      Services(
        database: database, configuration: services.configuration, clock: WallClock { clock.now },
        passwords: services.passwords))
  }

  /// Changes the settings of the site.
  public mutating func configure(_ change: (inout Configuration) -> Void) {
    var configuration = services.configuration
    change(&configuration)
    services = Services(
      database: database, configuration: configuration, clock: services.clock, passwords: services.passwords,
      log: services.log)
  }

  /// The same site, whose requests are told to this log.
  public func logging(to log: Logger) -> TestSite {
    TestSite(
      database, clock,
      Services(
        database: database, configuration: services.configuration, clock: services.clock,
        passwords: services.passwords, log: log))
  }

  /// A hash as accounts keep them, at the tests' cost.
  public func hash(_ password: String) async throws -> String { try await services.passwords.hash(password) }

  /// Runs requests against the router.
  public func run<Value>(_ body: @escaping @Sendable (Browser) async throws -> Value) async throws -> Value {
    let routes = Web.routes(services)
    let application = Application(responder: routes.router.buildResponder())
    return try await application.test(.router) { client in try await body(Browser(client: client, services: services)) }
  }

  /// Runs the site on a socket of its own, on a free port of this machine: for what only a connection shows.
  public func serve<Value: Sendable>(
    _ limits: ConnectionLimits = ConnectionLimits(), _ body: @escaping @Sendable (Int) async throws -> Value
  ) async throws -> Value {
    let application = Application(
      responder: Web.routes(services).router.buildResponder(), server: Web.server(services, limits: limits),
      configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil), logger: services.log)
    return try await application.test(.live) { client in try await body(client.port ?? 0) }
  }
}

/// What one page said.
public struct Reply: Sendable {
  public let status: Int
  public let body: String
  public let location: String?
  public let headers: [String: String]

  /// The anti-forgery token of the first form.
  public var csrf: String {
    guard let range = body.range(of: "name=\"csrf\" value=\"") else { return "" }
    return String(body[range.upperBound...].prefix { $0 != "\"" })
  }

  /// The page without its random tokens, which may hold any three letters.
  public var said: String { csrf.isEmpty ? body : body.replacing(csrf, with: "") }
}

/// A person's browser: keeps cookies, posts forms with their token, follows redirects when asked.
public final class Browser: @unchecked Sendable {
  private let client: any TestClientProtocol
  private let services: Services
  private var cookies: [String: String] = [:]
  /// What the proxy before the site says of the client's address.
  public var forwardedFor: String?

  init(client: any TestClientProtocol, services: Services) {
    (self.client, self.services) = (client, services)
  }

  /// Opens a session in a membership, as the sign-in does.
  public func enter(_ membership: ID<Membership>, of account: ID<Account>) throws {
    let now = Instant(services.clock.now())
    cookies[SessionMiddleware.cookieName] = try services.database.writeNow { db in
      try SessionStore.open(account, membership: membership, at: now, db)
    }
  }

  /// The browser of someone else on the same site, without a session.
  public func another() -> Browser { Browser(client: client, services: services) }

  public func get(_ path: String, headers: [String: String] = [:]) async throws -> Reply {
    try await send(.get, path, body: nil, adding: headers)
  }

  /// Sends a method that pages do not use, without a body.
  public func send(_ method: String, _ path: String) async throws -> Reply {
    guard let method = HTTPRequest.Method(rawValue: method) else { throw Missing() }
    return try await send(method, path, body: nil)
  }

  /// Posts fields with the session's own token.
  public func post(_ path: String, _ fields: [(String, String)], csrf: String? = nil) async throws -> Reply {
    let token = try csrf ?? sessionToken()
    let form = Form([(csrfFieldName, token)] + fields.map { (name: $0.0, value: $0.1) })
    return try await send(.post, path, body: ByteBuffer(string: form.encoded))
  }

  /// Posts a form with files, as browsers do: the token first.
  public func upload(
    _ path: String, _ files: [(field: String, name: String, content: [UInt8])], fields: [(String, String)] = [],
    csrf: String? = nil, cut: Int = 0
  ) async throws -> Reply {
    let token = try csrf ?? sessionToken()
    var body = Array("--limite\r\nContent-Disposition: form-data; name=\"\(csrfFieldName)\"\r\n\r\n\(token)\r\n".utf8)
    for (name, value) in fields {
      body += Array("--limite\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    for file in files {
      let head = "Content-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\""
      body +=
        Array("--limite\r\n\(head)\r\nContent-Type: application/octet-stream\r\n\r\n".utf8) + file.content + [13, 10]
    }
    body += Array("--limite--\r\n".utf8)
    return try await send(
      .post, path, body: ByteBuffer(bytes: body.dropLast(cut)), type: "multipart/form-data; boundary=limite")
  }

  /// Posts, expects a redirect, and reads the page it leads to.
  public func submit(_ path: String, _ fields: [(String, String)]) async throws -> Reply {
    let reply = try await post(path, fields)
    guard let location = reply.location else { return reply }
    return try await get(location)
  }

  private func sessionToken() throws -> String {
    guard let token = cookies[SessionMiddleware.cookieName] else { return "" }
    return try services.database.readNow { db in
      try db.value("SELECT csrf FROM session WHERE token_hash = \(Token.hash(token))") ?? ""
    }
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, body: ByteBuffer?, type: String = "application/x-www-form-urlencoded",
    adding more: [String: String] = [:]
  ) async throws -> Reply {
    var headers = HTTPFields()
    for (name, value) in more { if let field = HTTPField.Name(name) { headers[field] = value } }
    if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
    if let forwardedFor, let name = HTTPField.Name("X-Forwarded-For") { headers[name] = forwardedFor }
    if body != nil { headers[.contentType] = type }
    return try await client.execute(
      uri: path, method: method, headers: headers, body: body
    ) { response in
      self.keep(response.headers[values: .setCookie])
      var named: [String: String] = [:]
      for field in response.headers { named[field.name.canonicalName] = field.value }
      return Reply(
        status: Int(response.status.code), body: String(buffer: response.body),
        location: response.headers[.location], headers: named)
    }
  }

  private func keep(_ lines: [String]) {
    for line in lines {
      let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2 else { continue }
      cookies[String(pair[0])] = line.contains("Max-Age=0") ? nil : String(pair[1])
    }
  }
}
