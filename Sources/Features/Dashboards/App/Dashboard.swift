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

    var indices: [Int] { worth.keys.sorted() }

    func hours(_ indices: [Int], _ period: FigurePeriod) -> Hours {
      indices.filter { period.holds(facts.facts[$0].month, facts.span) }.compactMap { worth[$0] }.sum
    }

    func figures(_ indices: [Int], _ period: FigurePeriod, objective: Hours? = nil) -> YearFigures {
      var figures = facts.ledger(indices, for: nil).figures(period, objective: objective)
      figures.hoursDone = hours(indices, period)
      figures.hoursCredited = figures.hoursDone
      return figures
    }

    /// Those whose hours of the year add up to more than zero, as everywhere; without a ledger, since each part asks.
    func people(_ indices: [Int]) -> Set<ID<Participant>> {
      var sums: [ID<Participant>: Hours] = [:]
      for index in indices where FigurePeriod.year.holds(facts.facts[index].month, facts.span) {
        guard let person = facts.facts[index].worker?.person else { continue }
        sums[person, default: .zero] += facts.facts[index].hours
      }
      return Set(sums.filter { $0.value > .zero }.keys)
    }

    func months(_ period: FigurePeriod) -> [Month: Hours] {
      var months: [Month: Hours] = [:]
      for (index, hours) in worth where period.holds(facts.facts[index].month, facts.span) {
        months[facts.facts[index].month, default: .zero] += hours
      }
      return months
    }

    func only(_ breakdown: FigureBreakdown, _ holds: (String) -> Bool) -> [Int] {
      indices.filter { facts.keys($0, breakdown).contains(where: holds) }
    }

    /// The entries of a breakdown that have hours this year, the largest first.
    func parts(_ breakdown: FigureBreakdown, names: [String: String]) -> [Part] {
      var found: [String: [Int]] = [:]
      for index in indices {
        for key in facts.keys(index, breakdown) { found[key, default: []].append(index) }
      }
      return found.compactMap { key, indices -> Part? in
        let (hours, people) = (hours(indices, .year), people(indices))
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
