// SPDX-License-Identifier: EUPL-1.2
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct AgreementJourneyTests {
  @Test(
    "a convention is signed by several, renewed once, and gives the year its objective", arguments: Engine.available)
  func goodUser(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let page = "/conventions/\(sample.agreement)"
      for path in ["/conventions", "/conventions/nouvelle", page, page + "/renouvellement", "/objectifs?annee=2026"] {
        let reply = try await browser.get(path)
        #expect(reply.status == 200 && htmlFaults(reply.body) == [], "\(path)")
      }
      let signed = try await browser.submit(
        page + "/signataires",
        [("organisation", "\(sample.housing)"), ("signatory", "Mme <b>Roy"), ("signed_on", "15/01/2024")])
      #expect(signed.body.contains("Mme &lt;b&gt;Roy") && htmlFaults(signed.body) == [])
      let fields = [
        ("name", "Convention 2029"), ("signed_on", "01/12/2028"), ("starts_on", "01/01/2029"),
        ("ends_on", "31/12/2032"), ("hours", "480 000"), ("alert_months", "6"), ("parties", "\(sample.townHall)"),
      ]
      #expect(try await browser.post(page + "/renouvellement", fields).status == 303)
      #expect(try await browser.post(page + "/renouvellement", fields).status == 409)
      let wrong = try await browser.post("/conventions/nouvelle", [("name", "A"), ("ends_on", "31/02/2026")])
      #expect(wrong.status == 422 && htmlFaults(wrong.body) == [])
      for _ in 0..<2 {
        let set = try await browser.submit("/objectifs", [("year", "2026"), ("hours", "480 000"), ("people", "1200")])
        #expect(set.status == 200 && htmlFaults(set.body) == [])
      }
      #expect(try await browser.post("/objectifs", [("year", "2026")]).status == 422)
    }
  }
}
