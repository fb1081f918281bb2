// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Platform
import TestSupport
import Testing

@Suite("A connection that misuses its place")
struct ConnectionTests {
  private static let request = "GET /connexion HTTP/1.1\r\nHost: x\r\n"

  @Test("headers that never end are refused with a sentence, and others are served meanwhile")
  func slowHead() async throws {
    // Time enough for whoever sends at once, however busy the machine.
    var limits = ConnectionLimits()
    limits.head = .seconds(3)
    try await TestSite().serve(limits) { port in
      let slow = try (0..<100).map { _ in try RawConnection(port: port) }
      for connection in slow { connection.send("GET / HTTP/1.1\r\nX: ") }
      let served = try RawConnection(port: port)
      served.send(Self.request + "Connection: close\r\n\r\n")
      #expect(await served.readToEnd(within: 120)?.contains("200 OK") == true)
      for connection in slow {
        let said = await connection.readToEnd(within: 120)
        #expect(said?.hasPrefix("HTTP/1.1 408") == true && said?.contains("pas arrivée en entier") == true)
      }
    }
  }

  @Test("a body that comes a byte at a time is refused with a sentence")
  func slowBody() async throws {
    var limits = ConnectionLimits()
    (limits.body, limits.farewell) = (.milliseconds(500), .seconds(60))
    try await TestSite().serve(limits) { port in
      let slow = try RawConnection(port: port)
      slow.send("POST /connexion HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
      let dripping = Task {
        while slow.send("a") { try await Task.sleep(for: .milliseconds(20)) }
      }
      let said = await slow.readToEnd(within: 120)
      dripping.cancel()
      #expect(said?.hasPrefix("HTTP/1.1 408") == true, "\(said?.prefix(200) ?? "still open")")
    }
  }

  @Test("a connection that stays silent after an answer is closed")
  func idle() async throws {
    var limits = ConnectionLimits()
    limits.idle = .milliseconds(300)
    try await TestSite().serve(limits) { port in
      let kept = try RawConnection(port: port)
      kept.send(Self.request + "\r\n")
      let said = try #require(await kept.readToEnd(within: 120))
      #expect(
        said.hasPrefix("HTTP/1.1 200") && !said.contains("HTTP/1.1 408"), "\(said.prefix(60)) … \(said.suffix(400))")
    }
  }

  @Test("two gigabytes announced are refused before they are sent, with the limit and what to do")
  func oversized() async throws {
    try await TestSite().serve { port in
      let heavy = try RawConnection(port: port)
      heavy.send("POST /connexion HTTP/1.1\r\nHost: x\r\nContent-Length: 2147483648\r\n\r\nemail=")
      let said = try #require(await heavy.readToEnd(within: 120))
      #expect(said.hasPrefix("HTTP/1.1 413"))
      #expect(said.contains("trop lourd") && said.contains("Mo au plus") && said.contains("plusieurs envois"))
    }
  }

  @Test("an unannounced body above the limit is refused while it comes")
  func chunked() async throws {
    var limits = ConnectionLimits()
    limits.farewell = .seconds(60)
    try await TestSite().serve(limits) { port in
      let heavy = try RawConnection(port: port)
      heavy.send("POST /connexion HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = "10000\r\n" + String(repeating: "a", count: 65_536) + "\r\n"
      for _ in 0..<40 { heavy.send(chunk) }
      let said = try #require(await heavy.read(until: "</html>", within: 120))
      #expect(said.hasPrefix("HTTP/1.1 413") && said.contains("trop lourd"), "\(said.prefix(100))")
    }
  }

  @Test("one connection too many is told to wait, and the place is free again afterwards")
  func crowded() async throws {
    var limits = ConnectionLimits()
    limits.connections = 3
    limits.farewell = .milliseconds(100)
    try await TestSite().serve(limits) { port in
      var said: String?
      do {
        // Who is answered and stays has its place; the test's own client may hold one as well.
        var kept: [RawConnection] = []
        while kept.count <= 3 {
          let next = try RawConnection(port: port)
          next.send(Self.request + "\r\n")
          said = await next.read(until: "</html>", within: 120)
          guard said?.hasPrefix("HTTP/1.1 200") == true else { break }
          kept.append(next)
        }
        #expect((1...3).contains(kept.count))
        #expect(said?.hasPrefix("HTTP/1.1 503") == true && said?.contains("demi-minute") == true)
        withExtendedLifetime(kept) {}
      }
      // The server hears of a closed connection when it turns to it.
      for _ in 0..<1000 where said?.hasPrefix("HTTP/1.1 200") != true {
        let next = try RawConnection(port: port)
        next.send(Self.request + "Connection: close\r\n\r\n")
        said = await next.readToEnd(within: 120)
      }
      #expect(said?.hasPrefix("HTTP/1.1 200") == true)
    }
  }

  @Test(
    "what is no request gets a sentence",
    arguments: [
      "\u{0}\u{1}\u{2}\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /\r\n\r\n",
      "GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 200_000) + "\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    ])
  func noRequest(bytes: String) async throws {
    try await TestSite().serve { port in
      let strange = try RawConnection(port: port)
      strange.send(bytes)
      let said = await strange.readToEnd(within: 120)
      #expect(said?.hasPrefix("HTTP/1.1 400") == true, "\(said?.prefix(60) ?? "still open")")
      #expect(said?.contains("Demande illisible") == true)
    }
  }
}
