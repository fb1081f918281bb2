// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite("Corrections, reports and the yearly arrêté")
struct CorrectionJourneyTests {
  /// The scene of scenario 6: March 2026 stands at 41,230.50 h, of which 7.50 h in a line of lot 3.
  private struct March {
    let cast: HoursCast
    let lot3: ID<Lot>
    let lot5: ID<Lot>
    let engagement3: ID<Engagement>
    let contract: ID<EmploymentContract>
    let line: ID<HoursLine>

    init(_ engine: Engine) async throws {
      cast = try await HoursCast(engine)
      let sample = cast.sample
      let march = try #require(Month(202603))
      (lot3, engagement3) = try await cast.lot("3", "Charpente")
      lot5 = sample.painting
      contract = try await cast.hire("Benali", at: sample.temp, on: [engagement3, sample.paintingEngagement])
      let others = try await cast.hire("Durand", at: sample.mason, on: [sample.masonryEngagement])
      try await cast.standing(
        Hours(hundredths: 4_112_300), in: march, of: others, on: sample.masonryEngagement, parts: 60,
        at: "2026-04-10T09:00:00.000Z")
      try await cast.standing(
        Hours(wholeHours: 100), in: march, of: contract, on: engagement3, at: "2026-04-11T09:00:00.000Z")
      try await cast.standing(
        Hours(hundredths: 750), in: march, of: contract, on: engagement3, at: "2026-04-12T09:00:00.000Z")
      line = ID(try await cast.figure("SELECT MAX(id) FROM hours_line"))
    }
  }

  @Test("scenario 6: a late correction changes March, and nothing that was issued", arguments: Engine.available)
  func lateCorrection(engine: Engine) async throws {
    let march = try await March(engine)
    let cast = march.cast
    let sample = cast.sample
    #expect(try await cast.kept(202603) == Hours(hundredths: 4_123_050))
    try await cast.site.run { browser in
      cast.site.clock.move(to: try #require(Day(2026, 4, 30)))
      try browser.enter(sample.facilitator)
      let report = try await browser.submit(HoursURLs.reports, [("objet", "mois"), ("mois", "03/2026"), ("lot", "")])
      #expect(htmlFaults(report.body) == [])
      #expect(report.body.contains("41\u{202F}230,50"))
      let proof = try await browser.submit(
        HoursURLs.reports, [("objet", "lot"), ("mois", ""), ("lot", march.lot3.description)])
      #expect(htmlFaults(proof.body) == [])
      #expect(proof.body.contains("107,50"))

      cast.site.clock.move(to: try #require(Day(2026, 6, 20)))
      try browser.enter(sample.structure)
      let box = HoursCast.box(march.contract, sample.paintingEngagement, 202603)
      let sent = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.temp, month: "2026-03", [(box, "35,00")]))
      #expect(sent.body.contains("régularisation reçue le 20/06/2026"))
      try browser.enter(sample.facilitator)
      let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let added = try await cast.figure("SELECT MAX(id) FROM hours_line")
      _ = try await browser.submit(HoursURLs.validation(statement), [("ligne", String(added))])

      let form = try await browser.get(HoursURLs.correction(march.line))
      #expect(htmlFaults(form.body) == [])
      let lot5Before = try await cast.kept(lot: march.lot5)
      let corrected = try await browser.submit(
        HoursURLs.correction(march.line), Self.move("7,50", to: sample.paintingEngagement))
      #expect(htmlFaults(corrected.body) == [])
      #expect(corrected.body.contains("−7,50"))
      #expect(try await cast.kept(202603) == Hours(hundredths: 4_126_550))
      #expect(try await cast.kept(lot: march.lot3) == Hours(wholeHours: 100))
      #expect(try await cast.kept(lot: march.lot5) - lot5Before == Hours(hundredths: 750))
      try await Self.reprints(browser, march)
    }
    #expect(try await cast.figure("SELECT COUNT(*) FROM statement WHERE closed_at IS NULL") == 1)
  }

  /// The report still says what it said, and lot 3's attestation is to be corrected.
  private static func reprints(_ browser: Browser, _ march: March) async throws {
    let ids = try await march.cast.site.database.read {
      try $0.values("SELECT id FROM issued_report ORDER BY id") as [Int64]
    }
    let report = try await browser.get(HoursURLs.report(ids[0]))
    #expect(htmlFaults(report.body) == [])
    #expect(report.body.contains("41\u{202F}230,50"))
    #expect(report.body.contains("41\u{202F}265,50"))
    let proof = try await browser.get(HoursURLs.report(ids[1]))
    #expect(proof.body.contains("à rectifier"))
    #expect(proof.body.contains("107,50"))
    #expect(try await browser.get(HoursURLs.reports).body.contains("à rectifier"))
    #expect(try await browser.get(HoursURLs.line(march.line)).body.contains("corrigée depuis") == false)
    let again = try await browser.post(
      HoursURLs.correction(march.line), move("7,50", to: march.cast.sample.paintingEngagement))
    #expect(again.status == 409)
  }

  private static func move(_ hours: String, to engagement: ID<Engagement>) -> [(String, String)] {
    [
      ("lot_0", engagement.description), ("mois_0", "03/2026"), ("declarees_0", hours), ("retenues_0", ""),
      ("motif_0", ""), ("note", "déclarées sur le mauvais lot"),
    ]
  }

  @Test(
    "a correction that changes nothing, or that nobody explains, is refused with what was typed",
    arguments: Engine.available)
  func refusedCorrections(engine: Engine) async throws {
    let march = try await March(engine)
    let cast = march.cast
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let same = try await browser.post(HoursURLs.correction(march.line), Self.move("7,50", to: march.engagement3))
      #expect(same.status == 422)
      #expect(same.body.contains("Rien ne change"))
      for (field, value, sentence) in [
        ("note", "", "Motif de la correction"), ("declarees_0", "zéro", "ne se lit pas"),
        ("declarees_0", "-1", "supérieur à 0"),
        ("retenues_0", "8", "vont de 0 à 7,50"), ("retenues_0", "2", "Dites pourquoi"),
        ("mois_0", "13/2026", "ne se lit pas"),
        ("lot_0", "999999", "choisissez dans la liste"), ("note", "a\u{202E}b", "invisibles"),
      ] {
        let fields = Self.move("7,50", to: sample.paintingEngagement).map { $0.0 == field ? (field, value) : $0 }
        let reply = try await browser.post(HoursURLs.correction(march.line), fields)
        #expect(reply.status == 422, "\(field) \(value)")
        #expect(reply.body.contains(sentence), "\(field) \(value)")
        #expect(htmlFaults(reply.body) == [], "\(field) \(value)")
      }
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_line WHERE reverses_id IS NOT NULL") == 0)
    }
  }

  @Test("the arrêté freezes a year; what comes later is a regularisation, apart", arguments: Engine.available)
  func yearClosed(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let november = try #require(Month(202511))
    let nadia = try await cast.hire("Benali", at: sample.mason, on: [sample.masonryEngagement])
    try await cast.standing(
      Hours(hundredths: 15_167), in: november, of: nadia, on: sample.masonryEngagement, at: "2025-12-10T09:00:00.000Z")
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let page = try await browser.get(HoursURLs.years + "?annee=2025")
      #expect(htmlFaults(page.body) == [])
      let stale = try await browser.post(HoursURLs.years, [("annee", "2025"), ("retenues", "1"), ("a_decider", "0")])
      #expect(stale.status == 409)
      let fields = [("annee", "2025"), ("retenues", "45501"), ("a_decider", "0")]
      let closed = try await browser.submit(HoursURLs.years, fields)
      #expect(htmlFaults(closed.body) == [])
      #expect(closed.body.contains("151,67"))
      #expect(try await browser.post(HoursURLs.years, fields).status == 409)
      let early = try await browser.post(HoursURLs.years, [("annee", "2026"), ("retenues", "0"), ("a_decider", "0")])
      #expect(early.status == 409)

      let box = HoursCast.box(nadia, sample.masonryEngagement, 202512)
      let late = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.mason, month: "2025-12", [(box, "20")]))
      #expect(late.body.contains("L’année 2025 est arrêtée"))
      let line = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line"))
      let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      _ = try await browser.submit(HoursURLs.decision(line, in: statement), [("choix", "tout")])
      let reprint = try await browser.get(HoursURLs.year(2025))
      #expect(htmlFaults(reprint.body) == [])
      for words in ["151,67", "20,00", "171,67", "régularisation reçue le"] {
        #expect(reprint.body.contains(words), "\(words)")
      }
      #expect(try await cast.figure("SELECT kept_units FROM issued_report WHERE kind = 'year'") == 45_501)
      #expect(try await browser.get(HoursURLs.year(2024)).status == 404)
    }
  }

  @Test("the file of lines says like the page which came after their month was closed", arguments: Engine.available)
  func regularisedInFile(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let march = try #require(Month(202603))
    let (mason, temp) = (cast.sample.mason, cast.sample.temp)
    let nadia = try await cast.hire("Benali", at: mason, on: [cast.sample.masonryEngagement])
    let ines = try await cast.hire("Durand", at: temp, on: [cast.sample.paintingEngagement])
    for (contract, engagement, at) in [
      (nadia, cast.sample.masonryEngagement, "2026-04-10T09:00:00.000Z"),
      (ines, cast.sample.paintingEngagement, "2026-05-10T09:00:00.000Z"),
      (nadia, cast.sample.masonryEngagement, "2026-06-20T09:00:00.000Z"),
    ] {
      try await cast.standing(Hours(wholeHours: 10), in: march, of: contract, on: engagement, at: at)
    }
    try await cast.site.run { browser in
      try browser.enter(cast.sample.facilitator)
      for address in ["/heures/lignes", "/fichiers/lignes?format=csv"] {
        let said = try await browser.get(address).body
        #expect(said.ranges(of: "régularisation reçue le 20/06/2026").count == 1, "\(address)")
        #expect(said.ranges(of: "régularisation reçue").count == 1, "\(address)")
      }
    }
  }

  @Test("scenario 4: training is credited beside, and hours done stay the same", arguments: Engine.available)
  func apprentice(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let nadia = try await cast.hire("Benali", at: sample.mason, on: [sample.masonryEngagement], kind: "APPRENTICESHIP")
    let boxes = [
      (HoursCast.box(nadia, sample.masonryEngagement, 202510), "77"),
      (HoursCast.box(nadia, sample.masonryEngagement, 202510, .training), "70"),
    ]
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      _ = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.mason, month: "2025-10", boxes))
      let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let ids = try await cast.site.database.read { try $0.values("SELECT id FROM hours_line ORDER BY id") as [Int64] }
      _ = try await browser.submit(HoursURLs.validation(statement), ids.map { ("ligne", String($0)) })
      let expected: [(String, Int, String)] = [("none", 0, "77,00"), ("capped", 20, "92,40"), ("all", 0, "147,00")]
      for (policy, cap, credited) in expected {
        try await cast.site.database.write { db in
          _ = try db.execute(
            "UPDATE public_contract SET training_policy = \(policy), training_cap_percent = \(cap) WHERE id = \(sample.school)"
          )
        }
        let lines = try await browser.get(HoursURLs.lines + "?lot=\(sample.masonry)&de=2025-10&a=2025-10")
        #expect(htmlFaults(lines.body) == [])
        #expect(lines.body.contains("\(credited)\u{202F}h valorisées"), "\(policy)")
        #expect(lines.body.contains("77,00\u{202F}h sur site"), "\(policy)")
        #expect(try await cast.kept(lot: sample.masonry) == Hours(wholeHours: 77))
      }
    }
  }
}
