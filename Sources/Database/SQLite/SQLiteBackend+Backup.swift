// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB

extension SQLiteBackend {
  /// Writes beside the wanted name first, so that a file of that name is always whole and checked.
  func backup(to path: String) throws {
    let files = FileManager.default
    guard !files.fileExists(atPath: path) else {
      throw DatabaseError.unavailable("le fichier \(path) existe déjà.")
    }
    let partial = path + ".partiel"
    try? files.removeItem(atPath: partial)
    defer { try? files.removeItem(atPath: partial) }
    try copy(to: partial)
    do { try files.moveItem(atPath: partial, toPath: path) } catch {
      throw DatabaseError.unavailable("le fichier \(path) n’a pas pu être écrit.")
    }
  }

  private func copy(to path: String) throws {
    let faults = try DatabaseError.translating {
      let target = try DatabaseQueue(path: path)
      try source.backup(to: target)
      let faults = try target.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
      try target.close()
      return faults.filter { $0 != "ok" }
    }
    guard faults.isEmpty else { throw DatabaseError.unavailable("la copie est abîmée (\(faults[0])).") }
  }
}
