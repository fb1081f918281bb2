// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform
import Testing

@testable import App
@testable import TestSupport

/// Every form × every role × objects and references of neighbours: refused, and nothing changes.
@Suite("Access: every act on what is somebody else's")
struct AccessActTests {
  @Test(
    "an act on what is not one’s own is refused like an unknown object, and changes nothing",
    arguments: Engine.available)
  func objects(engine: Engine) async throws {
    let walk = try await AccessWalk(engine)
    let count = try await walk.site.run { browser in
      var count = 0
      try await walk.each(browser) { person, own in try await Self.act(as: person, own, walk, &count) }
      return count
    }
    print("access, \(engine): \(count) acts on objects of others refused")
  }

  private static func act(
    as person: World.Person, _ browser: Browser, _ walk: AccessWalk, _ count: inout Int
  ) async throws {
    let before = try walk.site.tables()
    for route in walk.routes where route.method == "POST" {
      guard let line = AccessTable.lines["POST \(route.pattern)"], !line.crosses else { continue }
      let isOpen = line.roles.contains(person.role)
      guard !line.kinds.isEmpty else {
        guard !isOpen else { continue }
        count += 1
        let reply = try await browser.post(route.pattern, line.typed(walk.world, nil))
        #expect(reply.status == 404, "\(person): POST \(route.pattern): \(reply.status)")
        continue
      }
      let unknown = try await browser.post(route.addressOfNothing, line.typed(walk.world, nil))
      #expect([404, 409].contains(unknown.status), "\(person): POST \(route.pattern) of nothing: \(unknown.status)")
      for (things, isAllowed) in walk.objects(line, for: person) where !isAllowed {
        for fields in [line.typed(walk.world, things.first), []].prefix(AccessWalk.isWhole || isOpen ? 2 : 1) {
          let reply = try await browser.post(route.address(of: things), fields)
          count += 1
          let what = "\(person): POST \(route.pattern) of \(things): \(reply.status)"
          #expect(reply.status == 404 || reply.isLike(unknown), "\(what)")
          #expect(reply.isLike(unknown) || fields.isEmpty, "\(what) differs")
        }
      }
    }
    #expect(try walk.site.changes(since: before) == [], "\(person) changed something")
    #expect(walk.site.leftFiles == [], "\(person) left files")
  }

  @Test("an act that names somebody else’s object in its form is refused, and the same act on one’s own goes through")
  func references() async throws {
    var (references, acts) = (0, 0)
    let names = try TestSite().entries.filter { $0.method == "POST" }.map(\.pattern)
    for pattern in names {
      guard let line = AccessTable.lines["POST \(pattern)"], !line.fields.isEmpty else { continue }
      let site = try TestSite()
      let world = try await WorldWriter.write(into: site)
      let role: Role = line.roles.contains(.facilitator) ? .facilitator : .administrator
      let person = try #require(world.people.first { $0.side == 0 && $0.role == role })
      let entry = Routes.Entry(method: "POST", pattern: pattern, roles: line.roles)
      let object = line.objects(in: world).first { things in
        things.allSatisfy { AccessTable.allows(person, $0) } && (things.first.map { line.fits(world, $0) } ?? true)
      }
      let things = try #require(object, "\(pattern)")
      references += try await site.run { browser in
        try browser.enter(person.membership, of: person.account)
        let (address, before) = (entry.address(of: things), try site.tables())
        var tried = 0
        for fields in line.withStrangers(world, things.first) {
          let reply = try await browser.post(address, fields)
          tried += 1
          #expect((400..<500).contains(reply.status), "POST \(pattern) with \(fields): \(reply.status)")
        }
        #expect(try site.changes(since: before) == [], "POST \(pattern) with somebody else’s object changed something")
        let reply = try await browser.post(address, line.typed(world, things.first))
        #expect([200, 303].contains(reply.status), "POST \(pattern) with one’s own: \(reply.status)")
        #expect(try site.tables() != before, "POST \(pattern) with one’s own changed nothing")
        return tried
      }
      acts += 1
    }
    print("access, forms: \(acts) acts go through with one’s own, \(references) references to others refused")
  }

  @Test("an employer cannot declare hours of somebody else’s hire")
  func declared() async throws {
    let site = try TestSite()
    let world = try await WorldWriter.write(into: site)
    try await site.run { browser in
      for person in world.people where person.side == 0 && [.company, .structure].contains(person.role) {
        let own = browser.another()
        try own.enter(person.membership, of: person.account)
        let before = try site.tables()
        for employment in world.things(.employment) where !AccessTable.allows(person, employment) {
          for engagement in world.things(.engagement) {
            let box = "h_\(employment.id)_\(engagement.id)_202610_site"
            let reply = try await own.post(
              "/heures/releves", [("mois", "2026-10"), ("vu", "0"), (box, "10"), ("employeur", "1")])
            #expect([404, 409, 422].contains(reply.status), "\(person): \(box): \(reply.status)")
          }
        }
        #expect(try site.tables() == before, "\(person)")
      }
    }
  }
}

extension TestSite {
  /// What uploads left in the folder of data.
  var leftFiles: [String] {
    let (files, root) = (FileManager.default, services.configuration.dataFolder)
    let all = (try? files.subpathsOfDirectory(atPath: root)) ?? []
    return all.filter { path in
      var isFolder: ObjCBool = false
      return files.fileExists(atPath: root + "/" + path, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }
}

extension AccessTable.Line {
  /// The form as one would fill it for an object of the territory.
  func typed(_ world: World, _ object: World.Thing?) -> [(String, String)] {
    fields.map { ($0.name(world, object), $0.value(world, object)) }
  }

  /// The form once for each field that names something, with a thing of the other territory, then with an unknown one.
  func withStrangers(_ world: World, _ object: World.Thing?) -> [[(String, String)]] {
    fields.indices.flatMap { index -> [[(String, String)]] in
      guard let kind = fields[index].kind, let stranger = world.thing(kind, in: 1) else { return [] }
      return [String(stranger.id), "987654321"].map { value in
        var typed = typed(world, object)
        typed[index].1 = value
        return typed
      }
    }
  }
}
