// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite struct TodayJourneyTests {
  /// The cast with work for everyone: pending lines, a late employer with a phone, a lot behind its plan, one accepted.
  static func busy(_ engine: Engine) async throws -> (TestSite, Sample) {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      let rows = LedgerRows(sample, db)
      try rows.line(202609, declared: "151,67", kept: "151,67")
      try rows.line(202609, declared: "35", kept: nil)
      try db.execute("UPDATE organisation SET phone = '02 61 91 00 12' WHERE id = \(sample.mason)")
      try db.execute("UPDATE eligibility SET ends_on = '2026-12-14' WHERE id = \(sample.marieEligibility)")
      try db.execute("UPDATE lot SET received_on = '2026-11-02' WHERE id = \(sample.painting)")
      try db.execute("UPDATE agreement SET ends_on = '2027-02-01' WHERE id = \(sample.agreement)")
      let plan = try db.insert(
        """
        INSERT INTO engagement_plan (territory_id, engagement_id, agreed_on, recorded_at)
        VALUES (\(sample.territory), \(sample.masonryEngagement), '2025-04-01', '2025-04-01T08:00:00.000Z') RETURNING id
        """)
      try db.execute(
        "INSERT INTO plan_month (plan_id, territory_id, month, units) VALUES (\(plan), \(sample.territory), 202601, 300000)"
      )
      try db.execute(
        """
        INSERT INTO absence (territory_id, account_id, starts_on, ends_on, recorded_at)
        VALUES (\(sample.territory), \(sample.colleague.account), '2026-11-20', '2026-11-30', '2026-11-19T08:00:00.000Z')
        """)
    }
    return (site, sample)
  }

  @Test("the facilitator's list says who, why and what to do, in order", arguments: Engine.available)
  func facilitator(engine: Engine) async throws {
    let (site, sample) = try await Self.busy(engine)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let page = try await browser.get("/aujourdhui")
      #expect(page.status == 200)
      #expect(htmlFaults(page.body) == [])
      let expected = [
        "1 ligne de septembre 2026 à valider", "Relancer Maçonnerie Leduc", "tel:0261910012",
        "Rappeler Maçonnerie Leduc",
        "848\u{202F}h sous le prévisionnel", "Préparer l’attestation d’ETTI Envol",
        "L’éligibilité de Marie Dupont finit le 14/12/2026", "Préparer la suite de Convention",
      ]
      var place = page.body.startIndex
      for piece in expected {
        let range = page.body.range(of: piece, range: place..<page.body.endIndex)
        #expect(range != nil, "\(piece)")
        place = range?.upperBound ?? place
      }
      #expect(page.body.contains("Pour Julien Petit, absent") && page.body.contains("152\u{A0}h"))
    }
  }

  @Test("mine, the team's and an absent colleague's lists open; another's does not", arguments: Engine.available)
  func scopes(engine: Engine) async throws {
    let (site, sample) = try await Self.busy(engine)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for (path, status) in [
        ("?pour=moi", 200), ("?pour=equipe", 200), ("?pour=\(sample.colleague.account)", 200),
        ("?pour=\(sample.neighbour.account)", 404), ("?pour=%3Cb%3E", 404), ("?pour=999999", 404),
      ] {
        let page = try await browser.get("/aujourdhui" + path)
        #expect(page.status == status, "\(path)")
        #expect(htmlFaults(page.body) == [], "\(path)")
      }
      let other = try await browser.get("/aujourdhui?pour=\(sample.colleague.account)")
      #expect(!other.body.contains("Maçonnerie Leduc") && other.body.contains("portefeuille de Julien Petit"))
      try browser.enter(sample.neighbour)
      let neighbour = try await browser.get("/aujourdhui?pour=equipe")
      #expect(neighbour.status == 200 && !neighbour.body.contains("Leduc") && htmlFaults(neighbour.body) == [])
    }
  }

  @Test("each role has its first page, with what is its own and nothing else", arguments: Engine.available)
  func roles(engine: Engine) async throws {
    let (site, sample) = try await Self.busy(engine)
    let seen: [(Sample.Person, [String], [String])] = [
      (sample.buyer, ["Vos lots clausés", "152\u{A0}h"], ["Dupont", "RSA"]),
      (
        sample.company, ["Envoyer les heures d’octobre 2026", "Marie Dupont", "Gros œuvre"], ["RSA", "Mission locale"]
      ),
      (sample.structure, ["Vos relevés sont à jour", "Peinture"], ["Dupont", "Gros œuvre"]),
      (sample.prescriber, ["Personnes orientées", "152\u{A0}h"], ["Leduc"]),
    ]
    try await site.run { browser in
      for (person, present, absent) in seen {
        try browser.enter(person)
        let page = try await browser.get("/aujourdhui")
        #expect(page.status == 200)
        #expect(htmlFaults(page.body) == [])
        for piece in present { #expect(page.body.contains(piece), "\(piece)") }
        for piece in absent { #expect(!page.body.contains(piece), "\(piece)") }
      }
      for person in [sample.elected, sample.administrator] {
        try browser.enter(person)
        #expect(try await browser.get("/aujourdhui").status == 404)
      }
    }
  }

  @Test("the day's page runs a fixed number of statements", arguments: Engine.available)
  func statements(engine: Engine) async throws {
    let (site, sample) = try await Self.busy(engine)
    try await site.database.write { db in
      let rows = LedgerRows(sample, db)
      for index in 0..<40 {
        let hired = try rows.hire("Personne\(index)", by: sample.temp, on: sample.paintingEngagement)
        try rows.line(
          202609, declared: "10", kept: index % 2 == 0 ? "10" : nil, contract: hired.contract, of: hired.person,
          on: sample.paintingEngagement, employer: sample.temp)
      }
    }
    try await site.run { browser in
      for person in [sample.facilitator, sample.buyer, sample.company, sample.prescriber] {
        try browser.enter(person)
        let run = try await site.database.recording { _ = try await browser.get("/aujourdhui") }
        // Eight more while the figures of a year were not counted ahead yet.
        #expect(run.count <= 32, "\(run.count)")
      }
    }
  }
}

@Suite struct SearchJourneyTests {
  @Test(
    "the beginning of words finds contracts, people and organisations, accents and order aside",
    arguments: Engine.available)
  func finds(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for (words, found) in [
        ("prevert groupe", "Jacques-Prévert"), ("dup mar", "Marie Dupont"), ("MAC%CC%A7ON", "Maçonnerie Leduc"),
        ("saint%20sco", "groupe scolaire"), ("leduc", "Maçonnerie Leduc"),
      ] {
        let page = try await browser.get("/recherche?q=\(words.replacing(" ", with: "+"))")
        #expect(page.status == 200 && htmlFaults(page.body) == [])
        #expect(page.body.contains(found), "\(words)")
      }
      let inside = try await browser.get("/recherche?q=revert")
      #expect(inside.body.contains("Rien trouvé"))
    }
  }

  @Test(
    "hostile words find nothing and break nothing; neighbours and other roles see nothing", arguments: Engine.available)
  func hostile(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for text in ["", "%25", "_", "%27%3B+DROP+TABLE+lot", "%3Cscript%3E", "%00", "%E2%80%AEabc", "%3DSUM(1)"] {
        let page = try await browser.get("/recherche?q=\(text)")
        #expect(page.status == 200 && htmlFaults(page.body) == [], "\(text)")
        #expect(!page.body.contains("Marie Dupont"), "\(text)")
      }
      try browser.enter(sample.neighbour)
      #expect(!(try await browser.get("/recherche?q=dupont").body.contains("Marie")))
      try browser.enter(sample.elected)
      #expect(try await browser.get("/recherche?q=dupont").status == 404)
    }
  }
}
