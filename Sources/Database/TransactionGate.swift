// SPDX-License-Identifier: EUPL-1.2

/// What a connection remembers of the transaction under way, so that both engines refuse the same things: a statement after a failure,
/// a statement inside `each`, a text with a NUL byte.
final class TransactionGate {
  /// The first failure outside a savepoint: nothing may be committed.
  private(set) var failure: DatabaseError?
  /// True once a statement succeeded: running the body again would not be harmless.
  private(set) var hasActed = false
  private var isStreaming = false
  private var depth = 0
  private let log: StatementLog
  private let dialect: Dialect

  init(_ dialect: Dialect, _ log: StatementLog) {
    self.dialect = dialect
    self.log = log
  }

  /// Runs one statement, and remembers its failure.
  func pass<T>(_ sql: SQL, _ run: (String, [SQLValue]) throws(DatabaseError) -> T) throws -> T {
    try requireUsable()
    log.record(sql)
    do throws(DatabaseError) {
      let (text, values) = sql.rendered(for: dialect)
      try Self.refuseNUL(values)
      let result = try run(text, values)
      hasActed = true
      return result
    } catch {
      failure = error
      throw error
    }
  }

  /// Runs `stream`, which gives rows to its argument until that says to stop. An error of `body` does not doom the transaction.
  func stream(
    _ sql: SQL, _ body: (Row) throws -> Void,
    _ stream: @escaping (String, [SQLValue], (Row) -> Bool) throws(DatabaseError) -> Void
  ) throws {
    var refusal: (any Error)?
    try pass(sql) { (text, values) throws(DatabaseError) in
      isStreaming = true
      defer { isStreaming = false }
      try stream(text, values) { row in
        do { try body(row) } catch { refusal = error }
        return refusal == nil
      }
    }
    if let refusal { throw refusal }
  }

  /// Runs `body` between `SAVEPOINT` and `RELEASE`; `command` runs those without passing here.
  func savepoint<T>(_ command: (String) throws(DatabaseError) -> Void, _ body: () throws -> T) throws -> T {
    try requireUsable()
    depth += 1
    defer { depth -= 1 }
    let name = "point_\(depth)"
    try command("SAVEPOINT \(name)")
    do {
      let result = try body()
      try finish()
      try command("RELEASE SAVEPOINT \(name)")
      return result
    } catch {
      do {
        try command("ROLLBACK TO SAVEPOINT \(name)")
        try command("RELEASE SAVEPOINT \(name)")
        failure = nil
      } catch let lost { failure = lost }
      throw error
    }
  }

  /// Called before the commit: throws the failure that someone caught and forgot.
  func finish() throws(DatabaseError) {
    if let failure { throw failure }
  }

  func fail(_ error: DatabaseError) { failure = error }

  private func requireUsable() throws(DatabaseError) {
    if isStreaming { throw .failed(code: "each", message: "the body of each may not run another statement") }
    if failure != nil { throw .failed(code: "25P02", message: "the transaction has already failed") }
  }

  /// SQLite would cut the text there without a word, PostgreSQL cannot hold it.
  static func refuseNUL(_ values: [SQLValue]) throws(DatabaseError) {
    for case .text(let text) in values where text.utf8.contains(0) {
      throw .failed(code: "22021", message: "a text holds a NUL byte")
    }
  }
}
