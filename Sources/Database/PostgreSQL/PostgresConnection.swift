// SPDX-License-Identifier: EUPL-1.2

/// One transaction of PostgreSQL, over a link of the pool.
final class PostgresConnection: Connection {
  let dialect = Dialect.postgresql
  let recall: Recall?
  let gate: TransactionGate
  let link: PostgresLink

  init(_ link: PostgresLink, _ log: StatementLog, _ recall: Recall?) {
    self.link = link
    self.recall = recall
    gate = TransactionGate(.postgresql, log)
  }

  func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    let link = link
    try gate.stream(sql, body) { (text, values, visit) throws(DatabaseError) in
      try link.stream(text, values, prepared: !sql.varies, visit)
    }
  }

  /// Taken whole: a result of libpq for each row costs more than their memory.
  func query(_ sql: SQL) throws -> [Row] {
    try gate.pass(sql) { (text, values) throws(DatabaseError) in
      let result = try link.run(text, values, prepared: !sql.varies)
      let columns = result.columns()
      return (0..<result.rowCount).map { result.row($0, columns) }
    }
  }

  func execute(_ sql: SQL) throws -> Int {
    try gate.pass(sql) { (text, values) throws(DatabaseError) in
      try link.run(text, values, prepared: !sql.varies).affectedRows
    }
  }

  func copy(into table: String, columns: [String], rows: some Sequence<[any SQLConvertible]>) throws -> Int {
    let target = try CopyTarget(table: table, columns: columns)
    return try gate.pass(target.copy) { (text, _) throws(DatabaseError) in try link.copy(into: target, text, rows: rows)
    }
  }

  func savepoint<T>(_ body: () throws -> T) throws -> T {
    try gate.savepoint({ (text) throws(DatabaseError) in try link.command(text) }, body)
  }
}
