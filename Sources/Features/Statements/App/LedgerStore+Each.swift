// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension LedgerStore {
  /// Every line that the viewer may see, the latest month first, one at a time and without its days: for files.
  static func each(
    _ filter: LineFilter, for viewer: Viewer, _ db: any Connection, _ body: (LedgerLine) throws -> Void
  ) throws {
    // Looked up by line, the closed statements of an employer would cost more than all the rest.
    let closings = try Closings.read(viewer.territoryID, db)
    try db.each(
      """
      \(selection(closedBefore: "1 = 0")) WHERE \(LedgerScope.lines(viewer)) AND \(filter.condition)
      ORDER BY l.month DESC, l.id DESC
      """
    ) { row in
      var line = try line(row, for: viewer)
      if !line.isRegularisation { line.isRegularisation = closings.closed(line) }
      try body(line)
    }
  }
}

/// The closed statements of a territory, by employer.
private struct Closings {
  private struct Closing {
    let statement: ID<Statement>
    let period: StatementPeriod
    let at: Instant
  }

  private var byEmployer: [ID<Organisation>: [Closing]] = [:]

  static func read(_ territory: ID<Territory>, _ db: any Connection) throws -> Closings {
    var closings = Closings()
    try db.each(
      """
      SELECT id, employer_id, first_month, last_month, closed_at FROM statement
      WHERE territory_id = \(territory) AND purpose = 'period' AND closed_at IS NOT NULL
      ORDER BY last_month DESC
      """
    ) { row in
      let closing = Closing(
        statement: try row["id"], period: StatementPeriod(first: try row["first_month"], last: try row["last_month"]),
        at: try row["closed_at"])
      closings.byEmployer[try row["employer_id"], default: []].append(closing)
    }
    return closings
  }

  /// Whether the line's month was closed in another statement before the line's own came.
  func closed(_ line: LedgerLine) -> Bool {
    for closing in byEmployer[line.statement.employer] ?? [] {
      if closing.period.last < line.month { return false }
      if closing.at < line.statement.receivedAt, closing.statement != line.statement.id,
        closing.period.contains(line.month)
      {
        return true
      }
    }
    return false
  }
}
