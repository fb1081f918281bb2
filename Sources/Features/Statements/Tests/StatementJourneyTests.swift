// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite("From a statement to hours that count")
struct StatementJourneyTests {
  @Test("scenario 2: declared by day, 98 h are kept and 63 h are not, in one action", arguments: Engine.available)
  func eligibleMidMonth(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let form = try await browser.get(HoursURLs.newStatement + "?mois=2025-10")
      #expect(form.status == 200)
      #expect(htmlFaults(form.body) == [])
      #expect(form.body.contains("Marie Dupont"))
      #expect(form.body.contains("La validation ne couvre qu’une partie du mois"))
      #expect(!form.said.contains("RSA"))
      let days = HoursCast.days(sample.marieContract, sample.masonryEngagement, 202510)
      let sent = try await browser.submit(
        HoursURLs.statements,
        try await cast.statement(of: sample.mason, month: "2025-10", [(days, HoursCast.october)]))
      #expect(sent.status == 200)
      #expect(sent.body.contains("161,00"))

      try browser.enter(sample.facilitator)
      let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let line = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line"))
      let page = try await browser.get(HoursURLs.statement(statement))
      #expect(htmlFaults(page.body) == [])
      #expect(page.body.contains("98,00\u{202F}h retenues sur 161,00\u{202F}h déclarées"))
      let kept = try await browser.submit(
        HoursURLs.decision(line, in: statement),
        [("choix", "validite"), ("heures", ""), ("motif", ""), ("precision", "")])
      #expect(kept.body.contains("63,00\u{202F}h non retenues\u{202F}: avant validation"))
      #expect(try await cast.kept(202510) == Hours(wholeHours: 98))

      try browser.enter(sample.company)
      let told = try await browser.get(HoursURLs.statement(statement))
      #expect(htmlFaults(told.body) == [])
      for figure in ["161,00\u{202F}h", "98,00\u{202F}h", "avant validation"] { #expect(told.body.contains(figure)) }
    }
  }

  @Test("with a monthly total only, the days are asked, then given", arguments: Engine.available)
  func daysAsked(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let box = HoursCast.box(sample.marieContract, sample.masonryEngagement, 202510)
      _ = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.mason, month: "2025-10", [(box, "161")]))
      let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let line = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line"))
      try browser.enter(sample.facilitator)
      let page = try await browser.get(HoursURLs.statement(statement))
      #expect(page.body.contains("demandez les jours"))
      let early = try await browser.post(HoursURLs.decision(line, in: statement), [("choix", "validite")])
      #expect(early.status == 422)
      #expect(early.body.contains("Les jours de cette ligne ne sont pas connus"))
      #expect(htmlFaults(early.body) == [])

      try browser.enter(sample.company)
      let home = try await browser.get(HoursURLs.home)
      #expect(htmlFaults(home.body) == [])
      #expect(home.body.contains("Indiquer les jours"))
      let short = try await browser.post(HoursURLs.lineDays(line), [("jours", "14/10 : 7")])
      #expect(short.status == 422)
      #expect(short.body.contains("Les jours totalisent 7,00"))
      #expect(short.body.contains("14/10 : 7"))
      #expect(htmlFaults(short.body) == [])
      _ = try await browser.submit(HoursURLs.lineDays(line), [("jours", HoursCast.october)])
      try browser.enter(sample.facilitator)
      _ = try await browser.submit(HoursURLs.decision(line, in: statement), [("choix", "validite")])
      #expect(try await cast.kept(202510) == Hours(wholeHours: 98))
    }
  }

  @Test("clean lines are validated in one action whose button says the hours, then closed", arguments: Engine.available)
  func cleanLines(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let nadia = try await cast.hire("Benali", at: sample.mason, on: [sample.masonryEngagement])
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let boxes = [
        (HoursCast.box(sample.marieContract, sample.masonryEngagement, 202511), "12:20"),
        (HoursCast.box(nadia, sample.masonryEngagement, 202511), "151:40"),
        (HoursCast.box(nadia, sample.masonryEngagement, 202511, .absence), "7"),
      ]
      let page = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.mason, month: "2025-11", boxes))
      #expect(htmlFaults(page.body) == [])
      #expect(page.body.contains("Valider 164\u{202F}h"))
      let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let early = try await browser.post(HoursURLs.closing(statement), [])
      #expect(early.status == 409)
      let ids = try await cast.site.database.read { db in
        try db.values("SELECT id FROM hours_line ORDER BY id") as [Int64]
      }
      let done = try await browser.submit(HoursURLs.validation(statement), ids.map { ("ligne", String($0)) })
      #expect(done.body.contains("Clore le relevé"))
      #expect(try await cast.kept(202511) == Hours(wholeHours: 164))
      let again = try await browser.post(HoursURLs.validation(statement), ids.map { ("ligne", String($0)) })
      #expect(again.status == 409)
      #expect(again.body.contains("Claire Moreau a déjà décidé"))
      #expect(try await browser.post(HoursURLs.closing(statement), []).status == 303)
      #expect(try await browser.post(HoursURLs.closing(statement), []).status == 409)
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_decision") == 3)
    }
  }

  @Test("each bad box gets its sentence and nothing typed is lost", arguments: Engine.available)
  func badBoxes(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let nadia = try await cast.hire("Benali", at: sample.mason, on: [sample.masonryEngagement])
    let first = HoursCast.box(sample.marieContract, sample.masonryEngagement, 202511)
    let second = HoursCast.box(nadia, sample.masonryEngagement, 202511)
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      for (typed, sentence) in Self.badBoxes {
        let reply = try await browser.post(
          HoursURLs.statements,
          try await cast.statement(of: sample.mason, month: "2025-11", [(first, typed), (second, "100")]))
        #expect(reply.status == 422, "\(typed)")
        #expect(reply.body.contains(sentence), "\(typed)")
        #expect(reply.body.contains("value=\"100\""))
        #expect(htmlFaults(reply.body) == [], "\(typed)")
      }
      let stranger = try await browser.post(
        HoursURLs.statements,
        try await cast.statement(of: sample.mason, month: "2025-11", [("h_999_999_202511_site", "7"), (second, "1")]))
      #expect(stranger.status == 422)
      #expect(stranger.body.contains("n’est plus en poste"))
      let nothing = try await browser.post(
        HoursURLs.statements, try await cast.statement(of: sample.mason, month: "2025-11", []))
      #expect(nothing.body.contains("Aucune heure n’est indiquée"))
      #expect(try await cast.figure("SELECT COUNT(*) FROM statement") == 0)
    }
  }

  private static let badBoxes: [(String, String)] = [
    ("beaucoup", "ne se lit pas comme un nombre d’heures"), ("-3", "une correction se fait sur la ligne d’origine"),
    ("9999", "744"), ("<script>alert(1)</script>", "&lt;script&gt;"), ("1; DROP TABLE hours_line", "DROP TABLE"),
    ("=1+1", "=1+1"), ("12\u{202E}3", "ne se lit pas"), ("7\u{0}", "ne se lit pas"), ("12:75", "00 à 59"),
    (String(repeating: "9", count: 4000), "ne se lit pas"),
  ]

  @Test("the same statement sent twice is received once", arguments: Engine.available)
  func sentTwice(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let box = HoursCast.box(sample.marieContract, sample.masonryEngagement, 202511)
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let fields = try await cast.statement(of: sample.mason, month: "2025-11", [(box, "151,67")])
      #expect(try await browser.post(HoursURLs.statements, fields).status == 303)
      let second = try await browser.post(HoursURLs.statements, fields)
      #expect(second.status == 409)
      #expect(second.body.contains("vient d’être enregistré"))
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_line") == 1)
    }
  }

  @Test("a neighbour, an other employer and unknown roles see no statement", arguments: Engine.available)
  func strangers(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let november = try #require(Month(202511))
    try await cast.standing(
      Hours(wholeHours: 100), in: november, of: sample.marieContract, on: sample.masonryEngagement,
      at: "2025-12-05T09:00:00.000Z")
    let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
    let line = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line"))
    let paths = [HoursURLs.statement(statement), HoursURLs.line(line), HoursURLs.correction(line)]
    try await cast.site.run { browser in
      for person in [
        sample.neighbour, sample.structure, sample.buyer, sample.prescriber, sample.elected, sample.administrator,
      ] {
        try browser.enter(person)
        for path in paths { #expect(try await browser.get(path).status == 404) }
      }
      for person in [sample.facilitator, sample.company] {
        try browser.enter(person)
        for path in paths.prefix(2) {
          let page = try await browser.get(path)
          #expect(page.status == 200)
          #expect(htmlFaults(page.body) == [])
        }
      }
      #expect(try await browser.get(HoursURLs.lines + "?de=2025-11&a=2025-11").body.contains("100,00"))
      #expect(
        try await browser.get(HoursURLs.newStatement + "?employeur=\(sample.temp)").body.contains("ETTI") == false)
    }
  }
}
