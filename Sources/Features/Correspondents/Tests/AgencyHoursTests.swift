// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Testing

@testable import App
@testable import TestSupport

@Suite("A company and the hours of its agencies") struct AgencyHoursTests {
  @Test("an empty box confirms, a figure contests, and no hour is added", arguments: Engine.available)
  func answers(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let month = try #require(Month(202610))
    for (name, hours) in [("Zoran", 70), ("Yilmaz", 35)] {
      let contract = try await cast.hours.hire(
        name, at: cast.sample.temp, on: [cast.sample.masonryEngagement], user: cast.sample.mason)
      try await cast.hours.standing(
        Hours(wholeHours: hours), in: month, of: contract, on: cast.sample.masonryEngagement,
        at: "2026-11-05T09:00:00.000Z")
    }
    let base = try await cast.link()
    let before = try await cast.hours.kept(lot: cast.sample.masonry)
    try await cast.site.run { browser in
      #expect(try await browser.get(base).body.contains("Heures déclarées par vos agences"))
      let page = try await browser.get("\(base)/agences")
      #expect(page.body.contains("Nadia Z.") && !page.body.contains("Zoran") && htmlFaults(page.body) == [])
      let boxes = page.body.matches(of: /name="(f_[0-9_]+)"/).map { String($0.1) }
      let shown = page.body.matches(of: /name="(v_[0-9_]+)" value="([0-9]+)"/).map { (String($0.1), String($0.2)) }
      #expect(boxes.count == 2 && shown.count == 2)
      let bad = try await browser.post("\(base)/agences", shown + [(boxes[0], "-3")], csrf: page.csrf)
      #expect(bad.status == 422 && bad.body.contains("-3") && htmlFaults(bad.body) == [])
      let stale = try await browser.post("\(base)/agences", shown.map { ($0.0, "1") }, csrf: page.csrf)
      #expect(stale.status == 409)
      let done = try await browser.post("\(base)/agences", shown + [(boxes[0], "12,5")], csrf: page.csrf)
      #expect(done.status == 303)
      let home = try await browser.get(base)
      #expect(home.body.contains("deux chiffres différents") && htmlFaults(home.body) == [])
      #expect(try await browser.get("\(base)/agences").body.contains("Vous avez répondu"))
      #expect(try await browser.get("\(LinkURLs.home("x"))/agences").status == 404)
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM user_figure") == 2)
    #expect(
      try await cast.count("SELECT COUNT(*) FROM user_figure WHERE answer = 'chiffre de l’employeur confirmé'") == 1)
    #expect(try await cast.hours.kept(lot: cast.sample.masonry) == before)
  }
}
