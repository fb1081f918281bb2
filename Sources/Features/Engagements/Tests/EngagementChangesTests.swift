// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

/// The scenarios with other figures, and a picky facilitator's day: bad input, mistakes, two clicks.
@Suite struct EngagementChangesTests {
  /// A rule and what is ordered and invoiced, with the hours that follow each document.
  struct RuleCase: Sendable, CustomTestStringConvertible {
    let hours: String, slice: String, threshold: String, rounding: String, basis: String
    /// Kind, amount, firm and forecast after it.
    let documents: [(kind: String, amount: String, firm: String, forecast: String)]
    var testDescription: String { "\(hours) h for \(slice) from \(threshold), \(rounding), \(basis)" }
  }

  static let cases = [
    RuleCase(
      hours: "1", slice: "2 000", threshold: "2 700 000", rounding: "full_slices", basis: "invoiced",
      documents: [
        ("order", "3 500 000", "0 h", "400 h"), ("invoice", "2 650 000", "0 h", "400 h"),
        ("invoice", "61 500", "5 h", "400 h"), ("invoice", "389 500", "200 h", "400 h"),
        ("creditNote", "21 000", "190 h", "400 h"),
      ]),
    RuleCase(
      hours: "7,5", slice: "10 000", threshold: "", rounding: "full_slices", basis: "ordered",
      documents: [
        ("order", "99 999,99", "67,50 h", "67,50 h"), ("order", "0,01", "75 h", "75 h"),
        ("invoice", "40 000", "75 h", "75 h"), ("creditNote", "-10 000", "75 h", "75 h"),
      ]),
    RuleCase(
      hours: "2", slice: "1 500", threshold: "500 000", rounding: "prorated", basis: "invoiced",
      documents: [
        ("order", "800 000", "0 h", "400 h"), ("invoice", "500 000", "0 h", "400 h"),
        ("invoice", "1 000", "1,33 h", "400 h"), ("invoice", "74 000", "100 h", "400 h"),
      ]),
  ]

  @Test("a rule gives its hours document after document, on one day too", arguments: cases, Engine.available)
  func rules(rule: RuleCase, engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let made = try await browser.post(
        "/lots/\(sample.painting)/engagements/nouveau",
        [
          ("calcul", "rule"), ("regle_heures", rule.hours), ("regle_tranche", rule.slice),
          ("regle_seuil", rule.threshold), ("regle_base", rule.basis), ("regle_arrondi", rule.rounding),
          ("portage", "alone"), ("porteurs", "ETTI Envol"),
        ])
      let path = try #require(made.location)
      for (index, document) in rule.documents.enumerated() {
        let day = Day(2026, 1 + index, 28)?.french ?? ""
        let page = try await browser.submit(
          "\(path)/evenements", [("nature", document.kind), ("effet", day), ("montant", document.amount)])
        #expect(page.status == 200 && htmlFaults(page.body) == [])
        #expect(EngagementJourneyTests.tile("Ferme", page.body) == document.firm)
        #expect(EngagementJourneyTests.tile("Prévisionnel", page.body) == document.forecast)
      }
      let second = try await browser.get("\(path)?au=28/02/2026")
      let firm = rule.documents[1].firm.replacing(" ", with: "\u{202F}")
      #expect(htmlFaults(second.body) == [] && second.body.contains("ferme \(firm)"))
    }
  }

  @Test("what is odd is asked once more, and a mistake is answered by its opposite", arguments: Engine.available)
  func doubts(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let path = "/engagements/\(sample.masonryEngagement)"
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for kind in EngagementEventKind.allCases {
        let page = try await browser.get("\(path)?noter=\(kind.rawValue)")
        #expect(page.status == 200 && htmlFaults(page.body) == [] && page.body.contains("value=\"\(kind.rawValue)\""))
      }
      let amendment = [("nature", "amendment"), ("effet", "01/06/2026"), ("heures", "120,5"), ("motif", "Avenant 1")]
      #expect(try await browser.post("\(path)/evenements", amendment).status == 303)
      let twice = try await browser.post("\(path)/evenements", amendment)
      #expect(twice.status == 422 && twice.body.contains("déjà noté") && twice.body.contains("name=\"confirme\""))
      #expect(htmlFaults(twice.body) == [] && twice.body.contains("value=\"120,5\""))
      let both = try await browser.submit("\(path)/evenements", amendment + [("confirme", "1")])
      #expect(EngagementJourneyTests.tile("Ferme", both.body) == "1 441 h")
      let id: Int64? = try await site.database.read { try $0.value("SELECT MAX(id) FROM engagement_event") }
      let event = String(try #require(id))
      let undone = try await browser.submit("\(path)/annulation", [("evenement", event)])
      #expect(EngagementJourneyTests.tile("Ferme", undone.body) == "1 320,50 h" && undone.body.contains("annulé"))
      #expect(try await browser.post("\(path)/annulation", [("evenement", event)]).status == 409)
      #expect(try await browser.post("\(path)/annulation", [("evenement", "999999")]).status == 404)
      let deep = [("nature", "amendment"), ("effet", "01/07/2026"), ("heures", "− 9 000"), ("motif", "Arrêt")]
      #expect(try await browser.post("\(path)/evenements", deep).body.contains("dépasse l’engagement"))
      let early = try await browser.submit(
        "\(path)/evenements", [("nature", "offer"), ("effet", "01/01/2020"), ("heures", "10")])
      #expect(early.body.contains("avant le début du lot"))
      let renewed = try await browser.submit(
        "\(path)/evenements",
        [("nature", "renewal"), ("effet", "12/03/2027"), ("heures", "300"), ("fin", "11/03/2028"), ("motif", "An 2")])
      #expect(renewed.body.contains("au 11/03/2028") && htmlFaults(renewed.body) == [])
      try browser.enter(sample.buyer)
      #expect(!(try await browser.get(path).body.contains("annulation")))
      #expect(try await browser.post("\(path)/annulation", [("evenement", event)]).status == 404)
    }
  }

  @Test(
    "bad input is said in a sentence and stays in its field",
    arguments: [
      ("invoice", "montant", "douze"), ("invoice", "montant", "-500"),
      ("order", "montant", "0"),
      ("amendment", "heures", "1,234"), ("amendment", "heures", "99 999 999"), ("tranche", "heures", "-5"),
      ("amendment", "effet", "31/02/2026"), ("amendment", "effet", "01/01/26"), ("amendment", "motif", "a\u{202E}b"),
      ("termination", "decision", "-800"), ("termination", "motif", ""), ("renewal", "fin", "01/01/2001"),
      ("nothing", "effet", "01/06/2026"),
    ])
  func badInput(kind: String, field: String, value: String) async throws {
    let site = try TestSite()
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let right = [("effet", "01/06/2026"), ("heures", "10"), ("montant", "100"), ("motif", "Raison <b>")]
      let reply = try await browser.post(
        "/engagements/\(sample.masonryEngagement)/evenements",
        [("nature", kind), (field, value)] + right.filter { $0.0 != field })
      #expect(reply.status == 422 && htmlFaults(reply.body) == [] && !reply.body.contains("Raison <b>"))
    }
    let events: Int? = try await site.database.read { try $0.value("SELECT COUNT(*) FROM engagement_event") }
    #expect(events == 2, "only the two awards")
  }

  @Test("a plan is spread evenly, then pasted; the name and the period are edited", arguments: Engine.available)
  func planAndEdit(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let path = "/engagements/\(sample.masonryEngagement)"
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let spread = try await browser.get("\(path)/previsionnel?repartir=1200&de=05/2025&a=04/2027")
      #expect(spread.status == 200 && htmlFaults(spread.body) == [] && spread.body.contains("value=\"50\""))
      let wrong = try await browser.get("\(path)/previsionnel?repartir=%3Cb%3E&de=05/2025&a=04/2024")
      #expect(wrong.status == 422 && htmlFaults(wrong.body) == [] && wrong.body.contains("value=\"&lt;b&gt;\""))
      let kept = try await browser.submit(
        "\(path)/previsionnel", [("convenu", "14/04/2025"), ("colle", "05/2025\t400\n06/2025\t800\nTotal\t1200")])
      #expect(kept.body.contains("1\u{202F}200\u{202F}h") && !kept.body.contains("L’engagement est de"))
      let short = try await browser.submit(
        "\(path)/previsionnel", [("convenu", "15/04/2025"), ("colle", "05/2025\t400"), ("mois_203501", "5")])
      #expect(short.body.contains("L’engagement est de") && short.body.contains("après la fin du lot"))
      let form = try await browser.get("\(path)/modifier")
      #expect(form.status == 200 && htmlFaults(form.body) == [])
      let fields = EditJourneyTests.fields(form.body)
      #expect(
        try await browser.post("\(path)/modifier", EditJourneyTests.with(fields, "fin", "01/01/2000")).status == 422)
      let named = try await browser.submit("\(path)/modifier", EditJourneyTests.with(fields, "nom", "Tranche <ferme>"))
      #expect(named.status == 200 && htmlFaults(named.body) == [] && named.body.contains("Tranche &lt;ferme&gt;"))
      let late = try await browser.post("\(path)/modifier", EditJourneyTests.with(fields, "nom", "Autre"))
      #expect(late.status == 422 && late.body.contains("entre-temps") && late.body.contains("value=\"Autre\""))
    }
  }

  @Test("a percentage of labour follows what is invoiced, and an unknown company is said", arguments: Engine.available)
  func labour(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let typed = [
        ("calcul", "percent"), ("main_taux", "5"), ("main_part", "50"), ("main_cout", "30"), ("main_base", "invoiced"),
        ("portage", "alone"), ("porteurs", "Entreprise inconnue <i>"),
      ]
      let refused = try await browser.post(
        "/lots/\(sample.painting)/engagements/nouveau", typed.map { $0.0 == "main_taux" ? ($0.0, "0") : $0 })
      #expect(refused.status == 422 && htmlFaults(refused.body) == [])
      let page = try await browser.submit("/lots/\(sample.painting)/engagements/nouveau", typed)
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      #expect(page.body.contains("1\u{202F}h par tranche de 1\u{202F}200\u{202F}€ facturés"))
      #expect(page.body.contains("Une entreprise inconnue a été créée"))
      let id: Int64? = try await site.database.read { try $0.value("SELECT MAX(id) FROM engagement") }
      let path = "/engagements/\(try #require(id))"
      let invoiced = try await browser.submit(
        "\(path)/evenements", [("nature", "invoice"), ("effet", "30/06/2026"), ("montant", "1 000 000")])
      #expect(EngagementJourneyTests.tile("Ferme", invoiced.body) == "833,33 h")
    }
  }
}
