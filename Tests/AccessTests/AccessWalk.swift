// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Testing

@testable import App
@testable import TestSupport

/// One world on one engine, and one application for all who try its addresses.
struct AccessWalk: Sendable {
  let site: TestSite
  let world: World
  let routes: [Routes.Entry]

  /// `CLAUSIER_ACCESS=whole`: every person, every object, both engines in full. Without it two organisations of a role are
  /// one, objects that a role has the same relation to are one, and PostgreSQL gets every third address.
  static let isWhole = ProcessInfo.processInfo.environment["CLAUSIER_ACCESS"] == "whole"

  init(_ engine: Engine) async throws {
    site = try TestSite(engine)
    world = try await WorldWriter.write(into: site)
    let step = engine == .sqlite || Self.isWhole ? 1 : 3
    routes = site.entries.enumerated().filter { $0.offset % step == 0 }.map(\.element)
  }

  /// Those whose pages are read: of one of two territories that mirror one another.
  var people: [World.Person] {
    world.people.filter { $0.side == 0 && (Self.isWhole || $0.member ?? 0 == 0) }
  }

  /// What an address is tried on.
  func objects(_ line: AccessTable.Line, for person: World.Person) -> [(things: [World.Thing], isAllowed: Bool)] {
    let all = line.objects(in: world).map { things in
      (things, line.roles.contains(person.role) && things.allSatisfy { AccessTable.allows(person, $0) })
    }
    guard !Self.isWhole else { return all }
    var seen: Set<String> = []
    return all.filter { things, isAllowed in
      isAllowed || seen.insert(things.map { relation(of: person, to: $0) }.joined(separator: "/")).inserted
    }
  }

  /// What tells objects apart for someone who may not open them.
  private func relation(of person: World.Person, to thing: World.Thing) -> String {
    guard thing.side == person.side else { return "\(thing.side)" }
    return "\(thing.side) \(thing.parties[person.role]?.contains(person.member ?? 0) == true) \(thing.parties.isEmpty)"
  }

  /// Signs each person in, in turn.
  func each(_ browser: Browser, _ body: (World.Person, Browser) async throws -> Void) async throws {
    for person in people {
      let own = browser.another()
      try own.enter(person.membership, of: person.account)
      try await body(person, own)
    }
  }

  /// The secrets that a person must not read.
  func hidden(from person: World.Person) -> [World.Secret] {
    world.secrets.filter { !AccessTable.allows(person, $0) } + (person.role == .facilitator ? [] : Self.criteria)
  }

  /// Why a person is in an insertion path: nobody but the facilitator reads it, whatever the page.
  private static let criteria = EligibilityCriterion.allCases.map {
    World.Secret(word: $0.french, what: "un critère", side: 9, readers: [:])
  }
}

extension Reply {
  /// Everything that tells two answers apart but the number that the log gave to the request.
  func isLike(_ other: Reply) -> Bool {
    status == other.status && body == other.body && location == other.location
      && headers.filter { !Self.numbered($0.key) } == other.headers.filter { !Self.numbered($0.key) }
  }

  private static func numbered(_ name: String) -> Bool { name.lowercased() == "x-request-id" }

  /// The secrets that stand in the answer: bytes are compared, since a page is long and words are many.
  func shown(_ secrets: [World.Secret]) -> [World.Secret] {
    (body + "\n" + headers.values.joined(separator: "\n")).withCString { text in
      secrets.filter { strstr(text, $0.word) != nil }
    }
  }
}

extension AccessTable.Line {
  /// Every thing of the address's kind, or nothing when it names none; a line with its own statement.
  func objects(in world: World) -> [[World.Thing]] {
    guard let kind = kinds.first else { return [[]] }
    guard kinds.count > 1 else { return world.things(kind).map { [$0] } }
    return world.things(kinds[1]).compactMap { inner in
      world.things(kind).first { $0.id == inner.within }.map { [$0, inner] }
    }
  }
}

extension Routes.Entry {
  var parameters: [Substring] { pattern.split(separator: "/").filter { $0.hasPrefix(":") } }
  static let unknown = "987654321"
  /// The address of what never was.
  var addressOfNothing: String { address(parameters.map { _ in Self.unknown }) }
  func address(of things: [World.Thing]) -> String { address(things.map(\.name)) }

  /// The address with values in the places of its parameters.
  func address(_ values: [String]) -> String {
    var values = values[...]
    let path = pattern.split(separator: "/").reduce("") { path, part in
      guard part.hasPrefix(":") else { return "\(path)/\(part)" }
      let value = values.popFirst() ?? "1"
      return "\(path)/\(value)\(part == ":file" ? ".css" : "")"
    }
    return path.isEmpty ? "/" : path
  }
}

extension TestSite {
  var entries: [Routes.Entry] { Web.routes(services).entries }

  /// All rows of all tables but sessions: equal before and after what changes nothing. Two things that reading leaves are not
  /// counted: who looked at whose file, and that a file with names left.
  func tables() throws -> [String: [String]] {
    try database.readNow { db in
      let list: SQL =
        db.dialect == .sqlite
        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name"
      let names: [String] = try db.query(list).map { try $0["name"] }
      var all: [String: [String]] = [:]
      for name in names where !["session", "participant_access"].contains(name) {
        let rest: SQL = name == "journal_event" ? " WHERE kind <> 'export'" : ""
        all[name] = try db.query("SELECT * FROM \(unchecked: name)\(rest)").map { row in
          row.columns.indices.map { "\(row.value(at: $0))" }.joined(separator: "|")
        }.sorted()
      }
      return all
    }
  }

  /// The tables that are no longer what they were.
  func changes(since before: [String: [String]]) throws -> [String] {
    try tables().filter { before[$0.key] != $0.value }.keys.sorted()
  }
}
