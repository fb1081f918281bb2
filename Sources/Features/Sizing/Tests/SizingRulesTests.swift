// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct SizingRulesTests {
  @Test("S1: 1,000,000 € at 50 % of labour, 5 % and 30 € an hour give 833 hours (mefsud77.fr)")
  func amount() throws {
    let result = try Sizing.Amount(
      amount: Money(euros: 1_000_000), labourShare: Rational(50), rate: Rational(5), hourlyCost: Money(euros: 30)
    ).result
    #expect(result.labourEuros == Rational(500_000))
    #expect(result.effortEuros == Rational(25_000))
    #expect(result.raw == Rational(2500, 3))
    #expect(result.rawText == "833.33")
    #expect(result.rawFrench == "833,33")
    #expect(result.retained == 833)
    #expect(result.clause)
    #expect(result.reason == nil)
    #expect(
      result.factors.map(\.key) == ["amountEuros", "labourSharePercent", "insertionRatePercent", "hourlyCostEuros"])
    #expect(result.factors.map(\.value) == ["1000000", "50", "5", "30"])
    #expect(result.factors.first?.french == "1\u{202F}000\u{202F}000")
  }

  @Test("S3: a cleaning lot of 300,000 € over 36 months with 200 h to take over gives 480 hours (inserpropre.fr)")
  func cleaning() throws {
    let result = try cleaning(turnover: 300_000, hours: h(200)).result
    #expect(result.weighting == Rational(2, 5))
    #expect(result.weighting?.plain(decimals: 2) == "0.40")
    #expect(result.rawText == "480.00")
    #expect(result.retained == 480)
    #expect(result.clause)
  }

  @Test(
    "S4 and S5: 5 % of the hours of the contract",
    arguments: [(269_000, 13_450), (26_000, 1_300)])
  func totalHours(total: Int, expected: Int) throws {
    let result = try Sizing.TotalHours(totalHours: h(total), rate: Rational(5)).result
    #expect(result.retained == expected)
    #expect(result.clause)
  }

  @Test("One full-time equivalent over six months at 1,607 h a year is 803.50 h, retained 803")
  func fullTime() throws {
    let result = try Sizing.FullTime(
      fte: .one, months: 6, rate: Rational(100), hoursPerYear: Sizing.FullTime.hoursPerYear
    ).result
    #expect(result.rawText == "803.50")
    #expect(result.retained == 803)
    #expect(result.factors.contains { $0.key == "hoursPerYear" && $0.french == "1\u{202F}607" })
    let part = try Sizing.FullTime(fte: Rational(5, 2), months: 12, rate: Rational(15, 2), hoursPerYear: 1600).result
    #expect(part.rawText == "300.00")
  }

  @Test("Under 150 hours a cleaning lot has no clause, at 150 it has one")
  func cleaningThreshold() throws {
    // P = 1, so I = A ÷ 25 × 10 %: 37,500 € is exactly 150 h.
    #expect(try cleaning(turnover: 37_500, hours: .zero).result.clause)
    let under = try cleaning(turnover: 37_499, hours: .zero).result
    #expect(under.rawText == "150.00")
    #expect(under.retained == 149)
    #expect(!under.clause)
    #expect(under.reason?.contains("150") == true)
  }

  @Test("The threshold of 150 hours is the cleaning branch's only")
  func otherThreshold() throws {
    #expect(try Sizing.TotalHours(totalHours: h(1000), rate: Rational(5)).result.clause)
    #expect(try !Sizing.TotalHours(totalHours: h(1000), rate: .zero).result.clause)
  }

  @Test("Staff that exceeds the potential leaves no clause and never negative hours")
  func noPotential() throws {
    let result = try cleaning(turnover: 300_000, hours: h(400)).result
    #expect(result.weighting == Rational(-1, 5))
    #expect(result.retained == 0)
    #expect(result.rawText == "-240.00")
    #expect(!result.clause)
    #expect(result.reason?.contains("dépasse le potentiel") == true)
    #expect(try !cleaning(turnover: 25 * 36 * 200, hours: h(200)).result.clause)
  }

  @Test("Inputs outside their bounds are refused with a sentence")
  func bounds() {
    let million = Money(euros: 1_000_000)
    let thirty = Money(euros: 30)
    expectRefusal { () throws(ValueError) in
      try Sizing.Amount(amount: .zero, labourShare: .one, rate: .one, hourlyCost: thirty).result
    }
    expectRefusal { () throws(ValueError) in
      try Sizing.Amount(amount: million, labourShare: Rational(101), rate: .one, hourlyCost: thirty).result
    }
    expectRefusal { () throws(ValueError) in
      try Sizing.Amount(amount: million, labourShare: .one, rate: Rational(-1), hourlyCost: thirty).result
    }
    expectRefusal { () throws(ValueError) in
      try Sizing.Amount(amount: million, labourShare: .one, rate: .one, hourlyCost: .zero).result
    }
    expectRefusal { () throws(ValueError) in try Sizing.TotalHours(totalHours: h(-1), rate: .one).result }
    expectRefusal { () throws(ValueError) in
      try Sizing.FullTime(fte: .one, months: 0, rate: .one, hoursPerYear: 1607).result
    }
    expectRefusal { () throws(ValueError) in
      try Sizing.FullTime(fte: .zero, months: 1, rate: .one, hoursPerYear: 1607).result
    }
    expectRefusal { () throws(ValueError) in
      try Sizing.FullTime(fte: .one, months: 1, rate: .one, hoursPerYear: 0).result
    }
    expectRefusal { () throws(ValueError) in
      try Sizing.Cleaning(
        turnover: million, months: 0, transferableMonthlyHours: .zero, rate: .one, eurosPerHour: thirty
      ).result
    }
    expectRefusal { () throws(ValueError) in
      try Sizing.Cleaning(
        turnover: million, months: 1, transferableMonthlyHours: h(-1), rate: .one, eurosPerHour: thirty
      ).result
    }
  }

  @Test("A larger amount never gives fewer hours, and what is retained is the floor", arguments: 0..<200)
  func monotone(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let cents = Int64.random(in: 1...90_000_000_000_000, using: &random)
    let share = Rational(Int128(Int64.random(in: 0...1_000_000, using: &random)), 10_000)
    let rate = Rational(Int128(Int64.random(in: 0...1_000_000, using: &random)), 10_000)
    let cost = Money(cents: Int64.random(in: 1...1_000_000, using: &random))
    let small = try Sizing.Amount(amount: Money(cents: cents), labourShare: share, rate: rate, hourlyCost: cost).result
    let large = try Sizing.Amount(amount: Money(cents: cents + 100), labourShare: share, rate: rate, hourlyCost: cost)
      .result
    #expect(small.raw <= large.raw)
    #expect(Rational(small.retained) <= small.raw)
    #expect(small.raw < Rational(small.retained + 1))
  }

  @Test("The largest inputs of the cleaning formula stay within bounds", arguments: 0..<100)
  func cleaningExtremes(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let result = try Sizing.Cleaning(
      turnover: Money(cents: .random(in: 1...99_999_999_999_999, using: &random)),
      months: .random(in: 1...600, using: &random),
      transferableMonthlyHours: Hours(units: .random(in: 0...300_000_000_000, using: &random)),
      rate: Rational(Int128(Int64.random(in: 0...1_000_000, using: &random)), 10_000),
      eurosPerHour: Money(cents: .random(in: 1...1_000_000, using: &random))
    ).result
    #expect(result.retained >= 0)
    #expect(result.clause == (result.raw >= Rational(150)) || result.weighting.map { $0 <= .zero } == true)
  }

  private func cleaning(turnover: Int, hours: Hours) throws -> Sizing.Cleaning {
    try Sizing.Cleaning(
      turnover: Money(euros: turnover), months: 36, transferableMonthlyHours: hours, rate: Rational(10),
      eurosPerHour: Sizing.Cleaning.eurosPerHour)
  }

  private func expectRefusal(
    _ make: () throws(ValueError) -> SizingResult, at location: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: ValueError.self, sourceLocation: location) { try make() }
    #expect(error?.sentence.isEmpty == false, sourceLocation: location)
  }
}
