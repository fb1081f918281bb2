// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite("Dashboards")
struct DashboardJourneyTests {
  @Test("each dashboard says the hours of the bilan, for those of its own", arguments: Engine.available)
  func figures(engine: Engine) async throws {
    let (site, sample) = try await ResultJourneyTests.site(engine, people: 7)
    let operation = ID<Operation>(
      try await site.database.write { db in
        let id = try db.insert(
          """
          INSERT INTO operation (territory_id, buyer_id, name, reference, created_at)
          VALUES (\(sample.territory), \(sample.townHall), 'Quartier neuf', '', '2025-01-01T08:00:00.000Z') RETURNING id
          """)
        try db.execute("UPDATE public_contract SET operation_id = \(id) WHERE id = \(sample.school)")
        try db.execute("UPDATE employment_contract SET district_at_hiring = 'QN04901M'")
        return id
      })
    let whole = "211,67"
    let pages: [(path: String, readers: [Sample.Person], shows: String)] = [
      (DashboardURLs.agreement(sample.agreement), [sample.facilitator], whole),
      (DashboardURLs.buyer(sample.townHall), [sample.facilitator, sample.buyer], whole),
      (DashboardURLs.operation(operation), [sample.facilitator, sample.buyer], whole),
      (DashboardURLs.contract(sample.school), [sample.facilitator, sample.buyer], whole),
      (DashboardURLs.company(sample.mason), [sample.facilitator, sample.company], "151,67"),
      (DashboardURLs.company(sample.temp), [sample.facilitator, sample.structure], "60,00"),
      (DashboardURLs.district + "?code=QN04901M", [sample.facilitator], whole),
    ]
    for (path, readers, shows) in pages {
      for (role, person) in sample.people where role != .prescriber && role != .administrator {
        try await site.run { browser in
          try browser.enter(person)
          let reply = try await browser.get(path + (path.contains("?") ? "&" : "?") + "annee=2026")
          guard readers.contains(where: { $0.account == person.account }) else {
            #expect(reply.status == 404, "\(role) \(path)")
            return
          }
          #expect(reply.status == 200, "\(role) \(path)")
          #expect(htmlFaults(reply.body) == [])
          #expect(reply.body.contains(shows), "\(role) \(path)")
          #expect(!reply.body.contains("Dupont"))
        }
      }
    }
  }

  @Test("filters stay in the address, for those who follow the people only", arguments: Engine.available)
  func filters(engine: Engine) async throws {
    let (site, sample) = try await ResultJourneyTests.site(engine, people: 7)
    let path = DashboardURLs.buyer(sample.townHall)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let narrowed = try await browser.get("\(path)?annee=2026&employeur=\(sample.temp)")
      #expect(narrowed.status == 200 && htmlFaults(narrowed.body) == [])
      #expect(narrowed.body.contains("60,00") && !narrowed.body.contains("151,67"))
      #expect(try await browser.get("\(path)?annee=2026&employeur=x").status == 404)
      #expect(try await browser.get("\(path)?annee=abc").status == 404)
      let empty = try await browser.get("\(path)?annee=2012")
      #expect(empty.status == 200 && empty.body.contains("Aucune heure n’est retenue en 2012"))
      try browser.enter(sample.buyer)
      #expect(try await browser.get("\(path)?annee=2026&employeur=\(sample.temp)").body.contains("211,67"))
      #expect(try await browser.get(DashboardURLs.buyer(sample.housing)).status == 404)
    }
  }

  @Test("people stand on the map where the list of communes puts them", arguments: Engine.available)
  func map(engine: Engine) async throws {
    let (site, sample) = try await ResultJourneyTests.site(engine, people: 7)
    let reading = try ReferenceSample.read(
      """
      typecom,code_insee,libelle,siren_epci,codes_postaux,lon,lat
      COM,49901,Vernelle,200999901,49910,-0.562761,47.47756
      COM,49902,Saint-Aubert,200999901,49912,-0.4012345678,47.3
      COM,49903,Les Rives,200999901,49910,x,99
      """, "communes_2026.csv")
    try await site.database.write { db in
      let id = try ReferenceStore.begin(
        "communes_2026.csv", reading.list, ReferenceOptions(), at: Instant(TestSite.now), db)
      _ = try ReferenceImport.write(
        reading, to: id, file: "communes_2026.csv", ReferenceOptions(), at: Instant(TestSite.now), db)
      try db.execute("UPDATE participant SET commune = 'VERNELLE', postcode = '49910'")
    }
    let stored: [Int64] = try await site.database.read {
      try $0.values("SELECT longitude FROM commune_place ORDER BY code")
    }
    #expect(stored == [-562_761, -401_234])
    for person in [sample.facilitator, sample.buyer] {
      try await site.run { browser in
        try browser.enter(person)
        let reply = try await browser.get(DashboardURLs.buyer(sample.townHall) + "?annee=2026")
        #expect(htmlFaults(reply.body) == [])
        #expect(reply.body.contains("map-circle") && reply.body.contains("Vernelle\u{202F}: 7 personnes"))
      }
    }
  }

  @Test("a pyramid keeps small groups back, and enough of the others")
  func pyramid() throws {
    func people(_ ages: [Int], _ gender: Gender, from id: Int64) -> [AgePyramid.Person] {
      ages.enumerated().map { AgePyramid.Person(id: ID(id + Int64($0.offset)), age: $0.element, gender: gender) }
    }
    let all =
      people([18, 19, 20], .female, from: 1) + people(Array(repeating: 30, count: 9), .male, from: 100)
      + people(Array(repeating: 45, count: 6), .male, from: 200) + [.init(id: ID(999), age: nil, gender: .female)]
    let open = AgePyramid(all, hidesSmall: false)
    #expect(open.bands[0].women == 3 && open.bands[2].men == 9 && open.unknown == 1)
    let closed = AgePyramid(all, hidesSmall: true)
    #expect(closed.bands[0].women == nil && closed.unknown == 0)
    #expect(closed.bands[2].men == 9 && closed.bands[5].men == nil)
  }
}
