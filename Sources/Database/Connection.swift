// SPDX-License-Identifier: EUPL-1.2

/// A transaction under way. It is given by `Database.read` and `Database.write`, is used by one thread, and is not kept afterwards.
///
/// A statement that fails dooms its transaction, on both engines: what follows is refused and nothing is committed, even when the
/// error is caught. To go on after a failure that you expect, put the statement inside `savepoint`.
public protocol Connection: AnyObject {
  /// The engine, for the few pieces of SQL that differ.
  var dialect: Dialect { get }

  /// What was worked out by those who read before; nil in a transaction that writes.
  var recall: Recall? { get }

  /// Calls `body` for each row as it arrives; the result is never held in memory. An error of `body` stops the reading and is
  /// rethrown. `body` may not use the connection.
  func each(_ sql: SQL, _ body: (Row) throws -> Void) throws

  /// All the rows of a statement.
  func query(_ sql: SQL) throws -> [Row]

  /// Runs a statement and returns how many rows it inserted, updated or deleted (no meaning for other statements).
  @discardableResult
  func execute(_ sql: SQL) throws -> Int

  /// Inserts many rows fast: `COPY` on PostgreSQL, one prepared statement on SQLite. Each row gives a value for each of `columns`,
  /// in that order. Returns the number of rows. `table` and `columns` are plain names.
  @discardableResult
  func copy(into table: String, columns: [String], rows: some Sequence<[any SQLConvertible]>) throws -> Int

  /// Runs `body`; when it throws, undoes what it wrote, leaves the transaction usable and rethrows.
  @discardableResult
  func savepoint<T>(_ body: () throws -> T) throws -> T
}

extension Connection {
  public func query(_ sql: SQL) throws -> [Row] {
    var rows: [Row] = []
    try each(sql) { rows.append($0) }
    return rows
  }

  /// The first row of a statement, or nil. Say `LIMIT 1` when there may be many.
  public func first(_ sql: SQL) throws -> Row? { try query(sql).first }

  /// The first column of the first row, or nil when there is no row or when it holds `NULL`.
  public func value<T: SQLDecodable>(_ sql: SQL) throws -> T? {
    guard let row = try first(sql) else { return nil }
    return try T?(sqlValue: row.value(at: 0))
  }

  /// The first column of every row.
  public func values<T: SQLDecodable>(_ sql: SQL) throws -> [T] {
    var found: [T] = []
    try each(sql) { found.append(try T(sqlValue: $0.value(at: 0))) }
    return found
  }

  /// Runs an `INSERT … RETURNING id` and gives that id.
  public func insert(_ sql: SQL) throws -> Int64 {
    guard let id: Int64 = try value(sql) else {
      throw DatabaseError.failed(code: "insert", message: "an INSERT returned no row; does it end with RETURNING id?")
    }
    return id
  }

  /// `dialect.forUpdate`: `"SELECT … WHERE id = \(id)" + db.forUpdate`.
  public var forUpdate: SQL { dialect.forUpdate }
}
