// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension DemoScript {
  /// The contract or the chain of missions, its place on the lot, and the lines of each month.
  func writeHire(_ hire: DemoHire) {
    let pieces = missions(of: hire)
    var chain: Int64?
    if pieces.count > 1 {
      let number = id("parcours")
      add(
        "parcours",
        [
          ("id", number), ("territory_id", territory), ("participant_id", people[hire.person].id),
          ("employer_id", hire.employer), ("created_at", Self.at(hire.starts)),
        ])
      chain = number
    }
    for piece in pieces {
      let contract = writeContract(hire, from: piece.from, through: piece.through, in: chain)
      var month = piece.from.month
      while month <= piece.through.month, month <= Self.lastMonth {
        let days = Self.workedDays(in: month, from: piece.from, through: piece.through)
        if days > 0 { writeMonth(hire, contract, month, units: Int64(days * hire.rate) * 3) }
        month = month.next
      }
    }
  }

  /// Missions follow each other with a few days between them.
  private func missions(of hire: DemoHire) -> [(from: Day, through: Day)] {
    let length = hire.starts.daysUntil(hire.ends) + 1
    guard hire.missions > 1, length > hire.missions * 14 else { return [(hire.starts, hire.ends)] }
    let each = length / hire.missions
    return (0..<hire.missions).map { index in
      let from = hire.starts.adding(days: index * each)
      return (from, index == hire.missions - 1 ? hire.ends : from.adding(days: each - 1))
    }
  }

  private func writeContract(_ hire: DemoHire, from: Day, through: Day, in chain: Int64?) -> Int64 {
    let contract = id("employment_contract")
    let person = people[hire.person]
    let lot = lots[hire.lot]
    let (rule, until) = counting(hire, person, lot)
    add(
      "employment_contract",
      [
        ("id", contract), ("territory_id", territory), ("participant_id", person.id), ("employer_id", hire.employer),
        ("user_company_id", hire.userCompany), ("parcours_id", chain), ("eligibility_id", person.eligibility),
        ("kind", hire.kind), ("modality", hire.modality), ("job", job(lot.sector, person.isWoman)), ("starts_on", from),
        ("planned_end_on", through), ("ended_on", through < Self.today ? through : nil),
        ("weekly_units", Int64(10_500)), ("counts_from", from), ("counts_until", until), ("counting_rule", rule),
        ("age_at_hiring", Int64(person.age + max(0, from.year - person.from.year))),
        ("district_at_hiring", person.district), ("schooling_at_hiring", person.schooling),
        ("criteria_at_hiring", person.criterion), ("created_at", Self.at(from)),
      ])
    add(
      "employment_engagement",
      [
        ("territory_id", territory), ("employment_contract_id", contract), ("engagement_id", lot.engagement),
        ("starts_on", from), ("ends_on", through),
      ])
    return contract
  }

  private func counting(_ hire: DemoHire, _ person: DemoPerson, _ lot: DemoLot) -> (String, Day) {
    switch hire.kind {
    case "PERMANENT":
      ("CDI\u{202F}: jusqu’à la fin du marché, quatre ans au plus", min(lot.end, hire.starts.lastDay(ofTermMonths: 48)))
    case "APPRENTICESHIP": ("Apprentissage\u{202F}: jusqu’à sa fin", max(hire.ends, person.until))
    default: ("24 mois depuis la première embauche validée", person.until)
    }
  }

  private func job(_ sector: String, _ isWoman: Bool) -> String {
    let names: [(woman: String, man: String)] =
      switch sector {
      case "nettoyage":
        [
          ("agente d’entretien", "agent d’entretien"), ("agente de propreté", "agent de propreté"),
          ("laveuse de vitres", "laveur de vitres"),
        ]
      case "espaces_verts":
        [("jardinière", "jardinier"), ("ouvrière du paysage", "ouvrier du paysage"), ("élagueuse", "élagueur")]
      case "maintenance":
        [
          ("agente de maintenance", "agent de maintenance"), ("aide-plombière", "aide-plombier"),
          ("électricienne", "électricien"),
        ]
      case "prestations_intellectuelles":
        [("assistante d’études", "assistant d’études"), ("dessinatrice", "dessinateur"), ("enquêtrice", "enquêteur")]
      default:
        [
          ("manœuvre", "manœuvre"), ("peintre", "peintre"), ("maçonne", "maçon"), ("aide-couvreuse", "aide-couvreur"),
          ("électricienne", "électricien"), ("plaquiste", "plaquiste"), ("canalisatrice", "canalisateur"),
        ]
      }
    let drawn = random.pick(names)
    return isWoman ? drawn.woman : drawn.man
  }

  private func writeMonth(_ hire: DemoHire, _ contract: Int64, _ month: Month, units: Int64) {
    guard let statement = statement(of: hire.employer, month) else { return }
    lots[hire.lot].done += units
    line(hire, contract, statement, month, "site", units)
    switch hire.kind {
    case "APPRENTICESHIP", "PROFESSIONAL_TRAINING":
      line(hire, contract, statement, month, "training", 10_500)
      if contract % 4 == 0 { line(hire, contract, statement, month, "tutoring", 1_200) }
    default: if size.isDetailed, random.below(90) == 0 { line(hire, contract, statement, month, "absence", 2_100) }
    }
  }

  /// The employer's statement of a month; nil where it has not sent it.
  private func statement(of employer: Int64, _ month: Month) -> Int64? {
    let key = employer * 1_000_000 + Int64(month.rawValue)
    if let known = statements[key] { return known == 0 ? nil : known }
    if isMissing(employer, month) {
      statements[key] = 0
      return nil
    }
    let number = id("statement")
    let received = month.lastDay.adding(days: 4 + Int(employer % 9))
    let isOpen = month >= Self.lastMonth || (month == Self.lastMonth.previous && isWaiting(employer, month))
    add(
      "statement",
      [
        ("id", number), ("territory_id", territory), ("employer_id", employer), ("first_month", month),
        ("last_month", month), ("purpose", "period"), ("received_at", Self.at(received)),
        ("declarant", "correspondant"), ("closed_at", isOpen ? nil : Self.at(month.lastDay.adding(days: 18))),
        ("closed_by", isOpen ? nil : facilitators[Int(number) % facilitators.count]),
      ])
    statements[key] = number
    return number
  }

  /// One employer in eight has not sent the last month, one in forty the month before either.
  private func isMissing(_ employer: Int64, _ month: Month) -> Bool {
    month == Self.lastMonth ? employer % 8 == 3 : month == Self.lastMonth.previous && employer % 40 == 11
  }

  /// Two in five of the last month wait for a decision, and one in thirty of the month before.
  private func isWaiting(_ employer: Int64, _ month: Month) -> Bool {
    month == Self.lastMonth ? employer % 5 < 2 : month == Self.lastMonth.previous && employer % 30 == 7
  }

  private func line(
    _ hire: DemoHire, _ contract: Int64, _ statement: Int64, _ month: Month, _ kind: String, _ units: Int64
  ) {
    let number = id("hours_line")
    let received = Self.at(month.lastDay.adding(days: 4 + Int(hire.employer % 9)))
    add(
      "hours_line",
      [
        ("id", number), ("territory_id", territory), ("statement_id", statement),
        ("participant_id", people[hire.person].id), ("employment_contract_id", contract),
        ("engagement_id", lots[hire.lot].engagement), ("month", month), ("kind", kind), ("declared_units", units),
        ("recorded_at", received),
      ])
    guard !isWaiting(hire.employer, month) else { return }
    let (kept, reason) = kept(kind, units)
    add(
      "hours_decision",
      [
        ("line_id", number), ("territory_id", territory), ("declared_units", units), ("kept_units", kept),
        ("reason", reason), ("author_id", facilitators[Int(statement) % facilitators.count]),
        ("decided_at", Self.at(month.lastDay.adding(days: 16), hour: 10)),
      ])
  }

  /// Three lines in a hundred are kept in part; absence never.
  private func kept(_ kind: String, _ units: Int64) -> (Int64, String) {
    if kind == "absence" { return (0, "not_counted_kind") }
    guard kind == "site", random.happens(3) else { return (units, "") }
    return (units / 900 * 600, random.pick(["no_proof", "before_validation", "outside_contract"]))
  }
}
