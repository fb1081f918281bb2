// SPDX-License-Identifier: EUPL-1.2

/// Where a database is.
public enum Location: Sendable, Hashable {
  /// A file, created when missing (its folder is not).
  case sqliteFile(String)
  /// A database in memory, gone when closed: for tests.
  case sqliteMemory
  /// A `postgres://user:password@host:port/name` address, as libpq reads it.
  case postgresql(String)

  /// Reads a command-line option: `postgres://…` or `postgresql://…`, `:memory:`, else the path of a file.
  public static func parse(_ text: String) -> Location {
    if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") { return .postgresql(text) }
    return text == ":memory:" ? .sqliteMemory : .sqliteFile(text)
  }
}
