// SPDX-License-Identifier: EUPL-1.2

/// When the situation of somebody who left is asked: at the exit, then three, six and twelve months later.
public enum ExitMilestone: Int, Sendable, Hashable, CaseIterable {
  case exit = 0
  case three = 3
  case six = 6
  case twelve = 12

  public static let later: [ExitMilestone] = [.three, .six, .twelve]

  public var french: String { self == .exit ? "à la sortie" : "à \(rawValue) mois" }

  /// The first day on which the situation can be said.
  public func day(after leftOn: Day) -> Day { leftOn.adding(months: rawValue) }

  /// How long a situation is asked for once its day has come.
  public static let monthsAsked = 4

  /// Whoever left until the first of these days and after the second is asked of on a day.
  public func leftBetween(_ today: Day) -> (latest: Day, earliest: Day) {
    (Self.before(today, rawValue), Self.before(today, rawValue + Self.monthsAsked))
  }

  /// The last day that comes to a day some months later: the last of a month gathers those that a shorter month lacks.
  private static func before(_ day: Day, _ months: Int) -> Day {
    day == day.month.lastDay ? day.month.adding(months: -months).lastDay : day.adding(months: -months)
  }

  /// What of an exit is to be asked on a day.
  public static func due(leftOn: Day, known: Set<ExitMilestone>, on today: Day) -> [ExitMilestone] {
    later.filter { milestone in
      let (latest, earliest) = milestone.leftBetween(today)
      return !known.contains(milestone) && earliest < leftOn && leftOn <= latest
    }
  }
}
