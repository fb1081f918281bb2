// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite("A corrected file sent again")
struct CorrectedFileTests {
  private func table(_ hours: String) -> String {
    "Nom et prénom;Chantier;Mois;Heures\nDUPONT Marie;Groupe scolaire Prévert lot 2;11/2025;\(hours)"
  }

  /// Hands a table over; the path of its page.
  private func hand(_ browser: Browser, _ employer: ID<Organisation>, _ hours: String) async throws -> String {
    let fields = [("employeur", employer.description), ("mois", ""), ("tableau", table(hours))]
    return try await browser.post(HoursFileURLs.pasted, fields).location ?? ""
  }

  /// Writes the statement that the page shows.
  private func write(_ browser: Browser, _ path: String) async throws -> Reply {
    let body = try await browser.get(path).body
    let values = ["empreinte", "vu"].map { name in
      let rest = body.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first ?? ""
      return (name, String(rest.prefix { $0 != "\"" }))
    }
    return try await browser.submit(path + "/releve", values)
  }

  private func declared(_ cast: HoursCast) async throws -> Hours {
    Hours(units: try await cast.figure("SELECT CAST(SUM(declared_units) AS BIGINT) FROM hours_line"))
  }

  @Test(
    "before any decision: fewer, then more; what is declared is what the last file says", arguments: Engine.available)
  func undecided(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      #expect(try await write(browser, try await hand(browser, sample.mason, "100")).body.contains("Relevé écrit"))
      let path = try await hand(browser, sample.mason, "90")
      let page = try await browser.get(path)
      #expect(htmlFaults(page.body) == [])
      #expect(page.body.contains("Déjà déclarées"))
      #expect(page.body.contains("10,00\u{202F}h de moins"))
      let written = try await write(browser, path)
      #expect(htmlFaults(written.body) == [])
      #expect(written.body.contains("10,00\u{202F}h de moins"))
      #expect(written.body.contains("Annuler ce relevé") && written.body.contains("redevient à valider"))
      #expect(try await declared(cast) == Hours(wholeHours: 90))
      #expect(try await cast.kept(202511) == .zero)
      _ = try await write(browser, try await hand(browser, sample.mason, "151,67"))
      #expect(try await declared(cast) == Hours(hundredths: 15_167))
      let early = try await browser.post(path + "/annulation", [])
      #expect(early.status == 409 && early.body.contains("annulez d’abord le plus récent"))
    }
    #expect(try await cast.breaches() == [])
  }

  @Test(
    "undone while nothing is validated, a corrected file gives back what it replaced, files undone the last first",
    arguments: Engine.available)
  func undone(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let first = try await hand(browser, sample.mason, "100")
      _ = try await write(browser, first)
      let line = try await cast.figure("SELECT MAX(id) FROM hours_line")
      let second = try await hand(browser, sample.mason, "90")
      let preview = try await browser.get(second)
      #expect(preview.body.contains("avant sa validation, elles reviennent"))
      _ = try await write(browser, second)
      // What people asked of the new line, or joined to it, does not stand in the way.
      let new = try await cast.figure("SELECT MAX(id) FROM hours_line WHERE declared_units > 0")
      try await cast.site.database.write { db in
        try db.execute(
          """
          INSERT INTO line_question (territory_id, line_id, code, sentence, asked_at)
          VALUES (\(sample.territory), \(new), 'jump', 'Pourquoi ?', '2026-11-24T09:00:00.000Z')
          """)
      }
      #expect(try await browser.post(first + "/annulation", []).status == 409)
      let done = try await browser.submit(second + "/annulation", [])
      #expect(done.body.contains("Relevé annulé") && htmlFaults(done.body) == [])
      #expect(try await declared(cast) == Hours(wholeHours: 100))
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_decision") == 0)
      #expect(try await cast.figure("SELECT MAX(id) FROM hours_line") == line)
      #expect(try await browser.post(second + "/annulation", []).status == 409)
      _ = try await browser.submit(first + "/annulation", [])
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_line") == 0)
    }
    #expect(try await cast.breaches() == [])
  }

  @Test("once the new line, or the statement before, is settled, the file stays", arguments: Engine.available)
  func undoneTooLate(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      _ = try await write(browser, try await hand(browser, sample.mason, "100"))
      let before = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let path = try await hand(browser, sample.mason, "90")
      _ = try await write(browser, path)
      let after = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let line = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line WHERE declared_units > 0"))
      try browser.enter(sample.facilitator)
      _ = try await browser.submit(HoursURLs.closing(before), [])
      try browser.enter(sample.company)
      #expect(try await browser.post(path + "/annulation", []).status == 409)
      try browser.enter(sample.facilitator)
      _ = try await browser.submit(HoursURLs.decision(line, in: after), [("choix", "tout")])
      try browser.enter(sample.company)
      #expect(!(try await browser.get(HoursURLs.statement(after)).body.contains("Annuler ce relevé")))
      #expect(try await browser.post(path + "/annulation", []).status == 409)
    }
    #expect(try await cast.kept(202511) == Hours(wholeHours: 90))
    #expect(try await cast.breaches() == [])
  }

  @Test("what a binding check refuses is not kept by a corrected file: it waits", arguments: Engine.available)
  func bound(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let month = try #require(Month(202511))
    try await cast.standing(
      Hours(wholeHours: 300), in: month, of: sample.marieContract, on: sample.masonryEngagement,
      at: "2025-12-05T09:00:00.000Z")
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      _ = try await browser.submit(
        "/reglages/regles/controle-unusual-month", [("value", "4"), ("from", "2026-11-24"), ("reason", "Comité")])
      _ = try await write(browser, try await hand(browser, sample.mason, "240"))
      #expect(try await cast.kept(202511) == .zero)
      #expect(
        try await cast.figure(
          "SELECT COUNT(*) FROM hours_line l WHERE NOT EXISTS (SELECT 1 FROM hours_decision d WHERE d.line_id = l.id)")
          == 1)
      _ = try await write(browser, try await hand(browser, sample.mason, "200"))
    }
    #expect(try await declared(cast) == Hours(wholeHours: 200))
    #expect(try await cast.breaches() == [])
  }

  @Test(
    "after the decision: the facilitateur's file corrects what was kept, an employer's is told to ask",
    arguments: Engine.available)
  func decided(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let month = try #require(Month(202511))
    try await cast.standing(
      Hours(wholeHours: 100), in: month, of: sample.marieContract, on: sample.masonryEngagement, parts: 2,
      at: "2025-12-05T09:00:00.000Z")
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let refused = try await browser.get(try await hand(browser, sample.mason, "90"))
      #expect(htmlFaults(refused.body) == [])
      #expect(refused.body.contains("demandez la correction au facilitateur"))
      #expect(!refused.body.contains("Écrire le relevé"))

      try browser.enter(sample.facilitator)
      let path = try await hand(browser, sample.mason, "90")
      let page = try await browser.get(path)
      #expect(page.body.contains("aussitôt retenues"))
      #expect(htmlFaults(page.body) == [])
      let written = try await write(browser, path)
      #expect(written.status == 200)
      #expect(htmlFaults(written.body) == [])
      #expect(try await cast.kept(202511) == Hours(wholeHours: 90))
      #expect(try await declared(cast) == Hours(wholeHours: 90))
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_line WHERE reverses_id IS NOT NULL") == 2)

      let again = try await hand(browser, sample.mason, "120")
      let more = try await browser.submit(again + "/reponses", [("repeats", "add")])
      #expect(more.body.contains("s’y ajoutent"))
      #expect(htmlFaults(more.body) == [])
      let back = try await browser.submit(again + "/reponses", [("repeats", "-")])
      #expect(back.body.contains("30,00\u{202F}h de plus"))
      _ = try await write(browser, again)
      #expect(try await declared(cast) == Hours(wholeHours: 120))
      #expect(try await cast.kept(202511) == Hours(wholeHours: 90))
    }
    #expect(try await cast.breaches() == [])
  }
}

extension HoursCast {
  /// Invariants of the ledger that do not hold.
  fileprivate func breaches() async throws -> [String] {
    try await site.database.read { db in
      try LedgerInvariants.all.filter { try db.query($0.breaches).isEmpty == false }.map(\.name)
    }
  }
}
