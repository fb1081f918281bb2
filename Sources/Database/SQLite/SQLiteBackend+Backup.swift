// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB

extension SQLiteBackend {
  /// Writes beside the wanted name first, so that a file of that name is always whole and checked.
  func backup(to path: String) throws {
    let files = FileManager.default
    guard !files.fileExists(atPath: path) else { throw BackupError.exists(path: path) }
    let partial = path + ".partiel"
    func clear() { for end in ["", "-journal", "-wal", "-shm"] { try? files.removeItem(atPath: partial + end) } }
    clear()
    defer { clear() }
    // Nobody else reads it, from its first byte on.
    _ = files.createFile(atPath: partial, contents: nil, attributes: [.posixPermissions: 0o600])
    let faults = try copy(to: partial, called: path)
    if let fault = faults.first { throw BackupError.damaged(fault) }
    do { try files.moveItem(atPath: partial, toPath: path) } catch { throw BackupError.unwritable(path: path) }
  }

  /// Copies one state of the database and returns what SQLite finds broken in the copy. The copy is not in WAL: one file holds it all.
  private func copy(to partial: String, called path: String) throws -> [String] {
    let target: DatabaseQueue
    do { target = try DatabaseQueue(path: partial) } catch { throw BackupError.unwritable(path: path) }
    let source = try writer
    return try DatabaseError.translating {
      try source.backup(to: target)
      let found = try target.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
        return try String.fetchAll(db, sql: "PRAGMA integrity_check(1)")
      }
      try target.close()
      return found.filter { $0 != "ok" }.map { $0.split(whereSeparator: \.isNewline).last.map(String.init) ?? $0 }
    }
  }
}
