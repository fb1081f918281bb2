// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct ParticipantJourneyTests {
  @Test(
    "the list searches by the beginning of any word, accents aside, and goes by groups", arguments: Engine.available)
  func list(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let all = try await browser.get("/participants")
      #expect(all.status == 200 && htmlFaults(all.body) == [])
      #expect(all.body.contains("Dupont Marie") && all.body.contains("Diallo Karim"))
      for words in ["dup", "mar", "MARIÉ%20Dup", "dupont%20marie"] {
        let found = try await browser.get("/participants?q=\(words)")
        #expect(found.body.contains("Dupont Marie") && !found.body.contains("Diallo Karim"), "\(words)")
      }
      #expect(try await browser.get("/participants?q=arie").body.contains("Personne ne porte ce nom"))
      let inPost = try await browser.get("/participants?groupe=en-poste")
      #expect(inPost.body.contains("Dupont Marie") && !inPost.body.contains("Diallo Karim"))
      let without = try await browser.get("/participants?groupe=sans")
      #expect(without.body.contains("Diallo Karim") && !without.body.contains("Dupont Marie"))
      for group in ParticipantGroup.allCases {
        #expect(htmlFaults(try await browser.get("/participants?groupe=\(group.rawValue)").body) == [])
      }
    }
  }

  @Test("the list goes on by key, fifty at a time, and every person appears once", arguments: Engine.available)
  func pages(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await Self.insertMany(120, site, sample)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      var path: String? = "/participants?q=essai"
      var seen: [String] = []
      while let next = path {
        let page = try await browser.get(next)
        seen += page.body.matches(of: /href="\/participants\/(\d+)"/).map { String($0.output.1) }
        path = page.body.firstMatch(of: /rel="next" href="(\S+)">/).map {
          String($0.output.1).replacing("&amp;", with: "&")
        }
      }
      #expect(seen.count == 120 && Set(seen).count == 120)
    }
  }

  static func insertMany(_ count: Int, _ site: TestSite, _ sample: Sample) async throws {
    try await site.database.write { db in
      for index in 0..<count {
        let last = "Essai\(index % 7)"
        try db.execute(
          """
          INSERT INTO participant (territory_id, last_name, first_name, search_text, created_at)
          VALUES (\(sample.territory), \(last), 'Paul', \(Search.fold("Paul \(last)")), \(Instant(TestSite.now)))
          """)
      }
    }
  }

  @Test("a person is registered with a name alone, then completed", arguments: Engine.available)
  func create(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      #expect(htmlFaults(try await browser.get("/participants/nouveau").body) == [])
      let least = try await browser.post("/participants/nouveau", [("last_name", "Benali"), ("first_name", "Nadia")])
      let path = try #require(least.location)
      let page = try await browser.get(path)
      #expect(page.body.contains("Nadia Benali") && page.body.contains("Vérifier l’éligibilité"))
      #expect(htmlFaults(page.body) == [])
      let edited = try await browser.submit(path + "/modifier", Self.complete(sample))
      #expect(edited.body.contains("La fiche est enregistrée.") && edited.body.contains("Mission locale du Val"))
      #expect(edited.body.contains("Les Tilleuls (carte de 2024)") && edited.body.contains("CAP ou BEP obtenu"))
      let form = try await browser.get(path + "/modifier")
      #expect(htmlFaults(form.body) == [] && form.body.contains("value=\"14/05/1990\""))
    }
  }

  static func complete(_ sample: Sample) -> [(String, String)] {
    [
      ("last_name", "Benali"), ("first_name", "Nadia"), ("born_on", "14/05/1990"), ("gender", "F"),
      ("phone", "02 61 91 00 12"), ("email", "nadia@val.example"), ("postcode", "49000"), ("commune", "Saint-Orme"),
      ("schooling", "51"), ("district", "Les Tilleuls"), ("district_generation", "2024"), ("district_method", "map"),
      ("district_on", "02/10/2025"), ("oriented_by", "\(sample.agency)"), ("oriented_on", "15/09/2025"),
      ("informed_on", "16/09/2025"),
    ]
  }

  @Test(
    "the same name and birth day is said before anything is created, and one may go on", arguments: Engine.available)
  func duplicates(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let same = [("last_name", "DUPONT"), ("first_name", "Mârie"), ("born_on", "12/05/1998")]
      let warned = try await browser.post("/participants/nouveau", same)
      #expect(warned.status == 422 && warned.body.contains("Une fiche porte déjà ce nom"))
      #expect(warned.body.contains("href=\"/participants/\(sample.marie)\"") && htmlFaults(warned.body) == [])
      let other = try await browser.post(
        "/participants/nouveau", [("last_name", "Dupont"), ("first_name", "Marie"), ("born_on", "13/05/1998")])
      #expect(other.status == 303)
      let created = try await browser.post("/participants/nouveau", same + [("other_person", "1")])
      #expect(created.status == 303)
      #expect(try await browser.get("/participants/\(sample.marie)").body.contains("Une autre fiche porte le même nom"))
    }
  }

  @Test(
    "what has no meaning is said under its field, and nothing typed is lost",
    arguments: [
      ("last_name", ""), ("last_name", "   "), ("last_name", "🙂"), ("last_name", "Du\u{202E}pont"),
      ("last_name", "Du\0pont"),
      ("last_name", String(repeating: "é", count: 101)), ("last_name", String(repeating: "e\u{301}\u{302}", count: 60)),
      ("first_name", "1 85 05 78 006 084 91"), ("commune", "185057800608491"), ("district", "2 55 08 14 168 025 38"),
      ("born_on", "31/02/1990"), ("born_on", "12/05/98"), ("born_on", "01/01/2020"), ("gender", "Z"),
      ("phone", "appelez-moi"), ("email", "pas une adresse"), ("postcode", "4900"), ("schooling", "99"),
      ("district_generation", "1999"), ("district_on", ""), ("oriented_by", "999999"), ("oriented_by", "x"),
      ("oriented_on", "25/11/2026"), ("informed_on", "hier"),
    ])
  func badFields(field: String, value: String) async throws {
    let site = try TestSite()
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let fields = Self.complete(sample).map { $0.0 == field ? (field, value) : $0 }
      let reply = try await browser.post("/participants/nouveau", fields)
      #expect(reply.status == 422 && htmlFaults(reply.body) == [])
      #expect(reply.body.contains("id=\"champ-\(field)-refus\""))
      #expect(field == "email" || reply.body.contains("nadia@val.example"))
    }
  }

  @Test("hostile but honest texts are kept and shown as they are", arguments: Engine.available)
  func hostile(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for text in ["<script>alert(1)</script>", "'; DROP TABLE participant; --", "=CMD(\"x\")", "O'Neil & \"fils\""] {
        let reply = try await browser.submit(
          "/participants/nouveau", [("last_name", text), ("first_name", text), ("commune", text), ("district", "")])
        #expect(reply.status == 200 && htmlFaults(reply.body) == [] && !reply.body.contains("<script>alert"))
      }
      let found = try await browser.get("/participants?q=%25%5F'%3B--%3Cscript")
      #expect(found.status == 200 && htmlFaults(found.body) == [])
    }
  }

  @Test("archiving takes a person out of the lists and nothing else, and can be undone", arguments: Engine.available)
  func archive(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/participants/\(sample.karim)"
      #expect(try await browser.submit(path + "/archivage", []).body.contains("La fiche est archivée"))
      #expect(try await browser.post(path + "/archivage", []).status == 409)
      #expect(try await !browser.get("/participants").body.contains("Diallo Karim"))
      #expect(try await browser.get("/participants?groupe=archives").body.contains("Diallo Karim"))
      #expect(try await browser.submit(path + "/reprise", []).body.contains("sortie des archives"))
      #expect(try await browser.get("/participants").body.contains("Diallo Karim"))
    }
  }
}
