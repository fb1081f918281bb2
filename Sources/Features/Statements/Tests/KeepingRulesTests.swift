// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct KeepingRulesTests {
  /// The 23 working days of October 2025, seven hours each.
  private var october: [DayHours] {
    (0..<31).map { ("2025-10-01" as Day).adding(days: $0) }
      .filter { $0.weekday != .saturday && $0.weekday != .sunday }
      .map { DayHours(day: $0, hours: h(7)) }
  }

  @Test("Scenario 2: validated on 14 October, 98 of 161 hours are kept and 63 are before validation")
  func midMonth() throws {
    #expect(october.map(\.hours).sum == h(161))
    let keeping = try Keeping.of(
      declared: h(161), month: "2025-10", days: october, within: DayRange(from: "2025-10-14", through: "2027-10-13"))
    #expect(keeping == .settled(kept: h(98), before: h(63), after: .zero))
    #expect(keeping == Keeping.keep(days: october, from: "2025-10-14"))
    let decision = try #require(try keeping.decision(kind: .site, note: ""))
    #expect(decision.reason == .beforeValidation)
    #expect(decision.notKept == h(63))
    #expect(
      decision.sentence
        == "98,00\u{202F}h retenues sur 161,00\u{202F}h déclarées\u{202F}; 63,00\u{202F}h non retenues\u{202F}: avant validation."
    )
  }

  @Test("Scenario 2: with a monthly total only, the days are asked and nothing is prorated")
  func daysNeeded() throws {
    let range = DayRange(from: "2025-10-14", through: nil)
    let keeping = try Keeping.of(declared: h(161), month: "2025-10", days: [], within: range)
    #expect(keeping == .daysNeeded)
    #expect(try keeping.decision(kind: .site, note: "") == nil)
    #expect(
      try Keeping.of(declared: h(161), month: "2025-11", days: [], within: range)
        == .settled(kept: h(161), before: .zero, after: .zero))
    #expect(
      try Keeping.of(declared: h(161), month: "2025-09", days: [], within: range)
        == .settled(kept: .zero, before: h(161), after: .zero))
  }

  @Test("Days must be of the month and add up to what is declared")
  func days() {
    let range = DayRange(from: "2025-10-14", through: nil)
    #expect(throws: StatementError.daysDiffer(days: h(161), declared: h(150))) {
      try Keeping.of(declared: h(150), month: "2025-10", days: october, within: range)
    }
    #expect(throws: StatementError.dayOutsideMonth("2025-10-01", "2025-09")) {
      try Keeping.of(declared: h(161), month: "2025-09", days: october, within: range)
    }
  }

  @Test("Kept hours run from zero to what is declared, with a reason for the rest")
  func bounds() throws {
    #expect(try HoursDecision(kind: .site, declared: h(100), kept: h(100), reason: .noProof, note: "").reason == nil)
    #expect(throws: StatementError.keptOutOfRange(declared: h(100))) {
      try HoursDecision(kind: .site, declared: h(100), kept: h(101), reason: nil, note: "")
    }
    #expect(throws: StatementError.keptOutOfRange(declared: h(100))) {
      try HoursDecision(kind: .site, declared: h(100), kept: h(-1), reason: .noProof, note: "")
    }
    #expect(throws: StatementError.reasonMissing) {
      try HoursDecision(kind: .site, declared: h(100), kept: h(99), reason: nil, note: "")
    }
    #expect(throws: StatementError.noteMissing) {
      try HoursDecision(kind: .site, declared: h(100), kept: h(99), reason: .other, note: " ")
    }
    #expect(throws: StatementError.absenceNeverCounts) {
      try HoursDecision(kind: .absence, declared: h(7), kept: h(7), reason: nil, note: "")
    }
    #expect(try HoursDecision(kind: .site, declared: h(-7), kept: h(-7), reason: nil, note: "").kept == h(-7))
  }

  @Test("Whatever the days and the range, kept, before and after add up to what is declared", arguments: 0..<200)
  func conserved(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let days = october.map { DayHours(day: $0.day, hours: Hours(units: .random(in: 0...3600, using: &random))) }
    let from = ("2025-09-20" as Day).adding(days: .random(in: 0...50, using: &random))
    let through = Bool.random(using: &random) ? from.adding(days: .random(in: 0...40, using: &random)) : nil
    let declared = days.map(\.hours).sum
    let keeping = try Keeping.of(
      declared: declared, month: "2025-10", days: days, within: DayRange(from: from, through: through))
    guard case .settled(let kept, let before, let after) = keeping else {
      Issue.record("days were given")
      return
    }
    #expect(kept + before + after == declared)
    #expect([kept, before, after].allSatisfy { $0 >= .zero })
  }

  @Test("Scenario 3: an agency's 147,35 h are counted once, the user company's 90 h leave a gap of 1,89 to ask")
  func declaredTwice() {
    let lines = [h("88,11"), h("59,24")]
    #expect(lines.sum == h("147,35"))
    #expect(CrossCheck.gap(payer: lines[0], userCompany: h(90)) == h("1,89"))
  }

  @Test(
    "Scenario 4: an apprentice's 77 h on site and 70 h of training, by each policy",
    arguments: [(TrainingPolicy.none, "77.00"), (.cappedPercent(20), "92.40"), (.all, "147.00")])
  func training(policy: TrainingPolicy, credited: String) {
    #expect(policy.credited(site: h(77), training: h(70)).decimal == credited)
    #expect(TrainingPolicy(code: policy.code) == policy)
    #expect([HoursKind.site].allSatisfy(\.isDone) && !HoursKind.training.isDone)
  }

  /// decisions.md: half away from zero. 25 % of 120,50 h are 30,125 h, half a unit past 30,1233 h.
  @Test(
    "The cap of a share is rounded half away from zero", arguments: [(25, "150.63"), (33, "160.27"), (100, "165.75")])
  func trainingCap(percent: Int, credited: String) {
    #expect(TrainingPolicy.cappedPercent(percent).credited(site: h("120,50"), training: h("45,25")).decimal == credited)
  }

  @Test(
    "A policy is none, all, or a share from 1 to 100", arguments: ["", "capped:0", "capped:101", "capped:", "some"])
  func noPolicy(code: String) {
    #expect(TrainingPolicy(code: code) == nil)
  }
}
