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
      email: String(email.prefix(254)), back: safePath(back), error: error, roles: roles,
      demoBanner: services.demonstration?.banner)
  }

  @Sendable private func signIn(_ request: Request, _ context: SiteContext) async throws -> Response {
    try Self.refuseForeign(request)
    let form = try await Routes.form(request)
    let (email, address, now) = (form["email"] ?? "", context.remoteAddress, Instant(services.clock.now()))
    let limited = try await services.database.read { db in
      try SignInLimit.isReached(email: email, address: address, at: now, db)
    }
    guard !limited else {
      let wait = "Trop d’essais\u{202F}: attendez un quart d’heure avant de recommencer."
      return Answers.html(
        signInPage(try await page(email: email, back: form["vers"] ?? "", error: wait)), status: .tooManyRequests)
    }
    let found =
      email.utf8.contains(0) ? nil : try await services.database.read { try AccountStore.credentials(email: email, $0) }
    let isRight = await services.passwords.verify(form["password"] ?? "", against: found?.passwordHash)
    let membership = try await firstMembership(of: isRight ? found?.id : nil)
    guard let membership else {
      try await services.database.write { db in
        try SignInLimit.recordFailure(email: email.filter { $0 != "\0" }, address: address, at: now, db)
      }
      let wrong =
        "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les ou demandez un nouveau mot de passe à votre administrateur."
      return Answers.html(
        signInPage(try await page(email: email, back: form["vers"] ?? "", error: wrong)), status: .unprocessableContent)
    }
    try await services.database.write { try SignInLimit.forget(email: email, $0) }
    return try await enter(membership, back: form["vers"] ?? "")
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
    let target = safePath(back)
    var response = Answers.redirect(
      to: target == "/" || target == "#" ? Section.first(for: membership.role).path : target)
    response.setCookie(cookie(token, maxAge: SessionStore.idleSeconds))
    return response
  }

  private func cookie(_ value: String, maxAge: Int) -> Cookie {
    Cookie(
      name: SessionMiddleware.cookieName, value: value, maxAge: maxAge, path: "/",
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
    response.setCookie(cookie("", maxAge: 0))
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
    if await !services.passwords.verify(form["current"] ?? "", against: stored) {
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
