// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct CorrectionRulesTests {
  private func line(lot: Int64, _ hours: Hours, kept: Hours?) -> HoursLine {
    HoursLine(
      id: ID(lot),
      entry: LedgerEntry(
        participantID: ID(1), employmentContractID: ID(1), engagementID: ID(lot), month: "2026-03", kind: .site,
        declared: hours),
      kept: kept)
  }

  @Test("Scenario 6: 35 h added and 7.50 h moved from lot 3 to lot 5 leave March at 41,265.50, in plain sums")
  func lateCorrection() throws {
    let moved = line(lot: 3, h("7,5"), kept: h("7,5"))
    let rest = h("41230,5") - h("7,5")
    var replacement = moved.entry
    replacement.engagementID = ID(5)
    let correction = try Correction.of(moved, replacement: replacement)
    #expect(correction.corrects == moved.id)
    #expect(correction.reversal.month == "2026-03")
    #expect(correction.reversal.engagementID == ID(3))
    #expect(correction.reversal.declared == h("-7,5"))
    #expect(correction.reversalKept == h("-7,5"))
    let march = [rest, h("7,5"), correction.reversalKept, replacement.declared, h(35)].sum
    #expect(march.decimal == "41265.50")
    #expect([h("7,5"), correction.reversalKept].sum == .zero)
  }

  @Test("A line kept in part is reversed by both its figures")
  func partly() throws {
    let correction = try Correction.of(line(lot: 3, h(161), kept: h(98)), replacement: nil)
    #expect(correction.reversal.declared == h(-161))
    #expect(correction.reversalKept == h(-98))
    #expect(correction.replacement == nil)
  }

  @Test("An undecided line, a reversal, or a change of nothing is no correction")
  func refused() {
    let decided = line(lot: 3, h(10), kept: h(10))
    #expect(throws: StatementError.notDecided) { try Correction.of(line(lot: 3, h(10), kept: nil), replacement: nil) }
    #expect(throws: StatementError.reversalCorrected) {
      try Correction.of(line(lot: 3, h(-10), kept: h(-10)), replacement: nil)
    }
    #expect(throws: StatementError.nothingChanges) { try Correction.of(decided, replacement: decided.entry) }
    var negative = decided.entry
    negative.declared = h(-1)
    #expect(throws: StatementError.notPositive) { try Correction.of(decided, replacement: negative) }
  }

  @Test("Closing the month closes the decided statements and lists the rest")
  func closing() {
    let result = Closing.month([(ID(1), 0), (ID(2), 3), (ID(3), 0)])
    #expect(result.closes == [ID(1), ID(3)])
    #expect(result.rest.map(\.id) == [ID(2)])
    #expect(throws: StatementError.linesUndecided(2)) { try Closing.check(undecided: 2, alreadyClosed: false) }
    #expect(throws: StatementError.statementClosed) { try Closing.check(undecided: 0, alreadyClosed: true) }
    #expect(throws: Never.self) { try Closing.check(undecided: 0, alreadyClosed: false) }
  }

  @Test(
    "Quarterly statements end with March, June, September and December and are due on the 15th after (21_BAM_048)",
    arguments: [
      ("2026-01", "2026-04-15"), ("2026-03", "2026-04-15"), ("2026-04", "2026-07-15"), ("2026-12", "2027-01-15"),
    ]
      as [(Month, Day)])
  func quarters(month: Month, due: Day) {
    let period = Rhythm.quarterly.period(containing: month)
    #expect(period.dueOn(dayOfMonth: StatementPeriod.usualDueDay) == due)
    #expect(period.contains(month))
    #expect(!period.isLate(on: due, dueDay: 15))
    #expect(period.isLate(on: due.adding(days: 1), dueDay: 15))
  }

  @Test("A monthly statement is due in the month after, held at its end")
  func monthly() {
    #expect(Rhythm.monthly.period(containing: "2026-01").dueOn(dayOfMonth: 31) == "2026-02-28")
    #expect(Rhythm.quarterly.period(containing: "2026-02").french == "janvier à mars 2026")
    #expect(Rhythm.monthly.period(containing: "2026-02").french == "février 2026")
  }

  @Test("Every refusal is a sentence with a kind")
  func sentences() {
    let errors: [StatementError] = [
      .keptOutOfRange(declared: h(1)), .reasonMissing, .noteMissing, .absenceNeverCounts, .alreadyDecided, .notDecided,
      .reversalCorrected, .nothingChanges, .notPositive, .statementClosed, .linesUndecided(1), .linesUndecided(2),
      .daysDiffer(days: h(1), declared: h(2)), .dayOutsideMonth("2026-01-01", "2026-02"),
    ]
    for error in errors { #expect(error.sentence.hasSuffix(".") && !error.sentence.contains("'")) }
    #expect(StatementError.alreadyDecided.kind == .conflict)
  }
}
