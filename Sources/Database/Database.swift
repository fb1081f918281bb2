// SPDX-License-Identifier: EUPL-1.2
import Synchronization

/// A database: SQLite in a file or in memory, or PostgreSQL. Same SQL, same errors.
///
///     let names: [String] = try await database.read { db in try db.values("SELECT name FROM lot ORDER BY name, id") }
///
/// Do not call the database from inside the body of `read` or `write`: use the connection that it gives.
public final class Database: Sendable {
  let backend: any Backend
  let log: StatementLog
  let recall: Recall
  let work = Work()
  private let afterClose: Mutex<(@Sendable () -> Void)?>

  /// How a database is opened. The defaults suit a server; tests of many databases take fewer connections.
  public struct Settings: Sendable {
    /// Connections to PostgreSQL, or readers of an SQLite file.
    public var connections = 8
    /// How long a PostgreSQL statement may run, in seconds.
    public var statementTimeout = 30
    /// How long to wait for a free connection or for the other writer, in seconds.
    public var patience = 10
    /// How much of what was worked out from rows is kept in memory, in bytes.
    public var recalledBytes = 64 << 20
    public init() {}
  }

  /// Opens a database. Throws `.unavailable` when it cannot.
  public static func open(_ location: Location, settings: Settings = Settings()) throws -> Database {
    try open(location, settings: settings, afterClose: nil)
  }

  /// `afterClose` runs once, when the last connection is given up: tests remove their database there.
  package static func open(
    _ location: Location, settings: Settings, afterClose: (@Sendable () -> Void)?
  ) throws -> Database {
    let log = StatementLog()
    let recall = Recall(limit: settings.recalledBytes)
    let backend: any Backend =
      switch location {
      case .sqliteFile(let path): try SQLiteBackend.file(path, settings, log, recall)
      case .sqliteMemory: try SQLiteBackend.memory(settings, log, recall)
      case .postgresql(let url): try PostgresBackend(url: url, settings, log, recall)
      }
    return Database(backend, log, recall, afterClose)
  }

  private init(
    _ backend: any Backend, _ log: StatementLog, _ recall: Recall, _ afterClose: (@Sendable () -> Void)?
  ) {
    self.backend = backend
    self.log = log
    self.recall = recall
    self.afterClose = Mutex(afterClose)
  }

  deinit { close() }

  /// The engine.
  public var dialect: Dialect { backend.dialect }

  /// Runs `body` in a read-only transaction that sees one state of the database, on a thread where it may block.
  public func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    work.begin(.read)
    defer { work.end(.read) }
    return try await backend.read(body)
  }

  /// Runs `body` in one transaction: all of it is committed, or nothing when it throws. On PostgreSQL the transaction is `READ
  /// COMMITTED` (take rows with `db.forUpdate` before you decide from them), and `body` runs again, at most three times in all, after
  /// a deadlock: it must not act on anything but the connection.
  @discardableResult
  public func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    work.begin(.write)
    defer { work.end(.write) }
    return try await backend.write(body)
  }

  /// `read` on the calling thread, which it blocks: for the command line and for tests.
  public func readNow<T>(_ body: (any Connection) throws -> T) throws -> T { try backend.readNow(body) }

  /// `write` on the calling thread, which it blocks: for the command line and for tests.
  @discardableResult
  public func writeNow<T>(_ body: (any Connection) throws -> T) throws -> T { try backend.writeNow(body) }

  /// Runs one statement of a person that may only read, in a read-only transaction, and streams its rows. Returns the names of the
  /// columns. Throws `.readOnly` for a statement that is not a `SELECT`, `WITH`, `VALUES`, `TABLE`, `EXPLAIN`, `SHOW` or `PRAGMA`.
  @discardableResult
  public func readOnlyQuery(_ text: String, each body: (Row) throws -> Void) throws -> [String] {
    let readers: Set = ["SELECT", "WITH", "VALUES", "TABLE", "EXPLAIN", "SHOW", "PRAGMA"]
    guard let verb = SQLScanner.firstWord(of: text), readers.contains(verb) else { throw DatabaseError.readOnly }
    return try backend.readOnlyQuery(text, body)
  }

  /// Copies a SQLite database to a new file while others use it, checks the copy, then gives it its name. Throws
  /// `BackupError` when the file exists or cannot be written, and on PostgreSQL, which has `pg_dump`.
  public func backup(to path: String) throws { try backend.backup(to: path) }

  /// Counts again what the query planner relies on. To be called after much was written at once: without it PostgreSQL takes the new
  /// rows for few until its own daemon passes, and joins them row by row.
  public func refreshStatistics() throws {
    try writeNow { db in
      if db.dialect == .postgresql { try db.execute("SET LOCAL statement_timeout = 0") }
      try db.execute("ANALYZE")
    }
  }

  /// What the engine finds broken in its own files: nothing when all is well. PostgreSQL has no such check and finds nothing.
  public func integrityCheck() throws -> [String] { try backend.integrityCheck() }

  /// Closes the connections. What runs ends first; later calls throw `.unavailable`.
  public func close() {
    backend.close()
    let last = afterClose.withLock { action in
      defer { action = nil }
      return action
    }
    last?()
  }
}
