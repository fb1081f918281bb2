// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The act of giving the days of a line declared as a monthly total, while it is undecided.
struct AddDays: Sendable {
  let line: ID<HoursLine>
  let text: String

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let found = try LedgerStore.line(line, for: viewer, db)
    guard viewer.isFacilitator || viewer.organisationID == found.statement.employer else { throw Missing() }
    guard found.isUndecided else { throw AlreadyDecided.conflict(found) }
    guard found.days.isEmpty else { throw Conflict("Les jours de cette ligne sont déjà connus\u{202F}: relisez-la.") }
    let days = try parse(found)
    try LedgerStore.insertDays(days, of: line, in: viewer.territoryID, db)
    try Journal.record(
      "line.days", .statement, found.statement.id.value,
      "\(found.place.lotLabel), \(found.month.french)\u{202F}: jours reçus.", by: viewer, at: now, db)
  }

  private func parse(_ found: LedgerLine) throws(FormRejected) -> [DayHours] {
    do throws(ValueError) {
      let days = try DaysText.parse(text, month: found.month)
      let total = days.map(\.hours).sum
      guard total == found.declared else {
        throw ValueError(StatementError.daysDiffer(days: total, declared: found.declared).sentence)
      }
      return days
    } catch { throw FormRejected("jours", error.sentence) }
  }
}
