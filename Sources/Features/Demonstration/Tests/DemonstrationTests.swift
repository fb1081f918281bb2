// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct DemonstrationTests {
  // The whole size is checked where the program is served with it: Tests/Browser/test_demonstration.py.
  @Test("a year shows the hours, people and contracts that it must", arguments: Engine.available)
  func size(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    try database.writeNow { try Demonstration.write($0, seed: 20_261_124, size: .small) }
    let wanted = DemoSize.small.years[0]
    let figures = try database.readNow { db in
      try IndicatorStore.year(
        FigureSpan(year: 2025, asOf: DemoScript.today), FigureScope(territory: ID(1)), knownAt: nil, db
      ).figures
    }
    for (expected, found) in [
      (wanted.hours, Int(figures.hoursDone.nearestHour)), (wanted.people, figures.people),
      (wanted.contracts, figures.assignments),
    ] {
      #expect(abs(found - expected) * 100 <= expected * 8, "\(expected): \(found)")
    }
    #expect(try database.readNow { try DemonstrationMark.read($0) }?.day.iso == "2026-11-24")
    // New rows get identifiers after those that were copied.
    let next = try database.writeNow { db in
      try db.insert(
        "INSERT INTO territory (name, created_at) VALUES ('Autre', '2026-01-01T00:00:00.000Z') RETURNING id")
    }
    #expect(next == 2)
    let counts = try database.readNow { db in
      try Self.wanted.map { (name: $0.name, count: try db.value($0.sql) as Int? ?? 0, least: $0.least) }
    }
    for one in counts { #expect(one.count >= one.least, "\(one.name): \(one.count)") }
  }

  @Test("first names agree with the gender that is written beside them")
  func names() throws {
    let database = try Engine.sqlite.makeDatabase(migrations: AppMigrations.all)
    try database.writeNow { try Demonstration.write($0, seed: 3, size: .small) }
    let people = try database.readNow { try $0.query("SELECT DISTINCT first_name, gender FROM participant") }
    for person in people {
      let (name, gender): (String, String) = (try person["first_name"], try person["gender"])
      #expect((gender == "F" ? InventedNames.women : InventedNames.men).contains(name), "\(name), \(gender)")
    }
    #expect(Set(InventedNames.women).isDisjoint(with: InventedNames.men))
  }

  private static let wanted: [(name: String, sql: SQL, least: Int)] = [
    ("buyers", "SELECT COUNT(*) FROM organisation WHERE buyer_kind IS NOT NULL", 12),
    ("kinds of engagements", "SELECT COUNT(DISTINCT terms || bearing) FROM engagement", 3),
    ("sectors", "SELECT COUNT(DISTINCT sector) FROM lot", 5),
    ("chains of missions", "SELECT COUNT(*) FROM parcours", 1),
    ("training lines", "SELECT COUNT(*) FROM hours_line WHERE kind = 'training'", 10),
    (
      "lines to decide",
      "SELECT COUNT(*) FROM hours_line l WHERE NOT EXISTS (SELECT 1 FROM hours_decision d WHERE d.line_id = l.id)", 3
    ),
    ("calibrations", "SELECT COUNT(DISTINCT method) FROM sizing", 3),
    (
      "requests",
      "SELECT COUNT(*) FROM participant p WHERE p.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM eligibility e WHERE e.participant_id = p.id)",
      10
    ),
    (
      "districts with their day", "SELECT COUNT(*) FROM participant WHERE district <> '' AND district_on IS NOT NULL", 5
    ),
    ("communes on the map", "SELECT COUNT(*) FROM commune_place", 15),
    (
      "people who live in a commune of the map",
      """
      SELECT COUNT(*) FROM participant p JOIN reference_entry e ON e.list = 'communes' AND e.label = p.commune
      """, 30
    ),
    (
      "districts of the list where people live",
      """
      SELECT COUNT(DISTINCT e.code) FROM participant p JOIN reference_entry e ON e.list = 'qpv' AND e.code = p.district
      """, 3
    ),
    ("first convention", "SELECT COUNT(*) FROM agreement WHERE signed_on = '2014-01-23'", 1),
  ]

  @Test("the same seed writes the same territory, twice and on each engine; another seed another one")
  func digests() throws {
    var found: [String] = []
    for engine in Engine.available {
      for _ in 0..<2 { found.append(try Self.digest(engine, seed: 7)) }
    }
    #expect(Set(found).count == 1)
    #expect(try Self.digest(Engine.available[0], seed: 8) != found[0])
  }

  @Test("a country is written in bulk, its indexes and keys made again", arguments: Engine.available)
  func country(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    let before = try Self.standing(database)
    try DemoCountry.write(database, seed: 3, Array(DemoSize.country(territories: 370).suffix(3)))
    #expect(try Self.standing(database) == before)
    #expect(try broken(database) == [])
    let territories: Int = try database.readNow { try $0.value("SELECT COUNT(*) FROM territory") ?? 0 }
    #expect(territories == 3)
    let forgotten: Int = try database.readNow {
      try $0.value(
        """
        SELECT COUNT(*) FROM hours_line l WHERE NOT EXISTS (SELECT 1 FROM figure_dirty d
          WHERE d.territory_id = l.territory_id AND d.year = l.month / 100)
        """) ?? 0
    }
    #expect(forgotten == 0, "a year of the country that no rollup will ever count")
    #expect(throws: DatabaseError.self) {
      try database.writeNow {
        try $0.execute(
          "INSERT INTO hours_decision (line_id, territory_id, declared_units, kept_units, decided_at) VALUES (-1, 1, 300, 300, 'x')"
        )
      }
    }
  }

  @Test("the country adds up to what the trade published")
  func sums() {
    let sizes = DemoSize.country(territories: 370)
    let years = sizes.compactMap { $0.years.first { $0.year == 2021 } }
    #expect(years.map(\.hours).reduce(0, +) == 25_124_684)
    #expect(years.map(\.people).reduce(0, +) == 57_231)
    #expect(years.map(\.contracts).reduce(0, +) == 75_194)
    #expect(sizes.map(\.publicContracts).reduce(0, +) == 58_454)
    #expect(abs(sizes.map(\.buyers).reduce(0, +) - 3_576) < 120)
    #expect(Set((1...400).map { InventedNames.territory($0) }).count == 400)
  }

  private func broken(_ database: Database) throws -> [String] {
    try database.readNow { db in
      try VerificationRun.all(db).filter { !$0.holds }.map(\.name)
    }
  }

  /// Indexes, triggers and constraints.
  private static func standing(_ database: Database) throws -> [String] {
    try database.readNow { db in
      try db.dialect == .sqlite
        ? db.values("SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger') ORDER BY name")
        : db.values(
          """
          SELECT indexname::text FROM pg_indexes WHERE schemaname = current_schema()
          UNION ALL SELECT conname::text FROM pg_constraint WHERE connamespace = CAST(current_schema() AS REGNAMESPACE)
          UNION ALL SELECT t.tgname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
          WHERE NOT t.tgisinternal AND c.relnamespace = CAST(current_schema() AS REGNAMESPACE)
          ORDER BY 1
          """)
    }
  }

  /// Every row of every table, in the order of its columns.
  private static func digest(_ engine: Engine, seed: UInt64) throws -> String {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    try database.writeNow { try Demonstration.write($0, seed: seed, size: .small) }
    return try database.readNow { db in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for table in DemoRows.order + ["issued_report", "sizing", "yearly_closing"] {
        var lines: [String] = []
        try db.each("SELECT * FROM \(unchecked: table)") { row in
          lines.append(row.columns.indices.map { "\(row.value(at: $0))" }.joined(separator: "|"))
        }
        for byte in lines.sorted().joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      }
      return String(hash, radix: 16)
    }
  }

  @Test("invented numbers have right check digits", arguments: [0, 1, 37, 4_211, 99_999])
  func numbers(number: Int) throws {
    let siren = InventedNames.siren(number)
    #expect(try Siren.parse(siren).digits == siren)
    #expect(try Siret.parse(InventedNames.siret(siren)).siren.digits == siren)
    #expect(InventedNames.phone(number).hasPrefix("02 61 91 "))
  }

  @Test("the same seed draws the same numbers, another seed others")
  func seeds() {
    func draw(_ seed: UInt64) -> [Int] {
      var generator = SeededGenerator(seed: seed)
      return (0..<20).map { _ in generator.below(1000) }
    }
    #expect(draw(1) == draw(1))
    #expect(draw(1) != draw(2))
  }
}
