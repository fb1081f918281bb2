// SPDX-License-Identifier: EUPL-1.2
import Database
import TestSupport
import Testing

@Suite("PostgreSQL, its connections and its server")
struct PostgreSQLTests {
  private static let engines = Engine.available.filter { $0 == .postgresql }

  /// Cuts every other connection to the database, as a restart of the server does.
  private static func cutOthers(_ database: Database) throws {
    try database.readNow { db in
      _ = try db.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
      )
    }
  }

  @Test("connections cut between two transactions are not noticed", arguments: engines)
  func cutBetween(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let other = try engine.sibling(of: database)
    for number in 0..<5 {
      try await database.write { db in _ = try db.execute("INSERT INTO contract (number) VALUES (\(number))") }
      try Self.cutOthers(other)
    }
    #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM contract") } == 5)
  }

  @Test("a connection cut in the middle of a write leaves nothing half written", arguments: engines)
  func cutInTheMiddle(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let other = try engine.sibling(of: database)
    let error = await #expect(throws: DatabaseError.self) {
      try await database.write { db in
        try db.execute("INSERT INTO contract (number) VALUES (1)")
        try Self.cutOthers(other)
        try db.execute("INSERT INTO contract (number) VALUES (2)")
      }
    }
    #expect(error == .unavailable("la connexion à PostgreSQL a été coupée."))
    #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM contract") } == 0)
  }

  @Test("a connection cut before the first statement is opened again and the body runs again", arguments: engines)
  func cutBeforeFirstStatement(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let other = try engine.sibling(of: database)
    var runs = 0
    try database.writeNow { db in
      runs += 1
      if runs == 1 { try Self.cutOthers(other) }
      try db.execute("INSERT INTO contract (number) VALUES (1)")
    }
    #expect(runs == 2)
    #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM contract") } == 1)
  }

  @Test("a connection cut before the commit says that the outcome is unknown", arguments: engines)
  func cutBeforeCommit(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let other = try engine.sibling(of: database)
    let error = #expect(throws: DatabaseError.self) {
      try database.writeNow { db in
        try db.execute("INSERT INTO contract (number) VALUES (1)")
        try Self.cutOthers(other)
      }
    }
    #expect(error?.description.contains("vérifiez s’il a eu lieu") == true)
    #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM contract") } == 0)
  }

  @Test("what was acknowledged is there, however often the server cuts everyone under load", arguments: engines)
  func cutUnderLoad(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let other = try engine.sibling(of: database)
    let (kept, unsure) = await withTaskGroup(of: (kept: [Int], unsure: [Int]).self) { group in
      for writer in 0..<4 { group.addTask { await Self.insert(Array(writer * 100..<writer * 100 + 60), database) } }
      for _ in 0..<15 {
        try? Self.cutOthers(other)
        await Task.yield()
      }
      return await group.reduce(into: ([], [])) { $0 = ($0.0 + $1.kept, $0.1 + $1.unsure) }
    }
    let found = Set(try await database.read { db in try db.values("SELECT number FROM contract") as [Int] })
    #expect(found.isSuperset(of: kept))
    #expect(found.subtracting(kept).isSubset(of: unsure))
    #expect(kept.count + unsure.count == 240)
  }

  /// Inserts numbers one by one; `unsure` are those whose writing threw.
  private static func insert(_ numbers: [Int], _ database: Database) async -> (kept: [Int], unsure: [Int]) {
    var kept: [Int] = []
    var unsure: [Int] = []
    for number in numbers {
      do {
        try await database.write { db in try db.execute("INSERT INTO contract (number) VALUES (\(number))") }
        kept.append(number)
      } catch { unsure.append(number) }
    }
    return (kept, unsure)
  }

  @Test("two writers in a deadlock both end, one of them by running again", arguments: engines)
  func deadlock(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    try await database.write { db in
      _ = try db.execute("INSERT INTO contract (id, number) VALUES (1, 0), (2, 0 + 1000)")
    }
    try await withThrowingTaskGroup { group in
      for order in [[1, 2], [2, 1]] {
        for _ in 0..<5 {
          group.addTask {
            try await database.write { db in
              for id in order { try db.execute("UPDATE contract SET number = number + 1 WHERE id = \(id)") }
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let numbers: [Int] = try await database.read { try $0.values("SELECT number FROM contract ORDER BY id") }
    #expect(numbers == [10, 1010])
  }

  @Test("a table changed under a prepared statement is read again", arguments: engines)
  func changedTable(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let columns: @Sendable () async throws -> [String] = {
      try await database.read { db in try db.query("SELECT * FROM contract").first?.columns ?? [] }
    }
    try await database.write { db in _ = try db.execute("INSERT INTO contract (number) VALUES (1)") }
    #expect(try await columns() == ["id", "number", "title"])
    try await database.write { db in _ = try db.execute("ALTER TABLE contract ADD COLUMN place TEXT") }
    #expect(try await columns() == ["id", "number", "title", "place"])
  }

  @Test("more transactions than connections wait for their turn", arguments: engines)
  func crowd(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    let total = try await withThrowingTaskGroup { group in
      for _ in 0..<60 { group.addTask { try await database.read { try $0.value("SELECT 1") ?? 0 } } }
      return try await group.reduce(0, +)
    }
    #expect(total == 60)
  }

  @Test("a statement that lasts too long is stopped", arguments: engines)
  func timeout(engine: Engine) async throws {
    let database = try engine.makeDatabase()
    await #expect(throws: DatabaseError.tooLong) {
      try await database.write { db in
        try db.execute("SET LOCAL statement_timeout = 20")
        _ = try db.query("SELECT CAST(pg_sleep(5) AS TEXT)")
      }
    }
  }

  @Test("a backup is left to pg_dump", arguments: engines)
  func backup(engine: Engine) throws {
    let database = try engine.makeDatabase()
    let error = #expect(throws: BackupError.belongsToPostgreSQL) { try database.backup(to: "x") }
    #expect(error?.description.contains("pg_dump") == true)
  }

  @Test("a server that does not answer is told in a sentence", arguments: ["postgres://nobody@127.0.0.1:1/none"])
  func absent(url: String) {
    let error = #expect(throws: DatabaseError.self) { try Database.open(.postgresql(url)) }
    #expect(error?.description.hasPrefix("La base ne répond pas") == true)
  }
}

extension Engine {
  /// A second database object on the same PostgreSQL database, as another program would have.
  func sibling(of database: Database) throws -> Database {
    let name: String = try database.readNow { try #require(try $0.value("SELECT CAST(current_database() AS TEXT)")) }
    return try Database.open(.postgresql(try #require(Engine.postgresAddress(of: name))))
  }
}
