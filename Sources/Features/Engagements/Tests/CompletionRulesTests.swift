// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct CompletionRulesTests {
  @Test("Scenario 7: raw 84.4 %, capped lot by lot 80.6 %, 1,259 hours missing")
  func capped() {
    let lots = [(0, 1200), (1100, 950), (2100, 2100), (1371, 1430), (900, 800)]
    let completion = Completion(lots.map { DueAndDone(due: h($0.1), done: h($0.0)) })
    #expect(completion.raw?.french == "84,4\u{202F}%")
    #expect(completion.capped?.french == "80,6\u{202F}%")
    #expect(completion.missing == h(1259))
    #expect(completion.surplus == h(250))
  }

  @Test("In a joint consortium a surplus covers another member, in a split engagement it does not")
  func members() {
    let members = [DueAndDone(due: h(600), done: h(700)), DueAndDone(due: h(400), done: h(300))]
    #expect(Completion(members: members, bearing: .joint).missing == .zero)
    #expect(Completion(members: members, bearing: .joint).capped?.french == "100,0\u{202F}%")
    #expect(Completion(members: members, bearing: .split).missing == h(100))
    #expect(Completion(members: members, bearing: .split).capped?.french == "90,0\u{202F}%")
  }

  @Test("Nothing owed has no percentage, and nothing remains")
  func nothing() {
    #expect(Completion([]).raw == nil)
    #expect(DueAndDone(due: .zero, done: h(5)).percent == nil)
    #expect(DueAndDone(due: .zero, done: h(5)).remaining == .zero)
    #expect(DueAndDone(due: h(10), done: h(-2)).capped == .zero)
  }

  @Test("A split goes by largest remainder")
  func remainder() throws {
    #expect(try SplitKey([1, 1, 1]).split(Hours(units: 100)).map(\.units) == [34, 33, 33])
    #expect(try SplitKey([60, 40]).split(h("147,35")).map(\.decimal) == ["88.41", "58.94"])
    #expect(try SplitKey([0, 5]).split(h(3)) == [.zero, h(3)])
    #expect(try SplitKey([2, 3]).split(Money(cents: 101)).map(\.cents) == [40, 61])
  }

  @Test("A key without a share, or with a negative one, is refused", arguments: [[], [0, 0], [-1, 2]] as [[Int]])
  func refused(shares: [Int]) {
    #expect(throws: ValueError.self) { try SplitKey(shares) }
  }

  @Test(
    "Parts always add up to the whole, none is off by a unit or more, and a minus undoes a plus", arguments: 0..<300)
  func conserved(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    var shares = (0..<Int.random(in: 1...12, using: &random)).map { _ in Int.random(in: 0...1000, using: &random) }
    shares[0] += 1
    let units = Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random)
    let key = try SplitKey(shares)
    let parts = key.split(Hours(units: units))
    #expect(parts.sum.units == units)
    let sum = Int128(shares.reduce(0, +))
    for (part, share) in zip(parts, shares) {
      let off = Int128(part.units) * sum - Int128(units) * Int128(share)
      #expect(off.magnitude < sum.magnitude)
    }
    #expect(key.split(Hours(units: -units)) == parts.map { -$0 })
  }

  @Test("P9: 490 hours owed, 70 accepted, 35 € an hour is 14,700 € (TA Rennes, 4 February 2026)")
  func penalty() {
    let done = DueAndDone(due: h(490), done: h(70))
    #expect(Penalty.proposal(missing: done.remaining, perHour: Money(euros: 35)) == Money(euros: 14_700))
    #expect(Penalty.proposal(missing: h(-3), perHour: Money(euros: 35)) == .zero)
    #expect(Penalty.proposal(missing: h("0,01"), perHour: Money(cents: 50)) == Money(cents: 1))
  }
}

@Suite struct PlanRulesTests {
  private let plan = MonthlyPlan(["2026-03": h(100), "2026-04": h(100), "2026-05": h(200)])

  private func position(
    plan: MonthlyPlan, done: [Month: Hours], on today: Day, due: Hours = h(400), endsOn: Day? = nil
  ) -> PlanPosition {
    PlanPosition(plan: plan, due: due, doneByMonth: done, endsOn: endsOn, today: today)
  }

  @Test("Without a plan nothing is late, and the next action is to ask for it")
  func noPlan() {
    let position = position(plan: MonthlyPlan([:]), done: [:], on: "2026-11-24")
    #expect(position.state == .noPlan)
    #expect(!position.isLate)
    #expect(position.gap == nil)
    #expect(position.nextAction == "Demander le prévisionnel")
    #expect(position.restPerMonth == nil)
  }

  @Test(
    "Zero hours before the plan's first month is not started, and no delay",
    arguments: ["2026-01-15", "2026-02-28", "2026-03-31"] as [Day])
  func notStarted(day: Day) {
    #expect(position(plan: plan, done: [:], on: day).state == .notStarted)
  }

  @Test("Hours are held against the plan cumulated to last month")
  func gap() {
    let late = position(
      plan: plan, done: ["2026-03": h(70), "2026-04": h(60), "2026-05": h(50)], on: "2026-05-10", endsOn: "2026-06-30")
    #expect(late.state == .behind)
    #expect(late.planned == h(200))
    #expect(late.doneToDate == h(130))
    #expect(late.gap == h(-70))
    #expect(late.isFarBehind)
    #expect(late.remaining == h(220))
    #expect(late.monthsLeft == 2)
    #expect(late.restPerMonth == h(110))
    let fine = position(plan: plan, done: ["2026-03": h(100)], on: "2026-04-01")
    #expect(fine.state == .onPlan)
    #expect(fine.gap == .zero)
    #expect(position(plan: plan, done: ["2026-03": h(99)], on: "2026-04-01").isFarBehind == false)
    #expect(position(plan: plan, done: [:], on: "2026-04-01").state == .behind)
  }

  @Test("What is done is done: nothing remains, and no month is owed")
  func achieved() {
    let position = position(plan: plan, done: ["2026-03": h(450)], on: "2026-04-10")
    #expect(position.state == .achieved)
    #expect(position.remaining == .zero)
    #expect(position.nextAction == nil)
  }
}
