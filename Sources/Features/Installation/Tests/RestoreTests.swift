// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform
import Testing

@testable import App

@Suite struct RestoreTests {
  private static let now = Instant(milliseconds: 1_795_521_600_000)

  /// A folder of its own with a database of the first release, and a backup of it.
  private final class Place {
    let folder: String
    var data: String { folder + "/data" }
    var backup: String { folder + "/sauvegarde.sqlite" }

    init(migrations: [Migration] = AppMigrations.all) throws {
      folder =
        FileManager.default.temporaryDirectory.appendingPathComponent("clausier-\(UInt64.random(in: 0...UInt64.max))")
        .path
      try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      let database = try Database.open(.sqliteFile(data + "/clausier.sqlite"))
      defer { database.close() }
      try database.migrate(migrations)
      try database.writeNow { db in for row in FirstRelease.rows { try db.execute(row) } }
      try database.backup(to: backup)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var restore: Restore { Restore(backup: backup, folder: data, now: RestoreTests.now) }

    func lines() throws -> Int? {
      let database = try Database.open(.sqliteFile(data + "/clausier.sqlite"))
      defer { database.close() }
      return try database.readNow { try $0.value("SELECT COUNT(*) FROM hours_line") }
    }

    func change(_ statement: SQL) throws {
      let database = try Database.open(.sqliteFile(data + "/clausier.sqlite"))
      defer { database.close() }
      try database.writeNow { _ = try $0.execute(statement) }
    }

    var names: [String] {
      get throws { try FileManager.default.contentsOfDirectory(atPath: data).sorted() }
    }
  }

  private func sentence(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch let failure as CommandFailure { return failure.sentence } catch { return "\(error)" }
  }

  @Test("the backup takes the place of the data, which stay under another name")
  func swapped() throws {
    let place = try Place()
    try place.change("DELETE FROM issued_report")
    try place.change("UPDATE hours_line SET note = 'après la sauvegarde'")
    let restore = place.restore
    let found = try restore.prepare()
    #expect(found.broken == 0 && found.steps == 0 && found.ledger.lines == 4)
    #expect(restore.isOccupied && restore.plan(found).contains { $0.contains("avant-20261124T120000") })
    try restore.swap()
    restore.discard()
    let lines = try place.lines()
    #expect(lines == 4)
    let names = try place.names.filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
    #expect(names == ["clausier.sqlite", "clausier.sqlite.avant-20261124T120000", FolderLock.name])
  }

  @Test("into an empty folder, nothing is set aside")
  func emptyFolder() throws {
    let place = try Place()
    let elsewhere = Restore(backup: place.backup, folder: place.folder + "/ailleurs", now: Self.now)
    let found = try elsewhere.prepare()
    #expect(!elsewhere.isOccupied && elsewhere.plan(found).count == 1)
    try elsewhere.swap()
    elsewhere.discard()
    let names = try FileManager.default.contentsOfDirectory(atPath: place.folder + "/ailleurs").sorted()
    #expect(names == ["clausier.sqlite", FolderLock.name])
  }

  @Test("a backup that breaks a rule says so before anything moves")
  func broken() throws {
    let place = try Place()
    try place.change("UPDATE hours_line SET kind = 'absence' WHERE declared_units = 48300")
    try FileManager.default.removeItem(atPath: place.backup)
    let database = try Database.open(.sqliteFile(place.data + "/clausier.sqlite"))
    try database.backup(to: place.backup)
    database.close()
    let found = try place.restore.prepare()
    place.restore.discard()
    #expect(found.broken > 0 && place.restore.plan(found).last?.contains("clausier verify dira où") == true)
  }

  @Test("a backup of an older release is brought up to date on the way")
  func older() throws {
    let place = try Place(migrations: FirstRelease.migrations)
    let restore = place.restore
    let found = try restore.prepare()
    #expect(found.steps == AppMigrations.all.count - FirstRelease.migrations.count && found.broken == 0)
    restore.discard()
    let leftovers = try place.names.filter { $0.contains("retabli") }
    #expect(leftovers == [])
  }

  @Test("a backup of a later release is refused, and nothing is left behind")
  func newer() throws {
    let later = Migration(id: "2099-01-01-later", sql: "CREATE TABLE later (id BIGINT PRIMARY KEY NOT NULL);")
    let place = try Place(migrations: AppMigrations.all + [later])
    let refusal = sentence { _ = try place.restore.prepare() }
    #expect(refusal.contains("version plus récente"))
    let leftovers = try place.names.filter { $0.contains("retabli") }
    #expect(leftovers == [])
  }

  @Test("a file cut short, another kind of file or none at all is refused in a sentence")
  func unreadable() throws {
    let place = try Place()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: place.backup))
    for (content, said) in [
      (bytes.prefix(bytes.count / 2), "abîmé"), (Data("bonjour".utf8), "n’est pas une sauvegarde"),
      (Data(), "n’est pas"),
    ] {
      try content.write(to: URL(fileURLWithPath: place.backup))
      let refusal = sentence { _ = try place.restore.prepare() }
      #expect(refusal.contains(said) || refusal.contains("ne peut pas être lu"), "\(refusal)")
    }
    let missing = Restore(backup: place.folder + "/absent", folder: place.data, now: Self.now)
    let refusal = sentence { _ = try missing.prepare() }
    #expect(refusal.contains("n’existe pas"))
    let lines = try place.lines()
    #expect(lines == 4)
  }

  @Test("while a server works in the folder nothing moves")
  func served() throws {
    let place = try Place()
    let lock = try FolderLock(folder: place.data)
    let restore = place.restore
    _ = try restore.prepare()
    let refusal = sentence { try restore.swap() }
    #expect(refusal.contains("Arrêtez-le"))
    withExtendedLifetime(lock) {}
    restore.discard()
    let lines = try place.lines()
    #expect(lines == 4)
  }

  @Test("while another program reads the database nothing moves")
  func used() throws {
    let place = try Place()
    let other = try Database.open(.sqliteFile(place.data + "/clausier.sqlite"))
    _ = try other.readNow { try $0.value("SELECT COUNT(*) FROM hours_line") as Int? }
    let restore = place.restore
    _ = try restore.prepare()
    let refusal = sentence { try restore.swap() }
    #expect(refusal.contains("Un autre programme"))
    restore.discard()
    other.close()
    let lines = try place.lines()
    #expect(lines == 4)
  }

  @Test("a folder has one server")
  func oneServer() throws {
    let place = try Place()
    var first: FolderLock? = try FolderLock(folder: place.data)
    #expect(throws: FolderLock.Failure.self) { _ = try FolderLock(folder: place.data) }
    withExtendedLifetime(first) {}
    first = nil
    _ = try FolderLock(folder: place.data)
  }
}
