// SPDX-License-Identifier: EUPL-1.2
import Domain

/// What one part of a table adds up to in one period, over as many territories as there are.
struct FigureTally: Sendable {
  var hours: Int64 = 0
  var training: Int64 = 0
  var credited: Int64 = 0
  var assignments = 0
  var contracts = 0
  var lots = 0
  /// Heads of records. A person belongs to one territory: those of several are never the same.
  var people: [Int64] = []
  /// Employers and holders, who may work in several territories.
  var bodies: Set<Int64> = []
  var structures: Set<Int64> = []

  func figures(_ year: Int) -> YearFigures {
    YearFigures(
      year: year, hoursDone: Hours(units: hours), hoursCredited: Hours(units: credited), people: people.count,
      assignments: assignments, companies: bodies.count, structures: structures.count)
  }
}

/// Counts parts of one year, any number of times: the people, contracts and lots of the year are numbered once.
final class FigureCounter {
  let year: FigureYear
  private let personOf: [Int32]
  private let people: [Int64]
  private let assignmentOf: [Int32]
  private let employerOf: [Int32]
  private let employers: [YearLedger.Body]
  private let contractOf: [Int32]
  private let policies: [TrainingPolicy]
  private let lotOf: [Int32]
  private var person: SparseSums
  private var assignment: SparseSums
  private var employer: SparseSums
  /// By engagement: whole site hours, then what the asker counts of site and of training.
  private var place: SparseSums
  private var site: SparseSums
  private var training: SparseSums
  private var contract: SparseSums
  private var lot: SparseSums

  init(_ year: FigureYear) {
    self.year = year
    (personOf, people) = Self.numbered(year.hires.map(\.person))
    let assignments = Self.numbered(year.hires.map(\.assignment))
    assignmentOf = assignments.0
    (employerOf, employers) = Self.numbered(year.hires.map(\.body))
    let contracts = Self.numbered(year.places.map(\.contract))
    contractOf = contracts.0
    var policies = Array(repeating: TrainingPolicy.none, count: contracts.1.count)
    for (index, place) in year.places.enumerated() {
      policies[Int(contractOf[index])] = TrainingPolicy(code: place.policy) ?? .none
    }
    self.policies = policies
    let lots = Self.numbered(year.places.map(\.lot))
    lotOf = lots.0
    (person, assignment) = (SparseSums(people.count), SparseSums(assignments.1.count))
    employer = SparseSums(employers.count)
    (place, site) = (SparseSums(year.places.count), SparseSums(year.places.count))
    (training, contract, lot) = (
      SparseSums(contracts.1.count), SparseSums(contracts.1.count), SparseSums(lots.1.count)
    )
  }

  private static func numbered<Key: Hashable>(_ keys: [Key]) -> ([Int32], [Key]) {
    var numbers: [Key: Int32] = [:]
    var found: [Key] = []
    let places = keys.map { key -> Int32 in
      if let number = numbers[key] { return number }
      let number = Int32(found.count)
      numbers[key] = number
      found.append(key)
      return number
    }
    return (places, found)
  }

  /// Adds some rows of some months to a tally. Hours are those of a member of a purchasing group where `shares` says so; people,
  /// contracts and lots are those of the group.
  func add(
    _ chosen: [Int32], _ months: ClosedRange<Int>, _ shares: FigureShares?, to tally: inout FigureTally
  ) {
    for number in chosen {
      let row = Int(number)
      let units = year.sum(row, months)
      let counted = shares?.sum(row, months) ?? units
      let place = Int(year.rows.place[row])
      let kind = year.rows.kind[row]
      guard kind == 0 else {
        if kind == 1 { training.add(counted, at: Int(contractOf[place])) }
        continue
      }
      let hire = Int(year.rows.hire[row])
      tally.hours += counted
      site.add(counted, at: place)
      // An opening balance is hours of nobody, under no contract.
      guard year.hires[hire].person != 0 else { continue }
      person.add(units, at: Int(personOf[hire]))
      assignment.add(units, at: Int(assignmentOf[hire]))
      employer.add(units, at: Int(employerOf[hire]))
      self.place.add(units, at: place)
    }
    settle(&tally)
  }

  /// How many people have site hours among some rows, of the hires that count.
  func people(_ chosen: [Int32], _ hires: [Bool]) -> Int {
    for number in chosen {
      let row = Int(number)
      let hire = Int(year.rows.hire[row])
      guard hires[hire], year.rows.kind[row] == 0, year.hires[hire].person != 0 else { continue }
      person.add(year.whole(row), at: Int(personOf[hire]))
    }
    var count = 0
    person.empty { _, units in if units > 0 { count += 1 } }
    return count
  }

  /// Keys whose hours add up to more than zero: what was corrected away counts for nobody.
  private func settle(_ tally: inout FigureTally) {
    person.empty { index, units in if units > 0 { tally.people.append(people[index]) } }
    assignment.empty { _, units in if units > 0 { tally.assignments += 1 } }
    func count(_ body: YearLedger.Body) {
      tally.bodies.insert(body.key)
      if body.isStructure { tally.structures.insert(body.key) }
    }
    employer.empty { index, units in if units > 0 { count(employers[index]) } }
    place.empty { index, units in
      guard units > 0 else { return }
      lot.add(1, at: Int(lotOf[index]))
      contract.add(1, at: Int(contractOf[index]))
      year.places[index].bearers.forEach(count)
    }
    lot.empty { _, _ in tally.lots += 1 }
    contract.empty { _, _ in tally.contracts += 1 }
    // A contract's training is credited by what was worked on all of it.
    site.empty { index, units in contract.add(units, at: Int(contractOf[index])) }
    for index in training.touched { contract.add(0, at: index) }
    contract.empty { index, units in
      let learnt = Hours(units: training[index])
      tally.training += learnt.units
      tally.credited += policies[index].credited(site: Hours(units: units), training: learnt).units
    }
    training.empty { _, _ in }
  }
}

/// Sums by number, emptied without going through those that are zero.
struct SparseSums {
  private var sums: [Int64]
  private var isOpen: [Bool]
  private var numbers: [Int] = []

  init(_ count: Int) {
    sums = Array(repeating: 0, count: count)
    isOpen = Array(repeating: false, count: count)
  }

  var touched: [Int] { numbers }
  func isTouched(_ index: Int) -> Bool { isOpen[index] }
  subscript(index: Int) -> Int64 { sums[index] }

  mutating func add(_ units: Int64, at index: Int) {
    if !isOpen[index] {
      isOpen[index] = true
      numbers.append(index)
    }
    sums[index] += units
  }

  /// Gives each sum, and forgets them all.
  mutating func empty(_ body: (Int, Int64) -> Void) {
    for index in numbers {
      body(index, sums[index])
      (sums[index], isOpen[index]) = (0, false)
    }
    numbers.removeAll(keepingCapacity: true)
  }
}
