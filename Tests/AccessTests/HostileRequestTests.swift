// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform
import Testing

@testable import App
@testable import TestSupport

/// What no browser sends: each ends in a sentence, and the server still answers.
@Suite("Hostile requests")
struct HostileRequestTests {
  private static let identifiers = [
    "0", "-1", "99999999999999999999", "9223372036854775807", "abc", "%D9%A1%D9%A2", "%00", "1%00", "..%2F..%2Fetc",
    "%ff", "%", "%2", "1%2F2", "+1", "%201", "1e3", "0x1", "1;2", "'%20OR%201=1",
  ]

  @Test("strange identifiers look like what does not exist, on every address", arguments: ["GET", "POST"])
  func identifiers(method: String) async throws {
    let site = try TestSite()
    let world = try await WorldWriter.write(into: site)
    try await site.run { browser in
      for role in [Role.facilitator, .administrator, .company] {
        let person = try #require(world.people.first { $0.role == role && $0.side == 0 })
        let own = browser.another()
        try own.enter(person.membership, of: person.account)
        let before = try site.tables()
        for (number, route) in site.entries.enumerated()
        where route.method == method && !route.parameters.isEmpty && route.roles?.contains(role) == true {
          // Every text is tried on every fourth address, unless all is asked for.
          for (place, text) in Self.identifiers.enumerated() where AccessWalk.isWhole || (place + number) % 4 == 0 {
            let address = route.address(route.parameters.map { _ in text })
            let reply = method == "GET" ? try await own.get(address) : try await own.post(address, [])
            #expect([404, 409].contains(reply.status), "\(role) \(method) \(address): \(reply.status)")
          }
        }
        #expect(try site.tables() == before)
      }
    }
  }

  @Test("strange queries never break a page")
  func queries() async throws {
    let site = try TestSite()
    let world = try await WorldWriter.write(into: site)
    let names = [
      "q", "mois", "annee", "employeur", "apres", "avant", "jour", "lot", "marche", "personne", "contrat", "engagement",
      "donneur", "secteur", "au", "pour", "groupe", "nature", "etat", "de", "a", "methode", "calibrage", "avis", "vers",
      "periode", "acheteur", "indicateur", "social",
    ]
    let values = [
      "", "%00", "%ff%fe", "%", "0", "-1", "99999999999999999999", "%D9%A1", "999999-99", "%E2%80%AE%25%5F'%22%3C",
      String(repeating: "a", count: 600),
    ]
    try await site.run { browser in
      for role in [Role.facilitator, .company, .prescriber] {
        let person = try #require(world.people.first { $0.role == role && $0.side == 0 })
        let own = browser.another()
        try own.enter(person.membership, of: person.account)
        for (number, route) in site.entries.enumerated()
        where route.method == "GET" && route.roles?.contains(role) != false {
          for (place, value) in values.enumerated() where AccessWalk.isWhole || (place + number) % 3 == 0 {
            let query = names.map { "\($0)=\(value)" }.joined(separator: "&")
            let ids = route.parameters.map { _ in "1" }
            let reply = try await own.get(route.address(ids) + "?" + query)
            #expect(reply.status < 500, "\(role) GET \(route.pattern)?…=\(value.prefix(20)): \(reply.status)")
          }
        }
      }
    }
  }

  @Test("ten thousand fields, and fields that repeat, are read; more than twenty thousand are refused with a sentence")
  func fields() async throws {
    let site = try TestSite()
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let many = (0..<10_000).map { ("champ\($0)", "1") }
      #expect(try await browser.post("/entreprises/nouvelle", many).status == 422)
      let twice = [("name", "Un"), ("name", "Deux"), ("employer_kind", "CLASSIQUE"), ("employer_kind", "x")]
      #expect(try await browser.post("/entreprises/nouvelle", twice).status < 500)
      let tooMany = try await browser.post("/entreprises/nouvelle", (0..<20_001).map { ("c\($0)", "") })
      #expect(tooMany.status == 422)
      #expect(tooMany.body.contains("champs"))
    }
  }

  @Test("a return address never leads to another site")
  func openRedirects() async throws {
    let site = try TestSite()
    let hash = try await site.hash("une phrase longue")
    let world = try await WorldWriter.write(into: site)
    let person = try #require(world.people.first)
    try await site.database.write { db in try AccountStore.setPassword(hash, of: person.account, db) }
    let targets = [
      "//evil.example", "https://evil.example", "http:evil.example", "/\\evil.example", "\\\\evil.example",
      "/\t/evil.example", "\t//evil.example", " //evil.example", "javascript:alert(1)", "data:text/html,x",
      "mailto:a@b",
      "/\u{0}/evil.example", "/\n/evil.example", "evil.example", "?x", "#x", "/é",
    ]
    try await site.run { browser in
      for target in targets {
        let visitor = browser.another()
        let fields = [("email", "facilitator00@val.example"), ("password", "une phrase longue"), ("vers", target)]
        let reply = try await visitor.post("/connexion", fields)
        #expect(reply.location == "/aujourdhui", "\(target): \(reply.status) \(reply.location ?? "")")
        let form = try await browser.another().get("/connexion?vers=" + Form.escaped(target))
        #expect(!form.body.contains("evil.example") && !form.body.contains("javascript:"), "\(target)")
      }
      let fields = [
        ("email", "facilitator00@val.example"), ("password", "une phrase longue"), ("vers", "/marches/1?a=b"),
      ]
      #expect(try await browser.another().post("/connexion", fields).location == "/marches/1?a=b")
    }
  }

  @Test("other methods, old versions of HTTP, broken encodings and climbing paths end in a sentence")
  func raw() async throws {
    let site = try TestSite()
    _ = try await Sample.insert(into: site)
    try await site.serve { port in
      func ask(_ line: String, _ more: String = "Host: x\r\n") async throws -> String {
        let connection = try RawConnection(port: port)
        connection.send("\(line)\r\n\(more)Connection: close\r\n\r\n")
        return await connection.readToEnd(within: 120) ?? "still open"
      }
      for (number, route) in site.entries.enumerated() where AccessWalk.isWhole || number % 5 == 0 {
        let address = route.address(route.parameters.map { _ in "1" })
        for method in ["PUT", "OPTIONS", "TRACE"] {
          let said = try await ask("\(method) \(address) HTTP/1.1")
          #expect(
            said.hasPrefix("HTTP/1.1 404") && said.contains("introuvable"), "\(method) \(address): \(said.prefix(20))")
        }
        if route.method == "GET" {
          let said = try await ask("HEAD \(address) HTTP/1.1")
          let body = said.firstRange(of: "\r\n\r\n").map { said[$0.upperBound...] } ?? "none"
          #expect(body.isEmpty && !said.hasPrefix("HTTP/1.1 5"), "HEAD \(address): \(said.prefix(20))")
        }
      }
      #expect(try await ask("GET /connexion HTTP/1.0", "").contains(" 200 "))
      let paths = [
        "/static/../Package.swift", "/static/%2e%2e/Package.swift", "/static/..%2f..%2fetc/passwd",
        "/static/css/..%5c..",
        "/static//etc/passwd", "/static/%00", "/static/css", "/polices/../../../../etc/passwd",
        "/polices/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/static/.%2e/.%2e/etc/passwd", "/%00", "/%ff", "/%", "//",
        "/../",
        "/connexion%00", "/static/app.css%00.txt", "*", "http://evil.example/", "/connexion/../administration",
      ]
      for path in paths {
        let said = try await ask("GET \(path) HTTP/1.1")
        let status = said.split(separator: " ").dropFirst().first ?? ""
        #expect(["404", "400", "301", "303", "200"].contains(status), "\(path): \(said.prefix(30))")
        #expect(!said.contains("ocation: //") && !said.contains("ocation: http"), "\(path)")
        #expect(!said.contains("root:") && !said.contains("swift-tools-version"), "\(path)")
      }
      #expect(try await ask("GET /health HTTP/1.1").contains("\"ok\""))
    }
  }
}
