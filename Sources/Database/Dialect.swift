// SPDX-License-Identifier: EUPL-1.2

/// The two engines, and every piece of SQL that differs between them.
public enum Dialect: Sendable, Hashable {
  case sqlite
  case postgresql

  /// Ends a `SELECT` whose rows must not change until the transaction ends. SQLite needs none: it has one writer at a time.
  public var forUpdate: SQL {
    switch self {
    case .sqlite: .empty
    case .postgresql: " FOR UPDATE"
    }
  }

  /// Ends a `SELECT` that takes rows which no other transaction holds: a queue with several workers.
  public var forUpdateSkipLocked: SQL {
    switch self {
    case .sqlite: .empty
    case .postgresql: " FOR UPDATE SKIP LOCKED"
    }
  }

  func placeholder(_ number: Int) -> String {
    switch self {
    case .sqlite: "?"
    case .postgresql: "$\(number)"
    }
  }
}
