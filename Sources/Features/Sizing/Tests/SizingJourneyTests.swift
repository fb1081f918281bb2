// SPDX-License-Identifier: EUPL-1.2
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct SizingJourneyTests {
  @Test(
    "a sizing keeps every factor, what is computed and what is retained, and gives an engagement",
    arguments: Engine.available)
  func amount(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for method in ["montant", "heures", "etp", "nettoyage"] {
        let form = try await browser.get("/calibrages/nouveau?methode=\(method)&lot=\(sample.painting)")
        #expect(form.status == 200 && htmlFaults(form.body) == [])
      }
      let typed = [
        ("methode", "amount"), ("titre", "Halle <b>"), ("montant", "1 000 000"), ("part", "50"), ("taux", "5"),
        ("cout", "30"),
        ("lot", sample.painting.description),
      ]
      let page = try await browser.submit("/calibrages/nouveau", typed)
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      #expect(
        EngagementJourneyTests.tile("Heures calculées", page.body) == "833,33 h"
          && EngagementJourneyTests.tile("Heures retenues", page.body) == "833 h"
          && page.body.contains("1\u{202F}000\u{202F}000"))
      let unsaid = try await browser.post("/calibrages/nouveau", typed + [("retenues", "900")])
      #expect(unsaid.status == 422 && htmlFaults(unsaid.body) == [])
      let reply = try await browser.post(
        "/calibrages/nouveau", typed + [("retenues", "900"), ("motif", "Arrondi convenu")])
      let path = try #require(reply.location)
      let other = try await browser.get(path)
      #expect(other.body.contains("Arrondi convenu") && other.body.contains("833") && other.body.contains("900"))
      let id = try #require(path.split(separator: "/").last)
      let engagement = try await browser.get("/lots/\(sample.painting)/engagements/nouveau?calibrage=\(id)")
      #expect(engagement.status == 200 && engagement.body.contains("value=\"900\""))
      let lot = try await browser.get("/lots/\(sample.painting)")
      #expect(lot.body.contains("href=\"\(path)\"") && lot.body.contains("/calibrages/nouveau?lot=\(sample.painting)"))
      let made = try await browser.submit(
        "/lots/\(sample.painting)/engagements/nouveau",
        [
          ("calcul", "hours"), ("heures", "900"), ("calibrage", String(id)), ("portage", "alone"),
          ("porteurs", "ETTI Envol"),
        ])
      #expect(EngagementJourneyTests.tile("Ferme", made.body) == "900 h" && made.body.contains("href=\"\(path)\""))
      #expect(try await browser.get(path).body.contains("/engagements/"))
      let loose = try await browser.post("/calibrages/nouveau", typed.filter { $0.0 != "lot" })
      let free = try #require(loose.location)
      let choice = try await browser.get(free)
      #expect(htmlFaults(choice.body) == [] && choice.body.contains("En faire un engagement"))
      let given = try await browser.get("\(free)/engagement?lot=\(sample.masonry)")
      #expect(given.location?.hasPrefix("/lots/\(sample.masonry)/engagements/nouveau?calibrage=") == true)
      #expect(try await browser.get("\(free)/engagement?lot=999999").status == 404)
      let list = try await browser.get("/calibrages")
      #expect(htmlFaults(list.body) == [] && list.body.contains("Halle &lt;b&gt;"))
      try browser.enter(sample.neighbour)
      #expect(try await browser.get(path).status == 404)
      try browser.enter(sample.buyer)
      #expect(try await browser.get(path).status == 404)
    }
  }

  @Test("a number without meaning is said under its field")
  func refused() async throws {
    let site = try TestSite()
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let reply = try await browser.post(
        "/calibrages/nouveau",
        [("methode", "cleaning"), ("titre", "\u{202E}x"), ("ca", "<script>"), ("mois", "0"), ("taux", "200")])
      #expect(reply.status == 422 && htmlFaults(reply.body) == [] && !reply.body.contains("<script>\""))
    }
  }
}
