// SPDX-License-Identifier: EUPL-1.2
import Domain
import Testing

@testable import App

@Suite struct ExitRulesTests {
  /// https://communaute.inclusion.beta.gouv.fr/forum/les-sorties-dynamiques-dans-liae-115
  @Test(
    "each situation counts for what the insertion sector counts it",
    arguments: [
      (ExitSituation.permanent, ExitKind.durable), (.longFixedTerm, .durable), (.civilService, .durable),
      (.business, .durable), (.shortFixedTerm, .transitional), (.assisted, .transitional), (.training, .constructive),
      (.otherStructure, .constructive), (.otherPositive, .constructive), (.jobSeeking, .other), (.inactive, .other),
      (.lost, .other), (.withdrawn, .neutral),
    ])
  func kinds(situation: ExitSituation, kind: ExitKind) {
    #expect(situation.kind == kind && ExitSituation.of(kind).contains(situation))
  }

  @Test(
    "a situation is asked from its day on, for four months, unless it is known",
    arguments: [
      ("2026-08-24", [ExitMilestone.three]), ("2026-08-25", []), ("2026-05-24", [.three, .six]),
      ("2026-05-25", [.three]), ("2026-04-25", [.three, .six]), ("2026-04-24", [.six]), ("2026-01-24", []),
      ("2025-11-24", [.twelve]), ("2025-07-25", [.twelve]), ("2025-07-24", []),
    ] as [(Day, [ExitMilestone])])
  func due(leftOn: Day, asked: [ExitMilestone]) {
    let exit = Exit(id: ID(1), leftOn: leftOn, situations: [.exit: .lost])
    #expect(exit.due(on: "2026-11-24") == asked)
    let known = Dictionary(uniqueKeysWithValues: ExitMilestone.allCases.map { ($0, ExitSituation.lost) })
    #expect(Exit(id: ID(1), leftOn: leftOn, situations: known).due(on: "2026-11-24").isEmpty)
  }

  @Test("the last day of a short month is asked of on the last day too")
  func shortMonths() {
    #expect(ExitMilestone.three.day(after: "2026-11-30") == "2027-02-28")
    #expect(Exit(id: ID(1), leftOn: "2026-11-30", situations: [:]).due(on: "2027-02-28") == [.three])
  }

  @Test("the rate leaves neutral exits and unknown situations out of its divisor")
  func rate() throws {
    let situations: [ExitSituation] = [.permanent, .shortFixedTerm, .training, .jobSeeking, .lost, .withdrawn]
    let tally = ExitTally(
      situations.enumerated().map { index, situation in
        Exit(
          id: ID(Int64(index)), leftOn: "2026-01-31",
          situations: index < 2 ? [.exit: situation, .six: .permanent] : [.exit: situation])
      })
    #expect(tally.exits == 6 && tally.known(.exit) == 6 && tally.counted(.exit) == 5 && tally.positive(.exit) == 3)
    #expect(tally.rate(.exit) == Rational(60) && tally.rate(.six) == Rational(100) && tally.rate(.twelve) == nil)
    let values = Dictionary(uniqueKeysWithValues: tally.values.map { ($0.indicator.code, $0.french) })
    #expect(values["exits"] == "6" && values["exits.dynamic"] == "60,0" && values["exits.dynamic.6"] == "100,0")
    #expect(values["exits.neutral"] == "1" && values["exits.dynamic.12"] == nil)
  }

  @Test("what tells of fewer than five people is not said to those who may not know them")
  func smallGroups() {
    func tally(_ durable: Int, _ other: Int) -> ExitTally {
      ExitTally(
        (0..<durable + other).map {
          Exit(id: ID(Int64($0)), leftOn: "2026-01-31", situations: [.exit: $0 < durable ? .permanent : .jobSeeking])
        })
    }
    #expect(tally(6, 7).values(of: 40).map(\.indicator.code) == ["exits", "exits.dynamic"])
    #expect(tally(3, 10).values(of: 40).map(\.indicator.code) == ["exits"])
    #expect(tally(10, 3).values(of: 40).map(\.indicator.code) == ["exits"])
    #expect(tally(2, 1).values(of: 40).isEmpty)
    #expect(tally(6, 7).values(of: 15).isEmpty)
  }

  @Test("rows of a table tell nobody but the team who left: the others would be found by subtraction")
  func rows() {
    let exits = ExitTally(
      (0..<20).map {
        Exit(id: ID(Int64($0)), leftOn: "2026-01-31", situations: [.exit: $0 < 9 ? .permanent : .jobSeeking])
      })
    for role in Role.allCases {
      let sight = FigureSight(role: role)
      #expect(sight.values(exits, of: 60, isRow: true).isEmpty == (role != .facilitator), "\(role)")
      #expect(sight.values(exits, of: 60).contains { $0.indicator == .positiveExits(.exit) }, "\(role)")
      #expect(sight.values(ExitTally(), of: 60).isEmpty, "\(role)")
    }
  }

  @Test("every indicator of exits stands in the catalogue once")
  func catalogue() {
    #expect(Set(Indicator.all.map(\.code)).count == Indicator.all.count)
    for indicator in Indicator.ofExits { #expect(Indicator.all.contains(indicator) && indicator.isOfExits) }
    #expect(!Indicator.people.isOfExits)
  }
}
