// SPDX-License-Identifier: EUPL-1.2
import Domain

extension DemoScript {
  /// What became of those whose last contract ended: most exits are recorded, and later situations where somebody could be reached.
  func writeExits() {
    for (index, person) in people.enumerated() where person.busyUntil < Self.today.adding(days: -12) {
      // A few are left for the day's list.
      guard random.happens(person.busyUntil < Self.today.adding(days: -120) ? 84 : 88) else { continue }
      let leftOn = person.busyUntil
      let recorded = min(leftOn.adding(days: 3 + index % 9), Self.today)
      let exit = id("exit")
      add(
        "exit",
        [
          ("id", exit), ("territory_id", territory), ("participant_id", person.id), ("left_on", leftOn),
          ("remark", ""), ("author_id", facilitators[Int(person.id) % facilitators.count]),
          ("recorded_at", Self.at(recorded)), ("withdrawn_at", nil as Int64?),
        ])
      var situation = exitSituation()
      writeSituation(situation, .exit, of: exit, person, on: recorded)
      guard situation != .withdrawn else { continue }
      for (milestone, reached) in [(ExitMilestone.three, 82), (.six, 74), (.twelve, 60)] {
        let day = milestone.day(after: leftOn).adding(days: index % 20)
        guard day <= Self.today, random.happens(reached) else { continue }
        if random.happens(30) { situation = exitSituation(later: true) }
        writeSituation(situation, milestone, of: exit, person, on: day)
      }
    }
  }

  private func writeSituation(
    _ situation: ExitSituation, _ milestone: ExitMilestone, of exit: Int64, _ person: DemoPerson, on day: Day
  ) {
    add(
      "exit_situation",
      [
        ("id", id("exit_situation")), ("territory_id", territory), ("exit_id", exit),
        ("milestone", milestone.rawValue), ("situation", situation.rawValue), ("known_on", day),
        ("author_id", facilitators[Int(person.id) % facilitators.count]), ("recorded_at", Self.at(day)),
        ("replaced_at", nil as Int64?),
      ])
  }

  private func exitSituation(later: Bool = false) -> ExitSituation {
    switch random.below(100) {
    case 0..<(later ? 16 : 11): .permanent
    case 0..<24: .longFixedTerm
    case 24..<25: .civilService
    case 25..<27: .business
    case 27..<43: .shortFixedTerm
    case 43..<46: .assisted
    case 46..<56: .training
    case 56..<63: .otherStructure
    case 63..<86: .jobSeeking
    case 86..<90: .inactive
    case 90..<(later ? 99 : 97): .lost
    default: later ? .lost : .withdrawn
    }
  }
}
