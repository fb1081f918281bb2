// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Testing

@testable import App
@testable import TestSupport

@Suite("Asking for hours") struct AskingTests {
  private static let october = Day(2026, 10, 1)?.month ?? Day.first.month

  // Due on 15 November; asked 5 days before, again 2 days after, then 9.
  @Test(
    "each step has its days; what was missed is not caught up",
    arguments: [
      ("2026-11-09", nil), ("2026-11-10", .request), ("2026-11-15", .request), ("2026-11-16", nil),
      ("2026-11-17", .reminder), ("2026-11-23", .reminder), ("2026-11-24", .escalation), ("2027-01-14", .escalation),
      ("2027-01-15", nil),
    ] as [(String, AskingStep?)])
  func steps(day: String, expected: AskingStep?) throws {
    let (today, due) = (try #require(Day(iso: day)), try #require(Day(2026, 11, 15)))
    #expect(AskingStep.reached(on: today, dueOn: due, rules: .standard) == expected)
  }

  @Test("a territory that sets its days to zero asks by hand")
  func byHand() throws {
    let rules = TerritoryRules([.askingDaysBefore: 0, .reminderDaysAfter: 0, .escalationDaysAfter: 0])
    let due = try #require(Day(2026, 11, 15))
    let reached = (-10...20).compactMap { AskingStep.reached(on: due.adding(days: $0), dueOn: due, rules: rules) }
    #expect(reached == [])
  }

  @Test("a statement with one person of two stays incomplete until the other is told", arguments: Engine.available)
  func incomplete(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    _ = try await cast.contact("Léa Leduc", "lea@leduc.example")
    let other = try await cast.hire(cast.sample.karim)
    let sample = cast.sample
    let marie = HoursCast.box(sample.marieContract, sample.masonryEngagement, Self.october.rawValue)
    let fields = [("employeur", sample.mason.description), ("mois", "2026-10"), ("etape", "envoyer")]
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let page = try await browser.get(HoursURLs.newStatement(of: sample.mason, Self.october, quarter: false))
      #expect(page.body.contains("Pas d’heures ce mois pour les personnes aux cases vides"))
      let sent = try await browser.submit(HoursURLs.statements, fields + [(marie, "98"), ("vu", "0")])
      #expect(sent.status == 200)
      let list = try await browser.get(AskingURLs.list(Self.october))
      #expect(list.body.contains("1 personne sur 2") && list.body.contains("incomplet") && htmlFaults(list.body) == [])
      let one = try await browser.get(AskingURLs.employer(sample.mason, Self.october))
      #expect(one.body.contains("1 personne sur 2") && one.body.contains(">Relancer") && htmlFaults(one.body) == [])
      let all = try await browser.submit(AskingURLs.list, [("mois", "2026-10")])
      #expect(all.body.contains("Rien n’est à demander"), "what came in part is asked for by hand")
      _ = try await browser.submit(AskingURLs.list, [("mois", "2026-10"), ("employeur", sample.mason.description)])
      let seen = try await cast.count("SELECT MAX(id) FROM statement")
      let rest = try await browser.submit(HoursURLs.statements, fields + [("reste", "1"), ("vu", String(seen))])
      #expect(rest.status == 200)
      #expect(!(try await browser.get(AskingURLs.list(Self.october)).body.contains("1 personne sur 2")))
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM message WHERE body LIKE '%1 personne sur 2%'") == 1)
    _ = other
  }

  @Test("a zero says that somebody had no hours", arguments: Engine.available)
  func zero(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let other = try await cast.hire(cast.sample.karim)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      _ = try await browser.submit(
        HoursURLs.statements,
        [
          ("employeur", sample.mason.description), ("mois", "2026-10"), ("etape", "envoyer"), ("vu", "0"),
          (HoursCast.box(sample.marieContract, sample.masonryEngagement, Self.october.rawValue), "98"),
          (HoursCast.box(other, sample.masonryEngagement, Self.october.rawValue), "0"),
        ])
      #expect(!(try await browser.get(AskingURLs.list(Self.october)).body.contains("sur 2")))
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM statement_idle") == 1)
    #expect(try await cast.count("SELECT COUNT(*) FROM hours_line") == 1)
  }

  @Test("a late employer is chased from its own page, where the day's list leads", arguments: Engine.available)
  func one(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    _ = try await cast.contact("Léa Leduc", "lea@leduc.example")
    try await cast.site.run { browser in
      try browser.enter(cast.sample.facilitator)
      let path = AskingURLs.employer(cast.sample.mason, Self.october)
      #expect(try await browser.get("/aujourdhui?type=releve").body.contains(path))
      let page = try await browser.get(path)
      #expect(page.body.contains(">Relancer") && page.body.contains("en retard") && htmlFaults(page.body) == [])
      let asked = try await browser.submit(
        AskingURLs.list,
        [("mois", "2026-10"), ("employeur", cast.sample.mason.description), ("retour", "employeur")])
      #expect(asked.body.contains("Correspondants de Maçonnerie Leduc") && asked.body.contains("1 demande écrite"))
      let idle = try await browser.get(AskingURLs.employer(cast.sample.agency, Self.october))
      #expect(!idle.body.contains(">Relancer") && htmlFaults(idle.body) == [])
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM message WHERE kind = 'reminder'") == 1)
  }

  @Test(
    "all are asked in one click, once a day, each by one mail with its lots and its link", arguments: Engine.available)
  func all(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    _ = try await cast.contact("Léa Leduc", "lea@leduc.example")
    try await cast.site.run { browser in
      try browser.enter(cast.sample.facilitator)
      let page = try await browser.get(AskingURLs.list(Self.october))
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      #expect(page.body.contains("Demander à 1 employeur") && page.body.contains("Maçonnerie Leduc"))
      let asked = try await browser.submit(AskingURLs.list, [("mois", "2026-10")])
      #expect(asked.body.contains("1 demande écrite") && htmlFaults(asked.body) == [])
      let again = try await browser.submit(AskingURLs.list, [("mois", "2026-10")])
      #expect(again.body.contains("déjà été demandé"))
      let one = try await browser.get(AskingURLs.employer(cast.sample.mason))
      #expect(one.body.contains("Renvoyer le lien") && htmlFaults(one.body) == [])
      let sent = try await browser.submit(
        AskingURLs.send(cast.sample.mason), [("contact", try await cast.count("SELECT id FROM contact").description)])
      #expect(sent.body.contains("Un lien est envoyé à Léa Leduc"))
    }
    let text: String? = try await cast.site.database.read {
      try $0.value("SELECT body FROM message WHERE kind = 'reminder'")
    }
    #expect(text?.contains("Lot 2 Gros œuvre") == true && text?.contains("{lien}") == true)
    #expect(text?.contains("Dupont") == false)
    #expect(try await cast.count("SELECT COUNT(*) FROM message") == 2)
  }

  @Test(
    "by itself: nothing before eight, each step once, then the second contact, and Monday's digest",
    arguments: Engine.available)
  func scheduled(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    _ = try await cast.contact("Léa Leduc", "lea@leduc.example")
    _ = try await cast.contact("Direction", "direction@leduc.example")
    func run(_ moment: String) async throws -> Int { try await AskingWorker.runOnce(cast.site.at(moment).services) }
    #expect(try await run("2026-11-10T05:00:00.000Z") == 0)
    #expect(try await run("2026-11-10T09:00:00.000Z") >= 1)
    #expect(try await run("2026-11-10T09:10:00.000Z") == 0)
    _ = try await run("2026-11-17T09:00:00.000Z")
    _ = try await run("2026-11-24T09:00:00.000Z")
    _ = try await run("2026-11-24T18:00:00.000Z")
    let october: SQL = "first_month = 202610"
    #expect(try await cast.count("SELECT COUNT(*) FROM statement_request WHERE \(october)") == 3)
    #expect(
      try await cast.count(
        "SELECT COUNT(*) FROM message WHERE kind = 'escalation' AND recipient_address = 'direction@leduc.example'") >= 1
    )
    let before = try await cast.count("SELECT COUNT(*) FROM message")
    _ = try await run("2026-11-30T09:00:00.000Z")
    _ = try await run("2026-11-30T10:00:00.000Z")
    #expect(try await cast.count("SELECT COUNT(*) FROM message WHERE kind = 'digest'") == 1)
    #expect(try await cast.count("SELECT COUNT(*) FROM message") >= before + 1)
  }

  @Test("two servers that ask at the same moment write one mail", arguments: Engine.available)
  func twoServers(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    _ = try await cast.contact("Léa Leduc", "lea@leduc.example")
    let site = cast.site.at("2026-11-10T09:00:00.000Z")
    async let first = AskingWorker.runOnce(site.services)
    async let second = AskingWorker.runOnce(site.services)
    _ = (try? await first, try? await second)
    #expect(try await cast.count("SELECT COUNT(*) FROM statement_request WHERE first_month = 202610") == 1)
    #expect(
      try await cast.count("SELECT COUNT(*) FROM message WHERE kind IN ('request', 'reminder', 'escalation')")
        == cast.count("SELECT COUNT(*) FROM statement_request"))
  }

  @Test("no address, a refused address: said, never written to", arguments: Engine.available)
  func unreachable(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let contact = try await cast.contact("Léa Leduc", "lea@leduc.example")
    try await cast.site.database.write { db in
      try db.execute("UPDATE contact SET mail_refused_at = '2026-11-01T08:00:00.000Z' WHERE id = \(contact)")
    }
    try await cast.site.run { browser in
      try browser.enter(cast.sample.facilitator)
      let page = try await browser.get(AskingURLs.list(Self.october, .unreachable))
      #expect(page.body.contains("adresse refusée") && !page.body.contains("Demander à"))
      let asked = try await browser.submit(AskingURLs.list, [("mois", "2026-10")])
      #expect(asked.body.contains("pas d’adresse à qui écrire"))
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM message") == 0)
  }

  @Test("a link of a mail opens by hand in a demonstration only")
  func demonstrationOnly() async throws {
    let cast = try await LinkCast(.sqlite)
    _ = try await cast.contact("Léa Leduc", "lea@leduc.example")
    try await cast.site.run { browser in
      try browser.enter(cast.sample.facilitator)
      _ = try await browser.submit(AskingURLs.list, [("mois", "2026-10")])
      #expect(try await browser.post("/messages/1/lien", []).status == 409)
      try browser.enter(cast.sample.neighbour)
      #expect(try await browser.post("/messages/1/lien", []).status == 404)
    }
  }
}
