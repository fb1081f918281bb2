// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform
import Testing

@testable import App
@testable import TestSupport

/// What a door does when the right to open it ends, or the hand that pushes it is not the owner's.
@Suite("Access: sessions, tokens and methods")
struct AccessSessionTests {
  /// Everyone's first page, and one form that its role may post.
  private static let visits: [(role: Role, page: String, form: String)] = [
    (.facilitator, "/aujourdhui", "/entreprises/nouvelle"),
    (.administrator, "/administration", "/administration/comptes"),
    (.buyer, "/marches", "/roles"), (.company, "/heures", "/heures/releves"),
    (.structure, "/heures", "/heures/releves"),
    (.prescriber, "/participants", "/participants/nouveau"), (.elected, "/bilans", "/roles"),
  ]

  private static func person(_ role: Role, _ world: World, side: Int = 0) throws -> World.Person {
    try #require(world.people.first { $0.role == role && $0.side == side })
  }

  @Test(
    "a session that ended, an access that was closed or an account that was suspended opens nothing and changes nothing",
    arguments: Engine.available)
  func ended(engine: Engine) async throws {
    let site = try TestSite(engine)
    let world = try await WorldWriter.write(into: site)
    try await site.run { browser in
      for visit in Self.visits {
        let person = try Self.person(visit.role, world)
        func signedIn() throws -> Browser {
          let own = browser.another()
          try own.enter(person.membership, of: person.account)
          return own
        }
        for end in Ending.allCases {
          let own = try signedIn()
          #expect(try await own.get(visit.page).status == 200, "\(visit.role) \(visit.page)")
          let token = try await own.get("/compte").csrf
          try await site.database.write { try end.happen(to: person, $0) }
          let before = try site.tables()
          let (reply, posted) = (try await own.get(visit.page), try await own.post(visit.form, [], csrf: token))
          for answer in [reply, posted] {
            let isSentAway = answer.status == 303 && answer.location?.hasPrefix("/connexion") == true
            #expect(isSentAway, "\(visit.role), \(end): \(answer.status)")
          }
          #expect(try site.changes(since: before) == [], "\(visit.role), \(end)")
          try await site.database.write { try end.endOver(for: person, $0) }
        }
      }
    }
  }

  /// How a right ends while its owner is signed in.
  private enum Ending: CaseIterable {
    case expired, accessClosed, accountSuspended

    func happen(to person: World.Person, _ db: any Connection) throws {
      let past = "2026-11-24T11:59:59.000Z"
      switch self {
      case .expired: try db.execute("UPDATE session SET expires_at = \(past) WHERE account_id = \(person.account)")
      case .accessClosed: try db.execute("UPDATE membership SET ended_at = \(past) WHERE id = \(person.membership)")
      case .accountSuspended: try db.execute("UPDATE account SET disabled_at = \(past) WHERE id = \(person.account)")
      }
    }

    func endOver(for person: World.Person, _ db: any Connection) throws {
      try db.execute("DELETE FROM session WHERE account_id = \(person.account)")
      try db.execute("UPDATE membership SET ended_at = NULL WHERE id = \(person.membership)")
      try db.execute("UPDATE account SET disabled_at = NULL WHERE id = \(person.account)")
    }
  }

  @Test("a wrong token is refused before anything is looked up: own, neighbour's and unknown answer alike")
  func forged() async throws {
    let walk = try await AccessWalk(.sqlite)
    try await walk.site.run { browser in
      let before = try walk.site.tables()
      try await walk.each(browser) { person, own in
        for route in walk.routes where route.method == "POST" && route.roles?.contains(person.role) == true {
          guard let line = AccessTable.lines["POST \(route.pattern)"] else { continue }
          let unknown = try await own.post(route.addressOfNothing, [], csrf: "faux")
          #expect(unknown.status == 403, "\(person): \(route.pattern): \(unknown.status)")
          let all = walk.objects(line, for: person)
          for objects in [all.first { $0.isAllowed }, all.first { !$0.isAllowed }].compactMap({ $0 }) {
            let reply = try await own.post(
              route.address(of: objects.things), line.typed(walk.world, objects.things.first), csrf: "faux")
            #expect(reply.isLike(unknown), "\(person): \(route.pattern) of \(objects.things): \(reply.status)")
          }
        }
      }
      #expect(try walk.site.changes(since: before) == [])
    }
  }

  @Test("an upload by whom it is not for, or with a wrong token, leaves no file and no row")
  func uploads() async throws {
    let walk = try await AccessWalk(.sqlite)
    let file = [(field: "fichier", name: "avis.csv", content: Array("uid,id\n1,2\n".utf8))]
    let posts = walk.routes.filter { $0.method == "POST" }
    try await walk.site.run { browser in
      let before = try walk.site.tables()
      try await walk.each(browser) { person, own in
        for route in posts {
          guard let line = AccessTable.lines["POST \(route.pattern)"] else { continue }
          let isOpen = line.roles.contains(person.role)
          guard
            !isOpen || route.pattern.hasPrefix("/imports") || route.pattern == "/reprises"
              || route.pattern.hasPrefix("/heures/fichiers")
          else {
            continue
          }
          let reply = try await own.upload(route.addressOfNothing, file, csrf: isOpen ? "faux" : nil)
          #expect([403, 404, 422].contains(reply.status), "\(person): \(route.pattern): \(reply.status)")
        }
      }
      #expect(try walk.site.changes(since: before) == [])
      #expect(walk.site.leftFiles == [])
    }
  }

  @Test("methods that the site does not have look missing, signed in or out, whatever the object")
  func methods() async throws {
    let walk = try await AccessWalk(.sqlite)
    try await walk.site.run { browser in
      let before = try walk.site.tables()
      try await walk.each(browser) { person, own in
        for (place, method) in ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "ZZZ"].enumerated() {
          let missing = try await own.send(method, "/rien")
          // Every method on every sixth address, unless all is asked for.
          for (number, route) in walk.routes.enumerated() where AccessWalk.isWhole || (place + number) % 6 == 0 {
            let reply = try await own.send(method, route.addressOfNothing)
            #expect(
              reply.isLike(missing) && reply.status == 404, "\(person): \(method) \(route.pattern): \(reply.status)")
          }
        }
      }
      #expect(try walk.site.changes(since: before) == [])
    }
  }

  @Test(
    "after a change of territory nothing of the other answers, and the forms of before are refused",
    arguments: Engine.available)
  func territorySwitch(engine: Engine) async throws {
    let site = try TestSite(engine)
    let world = try await WorldWriter.write(into: site)
    let (here, there) = (try Self.person(.facilitator, world), try Self.person(.facilitator, world, side: 1))
    let second = try await site.database.write { db in
      try AccountStore.join(
        here.account, as: .facilitator, in: world.sides[1].territory, organisation: nil, at: Instant(TestSite.now), db)
    }
    let (mine, theirs) = (try #require(world.thing(.lot)), try #require(world.thing(.lot, in: 1)))
    try await site.run { browser in
      try browser.enter(here.membership, of: here.account)
      let old = try await browser.get("/compte").csrf
      #expect(try await browser.get("/lots/\(mine.id)").status == 200)
      #expect(try await browser.get("/lots/\(theirs.id)").status == 404)
      // Somebody else's access is no way in.
      #expect(try await browser.post("/roles", [("membership", "\(there.membership)")]).status == 404)
      #expect(try await browser.post("/roles", [("membership", "\(second)")]).status == 303)
      let unknown = try await browser.get("/lots/987654321")
      #expect(try await browser.get("/lots/\(mine.id)").isLike(unknown))
      #expect(try await browser.get("/lots/\(theirs.id)").status == 200)
      let before = try site.tables()
      // A form that stayed open in another tab belongs to the territory of before: it must not write into this one.
      let late = try await browser.post(
        "/entreprises/nouvelle", [("name", "Nouvelle"), ("employer_kind", "CLASSIQUE")], csrf: old)
      #expect(late.status == 403)
      #expect(late.body.contains("rechargez la page"))
      #expect(try site.changes(since: before) == [])
      try await site.database.write { db in
        try db.execute("UPDATE membership SET ended_at = '2026-11-24T11:00:00.000Z' WHERE id = \(second)")
      }
      #expect(try await browser.get("/lots/\(theirs.id)").status == 303)
    }
  }

  @Test(
    "a stand-in has the colleague's lists from the first day to the last, and no longer", arguments: Engine.available)
  func standIn(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let away = try #require(Day(iso: "2026-11-26"))
    try await site.database.write { db in
      try db.execute("UPDATE public_contract SET facilitator_id = \(sample.colleague.account)")
      try db.execute(
        """
        INSERT INTO absence (territory_id, account_id, stand_in_id, starts_on, ends_on, recorded_at)
        VALUES (\(sample.territory), \(sample.colleague.account), \(sample.facilitator.account), '2026-11-20', \(away),
          '2026-11-19T09:00:00.000Z')
        """)
    }
    try await site.run { browser in
      for (day, isCovered) in [("2026-11-19", false), ("2026-11-26", true), ("2026-11-27", false)] {
        site.clock.move(to: try #require(Day(iso: day)))
        try browser.enter(sample.facilitator)
        let page = try await browser.get("/aujourdhui")
        #expect(page.status == 200)
        #expect(page.body.contains("mes suppléances") == isCovered, "\(day)")
      }
    }
  }

  @Test("figures for the watching program look missing from elsewhere and to who has no token")
  func metrics() async throws {
    var site = try TestSite()
    site.configure { $0.metricsToken = "jeton" }
    try await site.run { browser in
      let missing = try await browser.get("/rien")
      for headers in [[:], ["Authorization": "Bearer autre"], ["Authorization": "jeton"]] {
        #expect(try await browser.get("/metrics", headers: headers).isLike(missing))
      }
      #expect(try await browser.get("/metrics", headers: ["Authorization": "Bearer jeton"]).status == 200)
    }
  }
}
