// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite("Every link leads somewhere")
struct LinkTests {
  /// Enough for every kind of page of the sample territory.
  private static let mostPages = 400

  @Test("each role follows every link that it is shown, and each form has a route", arguments: Role.allCases)
  func links(role: Role) async throws {
    let site = try TestSite()
    let sample = try await Sample.insert(into: site)
    let person = try #require(sample.people.first { $0.role == role }?.person)
    let faults = try await site.run { browser in
      try browser.enter(person)
      return try await Self.crawl(browser, routes: site.routes)
    }
    #expect(faults == [])
  }

  @Test("so does someone signed out")
  func signedOut() async throws {
    let site = try TestSite()
    let faults = try await site.run { browser in try await Self.crawl(browser, routes: site.routes) }
    #expect(faults == [])
  }

  private static func crawl(_ browser: Browser, routes: [Routes.Entry]) async throws -> [String] {
    var waiting = ["/"]
    var known: Set = ["/"]
    var faults: [String] = []
    while let path = waiting.popLast(), known.count < mostPages {
      let page = try await browser.follow(path)
      guard page.status == 200 else {
        faults.append("\(path): \(page.status)")
        continue
      }
      guard page.headers["content-type"]?.hasPrefix("text/html") == true else { continue }
      faults += htmlFaults(page.body).map { "\(path): \($0)" }
      faults += targets("action", of: page.body).filter { !isHung($0, in: routes) }.map { "\(path): form to \($0)" }
      for link in targets("href", of: page.body) + targets("src", of: page.body) where known.insert(link).inserted {
        if link.hasPrefix("/static/") || link.hasPrefix("/polices/") {
          if !isServed(link) { faults.append("\(path): no file for \(link)") }
        } else {
          waiting.append(link)
        }
      }
    }
    return faults
  }

  /// The local addresses in one attribute of a page, without fragments.
  private static func targets(_ attribute: String, of html: String) -> [String] {
    guard let pattern = try? Regex(" \(attribute)=\"(/[^\"#]*)", as: (Substring, Substring).self) else { return [] }
    return html.matches(of: pattern).map { String($0.1).replacing("&amp;", with: "&") }
  }

  private static func isHung(_ action: String, in routes: [Routes.Entry]) -> Bool {
    let parts = action.prefix { $0 != "?" }.split(separator: "/")
    return routes.contains { route in
      let pattern = route.pattern.split(separator: "/")
      return pattern.count == parts.count && zip(pattern, parts).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
    }
  }

  /// Fonts come from Debian's package, styles and scripts from `Public`.
  private static func isServed(_ link: String) -> Bool {
    let path = link.prefix { $0 != "?" }
    return path.hasPrefix("/polices/") || SourceTree.exists("Public" + path.dropFirst("/static".count))
  }
}

extension Browser {
  /// Reads a page as a browser does, through at most five redirects.
  fileprivate func follow(_ path: String) async throws -> Reply {
    var reply = try await get(path)
    for _ in 0..<5 {
      guard (300..<400).contains(reply.status), let location = reply.location else { break }
      reply = try await get(location)
    }
    return reply
  }
}

@Suite("The menu") struct MenuTests {
  @Test("each of its entries has a page for each role that is shown it")
  func entries() throws {
    let routes = try TestSite().routes.filter { $0.method == "GET" }
    for role in Role.allCases {
      for section in Section.entries(for: role) + Section.privateEntries(for: role) {
        #expect(
          routes.contains { $0.pattern == section.path && $0.roles?.contains(role) == true }, "\(role) \(section)")
      }
    }
    #expect(Section.allCases.allSatisfy { section in routes.contains { $0.pattern == section.path } })
  }
}
