// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import TestSupport
import Testing

@Suite("transactions")
struct TransactionsTests {
  private struct Refusal: Error {}

  @Test("a body that throws leaves nothing behind", arguments: Engine.available)
  func rollback(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    await #expect(throws: Refusal.self) {
      try await database.write { db in
        try db.execute("INSERT INTO contract (number) VALUES (1)")
        throw Refusal()
      }
    }
    #expect(try database.readNow { try $0.value("SELECT COUNT(*) FROM contract") } == 0)
  }

  @Test("a failure that is caught still dooms the transaction", arguments: Engine.available)
  func doomed(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    await #expect(throws: DatabaseError.unique("contract.number")) {
      try await database.write { db in
        try db.execute("INSERT INTO contract (number) VALUES (1)")
        _ = try? db.execute("INSERT INTO contract (number) VALUES (1)")
        let refusal = caughtDatabaseError { try db.execute("INSERT INTO contract (number) VALUES (2)") }
        #expect(refusal == .failed(code: "25P02", message: "the transaction has already failed"))
      }
    }
    #expect(try database.readNow { try $0.value("SELECT COUNT(*) FROM contract") } == 0)
  }

  @Test("a savepoint undoes its own part and lets the rest go on", arguments: Engine.available)
  func savepoints(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    try await database.write { db in
      try db.execute("INSERT INTO contract (number) VALUES (1)")
      let refusal = caughtDatabaseError {
        try db.savepoint {
          try db.execute("INSERT INTO contract (number) VALUES (2)")
          try db.execute("INSERT INTO contract (number) VALUES (1)")
        }
      }
      #expect(refusal == .unique("contract.number"))
      try db.savepoint {
        try db.execute("INSERT INTO contract (number) VALUES (3)")
        try? db.savepoint {
          try db.execute("INSERT INTO contract (number) VALUES (4)")
          throw Refusal()
        }
      }
    }
    let numbers: [Int] = try await database.read { try $0.values("SELECT number FROM contract ORDER BY number") }
    #expect(numbers == [1, 3])
  }

  @Test("reading refuses a write", arguments: Engine.available)
  func readOnly(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    await #expect(throws: DatabaseError.readOnly) {
      try await database.read { db in try db.execute("INSERT INTO contract (number) VALUES (1)") }
    }
    #expect(throws: DatabaseError.readOnly) {
      try database.readNow { try $0.execute("DELETE FROM contract") }
    }
  }

  @Test("writers that number under a lock never give the same number", arguments: Engine.available)
  func numbering(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    try await database.write { db in _ = try db.execute("INSERT INTO contract (id, number) VALUES (1, 0)") }
    try await withThrowingTaskGroup { group in
      for _ in 0..<40 {
        group.addTask {
          try await database.write { db in
            let last: Int = try db.value("SELECT number FROM contract WHERE id = 1" + db.forUpdate) ?? 0
            try db.execute("UPDATE contract SET number = \(last + 1) WHERE id = 1")
            try db.execute("INSERT INTO lot (contract_id, code) VALUES (1, \("\(last + 1)"))")
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM lot") } == 40)
    #expect(try await database.read { try $0.value("SELECT number FROM contract") } == 40)
  }

  @Test("a recording keeps the statements of a page, without their values", arguments: Engine.available)
  func recording(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let texts = try await database.recording {
      try await database.write { db in
        try db.execute("INSERT INTO contract (number, title) VALUES (\(1), \("secret"))")
        _ = try db.query("SELECT id FROM contract WHERE number IN (\(.list([1, 2])))")
      }
    }
    #expect(
      texts == [
        "INSERT INTO contract (number, title) VALUES (?, ?)", "SELECT id FROM contract WHERE number IN (?, ?)",
      ])
  }

  @Test("a person's query streams, heads an empty result, and only reads", arguments: Engine.available)
  func readOnlyQueries(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    try await database.write { db in _ = try db.execute("INSERT INTO contract (number, title) VALUES (1, 'a;b')") }
    var titles: [String] = []
    try database.readOnlyQuery("-- titles\nSELECT title FROM contract WHERE title = 'a;b'") {
      titles.append(try $0["title"])
    }
    #expect(titles == ["a;b"])
    #expect(try database.readOnlyQuery("SELECT id, title FROM contract WHERE id < 0") { _ in } == ["id", "title"])
    let refused = [
      "DELETE FROM contract", "  insert into contract (number) values (2)", "COMMIT", "ATTACH DATABASE 'x' AS x", "",
      "COPY contract TO STDOUT", "VACUUM",
    ]
    for text in refused { #expect(throws: DatabaseError.readOnly) { try database.readOnlyQuery(text) { _ in } } }
    for text in [
      "SELECT 1; DELETE FROM contract", "WITH gone AS (DELETE FROM contract RETURNING id) SELECT id FROM gone",
    ] {
      #expect(throws: DatabaseError.self) { try database.readOnlyQuery(text) { _ in } }
    }
    #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM contract") } == 1)
  }

  @Test("a closed database says so", arguments: Engine.available)
  func closed(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    database.close()
    await #expect(throws: DatabaseError.unavailable("elle est fermée.")) {
      try await database.read { try $0.query("SELECT 1") }
    }
  }
}
