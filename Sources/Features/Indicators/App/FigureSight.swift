// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// What of a bilan a role may see, and open.
struct FigureSight: Sendable {
  let role: Role

  /// Lines behind figures, with names, are for the profession.
  var opensLines: Bool { role == .facilitator }
  /// Pages of buyers, lots and companies.
  var opensPages: Bool { role == .facilitator }

  /// Whether any figure of that many people may be shown.
  func mayShow(_ people: Int) -> Bool { SmallGroups.mayShow(people: people, profile: false, to: role) }

  /// Whether the figures of a year among others may be shown.
  func mayShow(_ year: SeriesYear) -> Bool { mayShow(year.people ?? SmallGroups.minimum) }

  /// The year just before one of a series, where the change from it may be said: from a year that is not shown, it would tell its
  /// hours.
  func yearBefore(_ index: Int, of years: [SeriesYear]) -> SeriesYear? {
    guard index > 0, years[index - 1].year == years[index].year - 1, mayShow(years[index - 1]) else { return nil }
    return years[index - 1]
  }

  /// Whether a profile of a group may be shown: neither the part nor the rest may be a few people.
  func mayShow(profile part: Int, of people: Int) -> Bool {
    if role == .facilitator { return people > 0 }
    return people >= SmallGroups.minimum && !SmallCells.reveals(part: part, of: people)
  }

  /// What is said of exits: everything to the profession, rates of enough people to the others, who read none of a row of a table,
  /// since the rows that are shown would tell the others by subtraction. Nothing where nobody left.
  func values(_ exits: ExitTally, of people: Int, isRow: Bool = false) -> [IndicatorValue] {
    guard exits.exits > 0 else { return [] }
    if role == .facilitator { return exits.values }
    return isRow ? [] : exits.values(of: people)
  }

  /// Rows of a table to hide.
  func hidden<Key>(_ parts: [YearReport.Part<Key>]) -> Set<Int> {
    role == .elected ? SmallCells.hidden(parts.map(\.people)) : []
  }

  /// The people of a row, or why they are not said.
  func people<Key>(_ part: YearReport.Part<Key>, isHidden: Bool) -> HTML {
    guard isHidden else { return "\(FrenchNumber.whole(part.people.count))" }
    return SmallCells.isSmall(part.people.count) ? "moins de 5" : "non publié"
  }
}
