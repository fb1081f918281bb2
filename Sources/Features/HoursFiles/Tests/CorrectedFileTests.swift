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
      #expect(!written.body.contains("Annuler ce relevé"))
      #expect(try await declared(cast) == Hours(wholeHours: 90))
      #expect(try await cast.kept(202511) == .zero)
      _ = try await write(browser, try await hand(browser, sample.mason, "151,67"))
      #expect(try await declared(cast) == Hours(hundredths: 15_167))
      #expect(try await browser.post(path + "/annulation", []).status == 409)
    }
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
