// SPDX-License-Identifier: EUPL-1.2
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct AgreementEditJourneyTests {
  private static let fields = [
    ("name", "Convention 2024–2028"), ("signed_on", "15/01/2024"), ("starts_on", "15/01/2024"),
    ("ends_on", "31/12/2028"), ("hours", "480 000"), ("people", "1200"), ("alert_months", "6"),
  ]

  private static func with(_ changes: [(String, String)], _ sample: Sample) -> [(String, String)] {
    fields.filter { one in !changes.contains { $0.0 == one.0 } } + changes
      + (changes.contains { $0.0 == "parties" }
        ? [] : [("parties", "\(sample.townHall)"), ("parties", "\(sample.housing)")])
  }

  @Test("a convention is corrected, and its year says where it stands", arguments: Engine.available)
  func correct(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let page = "/conventions/\(sample.agreement)"
      let form = try await browser.get(page + "/modifier")
      #expect(form.status == 200 && htmlFaults(form.body) == [])
      #expect(form.body.contains("480\u{202F}000") || form.body.contains("480000"))
      let saved = try await browser.submit(
        page + "/modifier", Self.with([("name", "Convention d’Orme"), ("parties", "\(sample.townHall)")], sample))
      #expect(
        saved.status == 200 && saved.body.contains("Convention d’Orme") && saved.body.contains("Convention corrigée"))
      #expect(saved.body.contains("Où en est 2026") && htmlFaults(saved.body) == [])
      #expect(try await browser.get(page + "?annee=2024").body.contains("Où en est 2024"))
      #expect(try await browser.get(page + "?annee=1999").body.contains("Où en est 2026"))
      for bad in [
        [("name", "")], [("ends_on", "14/01/2024")], [("signed_on", "01/01/2029")], [("ends_on", "31/12/2208")],
        [("alert_months", "60")], [("hours", "-5")], [("people", "beaucoup")], [("parties", "")],
        [("name", "a\u{202E}b")], [("services", "a\u{0}b")],
      ] {
        let reply = try await browser.post(page + "/modifier", Self.with(bad, sample))
        #expect(reply.status == 422 && htmlFaults(reply.body) == [], "\(bad)")
      }
      let hostile = try await browser.submit(
        page + "/modifier", Self.with([("services", "<script>alert(1)</script>")], sample))
      #expect(hostile.status == 200 && !hostile.body.contains("<script>alert"))
      for (role, person) in sample.people + [(.facilitator, sample.neighbour)]
      where role != .facilitator || person.account == sample.neighbour.account {
        try browser.enter(person)
        #expect(try await browser.get(page + "/modifier").status == 404, "\(role)")
        #expect(try await browser.post(page + "/modifier", Self.with([], sample)).status == 404, "\(role)")
      }
    }
  }

  @Test("two people correct one convention: the second is told by whom, and loses nothing", arguments: Engine.available)
  func meanwhile(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let other = browser.another()
      try other.enter(sample.colleague)
      let page = "/conventions/\(sample.agreement)/modifier"
      let seen = hiddenValue("lu", of: try await browser.get(page).body)
      let first = try await other.post(page, Self.with([("services", "Nettoyage"), ("lu", seen)], sample))
      #expect(first.status == 303)
      let second = try await browser.post(page, Self.with([("name", "Convention unique"), ("lu", seen)], sample))
      #expect(second.status == 409 && second.body.contains("Julien Petit a modifié"))
      #expect(second.body.contains("Convention unique") && second.body.contains("Nettoyage"))
      #expect(htmlFaults(second.body) == [])
    }
  }

  @Test("the objective of a year is the bilan's, and a change of it says what it replaced", arguments: Engine.available)
  func objectives(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let promised = try await browser.get("/objectifs?annee=2026")
      #expect(promised.body.contains("480\u{202F}000") && promised.body.contains("Convention 2024–2028"))
      for hours in ["150 000", "160 000"] {
        #expect(try await browser.post("/objectifs", [("year", "2026"), ("hours", hours)]).status == 303)
      }
      let settings = try await browser.get("/reglages")
      #expect(settings.body.contains("160\u{202F}000\u{202F}h, au lieu de 150\u{202F}000\u{202F}h"))
      let foreign = try await browser.post("/objectifs", [("year", "2026"), ("hours", "5"), ("organisation", "99999")])
      #expect(foreign.status == 404)
    }
  }
}
