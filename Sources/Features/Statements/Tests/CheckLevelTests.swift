// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite("Levels of the checks of hours") struct CheckLevelTests {
  private let march = LineFacts(
    month: "2026-03", kind: .site, declared: h(240), eligibility: DayRange(from: "2025-01-01", through: nil),
    contract: DayRange(from: "2025-01-01", through: nil), lot: nil, monthTotal: h(240))

  @Test("what a territory says of a check is what its remarks say; nothing said leaves them as they are")
  func levels() {
    let usual = LineChecks.remarks(on: march)
    #expect(usual.map(\.code) == ["unusual_month"])
    #expect(usual.levelled(under: .standard) == usual)
    func level(_ level: CheckLevel) -> [LineRemark] {
      usual.levelled(under: TerritoryRules([.check(.unusualMonth): level.rawValue]))
    }
    #expect(level(.off) == [])
    #expect(level(.inform).isClean)
    #expect(level(.warn).map(\.severity) == [.warn])
    #expect(level(.block).map(\.severity) == [.block])
    #expect(level(.block).map(\.isBinding) == [true] && usual.map(\.isBinding) == [false])
  }

  @Test("each check is a dated rule of its own, read by its name", arguments: LineCheck.allCases)
  func rules(check: LineCheck) {
    let rule = TerritoryRule.check(check)
    #expect(TerritoryRule(rawValue: rule.rawValue) == rule)
    #expect(rule.choices.map(\.value) == Array(rule.bounds))
    #expect(check.level(under: .standard) == .usual)
    #expect(check.level(under: TerritoryRules([rule: 9])) == .usual, "a value of a later version")
  }

  @Test("a month is checked as its pages do, and told by the names of the checks", arguments: Engine.available)
  func month(_ engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let box = HoursCast.box(sample.marieContract, sample.masonryEngagement, 202610)
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      _ = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.mason, month: "2026-10", [(name: box, value: "240")]))
    }
    let (month, now) = (try #require(Month(202610)), Instant(cast.site.clock.now))
    let check = try await cast.site.database.read { try MonthCheck.run(month, of: nil, at: now, $0) }
    #expect(check.lines == 1 && check.clean == 0)
    #expect(check.counts.contains { $0.code == "unusual_month" && $0.count == 1 })
    let text = HoursCheckCommand.text(check)
    #expect(text.contains("1 ligne, dont 0 sans rien à vérifier") && text.contains("  mois inhabituel, "), "\(text)")
    #expect(!text.contains("_"), "\(text)")
    let before = try await cast.site.database.read { try MonthCheck.run(month.previous, of: nil, at: now, $0) }
    #expect(before.lines == 0 && before.counts.isEmpty)
    await #expect(throws: CommandFailure.self) {
      try await cast.site.database.read { _ = try MonthCheck.run(month, of: "Nulle part", at: now, $0) }
    }
  }

  @Test("a binding check lets nothing be kept, says so, and asks for a correction", arguments: Engine.available)
  func binding(_ engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let box = HoursCast.box(sample.marieContract, sample.masonryEngagement, 202610)
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let setting = "/reglages/regles/controle-unusual-month"
      let page = try await browser.get(setting)
      #expect(page.status == 200 && page.body.contains(">Bloquant<") && htmlFaults(page.body) == [])
      let saved = try await browser.submit(
        setting, [("value", "4"), ("from", "2026-11-24"), ("reason", "Comité de suivi")])
      #expect(saved.body.contains("Contrôle\u{202F}: mois inhabituel\u{202F}: bloquant"))
      let settings = try await browser.get("/reglages")
      #expect(settings.body.contains("Niveaux des contrôles") && htmlFaults(settings.body) == [])
      _ = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.mason, month: "2026-10", [(name: box, value: "240")]))
      let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let line = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line"))
      let shown = try await browser.get(HoursURLs.statement(statement))
      #expect(shown.body.contains("à corriger") && !shown.body.contains("Tout retenir"))
      #expect(htmlFaults(shown.body) == [])
      let decision = HoursURLs.decision(line, in: statement)
      for choice in [[("choix", "tout")], [("choix", "partie"), ("heures", "100"), ("motif", "other")]] {
        let refused = try await browser.post(decision, choice + [("precision", "vu")])
        #expect(refused.status == 422 && refused.body.contains("contrôle bloquant") && htmlFaults(refused.body) == [])
      }
      let none = try await browser.post(
        decision, [("choix", "rien"), ("motif", "other"), ("precision", "à redéclarer")])
      #expect(none.status == 303)
    }
    #expect(try await cast.figure("SELECT COUNT(*) FROM hours_decision WHERE kept_units = 0") == 1)
  }
}

@Suite("Corrections under the checks") struct CorrectionCheckTests {
  @Test(
    "a correction goes through the checks of a new line: bound, it is refused; else what they say is shown",
    arguments: Engine.available)
  func corrections(_ engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.standing(
      h(100), in: try #require(Month(202610)), of: sample.marieContract, on: sample.masonryEngagement,
      at: "2026-11-05T09:00:00.000Z")
    let line = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line"))
    @Sendable func fields(_ declared: String, kept: String = "") -> [(String, String)] {
      [
        ("lot_0", ""), ("lot_1", sample.masonryEngagement.description), ("mois_1", "10/2026"),
        ("declarees_1", declared), ("retenues_1", kept), ("motif_1", kept.isEmpty ? "" : "other"),
        ("note", "erreur de saisie"),
      ]
    }
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let shown = try await browser.submit(HoursURLs.correction(line), fields("230"))
      #expect(shown.body.contains("À vérifier\u{202F}: Inhabituel") && htmlFaults(shown.body) == [])
      let first = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line"))
      let quiet = try await browser.submit(HoursURLs.correction(first), fields("120"))
      #expect(quiet.body.contains("Ligne corrigée") && !quiet.body.contains("Inhabituel"))
      #expect(try await cast.kept(202610) == h(120))

      let setting = "/reglages/regles/controle-unusual-month"
      _ = try await browser.submit(setting, [("value", "4"), ("from", "2026-11-24"), ("reason", "Comité de suivi")])
      let last = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line"))
      let statements = try await cast.figure("SELECT COUNT(*) FROM statement")
      for kept in ["", "12"] {
        let refused = try await browser.post(HoursURLs.correction(last), fields("240", kept: kept))
        #expect(refused.status == 422 && refused.body.contains("contrôle bloquant"), "\(kept)")
        #expect(refused.body.contains("value=\"240\"") && htmlFaults(refused.body) == [])
        #expect(refused.body.contains("#champ-declarees_1"), "said where it was typed")
      }
      #expect(try await cast.figure("SELECT MAX(id) FROM hours_line") == last.value)
      #expect(try await cast.figure("SELECT COUNT(*) FROM statement") == statements)
      #expect(try await browser.post(HoursURLs.correction(last), fields("240", kept: "0")).status == 303)
    }
    #expect(try await cast.kept(202610) == .zero)
  }

  @Test("a month is checked under the rules of the demonstration's day", arguments: Engine.available)
  func day(_ engine: Engine) async throws {
    let site = try TestSite(engine)
    try await site.database.write { db in
      try db.execute("INSERT INTO instance_fact (name, value) VALUES ('demonstration_day', '2024-05-15')")
    }
    let day = try await site.database.read { try HoursCheckCommand.now($0).day(in: .gmt) }
    #expect(day.iso.hasPrefix("2024-05-1"))
  }
}

@Suite("Annexes of structures") struct AnnexTests {
  private func facts(_ annexes: [DayRange]?) -> LineFacts {
    var facts = LineFacts(
      month: "2026-10", kind: .site, declared: h(100), eligibility: DayRange(from: "2025-01-01", through: nil),
      contract: DayRange(from: "2025-01-01", through: nil), lot: nil, monthTotal: h(100))
    facts.annexes = annexes
    return facts
  }

  @Test("an annex that covers a day of the month is enough; none in force is to verify; none known is only said")
  func check() {
    func codes(_ annexes: [DayRange]?) -> [String] {
      LineChecks.remarks(on: facts(annexes)).map { "\($0.severity.rawValue) \($0.code)" }
    }
    #expect(codes(nil) == [])
    #expect(codes([]) == ["inform without_annex"])
    #expect(codes([DayRange(from: "2026-10-31", through: "2027-10-30")]) == [])
    #expect(codes([DayRange(from: "2025-10-01", through: "2026-09-30")]) == ["warn without_annex"])
    #expect(
      codes([DayRange(from: "2025-10-01", through: "2026-09-30"), DayRange(from: "2026-10-01", through: "2027-09-30")])
        == [])
  }

  @Test("the team writes them on the structure's page; the check follows", arguments: Engine.available)
  func journey(_ engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let nadia = try await cast.hire("Benali", at: sample.garden, on: [sample.masonryEngagement])
    let box = HoursCast.box(nadia, sample.masonryEngagement, 202610)
    let path = OrganisationURLs.annexes(sample.garden)
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let (structure, company) = (
        try await browser.get(OrganisationURLs.page(sample.garden)),
        try await browser.get(OrganisationURLs.page(sample.mason))
      )
      #expect(structure.body.contains(path) && !company.body.contains("Annexes financières"))
      _ = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.garden, month: "2026-10", [(name: box, value: "70")]))
      let line = HoursURLs.line(ID(try await cast.figure("SELECT MAX(id) FROM hours_line")))
      let unknown = try await browser.get(line)
      #expect(unknown.body.contains("Aucune annexe financière"))
      let empty = try await browser.get(path)
      #expect(empty.body.contains("Aucune annexe") && htmlFaults(empty.body) == [])
      let bad = try await browser.post(
        path, [("nature", "ACI"), ("numero", "<b>&"), ("debut", "2026-02-01"), ("fin", "2026-01-01")])
      #expect(bad.status == 422 && bad.body.contains("avant le début") && htmlFaults(bad.body) == [])
      let old = [
        ("nature", EmployerKind.aci.rawValue), ("numero", "ACI035"), ("debut", "2025-01-01"), ("fin", "2025-12-31"),
      ]
      let saved = try await browser.submit(path, old)
      #expect(saved.body.contains("Annexe enregistrée") && saved.body.contains("finie") && htmlFaults(saved.body) == [])
      #expect(try await browser.post(path, old).status == 409)
      let doubtful = try await browser.get(line)
      #expect(doubtful.body.contains("n’a pas d’annexe financière en vigueur en octobre 2026"))
      #expect(doubtful.body.contains("Demander à l’employeur"))
      _ = try await browser.submit(
        path,
        [("nature", EmployerKind.aci.rawValue), ("numero", ""), ("debut", "2026-01-01"), ("fin", "2026-12-31")])
      let sound = try await browser.get(line)
      #expect(!sound.body.contains("annexe financière"))
      let annex = try await cast.figure("SELECT MAX(id) FROM structure_annex")
      let gone = try await browser.submit(
        OrganisationURLs.annexWithdrawal(sample.garden), [("annexe", String(annex))])
      #expect(gone.body.contains("Annexe retirée"))
      let twice = try await browser.post(OrganisationURLs.annexWithdrawal(sample.garden), [("annexe", "999999")])
      #expect(twice.status == 409)
      for person in [sample.structure, sample.buyer, sample.neighbour] {
        try browser.enter(person)
        let hidden = try await browser.get(path)
        #expect([403, 404].contains(hidden.status))
      }
    }
  }
}
