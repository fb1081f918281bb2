// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct ResultJourneyTests {
  static func site(_ engine: Engine, people: Int = 1) async throws -> (TestSite, Sample) {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      let rows = LedgerRows(sample, db)
      try rows.line(202510, declared: "161", kept: "98", decidedAt: "2025-11-10T09:00:00.000Z")
      try rows.line(202603, declared: "151,67", kept: "151,67")
      for index in 1..<max(people, 1) {
        let hired = try rows.hire(
          "Personne\(index)", by: sample.temp, on: sample.paintingEngagement, gender: index % 2 == 0 ? "F" : "M")
        try rows.line(
          202604, declared: "10", kept: "10", contract: hired.contract, of: hired.person,
          on: sample.paintingEngagement, employer: sample.temp)
      }
    }
    return (site, sample)
  }

  @Test("the page, the program's answer and the plain sum say the same hours", arguments: Engine.available)
  func agreement(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine, people: 7)
    let json = try await site.database.read { db in
      try indicatorsJSON(year: 2026, territory: sample.territory, today: IndicatorStoreTests.today, db)
    }
    #expect(json.contains(#""value":"211.67""#))
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let page = try await browser.get("/bilans?annee=2026")
      #expect(page.status == 200)
      #expect(htmlFaults(page.body) == [])
      for piece in ["211,67", "Bilan 2026, au 31 octobre", "Ville de Saint-Orme", "Bâtiment"] {
        #expect(page.body.contains(piece), "\(piece)")
      }
      let lines = try await browser.get("/bilans/lignes?annee=2026")
      #expect(htmlFaults(lines.body) == [])
      #expect(lines.body.contains("211,67\u{202F}h retenues") && lines.body.contains("Marie Dupont"))
    }
  }

  @Test("people hired for months without an hour are said to those who follow them", arguments: Engine.available)
  func idleHires(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine, people: 2)
    let sentence = "sans aucune heure retenue"
    try await site.database.write { db in
      // Hired too lately to have been declared.
      _ = try LedgerRows(sample, db).hire("Récent", by: sample.temp, on: sample.paintingEngagement, from: "2026-10-05")
    }
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      #expect(!(try await browser.get("/bilans?annee=2026").body.contains(sentence)))
      try await site.database.write { db in
        _ = try LedgerRows(sample, db).hire("Oublié", by: sample.temp, on: sample.paintingEngagement)
      }
      let page = try await browser.get("/bilans?annee=2026").body
      #expect(page.contains(sentence) && htmlFaults(page) == [])
      #expect(!(try await browser.get("/bilans?annee=2025").body.contains(sentence)))
      for role in [sample.administrator, sample.buyer, sample.elected] {
        try browser.enter(role)
        #expect(!(try await browser.get("/bilans?annee=2026").body.contains(sentence)))
      }
    }
  }

  @Test("a past evening shows what was known then, and a day to come is refused in words", arguments: Engine.available)
  func past(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let then = try await browser.get("/bilans?annee=2025&au=31/10/2025")
      #expect(then.status == 200 && then.body.contains("connus le 31/10/2025 au soir"))
      #expect(htmlFaults(then.body) == [])
      #expect(!then.body.contains("98,00"))
      #expect(try await browser.get("/bilans?annee=2025").body.contains("98,00"))
      #expect(try await browser.get("/bilans?au=01/01/2030").status == 422)
      #expect(try await browser.get("/bilans?au=%3Cscript%3E").status == 422)
      for query in ["annee=abc", "annee=99999", "donneur=-1", "donneur=999999", "secteur=tout"] {
        #expect(try await browser.get("/bilans?\(query)").status == 404, "\(query)")
      }
    }
  }

  @Test("a closed year says what was published and what came since", arguments: Engine.available)
  func closed(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine)
    try await site.database.write { db in
      try db.execute(
        """
        INSERT INTO yearly_closing (territory_id, year, closed_at)
        VALUES (\(sample.territory), 2025, '2026-01-31T10:00:00.000Z')
        """)
      try db.execute(
        """
        INSERT INTO issued_report (territory_id, kind, first_month, last_month, kept_units, declared_units, people, issued_at)
        VALUES (\(sample.territory), 'year', 202501, 202512, 29400, 48300, 1, '2026-01-31T10:00:00.000Z')
        """)
      try LedgerRows(sample, db).line(202511, declared: "35", kept: "35", decidedAt: "2026-06-20T09:00:00.000Z")
    }
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let page = try await browser.get("/bilans?annee=2025")
      #expect(htmlFaults(page.body) == [])
      #expect(page.body.contains("Année arrêtée le 31/01/2026\u{202F}: 98,00\u{202F}h et 1 personne publiées"))
      #expect(page.body.contains("35,00\u{202F}h") && page.body.contains("133,00"))
    }
  }

  @Test(
    "a buyer reads its own bilan without a name, and its neighbour reads nothing of it", arguments: Engine.available)
  func buyers(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine, people: 7)
    try await site.run { browser in
      try browser.enter(sample.buyer)
      let page = try await browser.get("/bilans?annee=2026")
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      #expect(page.body.contains("211,67") && !page.body.contains("Dupont"))
      #expect(try await browser.get("/bilans/lignes?annee=2026").status == 404)
      try browser.enter(sample.neighbour)
      let other = try await browser.get("/bilans?annee=2026")
      #expect(other.status == 200 && !other.body.contains("211,67") && !other.body.contains("Saint-Orme"))
      #expect(try await browser.get("/bilans?donneur=\(sample.townHall)").status == 404)
      let lines = try await browser.get("/bilans/lignes?annee=2026&marche=\(sample.school)")
      #expect(!lines.body.contains("Marie"))
      for person in [sample.company, sample.structure, sample.prescriber] {
        try browser.enter(person)
        #expect(try await browser.get("/bilans").status == 404)
      }
    }
  }

  @Test("an elected member sees no group of one to four people", arguments: Engine.available)
  func elected(engine: Engine) async throws {
    let (few, fewSample) = try await Self.site(engine, people: 4)
    try await few.run { browser in
      try browser.enter(fewSample.elected)
      let page = try await browser.get("/bilans?annee=2026")
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      #expect(page.body.contains("Moins de 5 personnes") && !page.body.contains("181,67") && !page.said.contains("182"))
    }
    let (many, sample) = try await Self.site(engine, people: 12)
    try await many.run { browser in
      try browser.enter(sample.elected)
      let page = try await browser.get("/bilans?annee=2026&donneur=\(sample.townHall)&au=01/04/2026")
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      #expect(page.body.contains("261,67") && !page.body.contains("connus le"))
      #expect(!page.body.contains("/bilans/lignes"))
    }
  }

  @Test("definitions open for every reader of a bilan", arguments: Engine.available)
  func definitions(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine)
    try await site.run { browser in
      for person in [sample.facilitator, sample.administrator, sample.buyer, sample.elected] {
        try browser.enter(person)
        let page = try await browser.get("/bilans/definitions")
        #expect(page.status == 200 && htmlFaults(page.body) == [])
        #expect(page.body.contains("1\u{202F}607"))
      }
    }
  }

  @Test("a bilan and its lines run a fixed number of statements", arguments: Engine.available)
  func statements(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine, people: 30)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for (path, most) in [("/bilans?annee=2026", 29), ("/bilans/lignes?annee=2026", 4)] {
        let run = try await site.database.recording { _ = try await browser.get(path) }
        #expect(run.count <= most, "\(path): \(run.count)")
      }
      // The same once its years are counted ahead.
      let before = try await browser.get("/bilans?annee=2026").body
      let counted = try FigureRollup.run(site.database)
      #expect(counted > 0)
      let run = try await site.database.recording { _ = try await browser.get("/bilans?annee=2026") }
      let after = try await browser.get("/bilans?annee=2026").body
      #expect(after == before)
      #expect(run.count <= 17, "\(run.count)")
    }
  }
}
