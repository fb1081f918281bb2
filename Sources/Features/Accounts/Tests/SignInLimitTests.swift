// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform
import TestSupport
import Testing

@testable import App

@Suite("A thousand wrong passwords")
struct SignInLimitTests {
  private static func tries(_ email: String = "marie@val.example", _ password: String) -> [(String, String)] {
    [("email", email), ("password", password)]
  }

  @Test(
    "guessing on one account stops after a few, and its owner still signs in from a device of theirs",
    arguments: Engine.available)
  func oneAccount(engine: Engine) async throws {
    let site = try TestSite(engine)
    try await SignInJourneyTests.insertFacilitator(site)
    try await site.run { browser in
      let owner = browser.another()
      #expect(try await owner.post("/connexion", Self.tries("marie@val.example", "une phrase longue")).status == 303)
      #expect(try await owner.post("/deconnexion", []).status == 303)
      var answers: [Int: Int] = [:]
      for number in 0..<1000 {
        let guesser = browser.another()
        guesser.forwardedFor = "203.0.113.\(number % 250)"
        answers[
          try await guesser.post("/connexion", Self.tries("marie@val.example", "x\(number)")).status, default: 0] += 1
      }
      #expect(answers == [422: SignInLimit.perAccount, 429: 1000 - SignInLimit.perAccount])
      let elsewhere = browser.another()
      let late = try await elsewhere.post("/connexion", Self.tries("marie@val.example", "une phrase longue"))
      #expect(late.status == 429 && late.body.contains("appareil où vous l’avez déjà fait"))
      #expect(try await owner.post("/connexion", Self.tries("marie@val.example", "une phrase longue")).status == 303)
    }
    let later = site.at("2026-11-24T12:16:00.000Z")
    try await later.run { browser in
      let reply = try await browser.post("/connexion", Self.tries("marie@val.example", "une phrase longue"))
      #expect(reply.status == 303)
    }
  }

  @Test(
    "guessing over many accounts from one address stops, others sign in, and little is kept",
    arguments: Engine.available)
  func manyAccounts(engine: Engine) async throws {
    let site = try TestSite(engine)
    try await SignInJourneyTests.insertFacilitator(site)
    try await site.run { browser in
      var answers: [Int: Int] = [:]
      for number in 0..<1000 {
        let guesser = browser.another()
        // One IPv6 client has all the addresses of its network.
        guesser.forwardedFor = "2001:db8:1:2:\(String(number, radix: 16))::1"
        let fields = Self.tries("inconnu\(number)@val.example", "azertyuiop12")
        answers[try await guesser.post("/connexion", fields).status, default: 0] += 1
      }
      #expect(answers == [422: SignInLimit.perAddress, 429: 1000 - SignInLimit.perAddress])
      let other = browser.another()
      other.forwardedFor = "198.51.100.7"
      #expect(try await other.post("/connexion", Self.tries("marie@val.example", "une phrase longue")).status == 303)
    }
    let kept: Int? = try await site.database.read { try $0.value("SELECT COUNT(*) FROM signin_failure") }
    #expect(kept == 2 * SignInLimit.perAddress)
  }

  @Test("failures of a clock that was ahead lock nobody out, and those of yesterday are forgotten")
  func clock() async throws {
    let site = try TestSite()
    try await SignInJourneyTests.insertFacilitator(site)
    try await site.at("2026-11-26T12:00:00.000Z").run { browser in
      for _ in 0..<SignInLimit.perAccount {
        _ = try await browser.another().post("/connexion", Self.tries("marie@val.example", "x"))
      }
    }
    try await site.run { browser in
      let reply = try await browser.post("/connexion", Self.tries("marie@val.example", "une phrase longue"))
      #expect(reply.status == 303)
    }
    try await site.at("2026-11-28T12:00:00.000Z").run { browser in
      _ = try await browser.another().post("/connexion", Self.tries("marie@val.example", "x"))
    }
    let kept: Int? = try await site.database.read { try $0.value("SELECT COUNT(*) FROM signin_failure") }
    #expect(kept == 2)
  }

  @Test(
    "the client behind a trusted proxy is the one that the proxy says, and nobody else’s word is believed",
    arguments: [
      ("203.0.113.9", ["1.2.3.4"], "203.0.113.9"), ("127.0.0.1", ["1.2.3.4"], "1.2.3.4"),
      ("127.0.0.1", ["6.6.6.6, 1.2.3.4"], "1.2.3.4"), ("127.0.0.1", [], "127.0.0.1"),
      ("127.0.0.1", ["<script>"], "127.0.0.1"), ("10.0.0.2", ["1.2.3.4"], "1.2.3.4"),
      ("127.0.0.1", ["1.2.3.4, 10.0.0.2"], "1.2.3.4"), ("2001:DB8::1", [], "2001:db8:0:0"),
      ("127.0.0.1", ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2"),
    ])
  func address(peer: String, forwarded: [String], client: String) {
    #expect(ClientAddress.of(peer: peer, forwarded: forwarded, trusted: ["10.0.0.2"]) == client)
  }
}
