// SPDX-License-Identifier: EUPL-1.2

/// The end of somebody's way through the clause, with what became of them. The day is the last day of the last contract of work.
public struct Exit: Sendable, Hashable {
  public let id: ID<Self>
  public let leftOn: Day
  /// What is known, by milestone.
  public let situations: [ExitMilestone: ExitSituation]

  public init(id: ID<Self>, leftOn: Day, situations: [ExitMilestone: ExitSituation]) {
    (self.id, self.leftOn, self.situations) = (id, leftOn, situations)
  }

  /// What is to be asked on a day.
  public func due(on today: Day) -> [ExitMilestone] {
    ExitMilestone.due(leftOn: leftOn, known: Set(situations.keys), on: today)
  }
}

/// Exits of some people, counted by what they count for at each milestone.
public struct ExitTally: Sendable, Hashable {
  /// People who left.
  public private(set) var exits = 0
  private var counts: [ExitMilestone: [ExitKind: Int]] = [:]

  public init() {}

  public init(_ exits: some Sequence<Exit>) {
    for exit in exits { add(exit) }
  }

  public mutating func add(_ exit: Exit) {
    exits += 1
    for (milestone, situation) in exit.situations {
      counts[milestone, default: [:]][situation.kind, default: 0] += 1
    }
  }

  public func count(_ kind: ExitKind, _ milestone: ExitMilestone = .exit) -> Int { counts[milestone]?[kind] ?? 0 }

  /// People whose situation is known at a milestone, neutral exits included.
  public func known(_ milestone: ExitMilestone) -> Int { (counts[milestone] ?? [:]).values.reduce(0, +) }

  /// The denominator of the rate: known and not neutral.
  public func counted(_ milestone: ExitMilestone) -> Int { known(milestone) - count(.neutral, milestone) }

  public func positive(_ milestone: ExitMilestone) -> Int {
    ExitKind.allCases.filter(\.isPositiveOutcome).map { count($0, milestone) }.reduce(0, +)
  }

  /// (durable + transition + positive) × 100 ÷ counted exits; nil when none is counted.
  public func rate(_ milestone: ExitMilestone) -> Rational? {
    Ratios.percent(Rational(positive(milestone)), of: Rational(counted(milestone)))
  }
}
