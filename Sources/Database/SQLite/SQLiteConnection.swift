// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB

/// One transaction of SQLite, over a GRDB connection.
final class SQLiteConnection: Connection {
  let dialect = Dialect.sqlite
  let recall: Recall?
  let gate: TransactionGate
  private let db: GRDB.Database

  init(_ db: GRDB.Database, _ log: StatementLog, _ recall: Recall?) {
    self.db = db
    self.recall = recall
    gate = TransactionGate(.sqlite, log)
  }

  func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    try gate.stream(sql, body) { (text, values, visit) throws(DatabaseError) in
      _ = try self.stream(text, values, cached: !sql.varies, visit)
    }
  }

  /// Gives the names of the columns.
  func stream(
    _ text: String, _ values: [SQLValue], cached: Bool, _ visit: (Row) -> Bool
  ) throws(DatabaseError) -> [String] {
    try DatabaseError.translating {
      let statement = try statement(text, cached: cached)
      let names = ColumnNames(statement.columnNames)
      let cursor = try GRDB.Row.fetchCursor(statement, arguments: Self.arguments(values))
      let columns = SQLiteColumns(statement)
      while try cursor.next() != nil {
        if !visit(Row(names: names, values: columns.values)) { break }
      }
      return names.list
    }
  }

  func execute(_ sql: SQL) throws -> Int {
    try gate.pass(sql) { (text, values) throws(DatabaseError) in
      try DatabaseError.translating {
        try statement(text, cached: !sql.varies).execute(arguments: Self.arguments(values))
        return db.changesCount
      }
    }
  }

  func copy(into table: String, columns: [String], rows: some Sequence<[any SQLConvertible]>) throws -> Int {
    let sql = try CopyTarget(table: table, columns: columns)
    return try gate.pass(sql.insertion) { (text, _) throws(DatabaseError) -> Int in
      var count = 0
      let statement = try DatabaseError.translating { () throws -> Statement in try self.statement(text, cached: true) }
      let insertion = SQLiteInsertion(statement.sqliteStatement)
      defer { insertion.end() }
      for row in rows {
        try sql.requireWhole(row)
        try insertion.insert(row)
        count += 1
      }
      return count
    }
  }

  func savepoint<T>(_ body: () throws -> T) throws -> T {
    try gate.savepoint(
      { (text) throws(DatabaseError) in try DatabaseError.translating { try db.execute(sql: text) } }, body)
  }

  private func statement(_ text: String, cached: Bool) throws -> Statement {
    try cached ? db.cachedStatement(sql: text) : db.makeStatement(sql: text)
  }

  private static func arguments(_ values: [SQLValue]) -> StatementArguments {
    // Values as existentials: GRDB reads a list of one type by a key path, which costs more than the insertion itself.
    StatementArguments(
      values.map { value -> (any DatabaseValueConvertible)? in
        switch value {
        case .null: nil
        case .integer(let number): number
        case .text(let text): text
        case .blob(let bytes): Data(bytes)
        }
      })
  }
}
