// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite("From any table of hours to a statement")
struct HoursFileJourneyTests {
  private static func table(_ month: String = "11/2025") -> String {
    """
    Nom;Prénom;Né(e) le;Chantier;Mois;Heures travaillées;Heures CFA;Taux horaire
    DUPONT;Marie;12/05/1998;Groupe scolaire J. Prévert lot 2;\(month);151:40;;12,50
    TOTAL;;;;;151,67;;
    """
  }

  private func fields(_ employer: ID<Organisation>, _ table: String, month: String = "") -> [(String, String)] {
    [("employeur", employer.description), ("mois", month), ("tableau", table)]
  }

  private func hand(_ browser: Browser, _ employer: ID<Organisation>, _ table: String, month: String = "") async throws
    -> String
  {
    let reply = try await browser.post(HoursFileURLs.pasted, fields(employer, table, month: month))
    return reply.location ?? "\(reply.status)"
  }

  /// The hidden values of the button that writes.
  private func values(_ body: String) -> [(String, String)] {
    ["empreinte", "vu"].map { name in
      guard let range = body.range(of: "name=\"\(name)\" value=\"") else { return (name, "") }
      return (name, String(body[range.upperBound...].prefix { $0 != "\"" }))
    }
  }

  @Test("a facilitateur's file is read, written whole, then undone in one action", arguments: Engine.available)
  func facilitator(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let list = try await browser.get(HoursFileURLs.list)
      #expect(htmlFaults(list.body) == [])
      let path = try await hand(browser, sample.mason, Self.table())
      let page = try await browser.get(path)
      #expect(page.status == 200)
      #expect(htmlFaults(page.body) == [])
      #expect(page.body.contains("Écrire le relevé"))
      #expect(page.body.contains("Marie Dupont"))
      #expect(page.body.contains("151,67\u{202F}h"))
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_line") == 0)

      let written = try await browser.submit(path + "/releve", values(page.body))
      #expect(htmlFaults(written.body) == [])
      #expect(written.body.contains("Relevé écrit"))
      #expect(written.body.contains("Annuler ce relevé"))
      #expect(try await cast.figure("SELECT declared_units FROM hours_line") == 45_500)
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_file_part") == 0)
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_file_answer") == 0)
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_file WHERE name <> ''") == 0)

      let undone = try await browser.submit(path + "/annulation", [])
      #expect(undone.body.contains("Relevé annulé"))
      #expect(htmlFaults(undone.body) == [])
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_line") == 0)
      let home = try await browser.get(HoursURLs.home + "?mois=2025-11")
      #expect(!home.body.contains("Relevé de Maçonnerie"))
      #expect(try await browser.post(path + "/annulation", []).status == 409)
    }
  }

  @Test("an employer does the same for its own people, and not for others", arguments: Engine.available)
  func employers(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    _ = try await cast.hire("Benali", at: sample.temp, on: [sample.paintingEngagement])
    for (person, employer, table) in [
      (sample.company, sample.mason, Self.table()),
      (sample.structure, sample.temp, "Intérimaire;Mois;Nb heures\nBENALI NADIA;11/2025;121,50"),
    ] {
      try await cast.site.run { browser in
        try browser.enter(person)
        let list = try await browser.get(HoursFileURLs.list)
        #expect(htmlFaults(list.body) == [])
        // The employer of the form is the member's own, whatever is sent.
        let path = try await hand(browser, sample.garden, table)
        let page = try await browser.get(path)
        #expect(htmlFaults(page.body) == [])
        #expect(page.body.contains("Écrire le relevé"))
        let written = try await browser.submit(path + "/releve", values(page.body))
        #expect(written.body.contains("Relevé écrit"))
        #expect(try await cast.figure("SELECT employer_id FROM statement ORDER BY id DESC LIMIT 1") == employer.value)
        for stranger in [sample.neighbour, sample.facilitator, sample.buyer] {
          try browser.enter(stranger)
          #expect(try await browser.get(path).status == 404)
          #expect(try await browser.post(path + "/annulation", []).status == 404)
        }
      }
    }
  }

  @Test("names of another employer's people are nobody's here", arguments: Engine.available)
  func otherPeople(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    _ = try await cast.hire("Benali", at: sample.temp, on: [sample.paintingEngagement])
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let page = try await browser.get(
        try await hand(browser, sample.mason, "Nom;Mois;Heures\nBENALI Nadia;11/2025;35"))
      #expect(page.body.contains("Qui est-ce"))
      #expect(!page.body.contains("Nadia Benali"))
      #expect(!page.body.contains("Écrire le relevé"))
    }
  }

  @Test("a number of the national register stops the file, and nothing is kept", arguments: Engine.available)
  func nir(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      for table in [
        "Nom;N° SS;Heures\nDupont Marie;2 98 05 49 007 012 85;35", "Nom;Divers;Heures\nDupont Marie;298054900701235;35",
        "Nom;N° SS;Heures\nDupont Marie;2 98 05;35",
      ] {
        let reply = try await browser.post(HoursFileURLs.pasted, fields(sample.mason, table))
        #expect(reply.status == 422)
        #expect(reply.body.contains("La colonne B"))
        #expect(htmlFaults(reply.body) == [])
      }
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_file") == 0)
      let path = try await hand(browser, sample.mason, "Nom;Mois;Heures\nDupont Marie;11/2025;beaucoup")
      let mended = try await browser.post(path + "/reponses", [("c_0_2_0", "2 98 05 49 007 012 85")])
      #expect(mended.status == 422)
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_file_answer") == 0)
    }
  }

  @Test("the same file twice is seen, open or written", arguments: Engine.available)
  func twice(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let first = try await hand(browser, sample.mason, Self.table())
      #expect(try await hand(browser, sample.mason, Self.table()) == first)
      let page = try await browser.get(first)
      _ = try await browser.submit(first + "/releve", values(page.body))
      let second = try await hand(browser, sample.mason, Self.table())
      #expect(second != first)
      let seen = try await browser.get(second)
      #expect(seen.body.contains("Ce même fichier a déjà donné"))
      #expect(seen.body.contains("déjà des heures déclarées"))
      #expect(htmlFaults(seen.body) == [])
      let added = try await browser.submit(second + "/reponses", [("repeats", "add")])
      #expect(htmlFaults(added.body) == [])
      let refused = try await browser.post(second + "/releve", values(added.body))
      #expect(refused.status == 422)
      #expect(refused.body.contains("cochez la case"))
      #expect(try await cast.figure("SELECT COUNT(*) FROM statement") == 1)
      #expect(try await browser.post(second + "/releve", values(added.body) + [("encore", "1")]).status == 303)
      #expect(try await cast.figure("SELECT COUNT(*) FROM statement") == 2)
    }
  }

  @Test("what was shown is what is written: a change in between is refused", arguments: Engine.available)
  func changed(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let path = try await hand(browser, sample.mason, Self.table())
      let page = try await browser.get(path)
      let box = HoursCast.box(sample.marieContract, sample.masonryEngagement, 202511)
      _ = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.mason, month: "2025-11", [(box, "12")]))
      #expect(try await browser.post(path + "/releve", values(page.body)).status == 409)
      let again = try await browser.get(path)
      #expect(again.body.contains("Complète les 12,00"))
      #expect(try await browser.post(path + "/releve", [("empreinte", "0"), ("vu", "0")]).status == 409)
      #expect(try await browser.post(path + "/releve", values(again.body)).status == 303)
      #expect(try await browser.post(path + "/releve", values(again.body)).status == 409)
      #expect(try await cast.figure("SELECT COUNT(*) FROM statement") == 2)
    }
  }

  @Test("once a line is decided, nothing is undone", arguments: Engine.available)
  func decided(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let path = try await hand(browser, sample.mason, Self.table())
      let page = try await browser.get(path)
      _ = try await browser.submit(path + "/releve", values(page.body))
      let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let line = try await cast.figure("SELECT MAX(id) FROM hours_line")
      let validated = try await browser.submit(HoursURLs.validation(statement), [("ligne", String(line))])
      #expect(!validated.body.contains("Annuler ce relevé"))
      let refused = try await browser.post(path + "/annulation", [])
      #expect(refused.status == 409)
      #expect(refused.body.contains("déjà décidées"))
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_line") == 1)
    }
  }

  @Test("columns corrected by hand are those of the next file of this sender", arguments: Engine.available)
  func memory(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    @Sendable func table(_ month: String) -> String { "Qui;Quand;Combien;Autre\nM. Dupond;\(month);35;12" }
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let path = try await hand(browser, sample.mason, table("10/2025"))
      let page = try await browser.submit(
        path + "/colonnes",
        [("r_0_0", "full_name"), ("r_0_1", "month"), ("r_0_2", "site_hours"), ("r_0_3", "none"), ("r_0_9x", "month")])
      #expect(page.body.contains("Qui est-ce"))
      #expect(htmlFaults(page.body) == [])
      guard let range = page.body.range(of: "q_person_") else {
        Issue.record("no question")
        return
      }
      let name = String(page.body[range.lowerBound...].prefix { $0 != "\"" })
      let settled = try await browser.submit(path + "/reponses", [(name, sample.marie.description)])
      _ = try await browser.submit(path + "/releve", values(settled.body))
      #expect(try await cast.figure("SELECT COUNT(*) FROM statement") == 1)
      let next = try await browser.get(try await hand(browser, sample.mason, table("11/2025")))
      #expect(next.body.contains("comme dans le dernier fichier"))
      #expect(next.body.contains("Écrire le relevé"))
    }
  }

  @Test("hostile cells, names and answers change nothing but what is shown", arguments: Engine.available)
  func hostile(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let table = """
      Nom;Mois;Heures
      <script>alert(1)</script>;11/2025;=1+1
      Robert'); DROP TABLE statement;--;11/2025;7\u{202E}5
      Dupont Marie;11/2025;35
      """
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let path = try await hand(browser, sample.mason, table)
      let page = try await browser.get(path)
      #expect(page.status == 200)
      #expect(htmlFaults(page.body) == [])
      #expect(!page.body.contains("<script>alert"))
      for answer in [
        ("c_0_2_2", "\u{202E}"), ("q_person_zz", "1"), ("r_0_0", "nir"), ("c_x_2_2", "1"), ("month", "1"),
        ("q_person_0123456789abcdef", "<b>"), ("repeats", "all"),
      ] {
        let reply = try await browser.post(path + "/reponses", [answer])
        #expect([303, 422].contains(reply.status))
      }
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_file_answer") == 0)
      let empty = try await browser.post(HoursFileURLs.pasted, fields(sample.mason, "  "))
      #expect(empty.status == 422)
      let binary = try await browser.post(HoursFileURLs.pasted, fields(sample.mason, "Nom;Heures\nA\u{0};7"))
      #expect(binary.status == 422)
      #expect(htmlFaults(binary.body) == [])
      let future = try await browser.post(HoursFileURLs.pasted, fields(sample.mason, table, month: "01/2199"))
      #expect(future.status == 422)
      #expect(future.body.contains("DROP TABLE"))
      #expect(try await browser.submit(path + "/abandon", []).body.contains("Fichier abandonné"))
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_file_part") == 0)
      #expect(try await browser.post(path + "/abandon", []).status == 409)
    }
  }

  @Test("files left alone for two weeks are forgotten by the next one", arguments: Engine.available)
  func forgotten(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      _ = try await hand(browser, sample.mason, Self.table())
    }
    try await cast.site.at("2026-12-20T10:00:00.000Z").run { browser in
      try browser.enter(sample.company)
      _ = try await hand(browser, sample.mason, Self.table("10/2025"))
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_file WHERE state = 'dropped'") == 1)
      #expect(try await cast.figure("SELECT COUNT(DISTINCT file_id) FROM hours_file_part") == 1)
    }
  }
}
