// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB

extension Database {
  /// Gives another name to a SQLite database that nobody uses, with its journal. Throws `.busy` when somebody does, and leaves it
  /// then where it is. A file that SQLite cannot read is moved too: it is why one restores.
  public static func setAside(_ path: String, as other: String) throws {
    do {
      let queue = try DatabaseQueue(path: path)
      // Leaving WAL needs the file for oneself, and empties the journal into it.
      _ = try queue.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE") }
      try queue.close()
    } catch let error as GRDB.DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {
      throw DatabaseError.busy
    } catch is GRDB.DatabaseError {}
    let files = FileManager.default
    for end in ["", "-wal", "-shm"] where files.fileExists(atPath: path + end) {
      do { try files.moveItem(atPath: path + end, toPath: other + end) } catch {
        throw BackupError.unwritable(path: other)
      }
    }
  }
}
