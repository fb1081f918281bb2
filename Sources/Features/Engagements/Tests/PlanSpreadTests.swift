// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Domain

@Suite struct PlanSpreadTests {
  @Test("a total spread evenly adds up to it", arguments: 0..<60 as Range<UInt64>)
  func addsUp(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let total = Hours(units: Int64(random.next() % 3_000_000) + 1)
    let first = try #require(Month(202501))
    let count = Int(random.next() % 60)
    let plan = try MonthlyPlan.even(total, from: first, through: first.adding(months: count))
    #expect(plan.total == total && plan.months.count == count + 1)
    let most = plan.months.values.max() ?? .zero
    let least = plan.months.values.min() ?? .zero
    #expect(most - least <= Hours(wholeHours: 2))
  }

  @Test("1,000.50 h over twelve months: whole hours, the fraction in the last")
  func example() throws {
    let plan = try MonthlyPlan.even(
      Hours(units: 300_150), from: #require(Month(202601)), through: #require(Month(202612)))
    #expect(plan.months[Month(checked: 202601)] == Hours(wholeHours: 84))
    #expect(plan.months[Month(checked: 202605)] == Hours(wholeHours: 83))
    #expect(plan.months[Month(checked: 202612)] == Hours(units: 25_050))
  }

  @Test("months that run backwards, too many of them, or nothing to spread")
  func refused() throws {
    let (first, last) = (try #require(Month(202601)), try #require(Month(202501)))
    #expect(throws: ValueError.self) { try MonthlyPlan.even(Hours(wholeHours: 10), from: first, through: last) }
    #expect(throws: ValueError.self) { try MonthlyPlan.even(.zero, from: last, through: first) }
    #expect(throws: ValueError.self) {
      try MonthlyPlan.even(Hours(wholeHours: 10), from: last, through: last.adding(months: 120))
    }
  }

  @Test(
    "figures are pasted down, across, alone, with titles, totals and the months of spreadsheets",
    arguments: [
      "03/2026\t100\n04/2026\t50,50", "mars 2026;100\navril 2026;50,50", "Mois\tHeures\nmars-26\t100\navr.-26\t50,50",
      "Mois\tmars 2026\tavril 2026\tTotal\nHeures\t100\t50,50\t150,50", "100\t50,50", "100\n50,50\nTotal\t150,50",
      "01/03/2026\t100\n01/04/2026\t50:30\n\nTOTAL\t150,50", "03/2026\t100\navril 2026;50,50",
    ])
  func pasted(text: String) throws {
    let plan = PastedPlan(text, startingAt: try #require(Month(202603)))
    #expect(plan.faults == [])
    #expect(
      plan.months == [Month(checked: 202603): Hours(wholeHours: 100), Month(checked: 202604): Hours(units: 15_150)])
  }

  @Test(
    "a bad line is said with its number",
    arguments: [
      ("03/2026\tbeaucoup", 1), ("03/2026\t5\n04/2026\t-3", 2), ("03/2026;5\n03/2026;6", 2), ("03/2026;5\nété;6", 2),
    ])
  func faults(text: String, line: Int) throws {
    #expect(PastedPlan(text, startingAt: try #require(Month(202603))).faults.map(\.line) == [line])
  }

  @Test("any text is read without a crash", arguments: 0..<200 as Range<UInt64>)
  func anything(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let alphabet = Array("1203/6\t;\n,. avril mars-26Total\u{202E}\u{0}")
    let text = String((0..<60).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
    let plan = PastedPlan(text, startingAt: try #require(Month(202603)))
    #expect(plan.months.values.allSatisfy { $0 >= .zero })
  }

  @Test(
    "a percentage of labour is a rule without rounding",
    arguments: [
      // rate, share, cost, amount, hours
      ("5", "50", 3_000, 100_000_000, "833.33"), ("7,5", "42", 3_150, 100_000_000, "1000.00"),
      ("10", "33,33", 2_875, 41_237_900, "478.07"), ("0,5", "1", 4_999, 1_000_000, "0.01"),
    ])
  func labour(rate: String, share: String, cost: Int64, amount: Int64, hours: String) throws {
    let rule = try EngagementRule(
      rate: .parsePercent(rate, field: "Taux"), labourShare: .parsePercent(share, field: "Part"),
      hourlyCost: Money(cents: cost), basis: .invoiced)
    #expect(rule.hours(for: Money(cents: amount)).decimal == hours)
  }
}
