// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Testing

@testable import App

@Suite("What doctor says of an installation")
struct DoctorTests {
  private static let now = Instant(milliseconds: 1_795_521_600_000)

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder =
      FileManager.default.temporaryDirectory.appendingPathComponent("clausier-\(UInt64.random(in: 0...UInt64.max))")
      .path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func write(_ folder: String, _ migrations: [Migration] = AppMigrations.all) throws {
    let database = try Database.open(.sqliteFile(folder + "/clausier.sqlite"))
    defer { database.close() }
    try database.migrate(migrations)
    try database.writeNow { db in for row in FirstRelease.rows { try db.execute(row) } }
  }

  private func examine(_ folder: String) throws -> [String: Finding] {
    var options = DatabaseOptions()
    (options.data, options.database) = (folder, nil)
    let findings = try Doctor.examine(options, at: Self.now)
    for finding in findings where finding.state == .sound { #expect(finding.advice == "") }
    return Dictionary(uniqueKeysWithValues: findings.map { ($0.name, $0) })
  }

  @Test("a sound folder has no fault, and each thing looked at is named")
  func sound() throws {
    try withFolder { folder in
      try write(folder)
      let found = try examine(folder)
      #expect(found.values.filter { $0.state == .fault }.map(\.name) == [])
      for name in [
        "database.opens", "schema.current", "database.integrity", "ledger.invariants", "jobs.moving", "clock.forward",
        "accounts.some", "disk.free", "folder.permissions", "files.public", "files.fonts",
        "tool.pdftotext",
      ] { #expect(found[name] != nil, "\(name)") }
    }
  }

  @Test("a torn file names the restoration, and the disk is looked at all the same", arguments: [0.5, 0.01])
  func torn(share: Double) throws {
    try withFolder { folder in
      try write(folder)
      let path = folder + "/clausier.sqlite"
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      try bytes.prefix(Int(Double(bytes.count) * share)).write(to: URL(fileURLWithPath: path))
      let found = try examine(folder)
      let faults = found.values.filter { $0.state == .fault }
      #expect(!faults.isEmpty && faults.contains { $0.advice.contains("clausier restore") }, "\(faults)")
      #expect(found["disk.free"] != nil)
    }
  }

  @Test("a schema that waits is a fault, and nothing is changed by looking")
  func older() throws {
    try withFolder { folder in
      try write(folder, FirstRelease.migrations)
      let first = try examine(folder)
      let again = try examine(folder)
      #expect(first["schema.current"]?.state == .fault && first == again)
      #expect(first["schema.current"]?.advice.contains("clausier migrate") == true)
    }
  }

  @Test("a clock that is late, work that stopped, a broken rule and an old database left are said")
  func troubled() throws {
    try withFolder { folder in
      try write(folder)
      let database = try Database.open(.sqliteFile(folder + "/clausier.sqlite"))
      try database.writeNow { db in
        try db.execute("UPDATE hours_line SET kind = 'absence' WHERE declared_units = 48300")
        try db.execute("UPDATE hours_decision SET decided_at = '2027-01-01T00:00:00.000Z'")
      }
      database.close()
      try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/clausier.sqlite.avant-20260101T000000"))
      let found = try examine(folder)
      #expect(found["clock.forward"]?.state == .fault)
      #expect(found["ledger.invariants"]?.state == .fault)
      #expect(found["folder.set-aside"]?.state == .watch)
    }
  }

  @Test("the question that it advises to ask has an answer")
  func question() throws {
    try withFolder { folder in
      try write(folder)
      let database = try Database.open(.sqliteFile(folder + "/clausier.sqlite"))
      try database.writeNow { db in
        _ = try db.execute(
          """
          INSERT INTO job (id, kind, title, state, sentence, due_at, created_at)
          VALUES (1, 'notices', 'avis.json', 'failed', 'Le fichier manque.', '2026-01-01T00:00:00.000Z',
            '2026-01-01T00:00:00.000Z')
          """)
      }
      let advice = try #require(try examine(folder)["jobs.moving"]?.advice)
      let question = try #require(advice.split(separator: "\"").first { $0.hasPrefix("SELECT") })
      var rows = 0
      try database.readOnlyQuery(String(question)) { row in
        let sentence: String = try row["sentence"]
        rows += sentence == "Le fichier manque." ? 1 : 0
      }
      database.close()
      #expect(rows == 1)
    }
  }

  @Test("a folder without data says which command creates them")
  func missing() throws {
    try withFolder { folder in
      let found = try examine(folder)
      #expect(found["database.opens"]?.sentence.contains("clausier migrate --data") == true)
      #expect(found["disk.free"] != nil && found["folder.permissions"] == nil)
    }
  }
}
