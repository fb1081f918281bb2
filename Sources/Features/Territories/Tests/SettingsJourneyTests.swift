// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct SettingsJourneyTests {
  @Test("a territory changes its name, its colour and its time", arguments: Engine.available)
  func territory(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.administrator)
      let page = try await browser.get("/reglages")
      #expect(page.status == 200 && htmlFaults(page.body) == [] && page.body.contains("1\u{202F}607\u{202F}h"))
      let pale = try await browser.post(
        "/reglages/territoire", [("name", "Val d’Orme"), ("colour", "#ffcc00"), ("time_zone", "Europe/Paris")])
      #expect(pale.status == 422 && pale.body.contains("texte blanc ne se lit pas assez"))
      #expect(pale.body.contains("value=\"#ffcc00\"") && pale.body.contains("Prendre #"))
      #expect(htmlFaults(pale.body) == [])
      let saved = try await browser.submit(
        "/reglages/territoire", [("name", "Val d’Orme"), ("colour", "#7A1F4B"), ("time_zone", "Indian/Reunion")])
      #expect(saved.status == 200 && saved.body.contains("#7a1f4b") && saved.body.contains("La Réunion"))
      let theme = try await browser.get("/theme/\(sample.territory).css")
      #expect(theme.body.contains("#7a1f4b"))
      let taken = try await browser.post(
        "/reglages/territoire", [("name", "Pays voisin"), ("colour", "#7a1f4b"), ("time_zone", "Europe/Paris")])
      #expect(taken.status == 422 && taken.body.contains("porte déjà ce nom"))
      for bad in ["", "rouge", "<script>", "#12"] {
        let reply = try await browser.post(
          "/reglages/territoire", [("name", "A"), ("colour", bad), ("time_zone", "Mars/Olympus")])
        #expect(reply.status == 422 && htmlFaults(reply.body) == [], "\(bad)")
      }
    }
  }

  @Test("a rule changes at its date; what the pages show is what is counted with", arguments: Engine.available)
  func rules(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/reglages/regles/heures-par-etp"
      let set = try await browser.submit(path, [("value", "1600"), ("from", "01/01/2026"), ("reason", "Délibération")])
      #expect(set.status == 200 && set.body.contains("1\u{202F}600\u{202F}h") && htmlFaults(set.body) == [])
      #expect(try await browser.get("/bilans/definitions").body.contains("1\u{202F}600"))
      #expect(try await browser.get("/aujourdhui").body.contains("ETP à 1\u{202F}600"))
      let later = try await browser.submit(path, [("value", "1820"), ("from", "01/01/2027")])
      #expect(later.body.contains("à venir") && later.body.contains("1\u{202F}607"))
      let year = { (year: Int) in
        try await site.database.read { db in
          try IndicatorStore.facts(
            try FigureSpan(year: year, asOf: Day.last), FigureScope(territory: sample.territory), db
          ).hoursPerFTE
        }
      }
      #expect(try await [year(2025), year(2026), year(2027)] == [1607, 1600, 1820])
      #expect(try await browser.post(path, [("value", "1500"), ("from", "01/01/2026")]).status == 422)
      #expect(try await browser.post(path + "/retrait", [("from", "2026-01-01")]).status == 409)
      #expect(try await browser.post(path + "/retrait", [("from", "2027-01-01")]).status == 303)
      #expect(try await browser.post(path + "/retrait", [("from", "2027-01-01")]).status == 409)
      for (value, from) in [("", ""), ("12", "01/01/2026"), ("beaucoup", "hier"), ("1600", "31/02/2026")] {
        let reply = try await browser.post(path, [("value", value), ("from", from)])
        #expect(reply.status == 422 && htmlFaults(reply.body) == [])
      }
      #expect(try await browser.get("/reglages/regles/autre").status == 404)
    }
  }

  @Test("a rule does not reach into a year that is closed", arguments: Engine.available)
  func closedYear(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      _ = try db.execute(
        """
        INSERT INTO yearly_closing (territory_id, year, closed_at)
        VALUES (\(sample.territory), 2025, '2026-02-01T10:00:00.000Z')
        """)
    }
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let refused = try await browser.post(
        "/reglages/regles/heures-par-etp", [("value", "1600"), ("from", "01/06/2025")])
      #expect(refused.status == 422 && refused.body.contains("2025 est arrêtée") && refused.body.contains("01/01/2026"))
    }
  }

  @Test("each rule is read where it applies", arguments: Engine.available)
  func readers(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for (slug, value) in [
        ("duree-de-comptage", "18"), ("alerte-convention", "9"), ("alerte-eligibilite", "45"),
        ("echeance-des-releves", "28"),
      ] {
        let reply = try await browser.post("/reglages/regles/\(slug)", [("value", value), ("from", "01/01/2026")])
        #expect(reply.status == 303, "\(slug)")
      }
      #expect(try await browser.get("/marches/nouveau").body.contains("value=\"18\""))
      #expect(try await browser.get("/conventions/nouvelle").body.contains("value=\"9\""))
      #expect(try await browser.get("/participants?groupe=fin").status == 200)
      #expect(try await browser.get("/participants").body.contains("finissant sous 45 jours"))
      #expect(try await browser.get("/heures").body.contains("28/11/2026"))
    }
  }

  @Test("a stand-in finds the absent colleague's portfolio in its own lists", arguments: Engine.available)
  func standIn(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.colleague)
      #expect(!(try await browser.get("/marches").body.contains("Gros œuvre")))
      let answers = [
        ("account", "\(sample.facilitator.account)"), ("starts_on", "23/11/2026"), ("ends_on", "30/11/2026"),
        ("stand_in", "\(sample.colleague.account)"),
      ]
      let saved = try await browser.submit("/reglages/absences", answers)
      #expect(saved.status == 200 && saved.body.contains("Claire Moreau") && htmlFaults(saved.body) == [])
      let today = try await browser.get("/aujourdhui")
      #expect(today.body.contains("celui de Claire Moreau") && today.body.contains("Gros œuvre"))
      #expect(htmlFaults(today.body) == [])
      #expect(try await browser.get("/marches").body.contains("Gros œuvre"))
      let twice = try await browser.post("/reglages/absences", answers)
      #expect(twice.status == 422 && twice.body.contains("déjà enregistrée du 23/11/2026 au 30/11/2026"))
      let id: Int64? = try await site.database.read { try $0.value("SELECT MAX(id) FROM absence") }
      #expect(try await browser.post("/reglages/absences/\(id ?? 0)/retour", []).status == 303)
      #expect(!(try await browser.get("/aujourdhui").body.contains("celui de Claire Moreau")))
      #expect(try await browser.post("/reglages/absences/\(id ?? 0)/retour", []).status == 409)
    }
  }

  @Test("an absence that cannot be is said, with what was typed", arguments: Engine.available)
  func badAbsences(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let (me, other) = ("\(sample.facilitator.account)", "\(sample.colleague.account)")
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for (account, from, to, by) in [
        ("", "", "", ""), (me, "30/11/2026", "29/11/2026", other), (me, "30/11/2026", "30/11/2026", me),
        (me, "01/01/2026", "02/01/2026", other), (me, "30/11/2026", "30/11/2062", other),
        ("\(sample.buyer.account)", "30/11/2026", "30/11/2026", other),
        (me, "30/11/2026", "30/11/2026", "\(sample.neighbour.account)"),
      ] {
        let reply = try await browser.post(
          "/reglages/absences", [("account", account), ("starts_on", from), ("ends_on", to), ("stand_in", by)])
        #expect(reply.status == 422 && htmlFaults(reply.body) == [], "\(account) \(from) \(to) \(by)")
      }
      #expect(try await browser.post("/reglages/absences/999/retour", []).status == 404)
    }
  }

  @Test("two people changing the territory at once: the second is told, and loses nothing", arguments: Engine.available)
  func meanwhile(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let other = browser.another()
      try other.enter(sample.administrator)
      let seen = ("lu", "name=Val%20d%E2%80%99Orme&colour=%230e5a5a&time_zone=Europe%2FParis")
      let first = try await other.post(
        "/reglages/territoire",
        [("name", "Val d’Orme"), ("colour", "#7a1f4b"), ("time_zone", "Europe/Paris"), seen])
      #expect(first.status == 303)
      let second = try await browser.post(
        "/reglages/territoire",
        [("name", "Grand Val d’Orme"), ("colour", "#0e5a5a"), ("time_zone", "Europe/Paris"), seen])
      #expect(second.status == 409 && second.body.contains("Anne Roux a modifié"))
      #expect(second.body.contains("Grand Val d’Orme") && second.body.contains("value=\"#7a1f4b\""))
      #expect(htmlFaults(second.body) == [])
    }
  }
}
