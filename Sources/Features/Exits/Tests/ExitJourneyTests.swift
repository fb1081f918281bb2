// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct ExitJourneyTests {
  /// Marie, whose contract ended on 31 March 2026 with hours kept in the year.
  static func cast(_ engine: Engine = .sqlite, ended: String = "2026-03-31") async throws -> (TestSite, Sample) {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      try db.execute(
        "UPDATE employment_contract SET planned_end_on = \(ended), ended_on = \(ended) WHERE id = \(sample.marieContract)"
      )
      try LedgerRows(sample, db).line(202603, declared: "100", kept: "100")
    }
    return (site, sample)
  }

  static func exit(_ changes: [String: String] = [:]) -> [(String, String)] {
    [("left_on", "31/03/2026"), ("situation", "CDD_COURT"), ("remark", "Embauchée par l’école.")].map {
      ($0.0, changes[$0.0] ?? $0.1)
    }
  }

  @Test(
    "an exit is recorded, asked for again, corrected, and counted where everything else is", arguments: Engine.available
  )
  func wholeWay(engine: Engine) async throws {
    let (site, sample) = try await Self.cast(engine)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/participants/\(sample.marie)/sorties/nouveau"
      let form = try await browser.get(path)
      #expect(htmlFaults(form.body) == [] && form.body.contains("value=\"31/03/2026\""))
      let page = try await browser.submit(path, Self.exit())
      #expect(page.body.contains("La sortie est enregistrée") && htmlFaults(page.body) == [])
      #expect(page.body.contains("emploi de transition") && page.body.contains("Embauchée par l’école."))

      // Three months had their time: six months are asked for, twelve are to come.
      let today = try await browser.get("/aujourdhui?genre=sortie&pour=equipe")
      #expect(today.body.contains("sa situation à 6 mois") && !today.body.contains("sa situation à 3 mois"))
      let id: Int64? = try await site.database.read { try $0.value("SELECT MAX(id) FROM exit") }
      let situation = "/sorties/\(id ?? 0)/situations/nouveau"
      #expect(htmlFaults(try await browser.get(situation + "?echeance=6").body) == [])
      #expect(try await browser.get(situation + "?echeance=5").status == 404)
      let early = try await browser.post(situation, [("echeance", "12"), ("situation", "CDI"), ("known_on", "")])
      #expect(early.status == 422 && early.body.contains("à partir du 31/03/2027"))
      let said = try await browser.submit(
        situation, [("echeance", "6"), ("situation", "CDI"), ("known_on", "02/10/2026")])
      #expect(said.body.contains("La situation à 6 mois est enregistrée") && said.body.contains("emploi durable"))
      #expect(try await !browser.get("/aujourdhui?genre=sortie&pour=equipe").body.contains("sa situation à 6 mois"))
      let corrected = try await browser.submit(
        situation, [("echeance", "6"), ("situation", "CHOMAGE"), ("known_on", "05/10/2026")])
      #expect(corrected.body.contains("au lieu de\u{202F}: CDI"))

      let list = try await browser.get("/sorties?annee=2026&type=transition")
      #expect(list.body.contains("Dupont Marie") && htmlFaults(list.body) == [])
      #expect(!list.body.contains("hors chiffres"))
      #expect(try await !browser.get("/sorties?annee=2026&type=durable&echeance=6").body.contains("Dupont Marie"))
      #expect(try await browser.get("/sorties?annee=2026&type=autre&echeance=6").body.contains("Dupont Marie"))
      let result = try await browser.get("/bilans?annee=2026")
      #expect(htmlFaults(result.body) == [])
      #expect(result.body.contains("/sorties?annee=2026&amp;type=transition") && result.body.contains("100,0\u{202F}%"))
      let table = try await browser.get("/bilans/tableau?annee=2026&par=secteur")
      #expect(htmlFaults(table.body) == [] && table.body.contains("Dynamiques"))
      for file in ["sorties", "participants", "indicateurs", "fse-plus", "anru", "tableau"] {
        #expect(try await browser.get("/fichiers/\(file)?format=csv&annee=2026").status == 200, "\(file)")
      }
      let csv = try await browser.get("/fichiers/sorties?format=csv&annee=2026").body
      #expect(csv.contains("Dupont") && csv.contains("emploi de transition") && csv.contains("autre sortie"))
      #expect(try await browser.get("/fichiers/fse-plus?format=csv&annee=2026").body.contains("emploi de transition"))

      let withdrawn = try await browser.submit("/sorties/\(id ?? 0)/annulation", [])
      #expect(withdrawn.body.contains("est annulée") && withdrawn.body.contains("Aucune sortie n’est enregistrée."))
      #expect(try await browser.get("/bilans?annee=2026").body.contains("Aucune sortie n’est enregistrée en 2026"))
      #expect(try await browser.post("/sorties/\(id ?? 0)/annulation", []).status == 404)
    }
  }

  @Test("what was known on a past evening is read again as it was", arguments: Engine.available)
  func pastEvening(engine: Engine) async throws {
    let (site, sample) = try await Self.cast(engine)
    try await site.database.write { db in
      let exit = try db.insert(
        """
        INSERT INTO exit (territory_id, participant_id, left_on, recorded_at)
        VALUES (\(sample.territory), \(sample.marie), '2026-03-31', '2026-04-02T08:00:00.000Z') RETURNING id
        """)
      try db.execute(
        """
        INSERT INTO exit_situation (territory_id, exit_id, milestone, situation, known_on, recorded_at, replaced_at)
        VALUES (\(sample.territory), \(exit), 0, 'CDI', '2026-04-02', '2026-04-02T08:00:00.000Z', '2026-05-04T08:00:00.000Z'),
          (\(sample.territory), \(exit), 0, 'CHOMAGE', '2026-05-04', '2026-05-04T08:00:00.000Z', NULL)
        """)
    }
    func tally(_ moment: Instant?) async throws -> ExitTally {
      try await site.database.read { db in
        try ExitYear(2026, sample.territory, knownAt: moment, db).tally([sample.marie.value])
      }
    }
    let (none, first, now) = (
      try await tally(Instant(text: "2026-04-01T20:00:00.000Z")),
      try await tally(Instant(text: "2026-04-30T20:00:00.000Z")), try await tally(nil)
    )
    #expect(none.exits == 0)
    #expect(first.count(.durable) == 1 && first.known(.exit) == 1)
    #expect(now.count(.other) == 1 && now.known(.exit) == 1)
    let neighbour = try await site.database.read { db in
      try ExitYear(2026, sample.otherTerritory, knownAt: nil, db).isEmpty
    }
    #expect(neighbour)
  }

  @Test(
    "an exit without meaning is said under its field",
    arguments: [
      ("left_on", ""), ("left_on", "25/11/2026"), ("left_on", "31/02/2026"), ("left_on", "01/01/2020"),
      ("situation", ""), ("situation", "HEUREUX"), ("remark", "1 85 05 78 006 084 91"),
    ])
  func badFields(field: String, value: String) async throws {
    let (site, sample) = try await Self.cast()
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/participants/\(sample.marie)/sorties/nouveau"
      let reply = try await browser.post(path, Self.exit([field: value]))
      #expect(reply.status == 422 && htmlFaults(reply.body) == [])
      #expect(reply.body.contains("id=\"champ-\(field)-refus\""))
    }
  }

  @Test("a second exit without a contract in between is refused, and one without any contract")
  func twice() async throws {
    let (site, sample) = try await Self.cast()
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/participants/\(sample.marie)/sorties/nouveau"
      _ = try await browser.submit(path, Self.exit())
      let again = try await browser.post(path, Self.exit(["left_on": "15/05/2026"]))
      #expect(again.status == 422 && again.body.contains("une sortie est déjà enregistrée le 31/03/2026"))
      let without = try await browser.post("/participants/\(sample.karim)/sorties/nouveau", Self.exit())
      #expect(without.status == 422 && without.body.contains("n’a aucun contrat de travail ici"))
    }
  }

  @Test(
    "who ended lately without an exit is on the day's list until it is said; a prescriber reads what became of them",
    arguments: Engine.available)
  func daysList(engine: Engine) async throws {
    let (site, sample) = try await Self.cast(engine, ended: "2026-10-30")
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let day = "/aujourdhui?genre=sortie&pour=equipe"
      #expect(try await browser.get(day).body.contains("Enregistrer la sortie de Marie Dupont"))
      let path = "/participants/\(sample.marie)/sorties/nouveau"
      _ = try await browser.submit(path, Self.exit(["left_on": "30/10/2026", "situation": "FORMATION"]))
      #expect(try await !browser.get(day).body.contains("Enregistrer la sortie"))
      try await site.database.write { db in
        try db.execute("UPDATE participant SET oriented_by = \(sample.agency) WHERE id = \(sample.marie)")
      }
      try browser.enter(sample.prescriber)
      let own = try await browser.get("/participants/\(sample.marie)")
      #expect(own.status == 200 && own.body.contains("30/10/2026") && own.body.contains("sortie positive"))
      #expect(!own.body.contains("Embauchée par l’école.") && htmlFaults(own.body) == [])
      try browser.enter(sample.neighbour)
      #expect(try await browser.get(path).status == 404)
    }
  }

  @Test("the list goes on from page to page, each exit once", arguments: Engine.available)
  func pages(engine: Engine) async throws {
    let (site, sample) = try await Self.cast(engine)
    try await site.database.write { db in
      for index in 0..<120 {
        let exit = try db.insert(
          """
          INSERT INTO exit (territory_id, participant_id, left_on, recorded_at)
          VALUES (\(sample.territory), \(sample.marie), \("2026-0\(1 + index % 9)-15"), '2026-04-02T08:00:00.000Z')
          RETURNING id
          """)
        try db.execute(
          """
          INSERT INTO exit_situation (territory_id, exit_id, milestone, situation, known_on, recorded_at)
          VALUES (\(sample.territory), \(exit), 0, 'CDI', '2026-04-02', '2026-04-02T08:00:00.000Z')
          """)
      }
    }
    let viewer = Viewer(
      accountID: sample.facilitator.account, accountName: "Claire", role: .facilitator, territoryID: sample.territory,
      territoryName: "Val d’Orme", organisationID: nil, membershipID: sample.facilitator.membership,
      today: "2026-11-24")
    let (seen, count) = try await site.database.read { db in
      var (seen, key): ([ID<Exit>], ExitKey?) = ([], nil)
      var count = 0
      repeat {
        let page = try ExitList.page(ExitQuery(year: 2026), after: key, for: viewer, db)
        seen += page.lines.map(\.exit.id)
        (key, count) = (page.next.flatMap { ExitKey($0.text) }, page.count)
      } while key != nil
      return (seen, count)
    }
    #expect(count == 120 && seen.count == 120 && Set(seen).count == 120)
  }
}
