// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform
import TestSupport
import Testing

@testable import App

@Suite struct SignInJourneyTests {
  @Test("signed out, a page leads to the sign-in and unknown addresses look missing", arguments: Engine.available)
  func signedOut(engine: Engine) async throws {
    try await TestSite(engine).run { browser in
      let home = try await browser.get("/")
      #expect(home.status == 303 && home.location == "/connexion")
      let roles = try await browser.get("/roles")
      #expect(roles.location == "/connexion?vers=%2Froles")
      #expect(try await browser.get("/nulle-part").status == 404)
      #expect(try await browser.get("/health").status == 200)
      let signIn = try await browser.get("/connexion")
      #expect(signIn.status == 200)
      #expect(htmlFaults(signIn.body) == [])
      #expect(signIn.body.contains("Démonstration") == false)
      #expect(signIn.headers["content-security-policy"]?.contains("default-src 'none'") == true)
    }
  }

  @Test("a right password opens, a wrong one does not, and too many close the door", arguments: Engine.available)
  func password(engine: Engine) async throws {
    let site = try TestSite(engine)
    try await Self.insertFacilitator(site)
    try await site.run { browser in
      let right = try await browser.post(
        "/connexion", [("email", "Marie@Val.example"), ("password", "une phrase longue")])
      #expect(right.status == 303)
      #expect(try await browser.get("/roles").status == 200)
      let out = try await browser.post("/deconnexion", [])
      #expect(out.location == "/connexion")
      for _ in 0..<SignInLimit.perAccount {
        let wrong = try await browser.post("/connexion", [("email", "marie@val.example"), ("password", "x")])
        #expect(wrong.status == 422)
        #expect(wrong.body.contains("ne vont pas ensemble"))
      }
      let limited = try await browser.post(
        "/connexion", [("email", "marie@val.example"), ("password", "une phrase longue")])
      #expect(limited.status == 429)
    }
  }

  @Test(
    "a form without the session's token is refused, and one click opens only a demonstration",
    arguments: Engine.available)
  func forged(engine: Engine) async throws {
    let site = try TestSite(engine)
    let (account, membership) = try await Self.insertFacilitator(site)
    try await site.run { browser in
      #expect(try await browser.post("/connexion/demonstration", [("membership", "1")]).status == 404)
      try browser.enter(membership, of: account)
      #expect(try await browser.post("/deconnexion", [], csrf: "faux").status == 403)
      #expect(try await browser.get("/compte").status == 200)
    }
  }

  @discardableResult
  static func insertFacilitator(_ site: TestSite) async throws -> (ID<Account>, ID<Membership>) {
    let hash = try await site.hash("une phrase longue")
    let now = Instant(TestSite.now)
    return try await site.database.write { db in
      let territory = ID<Territory>(
        try db.insert("INSERT INTO territory (name, created_at) VALUES ('Val d’Orme', \(now)) RETURNING id"))
      let account = try AccountStore.insert(
        name: "Marie Moreau", email: "marie@val.example", passwordHash: hash, at: now, db)
      let membership = try AccountStore.join(account, as: .facilitator, in: territory, organisation: nil, at: now, db)
      return (account, membership)
    }
  }
}
