// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite("The first page of hours")
struct HoursHomeTests {
  @Test("mine, the team's and an absent colleague's, and nobody else's", arguments: Engine.available)
  func scopes(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.receive(["30"])
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let mine = try await browser.get(HoursURLs.home + "?mois=2025-11")
      #expect(htmlFaults(mine.body) == [])
      #expect(mine.body.contains("30,00\u{202F}h, reçu le"))
      try browser.enter(sample.colleague)
      #expect(!(try await browser.get(HoursURLs.home + "?mois=2025-11")).body.contains("30,00\u{202F}h, reçu le"))
      let team = try await browser.get(HoursURLs.home + "?mois=2025-11&pour=equipe")
      #expect(team.body.contains("30,00\u{202F}h, reçu le"))
      let other = HoursURLs.home + "?mois=2025-11&pour=\(sample.facilitator.account)"
      #expect(try await browser.get(other).status == 404)
      try await cast.site.database.write { db in
        try db.execute(
          """
          INSERT INTO absence (territory_id, account_id, starts_on, ends_on, recorded_at)
          VALUES (\(sample.territory), \(sample.facilitator.account), '2026-11-20', '2026-11-30',
            '2026-11-19T08:00:00.000Z')
          """)
      }
      let away = try await browser.get(other)
      #expect(away.body.contains("30,00\u{202F}h, reçu le"))
      #expect(htmlFaults(away.body) == [])
      for path in ["?pour=zut", "?pour=0", "?pour=\(sample.neighbour.account)"] {
        #expect(try await browser.get(HoursURLs.home + path).status == 404)
      }
    }
  }

  @Test("filters by employer, contract, month and state stand in the address", arguments: Engine.available)
  func filters(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.receive(["30"])
    let line = "Relevé de Maçonnerie"
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      func received(_ query: String) async throws -> Bool {
        let page = try await browser.get(HoursURLs.home + "?mois=2025-11&" + query)
        #expect(page.status == 200)
        #expect(htmlFaults(page.body) == [], "\(query)")
        return page.body.contains("Relevés reçus pour novembre 2025")
      }
      for query in [
        "employeur=\(sample.mason)", "marche=\(sample.school)", "etat=a-valider", "employeur=abc&etat=zut",
      ] { #expect(try await received(query), "\(query) \(line)") }
      for query in ["employeur=\(sample.temp)", "marche=999999", "etat=clos", "etat=decides"] {
        #expect(try await received(query) == false, "\(query)")
      }
    }
  }

  @Test("lines without a remark of several statements are validated in one action, once", arguments: Engine.available)
  func bulk(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.receive(["30", "41,67"])
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let page = try await browser.get(HoursURLs.bulk)
      #expect(htmlFaults(page.body) == [])
      #expect(page.body.contains("71,67\u{202F}h"))
      let ids = try await cast.site.database.read { try $0.values("SELECT id FROM hours_line ORDER BY id") as [Int64] }
      let lines = ids.map { ("ligne", String($0)) }
      let none = try await browser.submit(HoursURLs.bulk, [])
      #expect(none.body.contains("Aucune ligne n’est cochée"))
      for person in [sample.company, sample.neighbour] {
        try browser.enter(person)
        #expect(try await browser.post(HoursURLs.bulk, lines).status >= 400)
      }
      let people = [sample.facilitator, sample.colleague, sample.facilitator]
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for person in people {
          group.addTask {
            let other = browser.another()
            try other.enter(person)
            return try await other.post(HoursURLs.bulk, lines).status
          }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.sorted() == [303, 409, 409])
    }
    #expect(try await cast.kept(202511) == Hours(hundredths: 7_167))
  }

  @Test("the month's closing closes what is decided and lists the rest", arguments: Engine.available)
  func closing(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.receive(["30", "41,67"])
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let first = try await cast.figure("SELECT MIN(id) FROM hours_line")
      _ = try await browser.post(HoursURLs.bulk, [("ligne", String(first))])
      let page = try await browser.submit(HoursURLs.closeMonth, [("mois", "2025-11")])
      #expect(page.body.contains("1\u{202F}relevé clos") || page.body.contains("1 relevé clos"))
      #expect(page.body.contains("à décider, dans la liste ci-dessous"))
      #expect(htmlFaults(page.body) == [])
      #expect(try await cast.figure("SELECT COUNT(*) FROM statement WHERE closed_at IS NULL") == 1)
    }
  }

  @Test("hours typed with another choice are asked about, not dropped", arguments: Engine.available)
  func typedPart(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.receive(["30"])
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let line = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line"))
      let path = HoursURLs.decision(line, in: statement)
      let reply = try await browser.post(path, [("choix", "tout"), ("heures", "20"), ("motif", ""), ("precision", "")])
      #expect(reply.status == 422)
      #expect(reply.body.contains("Des heures retenues sont tapées"))
      let part = try await browser.submit(
        path, [("choix", "partie"), ("heures", "20"), ("motif", "no_proof"), ("precision", "")])
      #expect(part.body.contains("20,00\u{202F}h retenues sur 30,00"))
    }
    #expect(try await cast.kept(202511) == Hours(wholeHours: 20))
  }

  @Test("a statement for a closed year is received, and said to be a regularisation", arguments: Engine.available)
  func closedYear(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.receive(["30"])
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      _ = try await browser.post(HoursURLs.years, [("annee", "2025"), ("retenues", "0"), ("a_decider", "1")])
      #expect(try await cast.figure("SELECT COUNT(*) FROM yearly_closing") == 1)
      let box = HoursCast.box(sample.marieContract, sample.masonryEngagement, 202512)
      let step = try await browser.submit(
        HoursURLs.statements, try await cast.draft(of: sample.mason, month: "2025-12", [(box, "7")]))
      #expect(step.body.contains("L’année 2025 est arrêtée"))
      let page = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.mason, month: "2025-12", [(box, "7")]))
      #expect(page.body.contains("ces heures sont une régularisation, l’arrêté ne change pas"))
      #expect(htmlFaults(page.body) == [])
    }
  }
}

extension HoursCast {
  /// Statements of the mason for November 2025, one for each figure, of people without a remark.
  func receive(_ figures: [String]) async throws {
    let november = try #require(Month(202511))
    for (index, text) in figures.enumerated() {
      let contract = try await hire("Personne \(index)", at: sample.mason, on: [sample.masonryEngagement])
      let territory = sample.territory
      let (mason, engagement) = (sample.mason, sample.masonryEngagement)
      let hours = try Hours.parse(text)
      try await site.database.write { db in
        let draft = StatementDraft(
          territory: territory, employer: mason, period: StatementPeriod(first: november, last: november), author: nil)
        let now = try #require(Instant(text: "2025-12-0\(index + 1)T09:00:00.000Z"))
        let statement = try LedgerStore.insertStatement(draft, at: now, db)
        let person: ID<Participant> = try #require(
          try db.value("SELECT participant_id FROM employment_contract WHERE id = \(contract)"))
        let entry = LedgerEntry(
          participantID: person, employmentContractID: contract, engagementID: engagement, month: november,
          kind: .site, declared: hours)
        _ = try LedgerStore.insertLine(LineDraft(entry: entry), in: statement, of: draft, at: now, db)
      }
    }
  }
}
