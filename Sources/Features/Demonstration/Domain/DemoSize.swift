// SPDX-License-Identifier: EUPL-1.2

/// How large an invented territory is, year by year.
public struct DemoSize: Sendable {
  /// What one year must show: hours kept on site, people and employment contracts (a chain of missions is one) with some.
  public struct Year: Sendable, Hashable {
    public let year: Int
    public let hours: Int
    public let people: Int
    public let contracts: Int

    public init(_ year: Int, hours: Int, people: Int, contracts: Int) {
      (self.year, self.hours, self.people, self.contracts) = (year, hours, people, contracts)
    }
  }

  public let years: [Year]
  public let buyers: Int
  public let companies: Int
  public let structures: Int
  public let publicContracts: Int
  /// One territory to look at: journal, attestations, corrections, calibrations. A whole country goes without.
  public let isDetailed: Bool
  /// The last year that is closed.
  public let closedThrough: Int

  /// The size of Angers as its agency publishes it (domain.md, 0.2), without 2022 where its contracts are fewer than its people;
  /// 2026 until October.
  public static let territory = DemoSize(
    years: [
      Year(2020, hours: 237_307, people: 813, contracts: 994),
      Year(2021, hours: 305_339, people: 908, contracts: 1_233),
      Year(2022, hours: 403_703, people: 1_033, contracts: 1_302),
      Year(2023, hours: 386_290, people: 1_027, contracts: 1_291),
      Year(2024, hours: 426_561, people: 1_183, contracts: 1_534),
      Year(2025, hours: 514_325, people: 1_350, contracts: 1_731),
      Year(2026, hours: 452_000, people: 1_262, contracts: 1_585),
    ], buyers: 42, companies: 293, structures: 42, publicContracts: 760, isDetailed: true, closedThrough: 2025)

  /// Small enough to be written many times by tests; its last whole year is left to close.
  public static let small = DemoSize(
    years: [
      Year(2025, hours: 21_000, people: 60, contracts: 78), Year(2026, hours: 17_000, people: 52, contracts: 66),
    ], buyers: 12, companies: 16, structures: 6, publicContracts: 40, isDetailed: true, closedThrough: 2024)

  /// The country of Alliance Villes Emploi in 2021, cut in territories of unequal size that add up to it.
  public static func country(territories: Int) -> [DemoSize] {
    let weights = (0..<territories).map { 1_000_000 / ($0 + 12) }
    func cut(_ whole: Int) -> [Int] {
      let parts = (try? SplitKey(weights).split(Money(cents: Int64(whole)))) ?? []
      return parts.map { max(1, Int($0.cents)) }
    }
    let (hours, people, contracts) = (cut(25_124_684), cut(57_231), cut(75_194))
    let (buyers, companies, structures) = (cut(3_576), cut(11_000), cut(1_900))
    let publicContracts = cut(58_454)
    return (0..<territories).map { index in
      DemoSize(
        years: (2017...2026).map {
          // The last year stops in October.
          let months = $0 == 2026 ? 10 : 12
          return Year(
            $0, hours: hours[index] * months / 12, people: people[index] * (months + 6) / 18,
            contracts: contracts[index] * (months + 6) / 18)
        }, buyers: max(4, buyers[index]), companies: max(8, companies[index]), structures: max(4, structures[index]),
        publicContracts: publicContracts[index], isDetailed: false, closedThrough: 0)
    }
  }

  public init(
    years: [Year], buyers: Int, companies: Int, structures: Int, publicContracts: Int, isDetailed: Bool,
    closedThrough: Int
  ) {
    (self.years, self.buyers, self.companies) = (years, buyers, companies)
    (self.structures, self.publicContracts) = (structures, publicContracts)
    (self.isDetailed, self.closedThrough) = (isDetailed, closedThrough)
  }
}
