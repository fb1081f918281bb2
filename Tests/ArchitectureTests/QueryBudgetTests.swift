// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

/// What a page may ask of the database, held for one page of each route as each role is led to it, on a territory with
/// enough of everything for a question asked line by line to show.
@Suite("Each page has its budget of questions to the database")
struct QueryBudgetTests {
  private static let record = "Tests/ArchitectureTests/budgets.txt"
  /// A page never asks the same thing of each of its lines.
  private static let mostRepeats = 4
  private static let mostPages = 160

  @Test("no page asks more than it did, nor the same question of each line; RECORD=1 writes the new budgets")
  func budgets() async throws {
    let database = try Engine.sqlite.makeDatabase(migrations: AppMigrations.all)
    try database.writeNow { try Demonstration.write($0, seed: 5, size: .small) }
    let site = TestSite(on: database)
    let people = try await site.database.read { db in
      try db.query("SELECT id, account_id, role FROM membership WHERE ended_at IS NULL ORDER BY role, id").map {
        (
          role: try $0["role"] as Role, membership: try $0["id"] as ID<Membership>,
          account: try $0["account_id"] as ID<Account>
        )
      }
    }
    let found = try await site.run { browser in
      var found: [String: Asked] = [:]
      for role in Role.allCases {
        guard let person = people.first(where: { $0.role == role }) else { continue }
        try browser.enter(person.membership, of: person.account)
        try await Self.walk(browser, site, into: &found)
      }
      return found
    }
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      let lines = found.map { "\($0.key) \($0.value.count)" }.sorted().joined(separator: "\n")
      let file = SourceTree.root.appendingPathComponent(Self.record)
      try (lines + "\n").write(to: file, atomically: true, encoding: .utf8)
    }
    let budgets = Dictionary(
      SourceTree.text(Self.record).split(separator: "\n").compactMap { line -> (String, Int)? in
        let parts = line.split(separator: " ")
        return parts.count == 2 ? Int(parts[1]).map { (String(parts[0]), $0) } : nil
      }, uniquingKeysWith: { first, _ in first })
    #expect(found.count > 60, "the walk found too few pages: \(found.count)")
    for (route, asked) in found {
      guard let budget = budgets[route] else {
        Issue.record("\(route) has no budget: it asks \(asked.count) times at \(asked.path)")
        continue
      }
      #expect(asked.count <= budget, "\(route), at \(asked.path)")
      #expect(asked.repeated.count <= Self.mostRepeats, "\(route), at \(asked.path): \(asked.repeated.text)")
    }
  }

  /// The most that one route asked, where, and its most repeated question.
  private struct Asked {
    var count: Int
    var path: String
    var repeated: (text: String, count: Int)
  }

  /// Opens one page of each route that a role is led to, the nearest to its first page.
  private static func walk(_ browser: Browser, _ site: TestSite, into found: inout [String: Asked]) async throws {
    var waiting = [try await browser.get("/").location ?? "/aujourdhui"]
    var known = Set(waiting)
    var routes: Set<String> = []
    while !waiting.isEmpty, routes.count < mostPages {
      let path = waiting.removeFirst()
      guard let route = pattern(of: path, in: site.routes), routes.insert(route).inserted else { continue }
      var body = ""
      // What the first of its kind asks, with nothing in memory.
      site.database.forgetRecalled()
      let statements = try await site.database.recording {
        let reply = try await browser.get(path)
        body = reply.headers["content-type"]?.hasPrefix("text/html") == true ? reply.body : ""
      }
      let worst = Dictionary(statements.map { ($0, 1) }, uniquingKeysWith: +).max { $0.value < $1.value }
      if statements.count >= found[route]?.count ?? 0 {
        found[route] = Asked(count: statements.count, path: path, repeated: (worst?.key ?? "", worst?.value ?? 0))
      }
      guard let links = try? Regex(" href=\"(/[^\"#]*)", as: (Substring, Substring).self) else { return }
      for link in body.matches(of: links).map({ String($0.1).replacing("&amp;", with: "&") })
      where !link.hasPrefix("/static/") && !link.hasPrefix("/polices/") && known.insert(link).inserted {
        waiting.append(link)
      }
    }
  }

  private static func pattern(of path: String, in routes: [Routes.Entry]) -> String? {
    let parts = path.prefix { $0 != "?" }.split(separator: "/")
    let candidates = routes.filter { route in
      guard route.method == "GET" else { return false }
      let pattern = route.pattern.split(separator: "/")
      return pattern.count == parts.count && zip(pattern, parts).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
    }
    // A word of its own wins over a place for an identifier, as in the router.
    return candidates.map(\.pattern).min { $0.count(where: { $0 == ":" }) < $1.count(where: { $0 == ":" }) }
  }
}
