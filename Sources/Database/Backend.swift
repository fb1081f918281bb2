// SPDX-License-Identifier: EUPL-1.2

/// What an engine must be able to do. `read` and `write` run `body` in one transaction, off Swift's cooperative threads.
protocol Backend: Sendable {
  var dialect: Dialect { get }
  func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T
  func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T
  func readNow<T>(_ body: (any Connection) throws -> T) throws -> T
  func writeNow<T>(_ body: (any Connection) throws -> T) throws -> T
  /// Gives the names of the columns, so that an empty result still has a heading.
  func readOnlyQuery(_ text: String, _ body: (Row) throws -> Void) throws -> [String]
  func backup(to path: String) throws
  func integrityCheck() throws -> [String]
  /// Connections to the server; nil where there is none.
  func links() -> Database.Links?
  func close()
}
