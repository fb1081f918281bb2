// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Finds who asks from the session cookie. A wrong or dead cookie is the same as none.
struct SessionMiddleware: RouterMiddleware {
  typealias Context = SiteContext
  let services: Services

  static let cookieName = "clausier_session"

  func handle(
    _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    guard !request.uri.path.hasPrefix("/static/"), let token = request.cookies[Self.cookieName]?.value,
      token.count == 64
    else { return try await next(request, context) }
    var context = context
    let (hash, now) = (Token.hash(token), Instant(services.clock.now()))
    let shown = services.now
    context.signedIn = try await services.database.read { db in
      guard let live = try SessionStore.find(tokenHash: hash, at: now, db) else { return nil }
      let day = shown.day(in: live.timeZone)
      return live.on(day, under: try RuleStore.inForce(on: day, in: live.viewer.territoryID, db))
    }
    if context.signedIn != nil, request.method == .post {
      try await services.database.write { db in try SessionStore.touch(tokenHash: hash, at: now, db) }
    }
    return try await next(request, context)
  }
}

extension SignedIn {
  /// The same session seen on the day that the territory shows (a demonstration stands still), under the rules of that day.
  func on(_ day: Day, under rules: TerritoryRules) -> SignedIn {
    SignedIn(
      viewer: Viewer(
        accountID: viewer.accountID, accountName: viewer.accountName, role: viewer.role,
        territoryID: viewer.territoryID, territoryName: viewer.territoryName, organisationID: viewer.organisationID,
        membershipID: viewer.membershipID, today: day, rules: rules),
      csrf: csrf, tokenHash: tokenHash, colour: colour, timeZone: timeZone, hasOtherRoles: hasOtherRoles)
  }
}
