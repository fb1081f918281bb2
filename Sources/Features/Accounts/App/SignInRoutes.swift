// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTTPTypes
import Hummingbird
import Platform

/// Signing in and out, changing role, changing one's password.
struct SignInRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.open(.get, AccountURLs.signIn, show)
    routes.open(.post, AccountURLs.signIn, signIn)
    routes.open(.post, AccountURLs.demonstration, enterDemonstration)
    routes.post(AccountURLs.signOut, .everyone, signOut)
    routes.get(AccountURLs.roles, .everyone, roles)
    routes.post(AccountURLs.roles, .everyone, changeRole)
    routes.get(AccountURLs.account, .everyone) { context in
      context.page(accountPage(name: context.viewer.accountName, role: context.viewer.role, csrf: context.csrf))
    }
    routes.post(AccountURLs.password, .everyone, changePassword)
  }

  @Sendable private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    if let session = context.signedIn { return Answers.redirect(to: Section.first(for: session.viewer.role).path) }
    let query = (try? Form(encoded: (request.uri.query ?? "").utf8)) ?? Form()
    return Answers.html(signInPage(try await page(back: query["vers"] ?? "")))
  }

  private func page(email: String = "", back: String = "", error: String? = nil) async throws -> SignInPage {
    let isDemonstration = services.demonstration != nil
    let roles = isDemonstration ? try await services.database.read { try AccountStore.oneOfEachRole($0) } : []
    return SignInPage(
      email: String(email.prefix(254)), back: localPath(back) ?? "", error: error, roles: roles,
      demoBanner: services.demonstration?.banner)
  }

  @Sendable private func signIn(_ request: Request, _ context: SiteContext) async throws -> Response {
    try Self.refuseForeign(request)
    let form = try await Routes.form(request)
    let attempt = Attempt(form, request, context, services)
    guard try await !isLimited(attempt) else {
      let wait =
        "Trop d’essais\u{202F}: attendez un quart d’heure avant de recommencer, ou connectez-vous depuis un appareil où vous l’avez déjà fait. Votre administrateur peut aussi vous donner un nouveau mot de passe."
      return try await again(attempt, wait, status: .tooManyRequests)
    }
    let email = attempt.email
    let found =
      email.utf8.contains(0) ? nil : try await services.database.read { try AccountStore.credentials(email: email, $0) }
    let isRight = try await services.passwords.verify(form["password"] ?? "", against: found?.passwordHash)
    guard let membership = try await firstMembership(of: isRight ? found?.id : nil) else {
      try await services.database.write { db in try attempt.limit(db).recordFailure(at: attempt.now, db) }
      return try await again(
        attempt,
        "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les ou demandez un nouveau mot de passe à votre administrateur.",
        status: .unprocessableContent)
    }
    let device = try await services.database.write { db in
      try attempt.limit(db).forget(db)
      return try KnownDevice.remember(attempt.device, of: membership.accountID, at: attempt.now, db)
    }
    var response = try await enter(membership, back: attempt.back)
    response.setCookie(cookie(KnownDevice.cookieName, device, maxAge: KnownDevice.days * 86_400))
    return response
  }

  /// What came with a sign-in form.
  private struct Attempt: Sendable {
    let email: String
    let back: String
    let address: String
    let device: String?
    let now: Instant

    init(_ form: Form, _ request: Request, _ context: SiteContext, _ services: Services) {
      email = form["email"] ?? ""
      back = form["vers"] ?? ""
      let forwarded = HTTPField.Name("X-Forwarded-For").map { request.headers[values: $0] } ?? []
      address = ClientAddress.of(
        peer: context.peerAddress, forwarded: forwarded, trusted: services.configuration.trustedProxies)
      device = request.cookies[KnownDevice.cookieName]?.value
      now = Instant(services.clock.now())
    }

    func limit(_ db: any Connection) throws -> SignInLimit {
      try SignInLimit(email: email, address: address, deviceToken: device, db)
    }
  }

  private func isLimited(_ attempt: Attempt) async throws -> Bool {
    try await services.database.read { db in try attempt.limit(db).isReached(at: attempt.now, db) }
  }

  private func again(_ attempt: Attempt, _ error: String, status: HTTPResponse.Status) async throws -> Response {
    Answers.html(
      signInPage(try await page(email: attempt.email, back: attempt.back, error: error)), status: status)
  }

  private func firstMembership(of account: ID<Account>?) async throws -> MembershipLine? {
    guard let account else { return nil }
    return try await services.database.read { try AccountStore.memberships(of: account, $0).first }
  }

  /// Only a folder marked as a demonstration opens without a password.
  @Sendable private func enterDemonstration(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard services.demonstration != nil else { throw Missing() }
    try Self.refuseForeign(request)
    let form = try await Routes.form(request)
    let roles = try await services.database.read { try AccountStore.oneOfEachRole($0) }
    guard let line = roles.first(where: { $0.id.description == form["membership"] }) else { throw Missing() }
    return try await enter(line, back: "")
  }

  private func enter(_ membership: MembershipLine, back: String) async throws -> Response {
    let now = Instant(services.clock.now())
    let token = try await services.database.write { db in
      try SessionStore.purge(before: now, db)
      return try SessionStore.open(membership.accountID, membership: membership.id, at: now, db)
    }
    let target = localPath(back).flatMap { $0 == "/" ? nil : $0 }
    var response = Answers.redirect(to: target ?? Section.first(for: membership.role).path)
    response.setCookie(cookie(SessionMiddleware.cookieName, token, maxAge: SessionStore.idleSeconds))
    return response
  }

  private func cookie(_ name: String, _ value: String, maxAge: Int) -> Cookie {
    Cookie(
      name: name, value: value, maxAge: maxAge, path: "/",
      secure: services.configuration.secureCookies, httpOnly: true, sameSite: .lax)
  }

  /// There is no session yet to hold a token: the browser says itself where the form comes from.
  private static func refuseForeign(_ request: Request) throws {
    guard let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] else { return }
    guard site == "same-origin" || site == "none" else { throw ForgedForm() }
  }

  @Sendable private func signOut(_ form: Form, _ context: MemberContext) async throws -> Response {
    try await services.database.write { try SessionStore.close(tokenHash: context.session.tokenHash, $0) }
    var response = Answers.redirect(to: AccountURLs.signIn)
    response.setCookie(cookie(SessionMiddleware.cookieName, "", maxAge: 0))
    return response
  }

  @Sendable private func roles(_ context: MemberContext) async throws -> Response {
    let lines = try await services.database.read { try AccountStore.memberships(of: context.viewer.accountID, $0) }
    return context.page(rolesPage(lines, current: context.viewer.membershipID, csrf: context.csrf))
  }

  @Sendable private func changeRole(_ form: Form, _ context: MemberContext) async throws -> Response {
    guard let membership = ID<Membership>(form["membership"] ?? "") else { throw Missing() }
    try await services.database.write { try SessionStore.change(context.session, to: membership, $0) }
    return context.redirect(to: "/")
  }

  @Sendable private func changePassword(_ form: Form, _ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let stored: String? = try await services.database.read { db in
      try db.value("SELECT password_hash FROM account WHERE id = \(viewer.accountID)")
    }
    var errors: [FieldError] = []
    if try await !services.passwords.verify(form["current"] ?? "", against: stored) {
      errors.append(FieldError("current", "Ce n’est pas votre mot de passe actuel."))
    }
    let new = form["new"] ?? ""
    if let weakness = PasswordRule.weakness(of: new) { errors.append(FieldError("new", weakness)) }
    guard errors.isEmpty else {
      return context.refused(
        accountPage(name: viewer.accountName, role: viewer.role, csrf: context.csrf, errors: errors))
    }
    let hash = try await services.passwords.hash(new)
    try await services.database.write { try AccountStore.setPassword(hash, of: viewer.accountID, $0) }
    return Answers.redirect(to: AccountURLs.signIn)
  }
}

/// What a password must be. Length is what protects (ANSSI, CNIL délibération 2022-100).
enum PasswordRule {
  static let minimum = 12

  static func weakness(of password: String) -> String? {
    if password.count < minimum { return "Mot de passe\u{202F}: \(minimum) caractères au moins." }
    if password.utf8.count > Passwords.maximumBytes { return "Mot de passe\u{202F}: beaucoup trop long." }
    if Set(password).count < 5 { return "Mot de passe\u{202F}: trop de caractères identiques." }
    return nil
  }
}
