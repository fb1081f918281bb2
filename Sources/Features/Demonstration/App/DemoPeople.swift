// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension DemoScript {
  /// People, their eligibility, their employment contracts and the lines of each month until October 2026.
  func writePeople(_ cast: DemoCast, perYear: Int) {
    guard let today = Day(iso: Self.day) else { return }
    var statements: [String: Int64] = [:]
    var ready: [(participant: Int64, eligibility: Int64, until: Day)] = []
    for year in Self.firstYear...2026 {
      // Each year is a little larger than the one before; the last is not over.
      let share = year == 2024 ? 83 : year == 2025 ? 100 : 94
      for index in 0..<(perYear * share / 100) {
        guard let january = Day(year, 1, 1) else { continue }
        let starts = january.adding(days: index * 330 / max(1, perYear * share / 100) + random.below(20))
        guard starts < today.adding(days: -20) else { continue }
        let person: (participant: Int64, eligibility: Int64, until: Day)
        if random.happens(22), let known = ready.last(where: { $0.until > starts.adding(days: 200) }) {
          person = known
        } else {
          person = writePerson(cast, eligibleFrom: starts.adding(days: -random.below(15)))
        }
        ready.append(person)
        writeEmployment(cast, person, starts: starts, today: today, &statements)
        if ready.count > 40 { ready.removeFirst(20) }
      }
    }
  }

  private func writePerson(_ cast: DemoCast, eligibleFrom day: Day) -> (
    participant: Int64, eligibility: Int64, until: Day
  ) {
    let participant = id("participant")
    let (first, last) = (random.pick(InventedNames.firstNames), random.pick(InventedNames.lastNames))
    let oriented: Int64? = random.happens(70) ? random.pick(cast.prescribers) : nil
    let born = Day(1968 + random.below(38), 1 + random.below(12), 1 + random.below(28))
    let lives = random.happens(34)
    add(
      "participant",
      [
        ("id", participant), ("territory_id", cast.territory), ("last_name", last), ("first_name", first),
        ("born_on", born),
        ("gender", random.happens(21) ? "F" : "M"), ("commune", random.pick(InventedNames.communes)),
        ("postcode", "99100"),
        ("district", lives ? "QN99901M" : ""), ("district_generation", lives ? "2024" : ""),
        ("district_method", lives ? "liste" : ""),
        ("schooling", random.pick(["40", "41", "50", "51", "51", "60", "70"])),
        ("oriented_by", oriented), ("oriented_on", oriented == nil ? nil : day), ("informed_on", day),
        ("search_text", Search.fold("\(first) \(last)")), ("created_at", Self.at(day)),
      ])
    let eligibility = id("eligibility")
    let until = day.lastDay(ofTermMonths: 24)
    add(
      "eligibility",
      [
        ("id", eligibility), ("territory_id", cast.territory), ("participant_id", participant), ("decided_on", day),
        ("starts_on", day), ("ends_on", until), ("author_id", cast.facilitators.first), ("recorded_at", Self.at(day)),
      ])
    add(
      "eligibility_criterion",
      [
        ("territory_id", cast.territory), ("eligibility_id", eligibility),
        ("criterion", random.pick(["DELD", "DELD", "RSA", "RSA", "TH", "J26NQ", "SEN50", "IAE", "PLIE", "REFUG"])),
        ("proof", "attestation"), ("proof_on", day), ("seen_on", day),
      ])
    return (participant, eligibility, until)
  }

  private func writeEmployment(
    _ cast: DemoCast, _ person: (participant: Int64, eligibility: Int64, until: Day), starts: Day, today: Day,
    _ statements: inout [String: Int64]
  ) {
    let open = cast.lots.filter { $0.start <= starts && $0.end > starts.adding(days: 25) }
    // Larger lots take more people: of two drawn, the larger.
    guard !open.isEmpty else { return }
    let (one, other) = (random.pick(open), random.pick(open))
    let lot = one.units >= other.units ? one : other
    let viaStructure = random.happens(48)
    let structure = random.pick(cast.structures)
    let employer = viaStructure ? structure.id : lot.holder
    let months = 1 + random.below(6)
    let ends = min(starts.lastDay(ofTermMonths: months), lot.end)
    let contract = id("employment_contract")
    let kinds =
      viaStructure
      ? ("TEMPORARY", structure.kind == "ETTI" ? "MAD_ETTI" : structure.kind == "AI" ? "MAD_AI" : "ST_ACI")
      : (random.pick(["FIXED_TERM", "FIXED_TERM", "PERMANENT", "APPRENTICESHIP"]), "DIRECT")
    add(
      "employment_contract",
      [
        ("id", contract), ("territory_id", cast.territory), ("participant_id", person.participant),
        ("employer_id", employer),
        ("user_company_id", viaStructure && kinds.1.hasPrefix("MAD") && lot.holder != employer ? lot.holder : nil),
        ("eligibility_id", person.eligibility), ("kind", kinds.0), ("modality", kinds.1),
        (
          "job",
          random.pick(["manœuvre", "peintre", "agent d’entretien", "jardinier", "électricienne", "maçon", "assistant"])
        ),
        ("starts_on", starts), ("planned_end_on", ends), ("ended_on", ends < today ? ends : nil),
        ("weekly_units", Int64(10_500)),
        ("counts_from", starts), ("counts_until", person.until),
        ("counting_rule", "24 mois depuis la première embauche validée"),
        ("created_at", Self.at(starts)),
      ])
    add(
      "employment_engagement",
      [
        ("territory_id", cast.territory), ("employment_contract_id", contract), ("engagement_id", lot.engagement),
        ("starts_on", starts), ("ends_on", ends),
      ])
    var month = starts.month
    let weekly = 36 + random.below(64)
    while month <= ends.month, let lastAsked = Month(202610), month <= lastAsked {
      let days = DemoScript.workedDays(in: month, from: starts, through: ends)
      if days > 0 {
        let hundredths = Int64(days) * Int64(weekly) * 100 / 13
        writeLine(
          cast, person.participant, contract, lot.engagement, employer, month, hundredths * 3,
          kinds.0 == "APPRENTICESHIP", &statements)
      }
      month = month.next
    }
  }

  static func workedDays(in month: Month, from: Day, through: Day) -> Int {
    let (first, last) = (max(month.firstDay, from), min(month.lastDay, through))
    return first > last ? 0 : (first.daysUntil(last) + 1) * 5 / 7
  }
}
