// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct SearchTests {
  /// One table of cases for both engines: what is typed, and names that must and must not be found.
  private static let cases: [(text: String, found: [String], absent: [String])] = [
    ("prevert groupe", ["Jacques-Prévert"], []), ("GROUPE scol", ["Jacques-Prévert"], []),
    ("dup mar", ["Marie Dupont"], ["Karim"]), ("Mârie", ["Marie Dupont"], []), ("maço", ["Maçonnerie Leduc"], []),
    ("MACONNERIE leduc", ["Maçonnerie Leduc"], []), ("revert", [], ["Jacques-Prévert"]),
    ("dupont karim", [], ["Marie Dupont", "Karim"]), ("rien de tel", [], ["Marie"]), ("%", [], ["Marie"]),
    ("_", [], ["Marie"]), ("'; DROP TABLE lot", [], ["Marie"]),
  ]

  @Test("any word’s beginning is found, accents, case and order aside", arguments: Engine.available)
  func table(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for one in Self.cases {
        let page = try await browser.get("/recherche?\(Self.query(one.text))")
        #expect(page.status == 200 && htmlFaults(page.body) == [], "\(one.text)")
        for name in one.found { #expect(page.body.contains(name), "\(one.text) → \(name)") }
        for name in one.absent { #expect(!page.body.contains(name), "\(one.text) ↛ \(name)") }
      }
    }
  }

  private static func query(_ text: String, _ more: String = "") -> String {
    let allowed = text.utf8.map { byte in
      (48...57).contains(byte) || (97...122).contains(byte | 32) ? String(UnicodeScalar(byte)) : percent(byte)
    }
    return "q=\(allowed.joined())\(more)"
  }

  private static func percent(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count == 1 ? "0" : "") + digits
  }

  @Test("words are made from names, and made again when a name changes", arguments: Engine.available)
  func followed(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    let viewer = try database.writeNow { db in
      try db.execute("INSERT INTO territory (id, name, created_at) VALUES (1, 'Un', '2026'), (2, 'Deux', '2026')")
      try db.execute(
        "INSERT INTO organisation (id, name, siret, siren, commune, search_text, created_at) VALUES (1, 'Été & Cœur', '99000037100011', '990000371', 'Trélanges', 'ete coeur', '2026')"
      )
      try db.execute(
        "INSERT INTO territory_organisation (territory_id, organisation_id, name) VALUES (1, 1, 'Été & Cœur'), (2, 1, 'Été & Cœur')"
      )
      try db.execute(
        "INSERT INTO operation (id, territory_id, buyer_id, name, reference, created_at) VALUES (1, 1, 1, 'Éco-quartier d’Œuvre \"Nord\" \\ (2)', 'OP/7', '2026')"
      )
      try db.execute(
        "INSERT INTO public_contract (id, territory_id, buyer_id, title, purchase_kind, legal_form, sector, reference, search_text, created_at) VALUES (1, 1, 1, 'École', 'TRAVAUX', 'EXEC', 'batiment', '2026-12', 'ecole 2026 12', '2026')"
      )
      try db.execute(
        "INSERT INTO lot (id, territory_id, contract_id, number, name, sector, place, created_at) VALUES (1, 1, 1, '1', 'Gros œuvre', 'batiment', 'Villorme', '2026')"
      )
      try SearchWords.fill(db)
      return Viewer(
        accountID: ID(1), accountName: "", role: .facilitator, territoryID: ID(1), territoryName: "",
        organisationID: nil,
        membershipID: ID(1), today: DemoScript.today)
    }
    func kinds(_ text: String) throws -> [SearchKind] {
      try database.readNow { try SearchStore.find(text, for: viewer, $0) }.map(\.kind)
    }
    #expect(try kinds("oeuvre eco") == [.lot, .operation])
    #expect(try kinds("gros oeuv") == [.lot])
    #expect(try kinds("villo") == [.lot])
    #expect(try kinds("op 7") == [.operation])
    #expect(try kinds("990 000 371") == [.organisation] || kinds("990 000 371").contains(.organisation))
    #expect(try kinds("9900003710").contains(.organisation))
    #expect(try kinds("trelanges coeur").contains(.organisation))
    #expect(try kinds("2026-12") == [.contract, .lot])
    try database.writeNow { db in
      try db.execute("UPDATE organisation SET name = 'Autre' WHERE id = 1")
      try db.execute("UPDATE territory_organisation SET name = 'Autre' WHERE organisation_id = 1")
      try SearchWords.write(.organisation, 1, db)
      try db.execute("UPDATE public_contract SET title = 'Piscine' WHERE id = 1")
      try SearchWords.write(.contract, 1, db)
    }
    #expect(try kinds("coeur") == [])
    #expect(try kinds("autre").contains(.organisation))
    #expect(try kinds("pisc") == [.contract, .lot])
    let words: [String] = try database.readNow {
      try $0.values("SELECT word FROM search_word WHERE kind = 'operation' ORDER BY word")
    }
    #expect(words == ["2", "7", "d", "eco", "nord", "oeuvre", "op", "quartier"])
  }

  @Test("what is written through pages is found at once, and its old name no longer", arguments: Engine.available)
  func written(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let made = try await browser.post(
        "/operations/nouvelle", [("acheteur", sample.townHall.description), ("nom", "Cœur de ville")])
      let path = try #require(made.location)
      #expect(try await browser.get("/recherche?q=coeur").body.contains("Cœur de ville"))
      _ = try await browser.submit(
        "\(path)/modifier",
        [("nom", "Centre-bourg"), ("reference", "OP-7"), ("avant_nom", "Cœur de ville"), ("avant_reference", "")])
      #expect(try await browser.get("/recherche?q=op%207%20bourg").body.contains("Centre-bourg"))
      #expect(try await browser.get("/recherche?q=coeur").body.contains("Rien trouvé"))
    }
  }

  @Test("all words made again are those that were there", arguments: Engine.available)
  func rebuilt(engine: Engine) async throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    try database.writeNow { try Demonstration.write($0, seed: 7, size: .small) }
    func all() throws -> [String] {
      try database.readNow { db in
        try db.values(
          "SELECT kind || ' ' || subject_id || ' ' || word FROM search_word ORDER BY kind, subject_id, word")
      }
    }
    let before = try all()
    try database.writeNow { try $0.execute("DELETE FROM instance_fact WHERE name = \(SearchWords.fact)") }
    try SearchWords.catchUp(database)
    #expect(try all() == before && before.count > 500)
    let statements = try await database.recording { try SearchWords.catchUp(database) }
    #expect(statements.filter { $0.contains("search_word") }.isEmpty)
  }

  @Test("a kind is read page by page, each thing once", arguments: Engine.available)
  func pages(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    try database.writeNow { try Demonstration.write($0, seed: 7, size: .small) }
    let viewer = Viewer(
      accountID: ID(1), accountName: "", role: .facilitator, territoryID: ID(1), territoryName: "", organisationID: nil,
      membershipID: ID(1), today: DemoScript.today)
    var seen: [Int64] = []
    var after: Int64?
    repeat {
      let group = try database.readNow {
        try SearchStore.page(.participant, "m", after: after, limit: 3, for: viewer, $0)
      }
      seen += group.hits.map(\.id)
      after = group.next
    } while after != nil
    let all = try database.readNow { try SearchStore.page(.participant, "m", after: nil, limit: 500, for: viewer, $0) }
    #expect(seen == all.hits.map(\.id) && Set(seen).count == seen.count && seen.count > 6)
  }

  @Test("each finds only what is theirs", arguments: Engine.available)
  func scopes(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.prescriber)
      let oriented = try await browser.get("/recherche?q=dup")
      #expect(oriented.status == 200 && htmlFaults(oriented.body) == [] && oriented.body.contains("Marie Dupont"))
      #expect(!(try await browser.get("/recherche?q=prevert").body.contains("groupe scolaire")))
      try browser.enter(sample.buyer)
      #expect(!(try await browser.get("/recherche?q=dup").body.contains("Marie")))
      #expect(try await browser.get("/recherche?q=prevert").body.contains("Prévert"))
      try browser.enter(sample.neighbour)
      #expect(!(try await browser.get("/recherche?q=dup").body.contains("Marie")))
      for person in [sample.elected, sample.administrator] {
        try browser.enter(person)
        #expect(try await browser.get("/recherche?q=dup").status == 404)
      }
    }
  }
}
