// SPDX-License-Identifier: EUPL-1.2
import Domain

/// A year parted by something: the one place where such tables are counted, for pages, files and the command line alike.
struct FigureTable: Sendable {
  struct Line: Sendable {
    let key: String
    let label: String
    let figures: YearFigures
    let toDate: YearFigures
    let before: YearFigures
    let contracts: Int
    let lots: Int
    let people: Set<ID<Participant>>

    /// Said beside the row when its figures cannot be.
    var impossibilities: [String] { figures.impossibilities }
  }

  let span: FigureSpan
  let breakdown: FigureBreakdown
  let facets: [FigureBreakdown: String]
  let lines: [Line]
  let total: Line
  /// How many people are of each profile.
  let profiles: [(indicator: Indicator, people: Int)]
  let hoursPerFTE: Int

  init(
    _ found: FigureFacts, by breakdown: FigureBreakdown, narrowedBy facets: [FigureBreakdown: String],
    buyer: ID<Organisation>?, hoursPerFTE: Int, names: [String: String]
  ) {
    let chosen = found.narrowed(facets)
    let buyer = buyer ?? facets[.buyer].flatMap { ID<Organisation>($0) }
    func line(_ key: String, _ label: String, _ indices: [Int], _ buyer: ID<Organisation>?) -> Line {
      let ledger = found.ledger(indices, for: buyer)
      return Line(
        key: key, label: label, figures: ledger.figures(.year), toDate: ledger.figures(.toDate),
        before: ledger.figures(.before), contracts: ledger.contracts(.year), lots: ledger.lots(.year),
        people: ledger.people(.year))
    }
    var parts: [String: [Int]] = [:]
    for index in chosen {
      for key in found.keys(index, breakdown) where breakdown != .buyer || buyer.map({ $0.description == key }) ?? true
      {
        parts[key, default: []].append(index)
      }
    }
    let lines = parts.map { key, indices in
      line(
        key, names[key] ?? FrenchText.capitalised(breakdown.french(key) ?? "sans nom"), indices,
        breakdown == .buyer ? ID(key) : buyer)
    }.filter { !$0.people.isEmpty || $0.figures.hoursDone != .zero || $0.before.hoursDone != .zero }
    self.lines = lines.sorted { one, other in
      if breakdown == .month { return (Int(one.key) ?? 0) < (Int(other.key) ?? 0) }
      return one.figures.hoursDone == other.figures.hoursDone
        ? (one.label, one.key) < (other.label, other.key) : one.figures.hoursDone > other.figures.hoursDone
    }
    total = line("", "Ensemble", chosen, buyer)
    profiles = Self.profiled.map { indicator, breakdown, holds in
      let indices = chosen.filter { found.keys($0, breakdown).contains(where: holds) }
      return (indicator, found.ledger(indices, for: nil).people(.year).count)
    }
    (span, self.breakdown, self.facets, self.hoursPerFTE) = (found.span, breakdown, facets, hoursPerFTE)
  }

  private static let profiled: [(Indicator, FigureBreakdown, @Sendable (String) -> Bool)] = [
    (.women, .gender, { $0 == Gender.female.rawValue }), (.under26, .age, { $0 == AgeBand.young.rawValue }),
    (.over50, .age, { $0 == AgeBand.senior.rawValue }), (.district, .district, { $0 != FigureBreakdown.unknown }),
    (.rsa, .criterion, { $0 == EligibilityCriterion.rsa.rawValue }),
    (.longTermUnemployed, .criterion, { $0 == EligibilityCriterion.deld.rawValue }),
    (.disabled, .criterion, { $0 == EligibilityCriterion.th.rawValue }),
  ]

  /// What a row says, in the order of its columns.
  func values(_ line: Line) throws(ValueError) -> [IndicatorValue] {
    let figures = line.figures
    var values: [IndicatorValue] = [
      .init(.hoursDone, .hours(figures.hoursDone)), .init(.people, .count(figures.people)),
      .init(.assignments, .count(figures.assignments)), .init(.companies, .count(figures.companies)),
      .init(.structures, .count(figures.structures)), .init(.contracts, .count(line.contracts)),
      .init(.lots, .count(line.lots)),
      .init(
        .fte, .ratio(try Ratios.fullTimeEquivalents(hours: figures.hoursDone, hoursPerFTE: hoursPerFTE)),
        detail: "\(FrenchNumber.whole(hoursPerFTE))\u{202F}h par ETP"),
    ]
    if let ratio = Ratios.perPerson(hours: figures.hoursDone, people: figures.people) {
      values.append(.init(.hoursPerPerson, .ratio(ratio)))
    }
    return values
  }

  /// The shares of each profile that a role may see.
  func shares(_ sight: FigureSight) -> [IndicatorValue] {
    profiles.compactMap { indicator, people in
      guard sight.mayShow(profile: people, of: total.people.count),
        let share = Ratios.percent(Rational(people), of: Rational(total.people.count))
      else { return nil }
      return IndicatorValue(indicator, .ratio(share))
    }
  }

  /// Rows that a role may not see: profiles of a few people, and for elected members any few people.
  func hidden(from role: Role) -> Set<Int> {
    guard role == .elected || (role != .facilitator && breakdown.isProfile) else { return [] }
    return SmallCells.hidden(lines.map(\.people))
  }
}
