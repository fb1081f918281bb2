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
    let heads: [Int64]
    let exits: ExitTally

    var people: Set<Int64> { Set(heads) }
    /// The whole of the table rather than a row of it.
    var isTotal: Bool { key.isEmpty }
    /// Said beside the row when its figures cannot be.
    var impossibilities: [String] { figures.impossibilities }

    init(_ key: String, _ label: String, _ part: FigurePart, _ year: Int, _ exits: ExitYear) {
      (self.key, self.label) = (key, label)
      (figures, toDate, before) = (part.year.figures(year), part.toDate.figures(year), part.before.figures(year - 1))
      (contracts, lots, heads) = (part.year.contracts, part.year.lots, part.year.people)
      self.exits = exits.tally(heads)
    }

    var isEmpty: Bool { heads.isEmpty && figures.hoursDone == .zero && before.hoursDone == .zero }
  }

  let span: FigureSpan
  let breakdown: FigureBreakdown
  let facets: [FigureBreakdown: String]
  let lines: [Line]
  let total: Line
  /// How many people are of each profile.
  let profiles: [(indicator: Indicator, people: Int)]
  let hoursPerFTE: Int

  init(_ sums: FigureSums, hoursPerFTE: Int, names: [String: String], exits: ExitYear = ExitYear()) {
    let (span, breakdown) = (sums.span, sums.breakdown)
    lines = sums.parts.map { key, part in
      Line(key, names[key] ?? FrenchText.capitalised(breakdown.french(key) ?? "sans nom"), part, span.year, exits)
    }.filter { !$0.isEmpty }.sorted { one, other in
      if breakdown == .month { return (Int(one.key) ?? 0) < (Int(other.key) ?? 0) }
      return one.figures.hoursDone == other.figures.hoursDone
        ? (one.label, one.key) < (other.label, other.key) : one.figures.hoursDone > other.figures.hoursDone
    }
    total = Line("", "Ensemble", sums.total, span.year, exits)
    profiles = zip(FigureSums.profiled, sums.profiles).map { (indicator: $0.indicator, people: $1) }
    (self.span, self.breakdown, facets, self.hoursPerFTE) = (span, breakdown, sums.facets, hoursPerFTE)
  }

  /// What a row says, in the order of its columns.
  func values(
    _ line: Line, _ sight: FigureSight = FigureSight(role: .facilitator)
  ) throws(ValueError) -> [IndicatorValue] {
    let figures = line.figures
    var values: [IndicatorValue] = [
      .init(.hoursDone, .hours(figures.hoursDone)), .init(.hoursCredited, .hours(figures.hoursCredited)),
      .init(.people, .count(figures.people)),
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
    return values + sight.values(line.exits, of: figures.people, isRow: !line.isTotal)
  }

  /// The shares of each profile that a role may see.
  func shares(_ sight: FigureSight) -> [IndicatorValue] {
    profiles.compactMap { indicator, people in
      guard indicator.refusal(year: span.year) == nil, sight.mayShow(profile: people, of: total.figures.people),
        let share = Ratios.percent(Rational(people), of: Rational(total.figures.people))
      else { return nil }
      return IndicatorValue(indicator, .ratio(share))
    }
  }

  /// What a year so old has no figure of, in sentences.
  var refusals: [String] { profiles.compactMap { $0.indicator.refusal(year: span.year) } }

  /// Rows that a role may not see: profiles of a few people, and for elected members any few people.
  func hidden(from role: Role) -> Set<Int> {
    guard role == .elected || (role != .facilitator && breakdown.isProfile) else { return [] }
    return SmallCells.hidden(lines.map(\.people))
  }
}
