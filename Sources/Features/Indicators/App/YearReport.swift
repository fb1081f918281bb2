// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation

/// What is known of a year besides its hours: its objective, whether it is closed, what was published.
struct YearFacts: Sendable {
  var zone: TimeZone = .gmt
  var closedAt: Instant?
  var issued: IssuedYear?
  var objective: Hours?
  /// Where the objective comes from, in words.
  var objectiveSource = ""
  /// The oldest month that the ledger knows.
  var firstMonth: Month?
  /// The divisor of full-time equivalents on the last day of the year, or on the day asked for within it.
  var hoursPerFTE = Ratios.usualHoursPerFTE
}

/// The figures of a year as they were published at its arrêté.
struct IssuedYear: Sendable {
  let report: Int64
  let kept: Hours
  let people: Int
  let at: Instant
}

/// The read model of a year in one scope: the one place where its figures are computed, for pages, the command line and the day's
/// first page alike.
struct YearReport: Sendable {
  /// A line of a table: by sector, or by buyer.
  struct Part<Key: Sendable & Hashable>: Sendable {
    let key: Key
    let label: String
    /// The kind of a buyer, in words.
    let kind: String
    let hours: Hours
    let people: Set<ID<Participant>>
    let lots: Int
  }

  /// How many people are of a profile, in each period.
  struct Profile: Sendable {
    let year: Int
    let toDate: Int
    let before: Int

    init(_ count: (FigurePeriod) -> Int) { (year, toDate, before) = (count(.year), count(.toDate), count(.before)) }
  }

  let scope: FigureScope
  let span: FigureSpan
  let facts: YearFacts
  /// Of the whole year, all that is kept so far.
  var figures: YearFigures
  /// January to the last whole month.
  let toDate: YearFigures
  /// The same months of the year before.
  let before: YearFigures
  let byMonth: [Month: Hours]
  let training: Hours
  let tutoring: Hours
  let regularised: Hours
  let contracts: Int
  let lots: Int
  let women: Profile
  /// People hired while they lived in a priority district.
  let districts: Profile
  /// Site hours outside building works: of the year, to date, and the year before.
  let outsideBuilding: (year: Hours, toDate: Hours, before: Hours)
  let sectors: [Part<Sector>]
  let buyers: [Part<ID<Organisation>>]
  /// Of the people of the year, those who left in it.
  let exits: ExitTally

  init(_ ledger: YearLedger, _ facts: YearFacts, _ exits: ExitYear = ExitYear()) {
    (scope, span, self.facts) = (ledger.scope, ledger.span, facts)
    // Gone through once: every profile is a part of them.
    let (inYear, inDate, inBefore) = (ledger.people(.year), ledger.people(.toDate), ledger.people(.before))
    func people(_ period: FigurePeriod) -> Set<ID<Participant>> {
      switch period {
      case .year: inYear
      case .toDate: inDate
      case .before: inBefore
      }
    }
    figures = ledger.figures(.year, objective: facts.objective, people: inYear)
    toDate = ledger.figures(.toDate, people: inDate)
    before = ledger.figures(.before, people: inBefore)
    byMonth = ledger.byMonth()
    training = ledger.hours(.year, .training)
    tutoring = ledger.hours(.year, .tutoring)
    regularised = ledger.regularised
    (contracts, lots) = (ledger.contracts(.year), ledger.lots(.year))
    women = Profile { ledger.women(people($0)) }
    districts = Profile { ledger.fromDistricts(people($0), $0) }
    let parts = ledger.sectors()
    let building = parts[.batiment]
    func outside(_ period: FigurePeriod, _ all: Hours) -> Hours { all - (building?.hours(period) ?? .zero) }
    outsideBuilding = (
      outside(.year, figures.hoursDone), outside(.toDate, toDate.hoursDone), outside(.before, before.hoursDone)
    )
    sectors = Self.sectors(parts)
    buyers = Self.buyers(ledger)
    self.exits = exits.tally(inYear.lazy.map(\.value))
  }

  /// What is printed of the year, in the order of a bilan, then contracts, lots and exits as a role may see them.
  func values(
    hoursPerFTE: Int? = nil, _ sight: FigureSight = FigureSight(role: .facilitator)
  ) throws(ValueError) -> [IndicatorValue] {
    try figures.values(hoursPerFTE: hoursPerFTE ?? facts.hoursPerFTE) + [
      IndicatorValue(.contracts, .count(contracts)), IndicatorValue(.lots, .count(lots)),
    ] + sight.values(exits, of: figures.people)
  }

  /// Where the year goes month by month.
  var trajectory: Domain.Trajectory {
    Domain.Trajectory(year: span.year, keptByMonth: byMonth, objective: figures.objective, today: span.asOf)
  }

  private static func sectors(_ parts: [Sector: YearLedger]) -> [Part<Sector>] {
    Sector.allCases.compactMap { sector in
      guard let part = parts[sector] else { return nil }
      let people = part.people(.year)
      guard !people.isEmpty else { return nil }
      return Part(
        key: sector, label: FrenchText.capitalised(sector.french), kind: "", hours: part.hours(.year), people: people,
        lots: part.lots(.year))
    }.sorted { ($0.hours, $0.label) > ($1.hours, $1.label) }
  }

  /// Each member of a purchasing group with its share of the hours; the people are those of the group.
  private static func buyers(_ ledger: YearLedger) -> [Part<ID<Organisation>>] {
    let owners = Dictionary(
      ledger.places.values.flatMap(\.owners).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let wanted = owners.values.filter { ledger.scope.buyer == nil || $0.id == ledger.scope.buyer }
    return ledger.parts(of: wanted.map(\.id)).compactMap { buyer, part in
      guard let owner = owners[buyer] else { return nil }
      let people = part.people(.year)
      guard !people.isEmpty else { return nil }
      return Part(
        key: owner.id, label: owner.name, kind: owner.kind?.french ?? "", hours: part.hours(.year), people: people,
        lots: part.lots(.year))
    }.sorted { ($0.hours, -$0.key.value) > ($1.hours, -$1.key.value) }
  }
}

/// Hours and people of a year and of the same period before: what first pages say of it.
struct YearHeadline: Sendable {
  let span: FigureSpan
  let objective: Hours?
  let hoursPerFTE: Int
  let year: (hours: Hours, people: Int)
  let toDate: (hours: Hours, people: Int)
  let before: (hours: Hours, people: Int)
}

extension YearReport {
  var headline: YearHeadline {
    YearHeadline(
      span: span, objective: figures.objective, hoursPerFTE: facts.hoursPerFTE,
      year: (figures.hoursDone, figures.people),
      toDate: (toDate.hoursDone, toDate.people), before: (before.hoursDone, before.people))
  }
}
