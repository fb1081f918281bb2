// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite struct OperationJourneyTests {
  @Test(
    "an operation is made, named anew, given a contract, and tells what its contracts owe", arguments: Engine.available)
  func operation(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let form = try await browser.get("/operations/nouvelle")
      #expect(form.status == 200 && htmlFaults(form.body) == [])
      let bad = try await browser.post(
        "/operations/nouvelle",
        [("acheteur", sample.mason.description + "9"), ("nom", "\u{202E}x"), ("reference", "R<1>")])
      #expect(bad.status == 422 && htmlFaults(bad.body) == [] && bad.body.contains("R&lt;1&gt;"))
      let made = try await browser.post(
        "/operations/nouvelle", [("acheteur", sample.townHall.description), ("nom", "Cœur de ville <b>")])
      let path = try #require(made.location)
      let twin = try await browser.post(
        "/operations/nouvelle", [("acheteur", sample.townHall.description), ("nom", "CŒUR de ville b")])
      #expect(twin.status == 422 && twin.body.contains("déjà une opération"))
      let empty = try await browser.get(path)
      #expect(empty.status == 200 && htmlFaults(empty.body) == [] && empty.body.contains("Cœur de ville &lt;b&gt;"))
      #expect(try await browser.post("\(path)/marches", [("marche", "999999")]).status == 422)
      let page = try await browser.submit("\(path)/marches", [("marche", sample.school.description)])
      #expect(htmlFaults(page.body) == [] && page.body.contains("Jacques-Prévert"))
      #expect(EngagementJourneyTests.tile("Heures à réaliser", page.body) == "2 150 h")
      let contract = try await browser.get("/marches/\(sample.school)")
      #expect(contract.body.contains("href=\"\(path)\""))
      let renamed = try await browser.submit(
        "\(path)/modifier",
        [("nom", "Centre-bourg"), ("reference", "OP-7"), ("avant_nom", "Cœur de ville <b>"), ("avant_reference", "")])
      #expect(htmlFaults(renamed.body) == [] && renamed.body.contains("Centre-bourg") && renamed.body.contains("OP-7"))
      let late = try await browser.post(
        "\(path)/modifier",
        [("nom", "Trop tard"), ("reference", ""), ("avant_nom", "Cœur de ville <b>"), ("avant_reference", "")])
      #expect(late.status == 422 && late.body.contains("Trop tard") && late.body.contains("est devenue"))
      let list = try await browser.get("/operations")
      #expect(list.status == 200 && htmlFaults(list.body) == [] && list.body.contains("Centre-bourg"))
      try browser.enter(sample.buyer)
      let bought = try await browser.get(path)
      #expect(bought.status == 200 && htmlFaults(bought.body) == [] && !bought.body.contains("Rattacher"))
      #expect(try await browser.post("\(path)/marches", [("marche", sample.school.description)]).status == 404)
      for person in [sample.neighbour, sample.company, sample.structure, sample.prescriber, sample.elected] {
        try browser.enter(person)
        #expect(try await browser.get(path).status == 404)
      }
    }
  }
}

@Suite struct EditJourneyTests {
  /// The fields of a form as a browser would send them untouched.
  static func fields(_ body: String) -> [(String, String)] {
    var fields: [(String, String)] = []
    for tag in body.split(separator: "<").filter({
      $0.hasPrefix("input") || $0.hasPrefix("select") || $0.hasPrefix("option")
    }) {
      func attribute(_ name: String) -> String? {
        guard let range = tag.range(of: " \(name)=\"") else { return nil }
        return String(tag[range.upperBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&").replacing(
          "&lt;", with: "<"
        )
        .replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      }
      if tag.hasPrefix("select") { fields.append((attribute("name") ?? "", "")) }
      if tag.hasPrefix("option"), tag.contains(" selected"), let last = fields.indices.last {
        fields[last].1 = attribute("value") ?? ""
      }
      guard tag.hasPrefix("input"), let name = attribute("name"), name != "csrf", name != "q" else { continue }
      if tag.contains("type=\"checkbox\""), !tag.contains(" checked") { continue }
      fields.append((name, attribute("value") ?? ""))
    }
    return fields
  }

  static func with(_ fields: [(String, String)], _ name: String, _ value: String) -> [(String, String)] {
    fields.map { $0.0 == name ? (name, value) : $0 }
  }

  @Test("a contract's facts are edited, and its lots' dates follow", arguments: Engine.available)
  func contract(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/marches/\(sample.school)/modifier"
      let form = try await browser.get(path)
      #expect(form.status == 200 && htmlFaults(form.body) == [])
      let fields = Self.fields(form.body)
      let same = try await browser.submit(path, fields)
      #expect(same.status == 200 && !same.body.contains("Marché modifié"), "nothing changed, nothing noted")
      var wanted = Self.with(fields, "objet", "Groupe scolaire <Prévert>")
      wanted = Self.with(wanted, "fin", "30/06/2027")
      let page = try await browser.submit(path, wanted)
      #expect(
        page.status == 200 && htmlFaults(page.body) == [] && page.body.contains("Groupe scolaire &lt;Prévert&gt;"))
      #expect(page.body.contains("fin prévue (11/03/2027 → 30/06/2027)"))
      #expect(try await browser.get("/lots/\(sample.masonry)").body.contains("30/06/2027"))
      let moved = try await browser.submit(
        path, Self.with(Self.fields(try await browser.get(path).body), "duree", "36"))
      #expect(moved.body.contains("11/03/2028"), "a term that changes moves its end")
      var bad = Self.with(Self.fields(try await browser.get(path).body), "montant", "beaucoup")
      bad = Self.with(Self.with(bad, "fin", "01/01/2020"), "objet", "\u{202E}")
      let refused = try await browser.post(path, bad)
      #expect(refused.status == 422 && htmlFaults(refused.body) == [] && refused.body.contains("value=\"beaucoup\""))
      for person in [sample.buyer, sample.company, sample.neighbour] {
        try browser.enter(person)
        #expect(try await browser.get(path).status == 404)
        #expect(try await browser.post(path, wanted).status == 404)
      }
    }
  }

  @Test("two people at once: the second is told what changed and loses nothing", arguments: Engine.available)
  func conflict(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let other = browser.another()
      try other.enter(sample.colleague)
      let path = "/marches/\(sample.school)/modifier"
      let first = Self.fields(try await browser.get(path).body)
      let second = Self.fields(try await other.get(path).body)
      #expect(try await browser.post(path, Self.with(first, "reference", "2025-0413")).status == 303)
      let told = try await other.post(path, Self.with(second, "objet", "École Prévert"))
      #expect(told.status == 422 && htmlFaults(told.body) == [])
      #expect(
        told.body.contains("École Prévert") && told.body.contains("2025-0413") && told.body.contains("entre-temps"))
      let again = try await other.submit(path, Self.fields(told.body))
      #expect(again.body.contains("École Prévert") && again.body.contains("2025-0413"))
    }
  }

  @Test("a lot's facts are edited; a number taken and a change meanwhile are said", arguments: Engine.available)
  func lot(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/lots/\(sample.masonry)/modifier"
      let form = try await browser.get(path)
      #expect(form.status == 200 && htmlFaults(form.body) == [])
      let fields = Self.fields(form.body)
      #expect(try await browser.post(path, Self.with(fields, "numero", "5")).status == 422)
      let page = try await browser.submit(
        path, Self.with(Self.with(fields, "nom", "Gros œuvre & sous-œuvre"), "lieu", "Saint-Orme"))
      #expect(htmlFaults(page.body) == [] && page.body.contains("Gros œuvre &amp; sous-œuvre"))
      #expect(page.body.contains("Saint-Orme") && page.body.contains("Lot 2 modifié"))
      let late = try await browser.post(path, Self.with(fields, "montant", "12,5"))
      #expect(late.status == 422 && late.body.contains("entre-temps") && late.body.contains("value=\"12,5\""))
      try browser.enter(sample.neighbour)
      #expect(try await browser.get(path).status == 404)
    }
  }

  @Test("what is counted on a contract or a lot leads to its lines, and they add up", arguments: Engine.available)
  func lines(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await EngagementJourneyTests.keep(
      120, on: sample.masonryEngagement, at: "2026-11-24T09:00:00.000Z", site, sample)
    try await EngagementJourneyTests.keep(
      35, on: sample.paintingEngagement, at: "2026-11-24T09:00:00.000Z", site, sample)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let contract = try await browser.get("/marches/\(sample.school)")
      #expect(EngagementJourneyTests.tile("Retenues", contract.body) == "155 h")
      #expect(contract.body.contains("/bilans/lignes?marche=\(sample.school)"))
      #expect(try await browser.get("/bilans/lignes?marche=\(sample.school)").body.contains("155,00\u{202F}h retenues"))
      let lot = try await browser.get("/lots/\(sample.painting)")
      #expect(lot.body.contains("/bilans/lignes?lot=\(sample.painting)"))
      #expect(try await browser.get("/bilans/lignes?lot=\(sample.painting)").body.contains("35,00\u{202F}h retenues"))
      let old = try await browser.get("/heures?marche=\(sample.school)")
      #expect(old.location == "/heures/lignes?marche=\(sample.school)&etat=a-valider")
      let waiting = try await browser.get("/heures/lignes?lot=\(sample.painting)&etat=retenues")
      #expect(waiting.status == 200 && waiting.body.contains("35,00") && !waiting.body.contains("120,00"))
    }
  }
}
