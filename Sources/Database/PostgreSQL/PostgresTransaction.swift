// SPDX-License-Identifier: EUPL-1.2
import CLibPQ

/// Runs a body in a transaction, and again when nothing of it can have stayed: after a deadlock, after a change of the schema under a
/// prepared statement, and when the connection proves dead at the first statement.
struct PostgresTransaction {
  enum Kind: String {
    case read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    case write = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
  }

  private let kind: Kind
  private let link: PostgresLink
  private let log: StatementLog
  private let recall: Recall?
  private static let attempts = 3

  init(_ kind: Kind, _ link: PostgresLink, _ log: StatementLog, _ recall: Recall) {
    self.kind = kind
    self.link = link
    self.log = log
    self.recall = kind == .read ? recall : nil
  }

  func run<T>(_ body: (any Connection) throws -> T) throws -> T {
    for _ in 1..<Self.attempts {
      let connection = try begin()
      do { return try finish(connection, body) } catch {
        guard mayRunAgain(connection) else { throw error }
      }
    }
    return try finish(try begin(), body)
  }

  /// A link may have been cut while it was idle: that shows here, and nothing is lost by connecting again.
  private func begin() throws(DatabaseError) -> PostgresConnection {
    try link.connect()
    link.forgetFailure()
    do throws(DatabaseError) { try link.command(kind.rawValue) } catch {
      guard link.isLost else { throw error }
      try link.connect()
      try link.command(kind.rawValue)
    }
    return PostgresConnection(link, log, recall)
  }

  private func finish<T>(_ connection: PostgresConnection, _ body: (any Connection) throws -> T) throws -> T {
    do {
      let result = try body(connection)
      try connection.gate.finish()
      try commit(connection)
      return result
    } catch {
      if !link.isLost, !link.isIdle { _ = try? link.command("ROLLBACK") }
      throw error
    }
  }

  private func commit(_ connection: PostgresConnection) throws(DatabaseError) {
    do throws(DatabaseError) {
      let result = try link.command("COMMIT")
      if result.tag != "COMMIT" { throw .failed(code: "25P02", message: "the transaction was rolled back") }
    } catch {
      connection.gate.fail(error)
      guard kind == .write, link.isLost else { throw error }
      throw .unavailable("la connexion a été coupée pendant l’enregistrement\u{202F}; vérifiez s’il a eu lieu.")
    }
  }

  private func mayRunAgain(_ connection: PostgresConnection) -> Bool {
    guard connection.gate.failure != nil else { return false }
    if link.isLost { return !connection.gate.hasActed }
    switch link.failureState {
    case "40001", "40P01": return true
    case "0A000":  // cached plan must not change result type
      return (try? link.forgetPrepared()) != nil
    default: return false
    }
  }
}
