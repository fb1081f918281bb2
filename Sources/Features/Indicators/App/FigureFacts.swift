// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Kept site hours of one person under one contract on one engagement in one month, with all that a table is parted by; or an
/// opening balance, which is hours of nobody.
struct FigureFact: Sendable {
  let engagement: ID<Engagement>
  let month: Month
  let worker: Worker?
  /// Keys of each breakdown that does not depend on where the engagement stands.
  let keys: [FigureBreakdown: [String]]
  let hours: Hours

  /// Who did them, under what, and for whom.
  struct Worker: Sendable {
    let person: ID<Participant>
    let assignment: YearLedger.Assignment
    let employerID: ID<Organisation>
    let employer: YearLedger.Body
  }
}

/// The facts of a year and of the year before, and where their engagements stand.
struct FigureFacts: Sendable {
  let span: FigureSpan
  let facts: [FigureFact]
  let places: [ID<Engagement>: YearLedger.Place]
  /// The hours of each fact for each member of a purchasing group. Shares are cut from what was counted so far in an engagement and a
  /// month, so that they add up to the share of the whole: exactly what a bilan of the member counts.
  private let shares: [Int: [ID<Organisation>: Hours]]

  init(span: FigureSpan, facts: [FigureFact], places: [ID<Engagement>: YearLedger.Place]) {
    (self.span, self.facts, self.places) = (span, facts, places)
    struct Cell: Hashable {
      let engagement: ID<Engagement>
      let month: Month
    }
    var sums: [Cell: Hours] = [:]
    var shares: [Int: [ID<Organisation>: Hours]] = [:]
    for (index, fact) in facts.enumerated() {
      guard let owners = places[fact.engagement]?.owners, owners.count > 1, let key = try? SplitKey(owners.map(\.share))
      else { continue }
      let cell = Cell(engagement: fact.engagement, month: fact.month)
      let earlier = sums[cell] ?? .zero
      sums[cell] = earlier + fact.hours
      let (from, to) = (key.split(earlier), key.split(earlier + fact.hours))
      for (place, owner) in owners.enumerated() { shares[index, default: [:]][owner.id] = to[place] - from[place] }
    }
    self.shares = shares
  }

  /// What a fact is worth for a buyer; all of it when none is asked.
  func hours(_ index: Int, for buyer: ID<Organisation>?) -> Hours {
    buyer.flatMap { shares[index]?[$0] } ?? facts[index].hours
  }

  func keys(_ index: Int, _ breakdown: FigureBreakdown) -> [String] {
    let fact = facts[index]
    let place = places[fact.engagement]
    switch breakdown {
    case .month: return [String(fact.month.number)]
    case .employer: return [fact.worker?.employerID.description ?? FigureBreakdown.unknown]
    case .sector: return place.map { [$0.sector.rawValue] } ?? []
    case .contract: return place.map { [$0.contract.description] } ?? []
    case .lot: return place.map { [$0.lot.description] } ?? []
    case .buyer: return place.map { Set($0.owners.map(\.id.description)).sorted() } ?? []
    default: return fact.keys[breakdown] ?? [FigureBreakdown.unknown]
    }
  }

  /// The facts that every facet holds.
  func narrowed(_ facets: [FigureBreakdown: String]) -> [Int] {
    facts.indices.filter { index in facets.allSatisfy { keys(index, $0.key).contains($0.value) } }
  }

  /// These facts as a ledger, whose counting is that of a bilan.
  func ledger(_ indices: [Int], for buyer: ID<Organisation>?) -> YearLedger {
    struct Key: Hashable {
      let engagement: ID<Engagement>
      let person: ID<Participant>
      let assignment: YearLedger.Assignment
      let employer: YearLedger.Body
    }
    var sums: [Key: (year: Hours, toDate: Hours, before: Hours)] = [:]
    for fact in indices.map({ facts[$0] }) {
      guard let worker = fact.worker else { continue }
      let key = Key(
        engagement: fact.engagement, person: worker.person, assignment: worker.assignment, employer: worker.employer)
      var sum = sums[key] ?? (.zero, .zero, .zero)
      if FigurePeriod.year.holds(fact.month, span) { sum.year += fact.hours }
      if FigurePeriod.toDate.holds(fact.month, span) { sum.toDate += fact.hours }
      if FigurePeriod.before.holds(fact.month, span) { sum.before += fact.hours }
      sums[key] = sum
    }
    return YearLedger(
      scope: FigureScope(), span: span,
      cells: indices.map {
        YearLedger.Cell(
          engagement: facts[$0].engagement, month: facts[$0].month, kind: .site, kept: hours($0, for: buyer),
          late: .zero)
      },
      presences: sums.map { key, sum in
        YearLedger.Presence(
          engagement: key.engagement, person: key.person, assignment: key.assignment, employer: key.employer,
          isWoman: false, isFromDistrict: false, year: sum.year, toDate: sum.toDate, before: sum.before)
      },
      places: places)
  }
}
