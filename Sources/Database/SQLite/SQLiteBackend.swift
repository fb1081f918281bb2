// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB
import Synchronization

/// SQLite through GRDB: one writer and several readers on a file in WAL, or one connection in memory.
final class SQLiteBackend: Backend {
  let dialect = Dialect.sqlite
  /// Nothing once closed. GRDB crashes when a connection closed under it is used, so closing lets go of it instead: it closes itself
  /// when what runs has ended.
  private let opened: Mutex<(any DatabaseWriter)?>
  private let log: StatementLog
  private let recall: Recall

  init(_ writer: any DatabaseWriter, _ log: StatementLog, _ recall: Recall) {
    opened = Mutex(writer)
    self.log = log
    self.recall = recall
  }

  var writer: any DatabaseWriter {
    get throws(DatabaseError) {
      guard let writer = opened.withLock({ $0 }) else { throw .closed }
      return writer
    }
  }

  static func file(
    _ path: String, _ settings: Database.Settings, _ log: StatementLog, _ recall: Recall
  ) throws -> SQLiteBackend {
    let pool = try DatabaseError.translating { try DatabasePool(path: path, configuration: configuration(settings)) }
    // GRDB chooses NORMAL with WAL, where a power cut may lose the last commits. Hours that were acknowledged must stay.
    // Pages go back to the file every 32 MB, not every 4: an import writes the same pages of its indexes again and again.
    try DatabaseError.translating {
      try pool.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000")
      }
    }
    return SQLiteBackend(pool, log, recall)
  }

  static func memory(
    _ settings: Database.Settings, _ log: StatementLog, _ recall: Recall
  ) throws -> SQLiteBackend {
    SQLiteBackend(
      try DatabaseError.translating { try DatabaseQueue(configuration: configuration(settings)) }, log, recall)
  }

  private static func configuration(_ settings: Database.Settings) -> Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(TimeInterval(settings.patience))
    configuration.maximumReaderCount = settings.connections
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA trusted_schema = OFF")
    }
    return configuration
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    do { return try await writer.read { [log, recall] db in try Self.run(body, db, log, recall) } } catch {
      throw Self.translated(error)
    }
  }

  func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    do { return try await writer.write { [log] db in try Self.run(body, db, log, nil) } } catch {
      throw Self.translated(error)
    }
  }

  func readNow<T>(_ body: (any Connection) throws -> T) throws -> T {
    do { return try writer.read { db in try Self.run(body, db, log, recall) } } catch { throw Self.translated(error) }
  }

  func writeNow<T>(_ body: (any Connection) throws -> T) throws -> T {
    do { return try writer.write { db in try Self.run(body, db, log, nil) } } catch { throw Self.translated(error) }
  }

  private static func run<T>(
    _ body: (any Connection) throws -> T, _ db: GRDB.Database, _ log: StatementLog, _ recall: Recall?
  ) throws -> T {
    let connection = SQLiteConnection(db, log, recall)
    let result = try body(connection)
    try connection.gate.finish()
    return result
  }

  /// `BEGIN` and `COMMIT` are GRDB's; an error of the body stays what it is.
  private static func translated(_ error: any Error) -> any Error {
    error is GRDB.DatabaseError ? DatabaseError(grdb: error) : error
  }

  func readOnlyQuery(_ text: String, _ body: (Row) throws -> Void) throws -> [String] {
    var refusal: (any Error)?
    let columns = try readNow { [log] db in
      guard let connection = db as? SQLiteConnection else { return [String]() }
      log.record(SQL(unchecked: text))
      return try connection.stream(text, [], cached: false) { row in
        do { try body(row) } catch { refusal = error }
        return refusal == nil
      }
    }
    if let refusal { throw refusal }
    return columns
  }

  func integrityCheck() throws -> [String] {
    try readNow { db in
      let found: [String] = try db.values("PRAGMA integrity_check")
      let orphans = try db.query("PRAGMA foreign_key_check").map { "\(try $0["table"] as String): foreign key" }
      return found.filter { $0 != "ok" } + orphans
    }
  }

  func links() -> Database.Links? { nil }

  func close() { opened.withLock { $0 = nil } }
}
