// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import TestSupport
import Testing

@Suite("SQLite files")
struct FilesTests {
  /// A folder for one test, removed at its end.
  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "clausier-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.path)
  }

  @Test("a location is read from what a person types")
  func locations() {
    #expect(Location.parse("postgres://u@h/b") == .postgresql("postgres://u@h/b"))
    #expect(Location.parse("postgresql://h/b") == .postgresql("postgresql://h/b"))
    #expect(Location.parse(":memory:") == .sqliteMemory)
    #expect(Location.parse("data/clausier.sqlite") == .sqliteFile("data/clausier.sqlite"))
  }

  @Test("a file keeps what was committed, is in WAL, and syncs each commit")
  func reopened() async throws {
    try await withFolder { folder in
      let location = Location.sqliteFile(folder + "/a.sqlite")
      let database = try Database.open(location)
      try database.migrate([schema])
      try await database.write { db in
        try db.execute("INSERT INTO contract (number) VALUES (1)")
        #expect(try db.value("PRAGMA journal_mode") == "wal")
        #expect(try db.value("PRAGMA synchronous") == 2)
        #expect(try db.value("PRAGMA foreign_keys") == 1)
      }
      database.close()
      let again = try Database.open(location)
      #expect(try await again.read { try $0.value("SELECT COUNT(*) FROM contract") } == 1)
      #expect(try again.integrityCheck() == [])
    }
  }

  @Test("reading goes on while a write is under way, and sees the state before it")
  func readersBesideWriter() async throws {
    try await withFolder { folder in
      let database = try Database.open(.sqliteFile(folder + "/a.sqlite"))
      try database.migrate([schema])
      let seen: Int? = try database.writeNow { db in
        try db.execute("INSERT INTO contract (number) VALUES (1)")
        return try database.readNow { try $0.value("SELECT COUNT(*) FROM contract") }
      }
      #expect(seen == 0)
    }
  }

  @Test("a backup made while others write opens, is whole and holds what was committed")
  func backup() async throws {
    try await withFolder { folder in
      let database = try Database.open(.sqliteFile(folder + "/a.sqlite"))
      try database.migrate([schema])
      try await database.write { db in
        try db.copy(into: "contract", columns: ["number", "title"], rows: (0..<5_000).lazy.map { [$0, "n° \($0)"] })
      }
      let path = folder + "/copie.sqlite"
      try database.writeNow { db in
        try db.execute("INSERT INTO contract (number) VALUES (-1)")
        try database.backup(to: path)
      }
      #expect(throws: BackupError.exists(path: path)) { try database.backup(to: path) }
      #expect(throws: BackupError.unwritable(path: folder + "/none/b")) { try database.backup(to: folder + "/none/b") }
      let copy = try Database.open(.sqliteFile(path))
      let query: SQL = "SELECT id, number, title FROM contract WHERE number >= 0 ORDER BY id"
      let kept = try await copy.read {
        try $0.query(query).map { [$0.value(at: 0), $0.value(at: 1), $0.value(at: 2)] }
      }
      let original = try await database.read {
        try $0.query(query).map { [$0.value(at: 0), $0.value(at: 1), $0.value(at: 2)] }
      }
      #expect(kept.count == 5_000)
      #expect(kept == original)
      #expect(try copy.integrityCheck() == [])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).contains { $0.contains("partiel") } == false)
    }
  }

  @Test("a file that is not a database is refused with a sentence")
  func notADatabase() async throws {
    try await withFolder { folder in
      try Data(repeating: 65, count: 5_000).write(to: URL(filePath: folder + "/a.sqlite"))
      let error = #expect(throws: DatabaseError.self) { try Database.open(.sqliteFile(folder + "/a.sqlite")) }
      #expect(error?.description.hasPrefix("Le fichier de la base est abîmé") == true)
    }
  }
}
