// SPDX-License-Identifier: EUPL-1.2
import Dispatch

/// PostgreSQL through libpq.
final class PostgresBackend: Backend {
  let dialect = Dialect.postgresql
  private let pool: PostgresPool
  private let log: StatementLog
  private let recall: Recall
  private let queue = DispatchQueue(label: "clausier.postgresql", qos: .userInitiated, attributes: .concurrent)

  /// Connects once, so that a wrong address is told at the start.
  init(
    url: String, _ settings: Database.Settings, _ log: StatementLog, _ recall: Recall
  ) throws(DatabaseError) {
    pool = PostgresPool(url: url, settings: settings)
    self.log = log
    self.recall = recall
    let link = try pool.acquireNow()
    defer { pool.release(link) }
    try link.connect()
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    try await transact(.read, body)
  }

  func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    try await transact(.write, body)
  }

  func readNow<T>(_ body: (any Connection) throws -> T) throws -> T { try transactNow(.read, body) }
  func writeNow<T>(_ body: (any Connection) throws -> T) throws -> T { try transactNow(.write, body) }

  private func transact<T: Sendable>(
    _ kind: PostgresTransaction.Kind, _ body: @escaping @Sendable (any Connection) throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      pool.acquire { [pool, log, recall, queue] answer in
        switch answer {
        case .failure(let error): continuation.resume(throwing: error)
        case .success(let link):
          queue.async {
            let result = Result { try PostgresTransaction(kind, link, log, recall).run(body) }
            pool.release(link)
            continuation.resume(with: result)
          }
        }
      }
    }
  }

  private func transactNow<T>(_ kind: PostgresTransaction.Kind, _ body: (any Connection) throws -> T) throws -> T {
    let link = try pool.acquireNow()
    defer { pool.release(link) }
    return try PostgresTransaction(kind, link, log, recall).run(body)
  }

  func readOnlyQuery(_ text: String, _ body: (Row) throws -> Void) throws -> [String] {
    var refusal: (any Error)?
    let columns = try readNow { [log] db in
      guard let connection = db as? PostgresConnection else { return [String]() }
      log.record(SQL(unchecked: text))
      return try connection.link.stream(text, [], prepared: false) { row in
        do { try body(row) } catch { refusal = error }
        return refusal == nil
      }
    }
    if let refusal { throw refusal }
    return columns
  }

  func backup(to path: String) throws { throw BackupError.belongsToPostgreSQL }
  func integrityCheck() throws -> [String] { [] }
  func links() -> Database.Links? { pool.links() }
  func close() { pool.close() }
}
