// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The act of receiving a statement: it is written whole, or not at all.
struct ReceiveStatement: Sendable {
  let employer: ID<Organisation>
  let employerName: String
  let period: StatementPeriod
  let lines: [LineDraft]
  let declarant: String
  /// The employer's last statement when the form was shown: another one since then means that this may be the same twice.
  let seen: Int64

  struct Received: Sendable {
    let id: ID<Statement>
    /// Frozen years in which the statement has months: its lines there are regularisations.
    let frozenYears: [Int]
  }

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws -> Received {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    guard try StatementStore.latest(of: employer, in: viewer.territoryID, db) == seen else {
      throw Conflict(
        "Un autre relevé de \(employerName) vient d’être enregistré\u{202F}: celui-ci n’a pas été ajouté. Regardez-le dans la liste des relevés avant de compléter."
      )
    }
    let draft = StatementDraft(
      territory: viewer.territoryID, employer: employer, period: period, author: viewer.accountID, declarant: declarant)
    let id = try LedgerStore.insertStatement(draft, at: now, db)
    for line in lines { _ = try LedgerStore.insertLine(line, in: id, of: draft, at: now, db) }
    let declared = lines.filter { $0.entry.kind != .absence }.map(\.entry.declared).sum
    try Journal.record(
      "statement.received", .statement, id.value,
      "Relevé de \(employerName) reçu pour \(period.french)\u{202F}: \(declared.french)\u{202F}h déclarées.",
      by: viewer,
      at: now, db)
    let years = Set(period.first.through(period.last).map(\.year))
    return Received(
      id: id, frozenYears: years.intersection(try StatementStore.frozenYears(viewer.territoryID, db)).sorted())
  }
}
