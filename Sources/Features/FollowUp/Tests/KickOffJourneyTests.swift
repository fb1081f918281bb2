// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct KickOffJourneyTests {
  static let fields = [
    ("le", "03/11/2026"), ("presents", "Mairie, entreprise"), ("correspondant", "Luc Martin"),
    ("telephone", "02 61 91 00 55"), ("adresse", "luc@leduc.example"), ("contact", "1"), ("points", "validation"),
    ("points", "releves"), ("convenu", "Deux postes de manœuvre"),
  ]

  @Test("the meeting is held, its minutes are one page, its correspondent a contact", arguments: Engine.available)
  func held(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let form = try await browser.get("/lots/\(sample.masonry)/demarrage")
      #expect(form.status == 200 && htmlFaults(form.body) == [])
      #expect(try await browser.get("/lots/\(sample.masonry)/demarrage/compte-rendu").status == 404)
      let minutes = try await browser.submit("/lots/\(sample.masonry)/demarrage", Self.fields)
      #expect(minutes.body.contains("Luc Martin") && minutes.body.contains("Deux postes de manœuvre"))
      #expect(minutes.body.contains("Saisir le prévisionnel") && htmlFaults(minutes.body) == [])
      #expect(try await browser.get("/entreprises/\(sample.mason)").body.contains("luc@leduc.example"))
      _ = try await browser.post("/lots/\(sample.masonry)/demarrage", Self.fields)
      let again = try await browser.get("/lots/\(sample.masonry)/demarrage")
      #expect(again.body.contains("value=\"Luc Martin\"") && htmlFaults(again.body) == [])
    }
    let contacts: Int = try await site.database.read { db in
      try db.value("SELECT COUNT(*) FROM contact WHERE name = 'Luc Martin'") ?? 0
    }
    #expect(contacts == 1)
  }

  @Test("what is wrong is said; others find nothing", arguments: Engine.available)
  func refused(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let path = "/lots/\(sample.masonry)/demarrage"
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for (fields, sentence) in [
        ([("le", "25/11/2026")], "pas encore arrivée"), ([("le", "")], "Tenue le\u{202F}: à remplir"),
        ([("le", "03/11/2026"), ("adresse", "luc")], "contient un @"),
        ([("le", "03/11/2026"), ("points", "autre")], "choisissez dans la liste"),
        ([("le", "03/11/2026"), ("convenu", "2 69 05 49 588 157 80")], "sécurité sociale"),
      ] {
        let page = try await browser.post(path, [("presents", "Mots gardés")] + fields)
        #expect(page.status == 422 && page.body.contains(sentence) && page.body.contains("Mots gardés"), "\(sentence)")
        #expect(htmlFaults(page.body) == [], "\(sentence)")
      }
      for person in [sample.company, sample.buyer, sample.structure, sample.neighbour, sample.elected] {
        try browser.enter(person)
        for page in [path, path + "/compte-rendu"] { #expect(try await browser.get(page).status == 404) }
        #expect(try await browser.post(path, Self.fields).status == 404)
      }
    }
  }

  @Test("done against the plan, month by month; without a plan nothing is late", arguments: Engine.available)
  func pace(engine: Engine) async throws {
    let (site, sample) = try await TodayJourneyTests.busy(engine)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let lot = try await browser.get("/lots/\(sample.masonry)")
      #expect(lot.body.contains("151,67\u{202F}h retenues pour 1\u{202F}000\u{202F}h prévues"))
      #expect(lot.body.contains("atterrissage prévisionnel") && htmlFaults(lot.body) == [])
      let other = try await browser.get("/lots/\(sample.painting)")
      #expect(!other.body.contains("Réalisé et prévisionnel") || other.body.contains("rien n’est en retard"))
      try browser.enter(sample.company)
      let own = try await browser.get("/lots/\(sample.masonry)")
      #expect(
        own.body.contains("Réalisé et prévisionnel") && !own.body.contains("demarrage") && htmlFaults(own.body) == [])
    }
  }
}
