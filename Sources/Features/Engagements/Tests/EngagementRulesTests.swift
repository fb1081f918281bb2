// SPDX-License-Identifier: EUPL-1.2

import Domain
import Foundation
import Testing

@Suite struct EngagementRulesTests {
  private func recorded(_ day: Day, hour: Int = 9) -> Instant {
    Instant(milliseconds: Int64(day.dayNumber) * 86_400_000 + Int64(hour) * 3_600_000)
  }

  private func evening(_ day: Day) -> Instant { recorded(day, hour: 22) }

  private func event(
    _ kind: EngagementEventKind, _ day: Day, delta: Hours? = nil, euros: Int? = nil, setsTo: Hours? = nil
  ) -> EngagementEvent {
    EngagementEvent(
      kind: kind, effectiveOn: day, recordedAt: recorded(day), delta: delta, amount: euros.map { Money(euros: $0) },
      setsTo: setsTo)
  }

  /// Scenario 1, after the State's contract 21_BAM_048.
  private var rule: EngagementRule {
    get throws {
      try EngagementRule(
        hoursPerSlice: h(1), slice: Money(euros: 2000), threshold: Money(euros: 2_700_000), basis: .invoiced)
    }
  }

  private var invoiced: [EngagementEvent] {
    [
      event(.order, "2025-01-10", euros: 3_500_000), event(.invoice, "2025-02-10", euros: 2_650_000),
      event(.invoice, "2025-03-10", euros: 61_500), event(.invoice, "2025-04-10", euros: 389_500),
      event(.creditNote, "2025-05-10", euros: 21_000),
    ]
  }

  @Test(
    "Scenario 1: one hour per full 2,000 € invoiced above 2,700,000 €, lowered again by a credit note",
    arguments: [
      ("2025-02-10", 2_650_000, 0), ("2025-03-10", 2_711_500, 5), ("2025-04-10", 3_101_000, 200),
      ("2025-05-10", 3_080_000, 190),
    ]
      as [(Day, Int, Int)])
  func invoices(day: Day, total: Int, firm: Int) throws {
    let balance = EngagementBalance.at(events: invoiced, terms: .rule(try rule), knownAt: evening(day))
    #expect(balance.invoiced == Money(euros: total))
    #expect(balance.firm == h(firm))
    #expect(balance.forecast == h(400))
    #expect(balance.ordered == Money(euros: 3_500_000))
  }

  @Test("Scenario 1: the balance at the second date still reads 5 once all is known")
  func pastStays() throws {
    let terms = EngagementTerms.rule(try rule)
    #expect(
      EngagementBalance.at(events: invoiced.reversed(), terms: terms, knownAt: evening("2025-03-10")).firm == h(5))
    #expect(
      EngagementBalance.known(events: invoiced, terms: terms).map(\.value) == [.zero, .zero, h(5), h(200), h(190)])
    #expect(EngagementBalance.at(events: invoiced, terms: terms, knownAt: evening("2025-01-09")) == .nothing)
  }

  @Test(
    "Only full slices above the threshold owe hours",
    arguments: [
      (2_700_000_00, 0), (2_701_999_99, 0), (2_702_000_00, 1), (2_703_999_99, 1), (2_704_000_00, 2), (0, 0), (-5, 0),
    ])
  func slices(cents: Int64, hours: Int) throws {
    #expect(try rule.hours(for: Money(cents: cents)) == h(hours))
  }

  @Test("A rule may count what is ordered, share a slice begun, and says itself in words")
  func otherRules() throws {
    let prorated = try EngagementRule(
      hoursPerSlice: h(1), slice: Money(euros: 2000), threshold: .zero, basis: .ordered, rounding: .prorated)
    #expect(prorated.hours(for: Money(euros: 3000)) == h("1,5"))
    let events = [event(.order, "2025-01-10", euros: 3000)]
    #expect(
      EngagementBalance.at(events: events, terms: .rule(prorated), knownAt: evening("2025-01-10")).firm == h("1,5"))
    #expect(
      try rule.french
        == "1\u{202F}h par tranche pleine de 2\u{202F}000\u{202F}€ facturés au-delà de 2\u{202F}700\u{202F}000\u{202F}€"
    )
    #expect(throws: ValueError.self) {
      try EngagementRule(hoursPerSlice: h(1), slice: .zero, threshold: .zero, basis: .ordered)
    }
    #expect(throws: ValueError.self) {
      try EngagementRule(hoursPerSlice: .zero, slice: Money(euros: 1), threshold: .zero, basis: .ordered)
    }
  }

  @Test("Scenario 5: an amendment down leaves what was true before it")
  func amendment() {
    let events = [event(.award, "2025-01-15", delta: h(1200)), event(.amendment, "2025-06-15", delta: h(-300))]
    let before = EngagementBalance.at(events: events, terms: .hours, knownAt: evening("2025-05-31"))
    let after = EngagementBalance.at(events: events, terms: .hours, knownAt: evening("2025-06-15"))
    #expect(DueAndDone(due: before.firm, done: h(1000)).percent?.french == "83,3\u{202F}%")
    #expect(after.firm == h(900))
    #expect(after.forecast == h(900))
    let done = DueAndDone(due: after.firm, done: h(1000))
    #expect(done.percent?.french == "111,1\u{202F}%")
    #expect(done.remaining == .zero)
    #expect(done.surplus == h(100))
  }

  @Test("Scenario 5: on termination the buyer's decision is what is owed")
  func termination() {
    let events = [event(.award, "2025-01-15", delta: h(2000)), event(.termination, "2025-09-01", setsTo: h(800))]
    let balance = EngagementBalance.at(events: events, terms: .hours, knownAt: evening("2025-09-01"))
    #expect(balance.firm == h(800))
    #expect(balance.terminatedOn == "2025-09-01")
    #expect(!balance.awaitsDecision)
    let done = DueAndDone(due: balance.firm, done: h(650))
    #expect(done.percent?.french == "81,3\u{202F}%")
    #expect(done.remaining == h(150))
    #expect(
      LotState.of(
        LotDates(notifiedOn: "2025-01-15", terminatedOn: "2025-09-01"), on: "2025-09-01", kept: h(650), planStarts: nil
      ).french == "résilié")
  }

  @Test("A termination without a decision owes what it did, and says that it waits")
  func terminationPending() throws {
    let events = [event(.award, "2025-01-15", delta: h(2000)), event(.termination, "2025-09-01")]
    let balance = EngagementBalance.at(events: events, terms: .hours, knownAt: evening("2025-09-01"))
    #expect(balance.firm == h(2000))
    #expect(balance.awaitsDecision)
    var decided = invoiced
    decided.append(event(.termination, "2025-06-01", setsTo: h(100)))
    decided.append(event(.invoice, "2025-07-01", euros: 500_000))
    let ruled = EngagementBalance.at(events: decided, terms: .rule(try rule), knownAt: evening("2025-07-01"))
    #expect(ruled.firm == h(100))
    #expect(ruled.forecast == h(100))
  }

  @Test("What is learnt late draws the plan at its effective day, and the past at the day it was learnt")
  func learntLate() {
    let award = event(.award, "2025-01-15", delta: h(1000))
    let late = EngagementEvent(
      kind: .amendment, effectiveOn: "2025-02-01", recordedAt: recorded("2025-04-01"), delta: h(200))
    let renewal = event(.renewal, "2025-03-01", delta: h(500))
    let events = [award, late, renewal]
    #expect(EngagementBalance.at(events: events, terms: .hours, knownAt: evening("2025-03-01")).firm == h(1500))
    let plan = EngagementBalance.history(events: events, terms: .hours, knownAt: evening("2025-04-01"))
    #expect(plan.map(\.day) == ["2025-01-15", "2025-02-01", "2025-03-01"])
    #expect(plan.map(\.value) == [h(1000), h(1200), h(1700)])
  }

  @Test("An event carries what its kind needs")
  func complete() {
    #expect(throws: ValueError.self) { try event(.order, "2025-01-01").checked(for: .hours) }
    #expect(throws: ValueError.self) { try event(.award, "2025-01-01").checked(for: .hours) }
    #expect(throws: ValueError.self) { try event(.termination, "2025-01-01", setsTo: h(-1)).checked(for: .hours) }
    #expect(throws: Never.self) { try event(.order, "2025-01-01", delta: h(30)).checked(for: .hours) }
    #expect(throws: Never.self) { try event(.termination, "2025-01-01").checked(for: .hours) }
  }

  @Test("A balance never changes by what is recorded later, and is never negative", arguments: 0..<200)
  func pastIsFrozen(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let start: Day = "2025-01-01"
    let events = (0..<20).map { index in
      let day = start.adding(days: index * 3)
      let kind = EngagementEventKind.allCases.randomElement(using: &random) ?? .award
      return event(
        kind, day, delta: h(Int.random(in: -500...500, using: &random)),
        euros: Int.random(in: 0...900_000, using: &random),
        setsTo: Bool.random(using: &random) ? h(Int.random(in: 0...900, using: &random)) : nil)
    }
    let cut = Int.random(in: 1..<20, using: &random)
    for terms in [EngagementTerms.hours, .rule(try rule)] {
      let moment = evening(start.adding(days: (cut - 1) * 3))
      let known = EngagementBalance.at(events: Array(events.prefix(cut)), terms: terms, knownAt: moment)
      #expect(EngagementBalance.at(events: events.shuffled(using: &random), terms: terms, knownAt: moment) == known)
      #expect(known.firm >= .zero)
      #expect(known.forecast >= .zero)
    }
  }
}
