// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

/// The scenarios 1, 5 and 7 that the product is tried with, through its pages.
@Suite struct EngagementJourneyTests {
  /// The figure of a tile, with plain spaces.
  static func tile(_ label: String, _ body: String) -> String {
    guard let start = body.range(of: "<dt>\(label)</dt><dd class=\"tile-value") else { return "no tile \(label)" }
    var text = body[start.upperBound...].drop { $0 != ">" }.dropFirst()
    if text.hasPrefix("<a ") { text = text.drop { $0 != ">" }.dropFirst() }
    return String(text.prefix { $0 != "<" }.map { $0.isWhitespace ? " " : $0 })
  }

  /// Acts as the facilitator at a moment.
  private static func on<Value: Sendable>(
    _ day: String, _ site: TestSite, _ sample: Sample, _ act: @escaping @Sendable (Browser) async throws -> Value
  ) async throws -> Value {
    try await site.at("\(day)T10:00:00.000Z").run { browser in
      try browser.enter(sample.facilitator)
      return try await act(browser)
    }
  }

  private static func lot(_ number: String, _ site: TestSite) async throws -> ID<Lot> {
    let id: ID<Lot>? = try await site.database.read { try $0.value("SELECT id FROM lot WHERE number = \(number)") }
    return try #require(id)
  }

  private static func engagement(_ number: String, _ site: TestSite) async throws -> ID<Engagement> {
    let lot = try await lot(number, site)
    let id: ID<Engagement>? = try await site.database.read { db in
      try db.value("SELECT id FROM engagement WHERE lot_id = \(lot)")
    }
    return try #require(id)
  }

  /// Hours kept on an engagement, decided at a moment.
  static func keep(
    _ hours: Int, on engagement: ID<Engagement>, at moment: String, _ site: TestSite, _ sample: Sample
  ) async throws {
    try await site.database.write { db in
      let statement = try db.insert(
        """
        INSERT INTO statement (territory_id, employer_id, first_month, last_month, received_at)
        VALUES (\(sample.territory), \(sample.mason), 202505, 202505, \(moment)) RETURNING id
        """)
      let line = try db.insert(
        """
        INSERT INTO hours_line (territory_id, statement_id, participant_id, employment_contract_id, engagement_id, month, kind,
          declared_units, recorded_at)
        VALUES (\(sample.territory), \(statement), \(sample.marie), \(sample.marieContract), \(engagement), 202505, 'site',
          \(hours * 300), \(moment)) RETURNING id
        """)
      try db.execute(
        """
        INSERT INTO hours_decision (line_id, territory_id, declared_units, kept_units, decided_at)
        VALUES (\(line), \(sample.territory), \(hours * 300), \(hours * 300), \(moment))
        """)
    }
  }

  @Test(
    "a rule on invoices: firm 0, 5, 200, 190 h, forecast 400 h, and the past still reads 5", arguments: Engine.available
  )
  func ruleOnInvoices(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let path = try await Self.on("2025-02-01", site, sample) { browser in
      _ = try await browser.submit("/marches/\(sample.school)/lots/nouveau", [("lots", "9;Voirie;;;")])
      let lot = try await Self.lot("9", site)
      let blank = try await browser.get("/lots/\(lot)/engagements/nouveau")
      #expect(blank.status == 200 && htmlFaults(blank.body) == [])
      let rule = [
        ("calcul", "rule"), ("regle_heures", "1"), ("regle_tranche", "2 000"), ("regle_seuil", "2 700 000"),
        ("regle_base", "invoiced"), ("regle_arrondi", "full_slices"), ("portage", "alone"),
        ("porteurs", "Maçonnerie Leduc"),
        ("effet", "01/02/2025"),
      ]
      let reply = try await browser.post("/lots/\(lot)/engagements/nouveau", rule)
      #expect(reply.status == 303)
      return try #require(reply.location)
    }
    let events: [(day: String, kind: String, amount: String, firm: String)] = [
      ("2025-02-02", "order", "3 500 000", "0 h"), ("2025-03-31", "invoice", "2 650 000", "0 h"),
      ("2025-06-30", "invoice", "61 500", "5 h"), ("2025-09-30", "invoice", "389 500", "200 h"),
      ("2025-12-31", "creditNote", "21 000", "190 h"),
    ]
    for event in events {
      let page = try await Self.on(event.day, site, sample) { browser in
        try await browser.submit(
          "\(path)/evenements",
          [("nature", event.kind), ("effet", Day(iso: event.day)?.french ?? ""), ("montant", event.amount)])
      }
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      #expect(Self.tile("Ferme", page.body) == event.firm && Self.tile("Prévisionnel", page.body) == "400 h")
    }
    let past = try await Self.on("2026-11-24", site, sample) { try await $0.get("\(path)?au=30/06/2025") }
    #expect(Self.tile("Ferme", past.body) == "5 h" && htmlFaults(past.body) == [])
  }

  @Test(
    "an amendment down never changes what was true, and a termination waits for the buyer", arguments: Engine.available)
  func amendmentAndTermination(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let path = "/engagements/\(sample.masonryEngagement)"
    try await Self.keep(1000, on: sample.masonryEngagement, at: "2025-05-31T09:00:00.000Z", site, sample)
    let after = try await Self.on("2025-06-15", site, sample) { browser in
      let bare = try await browser.post(
        "\(path)/evenements", [("nature", "amendment"), ("effet", "15/06/2025"), ("heures", "-300")])
      #expect(bare.status == 422 && htmlFaults(bare.body) == [] && bare.body.contains("value=\"-300\""))
      return try await browser.submit(
        "\(path)/evenements",
        [("nature", "amendment"), ("effet", "15/06/2025"), ("heures", "-300"), ("motif", "Travaux supprimés <i>")])
    }
    #expect(Self.tile("Ferme", after.body) == "900 h" && after.body.contains("111,1\u{202F}%"))
    #expect(Self.tile("Restent", after.body) == "0 h" && htmlFaults(after.body) == [])
    let past = try await Self.on("2026-11-24", site, sample) { try await $0.get("\(path)?au=31/05/2025") }
    #expect(Self.tile("Ferme", past.body) == "1 200 h" && past.body.contains("83,3\u{202F}%"))

    let ended = try await Self.on("2026-11-24", site, sample) { browser in
      _ = try await browser.submit(
        "/marches/\(sample.school)/lots/nouveau", [("lots", "10;Désamiantage;Leduc SA;2000;")])
      let engagement = try await Self.engagement("10", site)
      try await Self.keep(650, on: engagement, at: "2026-11-24T09:00:00.000Z", site, sample)
      let other = "/engagements/\(engagement)"
      let waiting = try await browser.submit(
        "\(other)/evenements", [("nature", "termination"), ("effet", "20/11/2026"), ("motif", "Faute")])
      #expect(waiting.body.contains("n’a pas encore dit ce qui reste dû") && htmlFaults(waiting.body) == [])
      return try await browser.submit(
        "\(other)/evenements",
        [("nature", "termination"), ("effet", "20/11/2026"), ("decision", "800"), ("motif", "Décision du 23/11/2026")])
    }
    #expect(Self.tile("Ferme", ended.body) == "800 h" && ended.body.contains("81,3\u{202F}%"))
    #expect(Self.tile("Manquent", ended.body) == "150 h" && ended.body.contains("résilié"))
  }

  @Test("completion is raw, and capped lot by lot", arguments: Engine.available)
  func capped(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let done = ["A": (1200, 0), "B": (950, 1100), "C": (2100, 2100), "D": (1430, 1371), "E": (800, 900)]
    let page = try await Self.on("2026-11-24", site, sample) { browser in
      let lots = done.keys.sorted().map { "\($0);Lot \($0);Leduc;\(done[$0]?.0 ?? 0);" }.joined(separator: "\n")
      let reply = try await browser.post(
        "/marches/nouveau",
        ContractJourneyTests.facts + [
          ("acheteur", sample.townHall.description), ("lots", lots), ("etape", "enregistrer"),
        ])
      for (number, figures) in done {
        if figures.1 > 0 {
          try await Self.keep(
            figures.1, on: Self.engagement(number, site), at: "2026-11-24T09:00:00.000Z", site, sample)
        }
        _ = try await browser.submit("/lots/\(Self.lot(number, site))/dates", [("reception", "01/11/2026")])
      }
      return try await browser.get(try #require(reply.location))
    }
    let text = page.body.replacing("\u{202F}", with: " ")
    #expect(text.contains("84,4 % brut, 80,6 % plafonné") && text.contains("Il manque 1 259 h"))
    #expect(Self.tile("Réalisation, plafonnée lot par lot", page.body) == "80,6 %")
    #expect(text.contains("1 259 h manquent sur 2 lots") && htmlFaults(page.body) == [])
  }

  @Test("a consortium takes its parts, a plan its months, and others see nothing", arguments: Engine.available)
  func bearersAndPlan(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let path = "/engagements/\(sample.masonryEngagement)"
    try await Self.on("2026-11-24", site, sample) { browser in
      let alone = try await browser.post(
        "\(path)/porteurs", [("portage", "joint"), ("porteurs", "Maçonnerie Leduc ; 60")])
      #expect(alone.status == 422 && htmlFaults(alone.body) == [])
      let joint = try await browser.submit(
        "\(path)/porteurs", [("portage", "joint"), ("porteurs", "Maçonnerie Leduc ; 60\nVoltaé ; 40")])
      #expect(joint.body.contains(">720<") && joint.body.contains(">480<") && joint.body.contains("mandataire"))
      let form = try await browser.get("\(path)/previsionnel")
      #expect(form.body.contains("mois_202505") && htmlFaults(form.body) == [])
      let wrong = try await browser.post(
        "\(path)/previsionnel", [("convenu", "14/04/2025"), ("mois_202505", "beaucoup")])
      #expect(wrong.status == 422 && wrong.body.contains("beaucoup"))
      let plan = try await browser.submit(
        "\(path)/previsionnel",
        [("convenu", "14/04/2025"), ("mois_202505", "100"), ("colle", "06/2025\t150,50\njuillet 2025;200")])
      #expect(plan.body.contains("450,50") && htmlFaults(plan.body) == [])
      let lot = try await browser.get("/lots/\(sample.masonry)")
      #expect(lot.body.contains("en retard sur le prévisionnel") && htmlFaults(lot.body) == [])
      for person in [sample.buyer, sample.company] {
        try browser.enter(person)
        let reply = try await browser.get(path)
        #expect(reply.status == 200 && htmlFaults(reply.body) == [] && !reply.body.contains("Noter un changement"))
        #expect(try await browser.post("\(path)/evenements", [("nature", "award")]).status == 404)
      }
      for person in [sample.structure, sample.neighbour, sample.prescriber, sample.elected, sample.administrator] {
        try browser.enter(person)
        #expect(try await browser.get(path).status == 404)
      }
    }
  }
}
