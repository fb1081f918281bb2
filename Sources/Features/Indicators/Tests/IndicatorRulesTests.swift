// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

/// Published figures, each compared at the precision that its source printed.
@Suite struct IndicatorRulesTests {
  @Test("E7: 25,124,684 h at 1,600 h are 15,703 FTE (Alliance Villes Emploi, 2021)")
  func networkFTE() throws {
    #expect(try Ratios.fullTimeEquivalents(hours: h(25_124_684), hoursPerFTE: 1600).plain(decimals: 0) == "15703")
  }

  @Test(
    "E22: 650,000 h lie between 404 and 407 FTE, the published 405 among them (Angers, 2014)", arguments: [1600, 1607])
  func seedFTE(divisor: Int) throws {
    let fte = try Ratios.fullTimeEquivalents(hours: h(650_000), hoursPerFTE: divisor)
    #expect(fte > Rational(404))
    #expect(fte < Rational(407))
    #expect(throws: ValueError.self) { try Ratios.fullTimeEquivalents(hours: h(1), hoursPerFTE: 0) }
  }

  @Test("A11: 33,000 h for 137 people are 241 h each (Haute-Vienne, 2020)")
  func perPerson() {
    #expect(Ratios.perPerson(hours: h(33_000), people: 137)?.plain(decimals: 0) == "241")
    #expect(Ratios.perPerson(hours: h(33_000), people: 0) == nil)
  }

  @Test("A12: 11.1 % of growth, 283.7 h each, shares that add up (Haute-Vienne, 2019)")
  func growth() {
    #expect(Ratios.growth(from: h(36_000), to: h(40_000))?.plain(decimals: 1) == "11.1")
    #expect(Ratios.perPerson(hours: h(40_000), people: 141)?.plain(decimals: 1) == "283.7")
    let shares = [Rational(135, 10), Rational(765, 10), Rational(10)]
    #expect(shares.reduce(.zero, +) == Rational(100))
    #expect(shares.map { Ratios.share(of: h(40_000), percent: $0) }.reduce(.zero, +) == Rational(40_000))
    #expect(Ratios.growth(from: .zero, to: h(1)) == nil)
  }

  @Test("A14: 2,953 of 12,364 are 23.9 % (Île-de-France, 2021)")
  func share() {
    #expect(Percent(part: 2953, whole: 12_364)?.decimal == "23.9")
  }

  @Test("A16: 46 % of 323,000 h are 148,580 h, and 825 people did 391.5 h each (Rennes, 2018)")
  func shareOfHours() {
    #expect(Ratios.share(of: h(323_000), percent: Rational(46)) == Rational(148_580))
    #expect(Ratios.perPerson(hours: h(323_000), people: 825)?.plain(decimals: 1) == "391.5")
  }

  /// Angers, Aldev's activity reports: year, hours, people, contracts, companies, structures, hours per person.
  static let angers: [(Int, Int, Int, Int, Int, Int, String)] = [
    (2019, 264_900, 723, 994, 249, 24, "366.4"), (2020, 237_307, 813, 994, 220, 27, "291.9"),
    (2021, 305_339, 908, 1233, 234, 36, "336.3"), (2022, 403_703, 1033, 554, 302, 31, "390.8"),
    (2023, 386_290, 1027, 1291, 241, 13, "376.1"), (2024, 426_561, 1183, 1534, 228, 20, "360.6"),
    (2025, 514_325, 1350, 1731, 333, 42, "381.0"),
  ]

  @Test("A18: only 2022 is impossible, with fewer contracts than people holding one", arguments: angers)
  func angersYears(year: Int, hours: Int, people: Int, contracts: Int, companies: Int, structures: Int, each: String)
    throws
  {
    let figures = YearFigures(
      year: year, hoursDone: h(hours), hoursCredited: h(hours), people: people, assignments: contracts,
      companies: companies,
      structures: structures, objective: h(150_000))
    #expect(figures.isImpossible == (year == 2022))
    let values = try figures.values(hoursPerFTE: Ratios.usualHoursPerFTE)
    #expect(values.first { $0.indicator == .hoursPerPerson }?.plain == each)
    if year == 2025 { #expect(values.first { $0.indicator == .objective }?.plain == "342.9") }
  }

  @Test("Quantities leave as texts with a point, counts as whole numbers, ratios without a divisor not at all")
  func forms() throws {
    let figures = YearFigures(
      year: 2026, hoursDone: h("41230,5"), hoursCredited: h("41230,5"), people: 0, assignments: 0, companies: 0,
      structures: 0)
    let values = try figures.values(hoursPerFTE: 1607)
    #expect(
      values.map(\.indicator.code) == [
        "hours.done", "hours.credited", "people", "assignments", "companies", "structures", "fte",
      ])
    #expect(values[0].plain == "41230.50")
    #expect(values[0].french == "41\u{202F}230,50")
    #expect(values[0].frenchShort == "41\u{202F}231")
    #expect(values[2].isCount)
    #expect(values[6].plain == "25.7")
    #expect(values[6].definition.hasSuffix("(1\u{202F}607\u{202F}h par ETP)"))
  }

  @Test("Each indicator has its own code, words and rounding")
  func definitions() {
    #expect(Set(Indicator.all.map(\.code)).count == Indicator.all.count)
    for indicator in Indicator.all {
      #expect(indicator.definition.hasSuffix("."))
      #expect(!indicator.label.isEmpty && !indicator.unit.isEmpty)
      #expect((0...2).contains(indicator.decimals))
    }
  }
}
