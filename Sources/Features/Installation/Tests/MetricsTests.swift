// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Logging
import Platform
import Synchronization
import TestSupport
import Testing

@testable import App

@Suite struct MetricsTests {
  @Test("requests are counted by pattern, and no address, name or search is kept", arguments: Engine.available)
  func counted(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let page = try await site.run { browser in
      try browser.enter(sample.facilitator)
      _ = try await browser.get("/participants/\(sample.marie)")
      _ = try await browser.get("/participants/999999")
      _ = try await browser.get("/recherche?q=Nadia")
      _ = try await browser.get("/nulle-part/Nadia")
      return try await browser.get("/metrics")
    }
    #expect(page.status == 200)
    #expect(page.body.contains("clausier_requests_total{method=\"GET\",route=\"/participants/:id\",status=\"200\"} 1"))
    #expect(page.body.contains("clausier_requests_total{method=\"GET\",route=\"/participants/:id\",status=\"404\"} 1"))
    #expect(page.body.contains("clausier_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1"))
    #expect(page.body.contains("clausier_request_duration_seconds_bucket{route=\"/recherche\",le=\"+Inf\"} 1"))
    #expect(page.body.contains("clausier_rows{table=\"hours_line\"}"))
    #expect(page.body.contains("clausier_database_queue") == (engine == .postgresql))
    #expect(!page.body.contains("Nadia") && !page.body.contains("999999"))
  }

  @Test("a line of metrics is what Prometheus reads")
  func format() async throws {
    let site = try TestSite()
    let body = try await site.run { browser in
      _ = try await browser.get("/health")
      return try await browser.get("/metrics").body
    }
    for line in body.split(separator: "\n") where !line.hasPrefix("#") {
      let isNumber = line.wholeMatch(of: /[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.]+/) != nil
      #expect(isNumber, "\(line)")
    }
  }

  @Test("with a token only who shows it reads, elsewhere the page looks missing")
  func token() async throws {
    var site = try TestSite()
    site.configure { $0.metricsToken = "sésame" }
    try await site.run { browser in
      let status1 = try await browser.get("/metrics").status
      #expect(status1 == 404)
      let status2 = try await browser.get("/metrics", headers: ["Authorization": "Bearer sesame"]).status
      #expect(status2 == 404)
    }
    site.configure { $0.metricsToken = "sesame" }
    try await site.run { browser in
      let status3 = try await browser.get("/metrics", headers: ["Authorization": "Bearer sesame"]).status
      #expect(status3 == 200)
      let status4 = try await browser.get("/metrics", headers: ["Authorization": "Bearer sesam"]).status
      #expect(status4 == 404)
    }
  }

  @Test("a proxy on this machine speaks for others", arguments: ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
  func proxied(header: String) async throws {
    try await TestSite().run { browser in
      let status5 = try await browser.get("/metrics", headers: [header: "203.0.113.9"]).status
      #expect(status5 == 404)
    }
  }

  @Test("the line of a request holds its pattern and its identifier, never what was asked")
  func logged() async throws {
    let collected = Collected()
    let log = Logger(label: "test") { _ in LineLog(level: .info) { collected.add($0) } }
    let site = try TestSite().logging(to: log)
    let sample = try await Sample.insert(into: site)
    let reply = try await site.run { browser in
      try browser.enter(sample.facilitator)
      return try await browser.get("/recherche?q=Nadia%20Benali")
    }
    let line = try #require(collected.lines.first { $0.contains("/recherche") })
    #expect(line.contains(" info request method=GET ms="))
    #expect(line.contains("route=/recherche status=200"))
    let identifier = try #require(reply.headers["x-request-id"])
    #expect(line.contains("request=\(identifier)"))
    #expect(!collected.lines.joined().contains("Nadia"))
  }

  @Test("a value stays on its line, and is quoted when it must")
  func quoted() {
    let collected = Collected()
    let log = Logger(label: "test") { _ in LineLog(level: .info) { collected.add($0) } }
    log.info("a b", metadata: ["plain": "x/:id", "odd": "deux\nlignes=\"1\""])
    #expect(collected.lines.count == 1)
    #expect(collected.lines.first?.hasSuffix(" info \"a b\" odd=\"deux lignes=\\\"1\\\"\" plain=x/:id") == true)
  }
}

/// The lines that a log wrote.
private final class Collected: Sendable {
  private let state = Mutex<[String]>([])
  func add(_ line: String) { state.withLock { $0.append(line) } }
  var lines: [String] { state.withLock { $0 } }
}
