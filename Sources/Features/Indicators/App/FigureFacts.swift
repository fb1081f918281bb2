// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Kept site hours of one person under one contract on one engagement in one month, with all that a table is parted by; or an
/// opening balance, which is hours of nobody.
struct FigureFact: Sendable {
  let engagement: ID<Engagement>
  let month: Month
  let worker: Worker?
  /// The place of its hiring in `FigureFacts.hires`.
  let hire: Int
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
  /// Keys of each hiring, by breakdown that does not depend on where the engagement stands.
  let hires: [[FigureBreakdown: [String]]]
  let buyerKinds: [ID<Engagement>: String]
  /// The person of each fact as a number of `people`, or nobody.
  private let personOf: [Int32]
  private let people: [ID<Participant>]
  /// The hours of each fact for each member of a purchasing group. Shares are cut from what was counted so far in an engagement and a
  /// month, so that they add up to the share of the whole: exactly what a bilan of the member counts.
  private let shares: [Int: [ID<Organisation>: Hours]]

  init(
    span: FigureSpan, facts: [FigureFact], places: [ID<Engagement>: YearLedger.Place],
    hires: [[FigureBreakdown: [String]]], buyerKinds: [ID<Engagement>: String]
  ) {
    (self.span, self.facts, self.places) = (span, facts, places)
    (self.hires, self.buyerKinds) = (hires, buyerKinds)
    var numbers: [ID<Participant>: Int32] = [:]
    var people: [ID<Participant>] = []
    personOf = facts.map { fact in
      guard let person = fact.worker?.person else { return -1 }
      if let known = numbers[person] { return known }
      let number = Int32(people.count)
      numbers[person] = number
      people.append(person)
      return number
    }
    self.people = people
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
    case .sector: return place.map { [$0.sector.rawValue] } ?? []
    case .contract: return place.map { [$0.contract.description] } ?? []
    case .lot: return place.map { [$0.lot.description] } ?? []
    case .buyer: return place.map { Set($0.owners.map(\.id.description)).sorted() } ?? []
    case .buyerKind: return [buyerKinds[fact.engagement] ?? FigureBreakdown.unknown]
    default: return hires[fact.hire][breakdown] ?? [FigureBreakdown.unknown]
    }
  }

  /// Some facts by the keys of a breakdown; one may have several. A text is looked for once a hiring or a place, not once a fact.
  func parts(_ indices: [Int], _ breakdown: FigureBreakdown) -> [String: [Int]] {
    var numbers: [String: Int] = [:]
    var parts: [[Int]] = []
    func numbered(_ index: Int) -> [Int] {
      keys(index, breakdown).map { key in
        if let number = numbers[key] { return number }
        numbers[key] = parts.count
        parts.append([])
        return parts.count - 1
      }
    }
    var ofHires = [[Int]?](repeating: nil, count: hires.count)
    var ofPlaces: [ID<Engagement>: [Int]] = [:]
    for index in indices {
      let found: [Int]
      if breakdown == .month {
        found = numbered(index)
      } else if breakdown.isOfPlace {
        let engagement = facts[index].engagement
        found = ofPlaces[engagement] ?? numbered(index)
        ofPlaces[engagement] = found
      } else {
        let hire = facts[index].hire
        found = ofHires[hire] ?? numbered(index)
        ofHires[hire] = found
      }
      for number in found { parts[number].append(index) }
    }
    return numbers.mapValues { parts[$0] }
  }

  /// Those whose hours in the year add up to more than zero: what was corrected away counts for nobody.
  func people(_ indices: [Int]) -> Set<ID<Participant>> {
    let counted = indices.lazy.filter { personOf[$0] >= 0 && FigurePeriod.year.holds(facts[$0].month, span) }
    var found: Set<ID<Participant>> = []
    // A few of many: sums of everybody would be mostly zeros.
    guard indices.count * 8 > people.count else {
      var sums: [Int32: Int64] = [:]
      for index in counted { sums[personOf[index], default: 0] += facts[index].hours.units }
      for (number, units) in sums where units > 0 { found.insert(people[Int(number)]) }
      return found
    }
    var sums = SparseSums(people.count)
    for index in counted { sums.add(facts[index].hours.units, at: Int(personOf[index])) }
    sums.empty { number, units in if units > 0 { found.insert(people[number]) } }
    return found
  }

  /// Those of `indices` that an entry of a breakdown holds.
  func only(_ indices: [Int], _ breakdown: FigureBreakdown, _ holds: (String) -> Bool) -> [Int] {
    guard indices.count > hires.count, !breakdown.isOfPlace, breakdown != .month else {
      return indices.filter { keys($0, breakdown).contains(where: holds) }
    }
    let held = hires.map { ($0[breakdown] ?? [FigureBreakdown.unknown]).contains(where: holds) }
    return indices.filter { held[facts[$0].hire] }
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
