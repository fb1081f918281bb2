// SPDX-License-Identifier: EUPL-1.2
import Database
import TestSupport
import Testing

@Suite struct SampleTests {
  @Test("the cast is written on both engines and each person can enter", arguments: Engine.available)
  func cast(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    for (role, person) in sample.people {
      try await site.run { browser in
        try browser.enter(person)
        let reply = try await browser.get("/compte")
        #expect(reply.status == 200, "\(role)")
        #expect(htmlFaults(reply.body) == [], "\(role)")
      }
    }
  }
}
