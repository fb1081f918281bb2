// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The act of closing one statement: every line is decided, and it reopens for nobody.
struct CloseStatement: Sendable {
  let statement: ID<Statement>

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let head = try StatementStore.find(statement, for: viewer, db)
    try Closing.check(undecided: head.undecided, alreadyClosed: head.closedAt != nil)
    guard try StatementStore.close([statement], for: viewer, at: now, db) == 1 else {
      throw StatementError.statementClosed
    }
    try Journal.record(
      "statement.closed", .statement, statement.value,
      "\(head.title)\u{202F}: clos, \(head.kept.french)\u{202F}h retenues.",
      by: viewer, at: now, db)
  }
}

/// « Clore le mois »: closes every decided statement whose period holds the month; the rest stays, and is listed.
struct CloseMonth: Sendable {
  let month: Month
  /// Which statements of the month: one's own contracts', an employer's. All of them when nothing is said.
  var filter = StatementFilter()

  struct Outcome: Sendable {
    let closed: Int
    let rest: Int
  }

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws -> Outcome {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    var wanted = filter
    (wanted.month, wanted.state) = (month, nil)
    let open = try StatementStore.list(wanted, for: viewer, limit: 10_000, db)
      .filter { $0.closedAt == nil }
    let plan = Closing.month(open.map { ($0.id, $0.undecided) })
    let closed = try StatementStore.close(plan.closes, for: viewer, at: now, db)
    if closed > 0 {
      try Journal.record(
        "month.closed", .territory, viewer.territoryID.value,
        "\(FrenchText.capitalised(month.french))\u{202F}: \(FrenchText.count(closed, "relevé clos", "relevés clos")).",
        by: viewer, at: now, db)
    }
    return Outcome(closed: closed, rest: plan.rest.count)
  }
}
