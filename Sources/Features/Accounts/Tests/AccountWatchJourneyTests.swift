// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite struct AccountWatchJourneyTests {
  @Test("an account is suspended and taken up again, at once for its sessions", arguments: Engine.available)
  func suspension(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.administrator)
      let company = browser.another()
      try company.enter(sample.company)
      #expect(try await company.get("/aujourdhui").status == 200)
      let path = "/administration/comptes/\(sample.company.membership)"
      let page = try await browser.submit(path + "/suspension", [])
      #expect(page.body.contains("Comptes suspendus") && page.body.contains("Léa Leduc") && htmlFaults(page.body) == [])
      #expect(try await company.get("/aujourdhui").status == 303)
      #expect(try await browser.post(path + "/suspension", []).status == 404)
      let back = try await browser.submit(path + "/reprise", [])
      #expect(!back.body.contains("Comptes suspendus") && back.body.contains("Léa Leduc"))
      let mine = "/administration/comptes/\(sample.administrator.membership)/suspension"
      #expect(try await browser.post(mine, []).status == 409)
      let other = "/administration/comptes/\(sample.neighbour.membership)/suspension"
      #expect(try await browser.post(other, []).status == 404)
    }
  }

  @Test("a session of the territory is ended from the list; one's own is not", arguments: Engine.available)
  func sessions(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.administrator)
      let (company, neighbour) = (browser.another(), browser.another())
      try company.enter(sample.company)
      try neighbour.enter(sample.neighbour)
      let page = try await browser.get("/administration")
      #expect(page.body.contains("la vôtre") && !page.body.contains("Nora Voisin"))
      let pattern = #//administration/sessions/([0-9a-f]+)/fin/#
      let keys = Set(page.body.matches(of: pattern).map { String($0.1) })
      #expect(keys.count == 1)
      let key = try #require(keys.first)
      #expect(try await browser.post("/administration/sessions/\(key)/fin", []).status == 303)
      #expect(try await company.get("/aujourdhui").status == 303)
      #expect(try await browser.post("/administration/sessions/\(key)/fin", []).status == 409)
      #expect(try await neighbour.get("/aujourdhui").status == 200)
    }
  }

  @Test("refused passwords are listed, and the wait is lifted", arguments: Engine.available)
  func attempts(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      for _ in 0..<SignInLimit.perAccount {
        _ = try await browser.another().post(
          "/connexion", [("email", "lealeduc@val.example"), ("password", "mauvais mot de passe")])
      }
      try browser.enter(sample.administrator)
      let page = try await browser.get("/administration")
      #expect(page.body.contains("en attente") && page.body.contains("Lever l’attente") && htmlFaults(page.body) == [])
      let path = "/administration/comptes/\(sample.company.membership)/essais"
      let lifted = try await browser.submit(path, [])
      #expect(!lifted.body.contains("en attente") && lifted.body.contains("Aucun mot de passe refusé"))
    }
  }

  @Test("one account holds several roles, and changes from one to the other", arguments: Engine.available)
  func severalRoles(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.administrator)
      let form = try await browser.get("/administration/comptes/nouveau?acces=\(sample.company.membership)")
      #expect(form.body.contains("lealeduc@val.example") && form.body.contains("Léa Leduc"))
      #expect(
        try await browser.get("/administration/comptes/nouveau?acces=\(sample.neighbour.membership)").status == 404)
      let joined = try await browser.submit(
        "/administration/comptes",
        [
          ("name", "Léa Leduc"), ("email", "lealeduc@val.example"), ("role", "structure"),
          ("organisation", "\(sample.garden)"),
        ])
      #expect(joined.body.contains("le rôle s’y ajoute"))
      let second = try await site.database.read { db -> Int64 in
        try db.value("SELECT MAX(id) FROM membership WHERE account_id = \(sample.company.account)") ?? 0
      }
      try browser.enter(sample.company)
      #expect(try await browser.get("/aujourdhui").body.contains("Changer de rôle"))
      #expect(htmlFaults(try await browser.get("/roles").body) == [])
      #expect(try await browser.post("/roles", [("membership", "\(second)")]).status == 303)
      #expect(try await browser.get("/mon-organisme").location == "/entreprises/\(sample.garden)")
      #expect(try await browser.post("/roles", [("membership", "\(sample.facilitator.membership)")]).status == 404)
    }
  }
}
