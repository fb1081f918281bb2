// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB

extension DatabaseError {
  /// Runs `body` and gives GRDB's errors the names of this module.
  static func translating<T>(_ body: () throws -> T) throws(DatabaseError) -> T {
    do { return try body() } catch { throw DatabaseError(grdb: error) }
  }

  init(grdb error: any Error) {
    switch error {
    case let error as DatabaseError: self = error
    case let error as GRDB.DatabaseError: self.init(sqlite: error)
    default: self = .failed(code: "sqlite", message: String(describing: error))
    }
  }

  /// https://www.sqlite.org/rescode.html
  init(sqlite error: GRDB.DatabaseError) {
    let message = error.message ?? error.resultCode.description
    switch error.extendedResultCode {
    case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
      self = .unique(Self.detail(of: message))
    case .SQLITE_CONSTRAINT_FOREIGNKEY: self = .foreignKey("")
    case .SQLITE_CONSTRAINT_CHECK: self = .check(Self.detail(of: message))
    case .SQLITE_CONSTRAINT_NOTNULL: self = .notNull(Self.detail(of: message))
    // SQLITE_CONSTRAINT_DATATYPE, of STRICT tables
    case ResultCode(rawValue: 19 | (12 << 8)): self = .mismatch(message)
    default: self.init(sqlitePrimary: error.resultCode, message)
    }
  }

  private init(sqlitePrimary code: ResultCode, _ message: String) {
    switch code {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_READONLY: self = .readOnly
    case .SQLITE_MISMATCH: self = .mismatch(message)
    case .SQLITE_FULL: self = .full
    case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .damaged(message)
    case .SQLITE_CANTOPEN, .SQLITE_PERM:
      self = .unavailable("le fichier ne s’ouvre pas (\(message)). Vérifiez les droits du dossier des données.")
    case .SQLITE_IOERR:
      self = .unavailable(
        "le disque n’a pas lu ou écrit ce qu’on lui demandait (\(message)). Regardez les messages du système (journalctl -k)."
      )
    case .SQLITE_NOMEM: self = .unavailable("la mémoire manque (\(message)).")
    default: self = .failed(code: String(code.rawValue), message: message)
    }
  }

  /// `UNIQUE constraint failed: lot.number` → `lot.number`
  private static func detail(of message: String) -> String {
    guard let mark = message.range(of: ": ") else { return message }
    return String(message[mark.upperBound...])
  }
}
