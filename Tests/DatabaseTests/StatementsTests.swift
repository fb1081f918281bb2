// SPDX-License-Identifier: EUPL-1.2
import Database
import TestSupport
import Testing

@Suite("statements, the same on both engines")
struct StatementsTests {
  @Test("an insert gives its identifier", arguments: Engine.available)
  func returning(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let ids = try await database.write { db in
      try (1...3).map { try db.insert("INSERT INTO contract (number) VALUES (\($0)) RETURNING id") }
    }
    #expect(ids == [1, 2, 3])
  }

  @Test("an insert that returns nothing is refused", arguments: Engine.available)
  func returningNothing(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    await #expect(throws: DatabaseError.self) {
      try await database.write { db in
        try db.insert("INSERT INTO contract (id, number) VALUES (1, 1)") as Int64
      }
    }
  }

  @Test("execute counts the rows that it changed", arguments: Engine.available)
  func counts(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let counts = try await database.write { db in
      [
        try db.execute("INSERT INTO contract (number) VALUES (1), (2), (3)"),
        try db.execute("UPDATE contract SET title = 'x' WHERE number > \(1)"),
        try db.execute("UPDATE contract SET title = 'x' WHERE number > \(5)"),
        try db.execute("DELETE FROM contract"),
      ]
    }
    #expect(counts == [3, 2, 0, 3])
  }

  @Test("an upsert replaces", arguments: Engine.available)
  func upsert(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let titles: [String] = try await database.write { db in
      for title in ["a", "b"] {
        try db.execute(
          """
          INSERT INTO contract (number, title) VALUES (\(1), \(title))
          ON CONFLICT (number) DO UPDATE SET title = excluded.title
          """)
      }
      return try db.values("SELECT title FROM contract")
    }
    #expect(titles == ["b"])
  }

  @Test("common table expressions, windows and filters give the same rows", arguments: Engine.available)
  func windows(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let lines: [String] = try await database.write { db in
      try db.execute("INSERT INTO contract (number) VALUES (1), (2)")
      try db.execute("INSERT INTO lot (contract_id, code, units) VALUES (1, 'A', 300), (1, 'B', 600), (2, 'C', 900)")
      let rows = try db.query(
        """
        WITH open AS (SELECT contract_id, code, units FROM lot WHERE units > \(0))
        SELECT code, SUM(units) OVER (PARTITION BY contract_id ORDER BY code) AS running,
               COUNT(*) FILTER (WHERE units > 300) OVER () AS large
        FROM open ORDER BY contract_id, code
        """)
      return try rows.map { "\(try $0["code"] as String) \(try $0["running"] as Int) \(try $0["large"] as Int)" }
    }
    #expect(lines == ["A 300 2", "B 900 2", "C 900 2"])
  }

  @Test("a broken constraint has the same name on both engines", arguments: Engine.available)
  func constraints(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    try await database.write { db in
      try db.execute("INSERT INTO contract (id, number) VALUES (1, 1)")
      try db.execute("INSERT INTO lot (contract_id, code) VALUES (1, 'A')")
    }
    let cases: [(SQL, DatabaseError)] = [
      ("INSERT INTO lot (contract_id, code) VALUES (1, 'A')", .unique("lot.contract_id, lot.code")),
      ("INSERT INTO contract (id, number) VALUES (1, 2)", .unique("contract.id")),
      ("INSERT INTO lot (contract_id, code, units) VALUES (1, 'B', -1)", .check("lot_units_positive")),
      ("INSERT INTO contract (title) VALUES ('x')", .notNull("contract.number")),
    ]
    for (sql, expected) in cases {
      await #expect(throws: expected) { try await database.write { db in try db.execute(sql) } }
    }
  }

  @Test(
    "a broken link is refused, on insertion and on deletion", arguments: Engine.available,
    ["INSERT INTO lot (contract_id, code) VALUES (2, 'A')", "DELETE FROM contract"] as [SQL])
  func foreignKeys(engine: Engine, sql: SQL) async throws {
    let database = try engine.makeDatabase()
    try await database.write { db in
      try db.execute("INSERT INTO contract (id, number) VALUES (1, 1)")
      try db.execute("INSERT INTO lot (contract_id, code) VALUES (1, 'A')")
    }
    let error = await #expect(throws: DatabaseError.self) { try await database.write { db in try db.execute(sql) } }
    #expect([.foreignKey(""), .foreignKey("lot_contract_id_fkey")].contains(error))
  }

  @Test("an error never shows a bound value", arguments: Engine.available)
  func noValues(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let statements: [SQL] = [
      "INSERT INTO contract (number, title) VALUES (1, \("secret")), (1, \("secret"))",
      "INSERT INTO contract (number) VALUES (\("secret"))",
      "SELECT nothing FROM contract WHERE title = \("secret")",
    ]
    for sql in statements {
      let error = await #expect(throws: DatabaseError.self) { try await database.write { db in try db.execute(sql) } }
      #expect(error?.description.contains("secret") == false)
    }
  }

  @Test("a hundred thousand rows stream in order, and the reading may stop", arguments: Engine.available)
  func streaming(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    struct Enough: Error {}
    try await database.write { db in
      try db.copy(into: "contract", columns: ["number"], rows: (1...100_000).lazy.map { [$0] })
      var expected = 0
      try db.each("SELECT number FROM contract ORDER BY number") { row in
        expected += 1
        if try row["number"] != expected { Issue.record("row \(expected) is another") }
      }
      #expect(expected == 100_000)
      var seen = 0
      let refusal = caught {
        try db.each("SELECT number FROM contract") { _ in
          seen += 1
          if seen == 10 { throw Enough() }
        }
      }
      #expect(refusal is Enough)
      #expect(seen == 10)
      #expect(try db.value("SELECT COUNT(*) FROM contract") == 100_000)
    }
  }

  @Test("the body of each may not run a statement", arguments: Engine.available)
  func nestedEach(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    await #expect(throws: DatabaseError.failed(code: "each", message: "the body of each may not run another statement"))
    {
      try await database.read { db in try db.each("SELECT 1") { _ in _ = try db.query("SELECT 2") } }
    }
  }

  @Test("ten thousand rows of hostile text are copied whole", arguments: Engine.available)
  func copy(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let text = ["a\tb\nc\r\\d\\N", "\\.", "", "é 👩🏽‍🔧", "\"'"]
    let blobs: [[UInt8]?] = [[0, 255, 92, 10, 9], [], nil]
    let count = try await database.write { db in
      try db.execute("INSERT INTO contract (id, number) VALUES (1, 1)")
      return try db.copy(
        into: "lot", columns: ["contract_id", "code", "units", "content"],
        rows: (0..<10_000).map { [1, "\($0) \(text[$0 % 5])", $0, blobs[$0 % 3]] })
    }
    #expect(count == 10_000)
    try await database.read { db in
      try db.each("SELECT code, units, content FROM lot ORDER BY units") { row in
        let index: Int = try row["units"]
        if try row["code"] != "\(index) \(text[index % 5])" { Issue.record("text of row \(index)") }
        if try row["content"] != blobs[index % 3] { Issue.record("bytes of row \(index)") }
      }
      #expect(try db.value("SELECT COUNT(*) FROM lot") == 10_000)
    }
  }

  @Test("a copy breaks a constraint, or its own shape, with a name", arguments: Engine.available)
  func copyErrors(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    await #expect(throws: DatabaseError.unique("contract.number")) {
      try await database.write { db in try db.copy(into: "contract", columns: ["number"], rows: [[1], [1]]) }
    }
    await #expect(throws: DatabaseError.failed(code: "copy", message: "2 values for 1 columns of contract")) {
      try await database.write { db in try db.copy(into: "contract", columns: ["number"], rows: [[1, 2]]) }
    }
    await #expect(throws: DatabaseError.failed(code: "copy", message: "not a plain name: contract; DROP TABLE lot")) {
      try await database.write { db in try db.copy(into: "contract; DROP TABLE lot", columns: ["number"], rows: [[1]]) }
    }
    #expect(try await database.read { db in try db.value("SELECT COUNT(*) FROM contract") } == 0)
  }
}
