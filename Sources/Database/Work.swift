// SPDX-License-Identifier: EUPL-1.2
import Synchronization

/// Transactions under way and done since the database was opened.
final class Work: Sendable {
  enum Kind { case read, write }

  private let state = Mutex(Database.Load())

  func begin(_ kind: Kind) {
    state.withLock {
      switch kind {
      case .read: $0.reading += 1
      case .write: $0.writing += 1
      }
    }
  }

  func end(_ kind: Kind) {
    state.withLock {
      switch kind {
      case .read: ($0.reading, $0.reads) = ($0.reading - 1, $0.reads + 1)
      case .write: ($0.writing, $0.writes) = ($0.writing - 1, $0.writes + 1)
      }
    }
  }

  var load: Database.Load { state.withLock { $0 } }
}

extension Database {
  /// How busy a database is: what runs or waits for its turn, and what was done.
  public struct Load: Sendable, Equatable {
    public var reading = 0
    public var writing = 0
    public var reads = 0
    public var writes = 0
  }

  /// Connections to a server of databases, and transactions that wait for one.
  public struct Links: Sendable, Equatable {
    public let open: Int
    public let idle: Int
    public let waiting: Int
  }

  /// Transactions of `read` and `write` since the start.
  public var load: Load { work.load }

  /// Connections to PostgreSQL; nil on SQLite.
  public var links: Links? { backend.links() }
}
