// SPDX-License-Identifier: EUPL-1.2
import Synchronization

/// Commands that PostgreSQL refuses inside a transaction, such as `CREATE DATABASE`: for tests, which make databases of their own.
package final class PostgresAdministration: Sendable {
  private let link: Mutex<PostgresLink>

  package init(url: String) {
    var settings = Database.Settings()
    settings.statementTimeout = 120
    link = Mutex(PostgresLink(url: url, settings: settings))
  }

  /// Runs one command; returns the first column of its rows.
  @discardableResult
  package func run(_ command: String) throws -> [SQLValue] {
    try link.withLock { link in
      try link.connect()
      let result = try link.command(command)
      let columns = result.columns()
      return (0..<result.rowCount).map { result.row($0, columns).value(at: 0) }
    }
  }
}
