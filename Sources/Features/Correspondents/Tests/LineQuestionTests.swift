// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Testing

@testable import App
@testable import TestSupport

@Suite("A question to the employer about a line") struct LineQuestionTests {
  private struct Place: Sendable {
    let cast: LinkCast
    let line: ID<HoursLine>
    let statement: ID<Statement>
    var sample: Sample { cast.sample }

    /// 240 h of October 2026 declared by the mason for somebody of its own.
    init(_ engine: Engine, hours: String = "240") async throws {
      let cast = try await LinkCast(engine)
      let sample = cast.sample
      let box = HoursCast.box(sample.marieContract, sample.masonryEngagement, 202610)
      try await cast.site.run { browser in
        try browser.enter(sample.company)
        let sent = try await browser.post(
          HoursURLs.statements,
          try await cast.hours.statement(of: sample.mason, month: "2026-10", [(name: box, value: hours)]))
        #expect(sent.status == 303)
      }
      self.cast = cast
      line = ID(try await cast.count("SELECT MAX(id) FROM hours_line"))
      statement = ID(try await cast.count("SELECT MAX(id) FROM statement"))
    }

    func question() async throws -> ID<LineQuestion> { ID(try await cast.count("SELECT MAX(id) FROM line_question")) }
    func text(_ sql: SQL) async throws -> String { try await cast.site.database.read { try $0.value(sql) ?? "" } }
  }

  @Test(
    "one click writes to the correspondent, who answers by the link; the line waits meanwhile",
    arguments: Engine.available)
  func asked(_ engine: Engine) async throws {
    let place = try await Place(engine)
    let (cast, sample) = (place.cast, place.sample)
    let base = try await cast.link()
    let ask = HoursURLs.questions(place.line)
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let page = try await browser.get(HoursURLs.statement(place.statement))
      #expect(htmlFaults(page.body) == [])
      #expect(page.body.contains("Demander à l’employeur") && page.body.contains(ask))
      let sent = try await browser.submit(ask, [("remarque", "unusual_month")])
      #expect(sent.body.contains("Question envoyée à Léa Leduc") && sent.body.contains("réponse attendue"))
      #expect(htmlFaults(sent.body) == [])
      #expect(try await browser.post(ask, [("remarque", "unusual_month")]).status == 409)
      #expect(try await browser.post(ask, [("remarque", "frozen_year")]).status == 409)
      let alone = try await browser.get(HoursURLs.line(place.line))
      #expect(alone.body.contains("réponse attendue") && htmlFaults(alone.body) == [])
    }
    let subject = try await place.text("SELECT subject FROM message WHERE kind = 'question'")
    let body = try await place.text("SELECT body FROM message WHERE kind = 'question'")
    #expect(subject == "Une question sur vos heures d’octobre 2026")
    #expect(body.contains("Lot 2 Gros œuvre") && body.contains("Marie D.") && !body.contains("Dupont"))
    #expect(body.contains("Inhabituel\u{202F}: 240\u{202F}h") && body.contains(LinkMail.place))
    let question = try await place.question()
    try await cast.site.run { browser in
      let home = try await browser.get(base)
      #expect(home.body.contains("Questions de l’équipe") && htmlFaults(home.body) == [])
      let address = "\(base)/questions/\(question)"
      let page = try await browser.get(address)
      #expect(page.status == 200 && page.body.contains("Inhabituel") && htmlFaults(page.body) == [])
      let empty = try await browser.post(address, [("reponse", " "), ("heures", "")], csrf: page.csrf)
      #expect(empty.status == 422 && empty.body.contains("Répondez en quelques mots") && htmlFaults(empty.body) == [])
      let said = try await browser.post(
        address, [("reponse", "Deux <b>chantiers</b> ce mois"), ("heures", "")], csrf: page.csrf)
      #expect(said.status == 303)
      #expect(try await browser.post(address, [("reponse", "encore")], csrf: page.csrf).status == 409)
      try browser.enter(sample.facilitator)
      let hours = try await browser.get(HoursURLs.home)
      #expect(hours.body.contains("Réponses reçues") && htmlFaults(hours.body) == [])
      let read = try await browser.get(HoursURLs.statement(place.statement))
      #expect(read.body.contains("Deux &lt;b&gt;chantiers&lt;/b&gt; ce mois") && read.body.contains("Léa Leduc"))
      #expect(htmlFaults(read.body) == [])
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM hours_line") == 1)
  }

  @Test(
    "the right figure replaces the line, which stays readable; the new one is to decide", arguments: Engine.available)
  func corrected(_ engine: Engine) async throws {
    let place = try await Place(engine)
    let (cast, sample) = (place.cast, place.sample)
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let noted = try await browser.submit(HoursURLs.questions(place.line), [("remarque", "unusual_month")])
      #expect(noted.body.contains("appelez"), "nobody of the employer can be written to")
      let address = HoursURLs.question(try await place.question())
      for person in [sample.structure, sample.neighbour, sample.buyer, sample.prescriber] {
        try browser.enter(person)
        #expect(try await browser.get(address).status == 404)
      }
      try browser.enter(sample.company)
      let own = try await browser.get(HoursURLs.statement(place.statement))
      #expect(own.body.contains("Questions de l’équipe") && own.body.contains(address) && htmlFaults(own.body) == [])
      #expect(try await browser.post(address, [("reponse", ""), ("heures", "-4")]).status == 422)
      let after = try await browser.submit(address, [("reponse", "Faute de frappe"), ("heures", "140")])
      #expect(after.body.contains("Réponse enregistrée") && htmlFaults(after.body) == [])
      #expect(try await browser.post(address, [("reponse", ""), ("heures", "130")]).status == 409)
      try browser.enter(sample.facilitator)
      let page = try await browser.get(HoursURLs.statement(place.statement))
      #expect(page.body.contains("Valider 140\u{202F}h") && htmlFaults(page.body) == [])
    }
    let declared = try await cast.count("SELECT CAST(SUM(declared_units) AS BIGINT) FROM hours_line")
    #expect(Hours(units: declared) == Hours(wholeHours: 140))
    #expect(try await cast.count("SELECT COUNT(*) FROM hours_line") == 3)
    #expect(try await cast.count("SELECT COUNT(*) FROM hours_decision WHERE kept_units = 0") == 2)
    #expect(
      try await place.text("SELECT answer FROM line_question")
        == "140,00\u{202F}h au lieu de 240,00\u{202F}h. Faute de frappe")
  }

  @Test("a line without a remark to verify waits too while its question is open", arguments: Engine.available)
  func leftOut(_ engine: Engine) async throws {
    let place = try await Place(engine, hours: "120")
    let (cast, sample) = (place.cast, place.sample)
    let line = place.line
    try await cast.site.database.write { db in
      try db.execute(
        """
        INSERT INTO line_question (territory_id, line_id, code, sentence, asked_at)
        VALUES (\(sample.territory), \(line), 'round_figures', 'Le même chiffre ?', '2026-11-20T08:00:00.000Z')
        """)
    }
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let page = try await browser.get(HoursURLs.statement(place.statement))
      #expect(!page.body.contains("Valider 120") && page.body.contains("À regarder une par une"))
      let refused = try await browser.post(
        HoursURLs.validation(place.statement), [("ligne", line.description)])
      #expect(refused.status == 409)
      #expect(try await browser.post(HoursURLs.bulk, [("ligne", line.description)]).status == 409)
      let address = HoursURLs.question(try await place.question())
      #expect(
        try await browser.post(address, [("reponse", ""), ("heures", "120")]).status == 303,
        "said by telephone, noted by the team")
      #expect(try await browser.get(HoursURLs.statement(place.statement)).body.contains("Valider 120"))
    }
    #expect(try await place.text("SELECT answer FROM line_question") == "chiffre confirmé")
  }

  @Test(
    "what other employers declare is not told to the one who is asked", arguments: Engine.available)
  func otherEmployers(_ engine: Engine) async throws {
    let place = try await Place(engine, hours: "120")
    let (cast, sample) = (place.cast, place.sample)
    let october = try #require(Month(202610))
    // The same person at an agency, the same month: 240 h in all.
    try await cast.site.database.write { db in
      let contract = ID<EmploymentContract>(
        try db.insert(
          """
          INSERT INTO employment_contract (territory_id, participant_id, employer_id, kind, modality, job, starts_on,
            planned_end_on, weekly_units, counts_from, counts_until, counting_rule, created_at)
          VALUES (\(sample.territory), \(sample.marie), \(sample.temp), 'TEMP', 'DIRECT', 'peintre', '2025-10-01',
            '2026-12-31', 10500, '2025-10-01', '2027-09-30', '24 mois', '2025-10-01T08:00:00.000Z') RETURNING id
          """))
      let draft = StatementDraft(
        territory: sample.territory, employer: sample.temp,
        period: StatementPeriod(first: october, last: october),
        author: sample.facilitator.account)
      let now = Instant(cast.site.clock.now)
      let statement = try LedgerStore.insertStatement(draft, at: now, db)
      let entry = LedgerEntry(
        participantID: sample.marie, employmentContractID: contract, engagementID: sample.paintingEngagement,
        month: october, kind: .site, declared: Hours(wholeHours: 120))
      _ = try LedgerStore.insertLine(LineDraft(entry: entry), in: statement, of: draft, at: now, db)
    }
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      #expect(
        try await browser.post(HoursURLs.questions(place.line), [("remarque", "unusual_month")]).status == 303)
    }
    let sentence = try await place.text("SELECT sentence FROM line_question")
    #expect(sentence.contains("confirmez celles que vous déclarez") && !sentence.contains("240"))
  }
}
