// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform
import Testing

@testable import App
@testable import TestSupport

@Suite("Lists of reference, read and taken back") struct ReferenceImportTests {
  private func take(
    _ database: Database, _ text: String, _ name: String, _ options: ReferenceOptions = ReferenceOptions()
  ) throws -> ReferenceImportResult {
    let reading = try ReferenceSample.read(text, name)
    let now = Instant(TestSite.now)
    return try database.writeNow { db in
      let id = try ReferenceStore.begin(name, reading.list, options, at: now, db)
      return try ReferenceImport.write(reading, to: id, file: name, options, at: now, db)
    }
  }

  private func kept(_ database: Database) throws -> [String] {
    try database.readNow { db in
      try db.query("SELECT * FROM reference_entry ORDER BY list, code, variant, starts_on").map { "\($0)" }
    }
  }

  @Test("a new version renames, ends and adds; the same file twice changes nothing", arguments: Engine.available)
  func versions(_ engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    let first = try take(database, ReferenceSample.communes2025, "communes_2025.csv")
    #expect(first.added == 4 && first.day?.iso == "2025-01-01")
    let second = try take(database, ReferenceSample.communes2026, "communes_2026.csv")
    let counts: [Int] = [
      second.added, second.renamed, second.moved, second.ended, second.unchanged, second.rejected,
    ]
    #expect(counts == [1, 1, 0, 1, 2, 0])
    let before = try kept(database)
    let again = try take(database, ReferenceSample.communes2026, "communes_2026.csv")
    #expect(!again.isChanged && again.unchanged == 4)
    #expect(try kept(database) == before)
    func answer(_ code: String, _ day: String) throws -> ReferenceAnswer {
      let day = try #require(Day(iso: day))
      return try database.readNow { db in try ReferenceLookup.answer(.communes, code, on: day, db) }
    }
    #expect(try answer("49902", "2025-06-30") == .known("Saint-Aubert"))
    #expect(try answer("49903", "2025-06-30") == .known("Les Rives"))
    #expect(try answer("49903", "2026-06-30") == .ended("Les Rives", #require(Day(2025, 12, 31))))
    #expect(try answer("49904", "2025-06-30") == .later("Clairbois", #require(Day(2026, 1, 1))))
    // Nobody knows what there was before the first version.
    #expect(try answer("49901", "1999-01-01") == .known("Vernelle"))
    #expect(try answer("49999", "2026-01-01") == .unknown)
    let none = try database.readNow { db in
      try ReferenceLookup.answer(.cpv, "45000000", on: #require(Day(2026, 1, 1)), db)
    }
    #expect(none == .noList)
  }

  @Test("the latest import is undone, and leaves what was there before", arguments: Engine.available)
  func undo(_ engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    _ = try take(database, ReferenceSample.communes2025, "communes_2025.csv")
    let before = try kept(database)
    // The second comes in between: a version of 2020 read after that of 2025.
    _ = try take(database, ReferenceSample.communes2026, "communes_2026.csv")
    let both = try kept(database)
    _ = try take(database, ReferenceSample.communes2025.replacing("Vernelle", with: "Vern"), "communes_2020.csv")
    func undo(_ id: Int64) throws {
      try database.writeNow { db in
        let file = try #require(try ReferenceStore.stored(id, db))
        try ReferenceWriter.undo(file, by: nil, at: Instant(TestSite.now), db)
      }
    }
    #expect(throws: Conflict.self) { try undo(2) }
    try undo(3)
    #expect(try kept(database) == both)
    try undo(2)
    #expect(try kept(database) == before)
    #expect(throws: Conflict.self) { try undo(2) }
    // What was undone can be read again.
    _ = try take(database, ReferenceSample.communes2026, "communes_2026.csv")
    #expect(try kept(database).count == both.count)
  }

  @Test("a piece of a list changes nothing unless it is said to be one", arguments: Engine.available)
  func extract(_ engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    let whole = (10..<60).map { "45\($0)0000,1,Travaux \($0)," }.joined(separator: "\n")
    _ = try take(database, "code,cle,libelle,parent\n" + whole, "cpv.csv")
    let before = try kept(database)
    let piece = "code,cle,libelle,parent\n45100000,1,Travaux dix,\n"
    #expect(throws: ReferenceFileError.extract(ended: 49, known: 50)) { try take(database, piece, "cpv.csv") }
    #expect(try kept(database) == before)
    let options = ReferenceOptions(day: Day(2026, 1, 1), isExtract: true)
    let result = try take(database, piece, "cpv.csv", options)
    #expect(result.renamed == 1 && result.ended == 0 && result.unchanged == 49)
  }

  @Test("the districts of a commune are those of both maps, the later first", arguments: Engine.available)
  func districts(_ engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    func names(_ commune: String, _ postcode: String = "") throws -> [String] {
      try database.readNow { db in
        try ReferenceLookup.districts(commune: commune, postcode: postcode, db).map(\.french)
      }
    }
    _ = try take(database, ReferenceSample.districts2024, "qpv.csv")
    let old = try take(database, ReferenceSample.districts2015, "qp.csv")
    #expect(old.added == 1 && old.ended == 0)
    let both = ["Le Port (carte de 2024)", "Les Tilleuls (carte de 2024)", "Les Tilleuls (carte de 2015)"]
    #expect(try names("vernelle") == both)
    _ = try take(database, ReferenceSample.communes2026, "communes_2026.csv")
    #expect(try names("VERNELLE", "49910") == both)
    #expect(try names("Clairbois") == ["Le Port (carte de 2024)"])
    #expect(try names("Ailleurs") == [] && names("") == [])
    let day = try #require(Day(2024, 6, 1))
    let ended = try database.readNow { db in try ReferenceLookup.answer(.districts, "QP049901", on: day, db) }
    #expect(ended == .ended("Les Tilleuls", try #require(Day(2023, 12, 31))))
  }

  @Test("the real lists are read whole, when a folder has them")
  func real() throws {
    let wanted: [(String, ReferenceList, Int, Int)] = [
      ("communes_cog_2026.csv", .communes, 37_548, 0), ("epci_2026.csv", .intercommunalities, 1253, 1),
      ("qpv_2024.csv", .districts, 1684, 0), ("cpv_2008_fr.csv", .cpv, 9454, 0), ("naf_rev2_732.csv", .naf, 732, 0),
      ("naf2025_divisions.csv", .naf2025, 87, 0), ("rome_codes_domaines_2024-10.csv", .rome, 609, 0),
      ("rome_v3_531.csv", .rome, 532, 0),
    ]
    for (name, list, count, rejected) in wanted {
      guard let path = RealFiles.path("../ref/" + name) else { continue }
      let reading = try ReferenceFile.read(path)
      #expect(reading.list == list && reading.entries.count == count && reading.rejected == rejected, "\(name)")
    }
  }
}
