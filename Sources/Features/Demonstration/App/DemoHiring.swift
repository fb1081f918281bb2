// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Someone at work on a lot: one contract, or a chain of missions that follow each other.
struct DemoHire {
  let person: Int
  let lot: Int
  let employer: Int64
  let userCompany: Int64?
  let kind: String
  let modality: String
  let starts: Day
  let ends: Day
  /// How many missions; one for a plain contract.
  let missions: Int
  /// Hundredths of an hour a worked day.
  var rate: Int

  /// Worked days of a month, as many as five in seven.
  func days(_ month: Month) -> Int { DemoScript.workedDays(in: month, from: starts, through: ends) }

  /// The months with worked days that employers have declared.
  var months: [Month] {
    var found: [Month] = []
    var month = starts.month
    while month <= ends.month, month <= DemoScript.lastMonth {
      if days(month) > 0 { found.append(month) }
      month = month.next
    }
    return found
  }

  func daysWorked(in year: Int) -> Int { months.filter { $0.year == year }.map(days).reduce(0, +) }
}

extension DemoScript {
  /// Year after year: who is still there, who comes, and at which rhythm, so that the year shows its hours, people and contracts.
  func writeYears() {
    var before: [DemoHire] = []
    for year in size.years {
      let carried = before.filter { $0.daysWorked(in: year.year) > 0 }
      var hires = hire(year, carried)
      let carriedDays = carried.map { $0.daysWorked(in: year.year) * $0.rate }.reduce(0, +)
      let newDays = hires.map { $0.daysWorked(in: year.year) * $0.rate }.reduce(0, +)
      // A little more is declared than kept.
      let wanted = max(0, year.hours * 100 * 1011 / 1000 - carriedDays)
      for index in hires.indices where newDays > 0 {
        hires[index].rate = min(780, max(110, hires[index].rate * wanted / newDays))
      }
      for hire in hires { writeHire(hire) }
      before = hires + before.filter { $0.ends.year > year.year }
    }
    guard size.isDetailed else { return }
    // Hired in November: in post, nothing declared yet.
    for index in 0..<34 {
      let starts = Self.today.adding(days: -20 + index / 2)
      let person = writePerson(eligibleFrom: starts.adding(days: -4))
      if let found = hire(person, starts: starts) { writeHire(found) }
    }
  }

  private func hire(_ year: DemoSize.Year, _ carried: [DemoHire]) -> [DemoHire] {
    var hires: [DemoHire] = []
    var seen = Set(carried.map(\.person))
    // Those of this year who may come back once their contract ends, the first to end first.
    var back = Array(seen).sorted { (people[$0].busyUntil, $0) < (people[$1].busyUntil, $1) }
    var backFrom = 0
    let count = max(0, year.contracts - carried.count)
    let span = year.year == Self.today.year ? 286 : 340
    guard let january = Day(year.year, 1, 1) else { return [] }
    for index in 0..<count {
      let starts = january.adding(days: index * span / max(1, count) + random.below(9))
      let left = count - index
      let comesBack = left - max(0, year.people - seen.count)
      var person: Int?
      if comesBack > 0, random.below(left) < comesBack {
        person = nextBack(&back, &backFrom, on: starts)
      } else if random.happens(28) {
        person = formerPerson(on: starts, outside: seen)
      }
      let who = person ?? writePerson(eligibleFrom: starts.adding(days: -1 - random.below(14)))
      guard let found = hire(who, starts: starts) else { continue }
      seen.insert(who)
      back.append(who)
      hires.append(found)
    }
    return hires
  }

  private func nextBack(_ back: inout [Int], _ from: inout Int, on day: Day) -> Int? {
    var position = from
    while position < min(back.count, from + 80) {
      let person = back[position]
      if people[person].busyUntil < day, people[person].until > day.adding(days: 45) {
        back.swapAt(position, from)
        from += 1
        return person
      }
      position += 1
    }
    // The head of the queue has stopped counting: do not look at it for ever.
    while from < back.count, people[back[from]].until <= day.adding(days: 45) { from += 1 }
    return nil
  }

  /// Someone of a year before who still counts.
  private func formerPerson(on day: Day, outside seen: Set<Int>) -> Int? {
    let window = min(people.count, max(60, (size.years.last?.people ?? 100) * 2))
    for _ in 0..<6 {
      let person = people.count - 1 - random.below(max(1, window))
      guard person >= 0, !seen.contains(person) else { continue }
      if people[person].busyUntil < day, people[person].until > day.adding(days: 90) { return person }
    }
    return nil
  }

  /// Puts a person to work on an open lot, the one that most wants people of four drawn.
  private func hire(_ person: Int, starts: Day) -> DemoHire? {
    guard let lot = openLot(on: starts) else { return nil }
    lots[lot].hires += 1
    let job = employment(on: lots[lot])
    let months =
      job.kind == "APPRENTICESHIP" ? 9 + random.below(8) : job.missions > 1 ? 2 + random.below(4) : 1 + random.below(7)
    let ends = max(starts.adding(days: 13), min(starts.lastDay(ofTermMonths: months), lots[lot].end))
    people[person].busyUntil = ends
    return DemoHire(
      person: person, lot: lot, employer: job.employer, userCompany: job.user, kind: job.kind, modality: job.modality,
      starts: starts, ends: ends, missions: job.missions, rate: 340 + random.below(360))
  }

  private func openLot(on day: Day) -> Int? {
    var best: Int?
    // Lots are in the order of their notification: those that may be open stand in a window before the day.
    while firstOpen < lots.count, lots[firstOpen].start.adding(days: 1300) < day { firstOpen += 1 }
    while lastOpen < lots.count, lots[lastOpen].start.adding(days: -60) <= day { lastOpen += 1 }
    for _ in 0..<40 where lastOpen > firstOpen {
      let drawn = firstOpen + random.below(lastOpen - firstOpen)
      guard lots[drawn].start <= day, lots[drawn].end > day.adding(days: 20) else { continue }
      guard let known = best else {
        best = drawn
        continue
      }
      if lots[drawn].weight * (lots[known].hires + 1) > lots[known].weight * (lots[drawn].hires + 1) { best = drawn }
      if random.happens(25) { break }
    }
    return best
  }

  private typealias Employment = (employer: Int64, user: Int64?, kind: String, modality: String, missions: Int)

  private func employment(on lot: DemoLot) -> Employment {
    let holder = lot.holders[random.happens(60) ? 0 : random.below(lot.holders.count)]
    if let own = structures.first(where: { $0.id == holder }) { return employed(by: own, for: holder) }
    let chance = random.below(100)
    if chance < 50 { return employed(by: pickStructure(), for: holder) }
    if chance < 54 { return (random.pick(agencies), holder, "TEMPORARY", "MAD_ETT", 1) }
    let kind = random.pick([
      "FIXED_TERM", "FIXED_TERM", "FIXED_TERM", "PERMANENT", "APPRENTICESHIP", "PROFESSIONAL_TRAINING",
    ])
    return (holder, nil, kind, "DIRECT", 1)
  }

  private func employed(by structure: (id: Int64, kind: String), for holder: Int64) -> Employment {
    let user = structure.id == holder ? nil : holder
    switch structure.kind {
    case "ETTI", "EATT":
      return (structure.id, user, "TEMPORARY", "MAD_ETTI", random.happens(30) ? 2 + random.below(3) : 1)
    case "AI": return (structure.id, user, "MAD_AI", "MAD_AI", random.happens(20) ? 2 : 1)
    case "GEIQ": return (structure.id, user, random.pick(["APPRENTICESHIP", "PROFESSIONAL_TRAINING"]), "MAD_GEIQ", 1)
    case "ACI": return (structure.id, nil, "FIXED_TERM_I", "ST_ACI", 1)
    case "EA": return (structure.id, nil, random.pick(["PERMANENT", "FIXED_TERM_TREMPLIN"]), "ST_EA", 1)
    case "ESAT": return (structure.id, nil, "ESAT", "ST_ESAT", 1)
    default: return (structure.id, nil, "FIXED_TERM_I", "ST_EI", 1)
    }
  }

  static func workedDays(in month: Month, from: Day, through: Day) -> Int {
    let (first, last) = (max(month.firstDay, from), min(month.lastDay, through))
    return first > last ? 0 : (first.daysUntil(last) + 1) * 5 / 7
  }
}
