// SPDX-License-Identifier: EUPL-1.2
import Domain
import Testing

@testable import App
@testable import TestSupport

/// Every address × every role × own, neighbour's and unknown: what one may not open looks like what does not exist.
@Suite("Access: every route, every role, every object")
struct AccessMatrixTests {
  @Test("every address has a line in the access table, and answers the roles that it says")
  func everyRouteIsJudged() throws {
    // What a standing link opens has no role: LinkJourneyTests says whose it is.
    let routes = try TestSite().entries.filter {
      ($0.roles != nil || $0.pattern.contains(":")) && !$0.pattern.hasPrefix(LinkURLs.homePattern)
    }
    for route in routes {
      let name = "\(route.method) \(route.pattern)"
      guard let line = AccessTable.lines[name] else {
        Issue.record("\(name) has no line in Tests/AccessTests: say what it names and who may open it")
        continue
      }
      #expect(route.roles == nil || route.roles == line.roles, "\(name)")
      #expect(route.parameters.count == line.kinds.count, "\(name)")
    }
    let known = Set(routes.map { "\($0.method) \($0.pattern)" })
    for name in AccessTable.lines.keys where !known.contains(name) { Issue.record("\(name) is gone from the router") }
  }

  @Test("what a role may not open answers byte for byte like what does not exist", arguments: Engine.available)
  func pages(engine: Engine) async throws {
    let walk = try await AccessWalk(engine)
    let count = try await walk.site.run { browser in
      var count = Count()
      try await walk.each(browser) { person, own in try await Self.read(as: person, own, walk, &count) }
      return count
    }
    print("access, \(engine): \(count)")
  }

  struct Count: Sendable, CustomStringConvertible {
    var opened = 0
    var refused = 0
    var bytes = 0
    var description: String { "\(opened) opened, \(refused) refused alike, \(bytes) bytes searched for secrets" }
  }

  private static func read(
    as person: World.Person, _ browser: Browser, _ walk: AccessWalk, _ count: inout Count
  ) async throws {
    let (hidden, before) = (walk.hidden(from: person), try walk.site.tables())
    for route in walk.routes where route.method == "GET" {
      guard let line = AccessTable.lines["GET \(route.pattern)"] else { continue }
      let unknown = try await browser.get(route.addressOfNothing)
      let unknownHead = line.kinds.isEmpty ? nil : try await browser.send("HEAD", route.addressOfNothing)
      for (things, isAllowed) in walk.objects(line, for: person) {
        let reply = try await browser.get(route.address(of: things) + line.query(walk.world))
        let what = "\(person): GET \(route.pattern) of \(things): \(reply.status)"
        if isAllowed {
          count.opened += 1
          #expect(reply.status < 400 || reply.status == 409, "\(what)")
        } else {
          count.refused += 1
          #expect(reply.status == 404, "\(what)")
          #expect(reply.isLike(unknown), "\(what) differs from an unknown one")
          if let unknownHead {
            let head = try await browser.send("HEAD", route.address(of: things))
            #expect(head.isLike(unknownHead) && head.body.isEmpty, "HEAD, \(what) differs from an unknown one")
          }
        }
        count.bytes += reply.body.utf8.count
        for secret in reply.shown(hidden) { Issue.record("\(what) shows \(secret.what): \(secret.word)") }
      }
    }
    #expect(try walk.site.changes(since: before) == [], "\(person): reading changed something")
  }

  @Test("a neighbour's identifier in a query answers like an unknown one", arguments: Engine.available)
  func queries(engine: Engine) async throws {
    let walk = try await AccessWalk(engine)
    let count = try await walk.site.run { browser in
      var count = Count()
      try await walk.each(browser) { person, own in try await Self.ask(as: person, own, walk, &count) }
      return count
    }
    print("access, queries, \(engine): \(count)")
  }

  private static func ask(
    as person: World.Person, _ browser: Browser, _ walk: AccessWalk, _ count: inout Count
  ) async throws {
    let hidden = walk.hidden(from: person)
    for query in AccessTable.queries {
      let path = query.path.prefix { $0 != "?" }.replacing("/fichiers/lignes", with: ExportURLs.pattern)
      guard AccessTable.lines["GET \(path)"]?.roles.contains(person.role) != false else { continue }
      let unknown = try await browser.get(query.address(Routes.Entry.unknown))
      let line = AccessTable.Line(roles: [person.role], kinds: [query.kind])
      for (things, isAllowed) in walk.objects(line, for: person) {
        guard let thing = things.first else { continue }
        let reply = try await browser.get(query.address(thing.name))
        count.bytes += reply.body.utf8.count
        for secret in reply.shown(hidden) {
          Issue.record("\(person): \(query) of \(thing) shows \(secret.what): \(secret.word)")
        }
        // In one's own territory a filter may rightly find lines: the secrets above say whether it found too much.
        guard !isAllowed, person.side != thing.side else { continue }
        count.refused += 1
        #expect(reply.status == unknown.status, "\(person): \(query) of \(thing)")
        // The page may repeat what the address said. A workbook holds the moment when it was packed.
        let same = unknown.body.replacing(Routes.Entry.unknown, with: thing.name)
        #expect(reply.body == same || reply.body.hasPrefix("PK"), "\(person): \(query) of \(thing) differs")
      }
    }
  }
}

extension AccessMatrixTests {
  /// How the secrets of a kind begin: what one types to see whether a search tells them.
  private static let beginnings = [
    "zfamix", "prenomix", "chantix", "refx", "lotix", "batix", "mairix", "envolix", "missiox", "operax", "conventix",
    "communix", "contaxt", "courrix",
  ]

  @Test("a search finds for each role what it may read, and nothing else", arguments: Engine.available)
  func searches(engine: Engine) async throws {
    let walk = try await AccessWalk(engine)
    let count = try await walk.site.run { browser in
      var count = Count()
      try await walk.each(browser) { person, own in
        let hidden = walk.hidden(from: person)
        for text in Self.beginnings {
          let reply = try await own.get("/recherche?q=\(text)")
          count.opened += reply.body.contains("Rien trouvé") || reply.status == 404 ? 0 : 1
          count.bytes += reply.body.utf8.count
          for secret in reply.shown(hidden) {
            Issue.record("\(person): a search of \(text) shows \(secret.what): \(secret.word)")
          }
        }
      }
      return count
    }
    #expect(count.opened > 10)
    print("access, searches, \(engine): \(count)")
  }
}

extension AccessTable {
  /// An address whose query names something.
  struct Query: Sendable, CustomStringConvertible {
    let path: String
    let name: String
    let kind: World.Kind
    func address(_ id: String) -> String { path + (path.contains("?") ? "&" : "?") + "\(name)=\(id)" }
    var description: String { "\(path) \(name)" }
  }

  private static let lineFilters: [(name: String, kind: World.Kind)] = [
    ("lot", .lot), ("marche", .contract), ("engagement", .engagement), ("personne", .participant),
    ("contrat", .employment), ("employeur", .organisation), ("suivi", .account),
  ]

  static let queries: [Query] =
    ["/heures/lignes", "/fichiers/lignes?format=csv"].flatMap { path in
      lineFilters.map { Query(path: path, name: $0.name, kind: $0.kind) }
    } + [
      Query(path: "/aujourdhui", name: "pour", kind: .account), Query(path: "/heures", name: "pour", kind: .account),
      Query(path: "/heures", name: "employeur", kind: .organisation),
      Query(path: "/heures", name: "marche", kind: .contract),
      Query(path: "/heures/validation", name: "employeur", kind: .organisation),
      Query(path: "/heures/validation", name: "marche", kind: .contract),
      Query(path: "/heures/releves/nouveau?mois=2026-10", name: "employeur", kind: .organisation),
      Query(path: "/heures/releves/verification?mois=2026-10", name: "employeur", kind: .organisation),
      Query(path: "/heures/fichiers/gabarit?mois=2026-10", name: "employeur", kind: .organisation),
      Query(path: "/marches", name: "pour", kind: .account),
      Query(path: "/marches", name: "acheteur", kind: .organisation),
      Query(path: "/marches/nouveau", name: "operation", kind: .operation),
      Query(path: "/avis", name: "marche", kind: .contract),
      Query(path: "/bilans?annee=2026", name: "donneur", kind: .organisation),
      Query(path: "/bilans/lignes?annee=2026", name: "marche", kind: .contract),
      Query(path: "/bilans/lignes?annee=2026", name: "lot", kind: .lot),
      Query(path: "/fichiers/indicateurs?format=csv&annee=2026", name: "donneur", kind: .organisation),
      Query(path: "/bilans/lignes?annee=2026", name: "employeur", kind: .organisation),
      Query(path: "/bilans/tableau?annee=2026", name: "employeur", kind: .organisation),
      Query(path: "/bilans/tableau?annee=2026&par=mois", name: "lot", kind: .lot),
      Query(path: "/fichiers/tableau?format=csv&annee=2026", name: "marche", kind: .contract),
      Query(path: "/participants/nouveau", name: "personne", kind: .participant),
      Query(path: "/calibrages/nouveau", name: "lot", kind: .lot),
      Query(path: "/echanges", name: "lot", kind: .lot),
      Query(path: "/echanges", name: "entreprise", kind: .organisation),
      Query(path: "/echanges/nouveau", name: "participant", kind: .participant),
      Query(path: "/administration", name: "acces", kind: .membership),
    ]
}
