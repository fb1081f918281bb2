// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import TestSupport
import Testing

@Suite("values, from Swift to a column and back")
struct ValuesTests {
  /// Texts that break a database which pastes, cuts or re-encodes.
  static let texts = [
    "", " ", "Angers", "L’été à Saint-Barthélemy-d’Anjou, 12 ½ h", "'; DROP TABLE lot; --",
    "\"quoted\" \\ back\\slash \\N \\.",
    "tab\tnew\nline\r\nreturn\r", "👩🏽‍🔧 é (composé) e\u{301} (décomposé)", "\u{202E}droite à gauche\u{202C}",
    "$1 ? :name @name {{id}}", "%_",
    String(repeating: "long ", count: 40_000),
  ]

  @Test("a text comes back as it was given", arguments: Engine.available, texts)
  func text(engine: Engine, text: String) async throws {
    let database = try engine.makeDatabase()
    let found: String? = try await database.write { db in
      try db.execute("INSERT INTO contract (number, title) VALUES (1, \(text))")
      return try db.value("SELECT title FROM contract WHERE title = \(text)")
    }
    #expect(found.map { Array($0.utf8) } == Array(text.utf8))
  }

  @Test(
    "an integer comes back as it was given", arguments: Engine.available,
    [0, 1, -1, 9_007_199_254_740_993, .max, .min] as [Int64])
  func integer(engine: Engine, number: Int64) async throws {
    let database = try engine.makeDatabase()
    let found: Int64? = try await database.write { db in
      try db.value("INSERT INTO contract (number) VALUES (\(number)) RETURNING number")
    }
    #expect(found == number)
  }

  @Test(
    "bytes come back as they were given", arguments: Engine.available,
    [[], [0], Array(0...255), Array(repeating: 92, count: 70_000)] as [[UInt8]])
  func bytes(engine: Engine, bytes: [UInt8]) async throws {
    let database = try engine.makeDatabase()
    let (asBytes, asData): ([UInt8], Data) = try await database.write { db in
      try db.execute("INSERT INTO contract (id, number) VALUES (1, 1)")
      try db.execute("INSERT INTO lot (contract_id, code, content) VALUES (1, 'A', \(bytes))")
      let row = try #require(try db.first("SELECT content FROM lot"))
      return (try row["content"], try row["content"])
    }
    #expect(asBytes == bytes)
    #expect(asData == Data(bytes))
  }

  @Test("NULL is read as an optional, and only so", arguments: Engine.available)
  func null(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let row = try await database.write { db in
      try db.execute("INSERT INTO contract (number, title) VALUES (1, \(nil as String?))")
      return try #require(try db.first("SELECT number, title FROM contract"))
    }
    #expect(try row["title"] == nil as String?)
    #expect(throws: DatabaseError.mismatch("column title: String from NULL")) { try row["title"] as String }
    #expect(throws: DatabaseError.failed(code: "column", message: "no column titel among number, title")) {
      try row["titel"] as String?
    }
    #expect(throws: DatabaseError.mismatch("column number: String from integer")) { try row["number"] as String }
  }

  private enum Kind: String, SQLConvertible, SQLDecodable { case site, training }

  @Test("an enum is stored by its code, and an unknown code is refused", arguments: Engine.available)
  func enums(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let rows = try await database.write { db in
      try db.query("SELECT CAST(\(Kind.training) AS TEXT) AS known, CAST('x' AS TEXT) AS unknown")
    }
    #expect(try rows[0]["known"] == Kind.training)
    #expect(throws: DatabaseError.mismatch("column unknown: Kind from an unknown code")) {
      try rows[0]["unknown"] as Kind
    }
  }

  @Test("a sum, a count and a comparison are integers on both engines", arguments: Engine.available)
  func aggregates(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let row = try await database.write { db in
      try db.execute("INSERT INTO contract (number) VALUES (4000000000), (4000000001)")
      return try #require(
        try db.first(
          """
          SELECT SUM(number) AS total, COUNT(*) AS count, MAX(CASE WHEN number > 0 THEN 1 ELSE 0 END) AS flag, MAX(title) AS title
          FROM contract
          """))
    }
    #expect(try row["total"] == 8_000_000_001 as Int64)
    #expect(try row["count"] == 2)
    #expect(try row["flag"] == true)
    #expect(try row["title"] == nil as String?)
    #expect(try row.value(named: "total") == .integer(8_000_000_001))
  }

  @Test("a text with a NUL byte is refused", arguments: Engine.available)
  func nul(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    await #expect(throws: DatabaseError.failed(code: "22021", message: "a text holds a NUL byte")) {
      try await database.write { db in try db.execute("INSERT INTO contract (number, title) VALUES (1, \("a\u{0}b"))") }
    }
    await #expect(throws: DatabaseError.failed(code: "22021", message: "a text holds a NUL byte")) {
      try await database.write { db in
        try db.copy(into: "contract", columns: ["number", "title"], rows: [[1, "a\u{0}b"]])
      }
    }
  }

  @Test("a value of the wrong kind is refused without being shown", arguments: Engine.available)
  func wrongKind(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let error = try await #require(throws: DatabaseError.self) {
      try await database.write { db in try db.execute("INSERT INTO contract (number) VALUES (\("secret"))") }
    }
    guard case .mismatch = error else { throw error }
    #expect(!error.description.contains("secret"))
  }
}
