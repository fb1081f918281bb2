// SPDX-License-Identifier: EUPL-1.2
import Domain

/// The year of one thing, counted from the facts that bilans and tables count.
struct Dashboard: Sendable {
  /// An entry of a breakdown.
  struct Part: Sendable {
    let key: String
    let label: String
    let hours: Hours
    let people: Set<ID<Participant>>
  }

  struct Breakdown: Sendable {
    let kind: FigureBreakdown
    let parts: [Part]
    /// Entries that the reader may not see.
    let hidden: Set<Int>
  }

  let subject: DashboardSubject
  let flags: DashboardFlags
  let span: FigureSpan
  let facets: [FigureBreakdown: String]
  let figures: YearFigures
  let toDate: YearFigures
  let before: YearFigures
  let contracts: Int
  let lots: Int
  let hoursPerFTE: Int
  let months: [Month: Hours]
  let monthsBefore: [Month: Hours]
  let women: Int
  let locals: Int
  let breakdowns: [Breakdown]
  let target: Hours?
  let targetSource: String
  /// Of the lots of the subject, all years together.
  let completion: Completion
  let pyramid: AgePyramid
  let places: [CommunePlace]
  /// People whose commune has no coordinates here, or is said by too few.
  let unplaced: Int

  var trajectory: Domain.Trajectory {
    Domain.Trajectory(year: span.year, keptByMonth: months, objective: target, today: span.asOf)
  }

  /// The same sums as `YearLedger`, with hours as the subject counts them.
  struct Counting {
    let facts: FigureFacts
    /// What each fact is worth; those that are not the subject's are absent.
    let worth: [Int: Hours]
    let ledger: YearLedger
    /// People of the year.
    let people: Set<ID<Participant>>
    /// The subject's facts of the year.
    private let ofYear: [Int]

    init(facts: FigureFacts, worth: [Int: Hours]) {
      (self.facts, self.worth) = (facts, worth)
      let indices = worth.keys.sorted()
      ofYear = indices.filter { FigurePeriod.year.holds(facts.facts[$0].month, facts.span) }
      ledger = facts.ledger(indices, for: nil)
      people = facts.people(ofYear)
    }

    func figures(_ period: FigurePeriod, objective: Hours? = nil) -> YearFigures {
      var figures = ledger.figures(period, objective: objective)
      figures.hoursDone = months(period).values.sum
      figures.hoursCredited = figures.hoursDone
      return figures
    }

    func months(_ period: FigurePeriod) -> [Month: Hours] {
      var months: [Month: Hours] = [:]
      for (index, hours) in worth where period.holds(facts.facts[index].month, facts.span) {
        months[facts.facts[index].month, default: .zero] += hours
      }
      return months
    }

    /// How many people of the year an entry of a breakdown holds.
    func people(_ breakdown: FigureBreakdown, _ holds: (String) -> Bool) -> Int {
      facts.people(facts.only(ofYear, breakdown, holds)).count
    }

    /// The entries of a breakdown that have hours this year, the largest first.
    func parts(_ breakdown: FigureBreakdown, names: [String: String]) -> [Part] {
      facts.parts(ofYear, breakdown).compactMap { key, indices -> Part? in
        let (hours, people) = (indices.compactMap { worth[$0] }.sum, facts.people(indices))
        guard hours != .zero || !people.isEmpty else { return nil }
        return Part(
          key: key, label: names[key] ?? FrenchText.capitalised(breakdown.french(key) ?? "sans nom"),
          hours: hours, people: people)
      }.sorted { ($1.hours, $0.label, $0.key) < ($0.hours, $1.label, $1.key) }
    }
  }
}

/// A commune and the people who lived there, at its place on the map.
struct CommunePlace: Sendable {
  let name: String
  /// Millionths of a degree.
  let longitude: Int64
  let latitude: Int64
  let people: Int
  let hours: Hours
}
