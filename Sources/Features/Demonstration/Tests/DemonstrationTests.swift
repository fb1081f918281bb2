// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct DemonstrationTests {
  @Test("the demonstration has the size of a real territory, on each engine", arguments: Engine.available)
  func size(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    try database.writeNow { try Demonstration.write($0, seed: 7) }
    let (hours, people): (Int, Int) = try database.readNow { db in
      let sum: Int64 =
        try db.value(
          """
          SELECT SUM(d.kept_units) FROM hours_line l JOIN hours_decision d ON d.line_id = l.id
          WHERE l.kind = 'site' AND l.month BETWEEN 202501 AND 202512
          """) ?? 0
      let heads: Int =
        try db.value("SELECT COUNT(DISTINCT participant_id) FROM hours_line WHERE month BETWEEN 202501 AND 202512") ?? 0
      return (Int(sum / 300), heads)
    }
    #expect((400_000...650_000).contains(hours))
    #expect((1_100...1_700).contains(people))
    let mark = try database.readNow { try DemonstrationMark.read($0) }
    #expect(mark?.day.iso == "2026-11-24")
    // New rows get identifiers after those that were copied.
    let next = try database.writeNow { db in
      try db.insert(
        "INSERT INTO territory (name, created_at) VALUES ('Autre', '2026-01-01T00:00:00.000Z') RETURNING id")
    }
    #expect(next == 2)
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
