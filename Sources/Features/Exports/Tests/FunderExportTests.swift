// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform
import TestSupport
import Testing

@testable import App

@Suite("Files laid out for funders")
struct FunderExportTests {
  /// Seven people in 2026: Marie with 151,67 h on the masonry, six others with 10 h each on the painting, three of them women.
  private static func rows(
    _ engine: Engine, _ preset: FunderPreset, _ query: String = "annee=2026", as role: Role = .facilitator
  ) async throws -> [[String]] {
    let (site, sample) = try await ResultJourneyTests.site(engine, people: 7)
    return try await site.run { browser in
      try browser.enter(role == .buyer ? sample.buyer : sample.facilitator)
      let table = try #require(ExportedTable(rawValue: preset.rawValue))
      let reply = try await browser.get(ExportURLs.file(table, .csv, query: query))
      #expect(reply.status == 200)
      let lines = reply.body.dropFirst().split(separator: "\r\n", omittingEmptySubsequences: true)
      let cells = lines.map { $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init) }
      #expect(cells.first?.count == preset.columns.count)
      #expect(cells.allSatisfy { $0.count == preset.columns.count }, "\(preset)")
      #expect(try await browser.get(ExportURLs.file(table, .xlsx, query: query)).status == 200)
      return cells
    }
  }

  private static func cell(_ title: String, _ rows: [[String]], row: Int = 1) throws -> String {
    let place = try #require(rows.first?.firstIndex(of: title), "\(title)")
    try #require(rows.indices.contains(row))
    return rows[row][place]
  }

  @Test("SPASER: a row a buyer, with the hours of its page and no group of a few people", arguments: Engine.available)
  func spaser(engine: Engine) async throws {
    for role in [Role.facilitator, .buyer] {
      let rows = try await Self.rows(engine, .spaser, as: role)
      #expect(rows.count == 2)
      #expect(try Self.cell("Donneur d’ordre", rows) == "Ville de Saint-Orme")
      #expect(try Self.cell("Heures réalisées", rows) == "211,67")
      #expect(try Self.cell("Personnes", rows) == "7")
      #expect(try Self.cell("Femmes", rows) == "")
      #expect(try Self.cell("Heures en embauche directe", rows) == "211,67")
    }
  }

  @Test("inclusive purchases: the holders of the lots notified in the year", arguments: Engine.available)
  func purchases(engine: Engine) async throws {
    let rows = try await Self.rows(engine, .purchases, "annee=2025")
    #expect(
      rows.dropFirst().contains { $0[0] == "Maçonnerie Leduc" && $0[4] == "Ville de Saint-Orme" && $0[5] == "2025" })
    #expect(try await Self.rows(engine, .purchases, "annee=2010").count == 1)
  }

  @Test(
    "Alliance Villes Emploi: a row a contract, its full-time equivalents at 1,600 hours", arguments: Engine.available)
  func alliance(engine: Engine) async throws {
    let rows = try await Self.rows(engine, .alliance)
    #expect(rows.count == 2)
    #expect(try Self.cell("Heures réalisées", rows) == "211,67")
    #expect(try Self.cell("ETP", rows) == "0,13")
    #expect(try Self.cell("Bénéficiaires du RSA", rows) == "")
  }

  @Test("ANRU: a row an operation, for one half of the year", arguments: Engine.available)
  func anru(engine: Engine) async throws {
    #expect(try await Self.rows(engine, .anru, "semestre=2026-1").count == 1)
    let (site, sample) = try await ResultJourneyTests.site(engine, people: 7)
    try await site.database.write { db in
      let operation = try db.insert(
        """
        INSERT INTO operation (territory_id, buyer_id, name, reference, created_at)
        VALUES (\(sample.territory), \(sample.townHall), 'Quartier neuf', 'NPNRU 12', '2025-01-01T08:00:00.000Z')
        RETURNING id
        """)
      try db.execute("UPDATE public_contract SET operation_id = \(operation) WHERE id = \(sample.school)")
    }
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let first = try await browser.get(ExportURLs.file(.anru, .csv, query: "semestre=2026-1")).body
      #expect(first.contains("Quartier neuf;NPNRU 12;Ville de Saint-Orme;2026-1;1;"))
      #expect(first.contains(";211,67;7;7;"))
      let second = try await browser.get(ExportURLs.file(.anru, .csv, query: "semestre=2026-2")).body
      #expect(!second.contains("Quartier neuf"))
      for wrong in ["semestre=2026", "semestre=2026-3", "semestre=x-1"] {
        #expect(try await browser.get(ExportURLs.file(.anru, .csv, query: wrong)).status == 404)
      }
    }
  }

  @Test(
    "FSE+: a row a person, what is not known left empty, and the journal says who took it", arguments: Engine.available)
  func fse(engine: Engine) async throws {
    let rows = try await Self.rows(engine, .fse)
    #expect(rows.count == 8)
    let marie = try #require(rows.firstIndex { $0[0] == "Dupont" })
    #expect(try Self.cell("Heures retenues dans l’année", rows, row: marie) == "151,67")
    #expect(try Self.cell("Date d’entrée", rows, row: marie) == "01/10/2025")
    #expect(try Self.cell("Situation à la sortie", rows, row: marie) == "")
    let (site, sample) = try await ResultJourneyTests.site(engine)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      _ = try await browser.get(ExportURLs.file(.fse, .csv))
      try browser.enter(sample.buyer)
      #expect(try await browser.get(ExportURLs.file(.fse, .csv)).status == 404)
    }
    let noted: Int? = try await site.database.read {
      try $0.value("SELECT COUNT(*) FROM journal_event WHERE sentence LIKE '%FSE+%'")
    }
    #expect(noted == 1)
  }

  @Test(
    "hours taken over without their lines are in the file, and said on its sheet of definitions",
    arguments: Engine.available)
  func openings(engine: Engine) async throws {
    let (site, sample) = try await ResultJourneyTests.site(engine, people: 7)
    try await site.database.write { db in
      try db.execute(
        """
        INSERT INTO opening_balance (territory_id, engagement_id, month, units, recorded_at)
        VALUES (\(sample.territory), \(sample.masonryEngagement), 202601, \(Hours(wholeHours: 100)), '2026-11-01T08:00:00.000Z')
        """)
    }
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let file = try await browser.get(ExportURLs.file(.spaser, .csv, query: "annee=2026")).body
      #expect(file.contains(";311,67;7;"), "\(file)")
    }
    try await site.database.read { db in
      let viewer = Viewer(
        accountID: sample.facilitator.account, accountName: "Claire Moreau", role: .facilitator,
        territoryID: sample.territory, territoryName: "Val d’Orme", organisationID: nil,
        membershipID: sample.facilitator.membership, today: try #require(Day(2026, 11, 24)))
      func said(_ preset: FunderPreset, _ query: [(name: String, value: String)]) throws -> [String] {
        try FunderExport.shape(preset, Form(query), for: viewer, db).notes.map { "\($0.word) \($0.sentence)" }
          .filter { $0.contains("ouverture") }
      }
      for preset in [FunderPreset.spaser, .alliance, .fse] {
        #expect(try said(preset, [("annee", "2026")]).first?.contains("100,00\u{202F}h reprises") == true, "\(preset)")
        #expect(try said(preset, [("annee", "2025")]) == [])
      }
      #expect(try said(.anru, [("semestre", "2026-1")]).count == 1)
      #expect(try said(.anru, [("semestre", "2026-2")]) == [])
    }
  }

  @Test("the page of these files says what each column holds, and which formats are to be confirmed")
  func page() async throws {
    let (site, sample) = try await ResultJourneyTests.site(.sqlite)
    for (person, count) in [(sample.facilitator, 5), (sample.buyer, 3)] {
      try await site.run { browser in
        try browser.enter(person)
        let reply = try await browser.get(ExportURLs.presets)
        #expect(reply.status == 200)
        #expect(htmlFaults(reply.body) == [])
        #expect(reply.body.split(separator: "Voir les colonnes").count == count + 1)
        #expect(reply.body.contains("format à confirmer"))
      }
    }
  }
}
