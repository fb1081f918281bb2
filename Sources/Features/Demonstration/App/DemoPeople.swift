// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension DemoScript {
  /// A person with a validated eligibility from a day on; its place in `people`.
  func writePerson(eligibleFrom day: Day) -> Int {
    let person = participant(on: day, isOriented: random.happens(70))
    let eligibility = id("eligibility")
    let until = day.lastDay(ofTermMonths: 24)
    add(
      "eligibility",
      [
        ("id", eligibility), ("territory_id", territory), ("participant_id", person.id), ("decided_on", day),
        ("starts_on", day), ("ends_on", until), ("refused", false), ("reason", ""),
        ("author_id", facilitators[Int(person.id) % facilitators.count]), ("recorded_at", Self.at(day)),
      ])
    writeCriteria(person.criterion, of: eligibility, on: day)
    people.append(
      DemoPerson(
        id: person.id, eligibility: eligibility, from: day, until: until, age: person.age, district: person.district,
        schooling: person.schooling, criterion: person.criterion, isWoman: person.isWoman,
        busyUntil: day.adding(days: -1)))
    return people.count - 1
  }

  private func writeCriteria(_ criterion: String, of eligibility: Int64, on day: Day) {
    var codes = [criterion]
    if size.isDetailed, eligibility % 5 == 0, criterion != "RSA" { codes.append("RSA") }
    for code in codes {
      add(
        "eligibility_criterion",
        [
          ("territory_id", territory), ("eligibility_id", eligibility), ("criterion", code),
          ("proof", "attestation"), ("proof_on", day), ("seen_on", day),
        ])
    }
  }

  private typealias Written = (
    id: Int64, age: Int, district: String, schooling: String, criterion: String, isWoman: Bool
  )

  private func participant(on day: Day, isOriented: Bool, mergedInto head: Int64? = nil) -> Written {
    let participant = id("participant")
    let isWoman = random.happens(21)
    let (first, last) = (firstName(isWoman), random.pick(InventedNames.families))
    let age = 18 + random.below(random.happens(60) ? 16 : 42)
    let born = Day(day.year - age - 1, 1 + random.below(12), 1 + random.below(28))
    let district = random.happens(34) ? "QN9990\(1 + random.below(3))M" : ""
    let schooling = random.pick(["40", "41", "50", "51", "51", "60", "70"])
    let oriented: Int64? = isOriented ? random.pick(prescribers) : nil
    add(
      "participant",
      [
        ("id", participant), ("territory_id", territory), ("last_name", last), ("first_name", first),
        ("born_on", born), ("gender", isWoman ? "F" : "M"),
        ("phone", size.isDetailed ? InventedNames.phone(Int(participant) * 41) : ""),
        ("commune", InventedPlaces.home(random.below(100), district: district)),
        ("postcode", InventedPlaces.postcode),
        ("district", district), ("district_generation", district.isEmpty ? "" : "2024"),
        ("district_method", district.isEmpty ? "" : participant % 3 == 0 ? "proof" : "map"),
        ("district_on", district.isEmpty ? nil : day), ("schooling", schooling),
        ("oriented_by", oriented), ("oriented_on", oriented == nil ? nil : day), ("informed_on", day),
        ("merged_into", head), ("search_text", Search.fold("\(first) \(last)")), ("created_at", Self.at(day)),
      ])
    return (participant, age, district, schooling, criterion(age), isWoman)
  }

  private func firstName(_ isWoman: Bool) -> String {
    isWoman ? random.pick(InventedNames.women) : random.pick(InventedNames.men)
  }

  /// Someone met at work, by name; what they are called there agrees.
  func anyone() -> (name: String, isWoman: Bool) {
    let isWoman = random.happens(50)
    return ("\(firstName(isWoman)) \(random.pick(InventedNames.families))", isWoman)
  }

  private func criterion(_ age: Int) -> String {
    if age < 26, random.happens(45) { return "J26NQ" }
    if age > 50, random.happens(45) { return "SEN50" }
    return random.pick([
      "DELD", "DELD", "DELD", "RSA", "RSA", "TH", "IAE", "PLIE", "REFUG", "FLE", "PI", "AAH", "JUSTICE",
    ])
  }

  /// Requests of the last days that nobody has answered, people refused, and files found twice and merged.
  func writeOddPeople() {
    guard size.isDetailed else { return }
    for index in 0..<14 { _ = participant(on: Self.today.adding(days: -index / 2 - 1), isOriented: true) }
    for index in 0..<20 {
      let day = Self.today.adding(days: -30 - index * 40)
      let refused = participant(on: day, isOriented: true)
      add(
        "eligibility",
        [
          ("id", id("eligibility")), ("territory_id", territory), ("participant_id", refused.id), ("decided_on", day),
          ("starts_on", day), ("ends_on", nil as Day?), ("refused", true),
          ("reason", index % 2 == 0 ? "Déjà en emploi au moment de la demande" : "Pièce manquante après relance"),
          ("author_id", facilitators[index % facilitators.count]), ("recorded_at", Self.at(day)),
        ])
    }
    for index in 0..<12 where people.count > 300 {
      let head = people[index * (people.count / 12)]
      _ = participant(on: head.from.adding(days: 60), isOriented: false, mergedInto: head.id)
    }
  }
}
