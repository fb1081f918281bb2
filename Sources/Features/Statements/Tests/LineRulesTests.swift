// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct LineRulesTests {
  private let clean = LineFacts(
    month: "2026-03", kind: .site, declared: h("151,67"),
    eligibility: DayRange(from: "2025-10-14", through: "2027-10-13"),
    contract: DayRange(from: "2025-10-01", through: nil), lot: DayRange(from: "2025-02-01", through: "2026-12-31"),
    monthTotal: h("151,67"))

  private func codes(_ change: (inout LineFacts) -> Void) -> [String] {
    var facts = clean
    change(&facts)
    return LineChecks.remarks(on: facts).map { "\($0.severity.rawValue) \($0.code)" }
  }

  @Test("An ordinary line is clean")
  func ordinary() {
    #expect(LineChecks.remarks(on: clean).isEmpty)
    #expect(LineChecks.remarks(on: clean).isClean)
    #expect(!clean.legalMaximaAreVerifiable)
  }

  @Test("Hours before validation, after its end or without one are said")
  func eligibility() {
    #expect(codes { $0.eligibility = nil } == ["block not_validated"])
    #expect(
      codes {
        $0.month = "2025-09"
        $0.contract = DayRange(from: "2025-09-01", through: nil)
      } == ["block before_validation"])
    #expect(codes { $0.month = "2025-10" } == ["warn days_needed"])
    #expect(
      codes { $0.eligibility = DayRange(from: "2024-01-01", through: "2025-12-31") } == ["warn after_eligibility"])
    let days = [DayHours(day: "2025-10-13", hours: h(7)), DayHours(day: "2025-10-14", hours: h(7))]
    #expect(
      codes {
        $0.month = "2025-10"
        $0.days = days
        $0.declared = h(14)
      } == ["warn before_validation"])
    #expect(
      codes {
        $0.month = "2025-10"
        $0.days = [days[1]]
        $0.declared = h(7)
      } == [])
  }

  @Test("Hours outside the dates of the contract or of the lot are said")
  func dates() {
    #expect(codes { $0.contract = DayRange(from: "2026-04-01", through: nil) } == ["block outside_contract"])
    #expect(codes { $0.contract = DayRange(from: "2026-03-15", through: nil) } == [])
    #expect(codes { $0.lot = DayRange(from: "2025-02-01", through: "2026-02-28") } == ["warn outside_lot"])
    #expect(codes { $0.lot = nil } == [])
    let days = [DayHours(day: "2026-03-13", hours: h(7)), DayHours(day: "2026-03-16", hours: h(7))]
    #expect(
      codes {
        $0.contract = DayRange(from: "2026-03-15", through: nil)
        $0.days = days
      } == ["warn outside_contract"])
  }

  @Test("Unusual amounts are said: more than 220 h, none, or negative")
  func amounts() {
    #expect(codes { $0.monthTotal = h("220") } == [])
    #expect(codes { $0.monthTotal = h("220,01") } == ["warn unusual_month"])
    #expect(codes { $0.declared = .zero } == ["warn zero"])
    #expect(codes { $0.declared = h(-1) } == ["block negative"])
    #expect(
      codes {
        $0.declared = h(-1)
        $0.isReversal = true
      } == [])
  }

  @Test("Absence never counts, and leaves the line clean")
  func absence() {
    #expect(
      codes {
        $0.kind = .absence
        $0.eligibility = nil
      } == ["inform absence"])
    var facts = clean
    facts.kind = .absence
    #expect(LineChecks.remarks(on: facts).isClean)
  }

  @Test("Legal maxima are checked where days are declared")
  func maxima() {
    let long = (2...7).map { DayHours(day: ("2026-03-01" as Day).adding(days: $0 - 1), hours: h("8,5")) }
    #expect(
      codes {
        $0.days = long
        $0.declared = h(51)
      } == ["warn long_week"])
    let day = [DayHours(day: "2026-03-02", hours: h("10,5"))]
    #expect(
      codes {
        $0.days = day
        $0.declared = h("10,5")
      } == ["warn long_day"])
  }

  @Test("A year frozen by its arrêté makes a late line a regularisation")
  func frozen() {
    #expect(codes { $0.frozenYears = [2026] } == ["warn frozen_year"])
    #expect(codes { $0.frozenYears = [2025] } == [])
  }

  @Test("The gravest remark comes first, and each has its sentence and source")
  func order() {
    var facts = clean
    facts.eligibility = nil
    facts.frozenYears = [2026]
    facts.monthTotal = h(300)
    let remarks = LineChecks.remarks(on: facts)
    #expect(remarks.map(\.severity) == [.block, .warn, .warn])
    #expect(remarks.allSatisfy { $0.sentence.hasSuffix(".") && !$0.source.isEmpty })
    #expect(!remarks.isClean)
  }
}
