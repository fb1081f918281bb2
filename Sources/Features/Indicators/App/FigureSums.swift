// SPDX-License-Identifier: EUPL-1.2
import Domain

/// One part of a table in the three periods of a report.
struct FigurePart: Sendable {
  var year = FigureTally()
  /// Where it is not the whole of the year.
  fileprivate var partly: FigureTally?
  var before = FigureTally()

  var toDate: FigureTally { partly ?? year }

  mutating func add(_ other: FigurePart) {
    year.add(other.year)
    before.add(other.before)
    guard let added = other.partly else { return }
    var sum = partly ?? FigureTally()
    partly = nil
    sum.add(added)
    partly = sum
  }
}

/// What is asked of years, and what they add up to so far: years of any number of territories are given one after the other.
struct FigureSums: FigureFold {
  let span: FigureSpan
  let scope: FigureScope
  let breakdown: FigureBreakdown
  let facets: [FigureBreakdown: String]
  private(set) var parts: [String: FigurePart] = [:]
  private(set) var total = FigurePart()
  /// How many people are of each of `profiled`, in their order.
  private(set) var profiles = Array(repeating: 0, count: profiled.count)

  init(
    _ span: FigureSpan, _ scope: FigureScope, by breakdown: FigureBreakdown,
    narrowedBy facets: [FigureBreakdown: String]
  ) {
    (self.span, self.scope, self.breakdown, self.facets) = (span, scope, breakdown, facets)
  }

  static let profiled: [(indicator: Indicator, breakdown: FigureBreakdown, holds: @Sendable (String) -> Bool)] = [
    (.women, .gender, { $0 == Gender.female.rawValue }), (.under26, .age, { $0 == AgeBand.young.rawValue }),
    (.over50, .age, { $0 == AgeBand.senior.rawValue }), (.district, .district, { $0 != FigureBreakdown.unknown }),
    (.rsa, .criterion, { $0 == EligibilityCriterion.rsa.rawValue }),
    (.longTermUnemployed, .criterion, { $0 == EligibilityCriterion.deld.rawValue }),
    (.disabled, .criterion, { $0 == EligibilityCriterion.th.rawValue }),
  ]

  /// Whose share of purchasing groups is counted; nil: the whole.
  private var buyer: Int64? { scope.buyer?.value ?? facets[.buyer].flatMap { Int64($0) } }

  /// Counts the whole and no part of it.
  mutating func addTotal(_ year: FigureYear) {
    guard year.year == span.year || year.year == span.year - 1 else { return }
    var grouping = FigureGrouping(year)
    count(
      grouping.chosen(scope, facets), FigureCounter(year), buyer.flatMap { FigureShares(year, of: $0) }, 1...12, &total)
  }

  mutating func add(_ year: FigureYear) {
    guard year.year == span.year || year.year == span.year - 1 else { return }
    var grouping = FigureGrouping(year)
    let chosen = grouping.chosen(scope, facets)
    guard !chosen.isEmpty else { return }
    let counter = FigureCounter(year)
    let shares = buyer.flatMap { FigureShares(year, of: $0) }
    count(chosen, counter, shares, 1...12, &total)
    if breakdown == .month {
      for month in 1...12 {
        count(chosen, counter, shares, month...month, &parts[String(month), default: FigurePart()])
      }
    } else {
      for (key, rows) in grouping.parts(chosen, breakdown) {
        guard breakdown == .buyer else {
          count(rows, counter, shares, 1...12, &parts[key, default: FigurePart()])
          continue
        }
        // Only its own row, where one buyer is asked for.
        guard let member = Int64(key), buyer.map({ $0 == member }) ?? true else { continue }
        count(rows, counter, FigureShares(year, of: member), 1...12, &parts[key, default: FigurePart()])
      }
    }
    guard year.year == span.year else { return }
    for (index, profile) in Self.profiled.enumerated() {
      profiles[index] += counter.people(chosen, grouping.hires(profile.breakdown, profile.holds))
    }
  }

  /// Parts and profiles of other territories.
  mutating func add(_ other: FigureSums) {
    for (key, part) in other.parts { parts[key, default: FigurePart()].add(part) }
    total.add(other.total)
    for (index, people) in other.profiles.enumerated() { profiles[index] += people }
  }

  private func count(
    _ rows: [Int32], _ counter: FigureCounter, _ shares: FigureShares?, _ months: ClosedRange<Int>,
    _ part: inout FigurePart
  ) {
    let through = span.through.number
    let same = months.lowerBound <= through ? months.lowerBound...min(months.upperBound, through) : nil
    guard counter.year.year == span.year else {
      if let same { counter.add(rows, same, shares, to: &part.before) }
      return
    }
    counter.add(rows, months, shares, to: &part.year)
    if same != months {
      var partly = part.partly ?? FigureTally()
      part.partly = nil
      if let same { counter.add(rows, same, shares, to: &partly) }
      part.partly = partly
    }
  }
}
