// SPDX-License-Identifier: EUPL-1.2

/// What must not be published of a table because too few people stand behind it (rules 22), nor be found again by subtracting the
/// other cells from a total.
public enum SmallCells {
  /// The cells to hide, each given by the people behind it. Those of 1 to 4 people first; then the smallest of the others, until at
  /// least two cells are hidden and five people stand behind them together. Empty cells say nothing of anybody and stay.
  public static func hidden<Person: Hashable>(_ cells: [Set<Person>]) -> Set<Int> {
    var hidden = Set(cells.indices.filter { isSmall(cells[$0].count) })
    guard !hidden.isEmpty else { return [] }
    var others = cells.indices.filter { !hidden.contains($0) && !cells[$0].isEmpty }
      .sorted { (cells[$0].count, $0) < (cells[$1].count, $1) }
    func together() -> Int { hidden.reduce(into: Set<Person>()) { $0.formUnion(cells[$1]) }.count }
    while hidden.count < 2 || together() < SmallGroups.minimum, !others.isEmpty {
      hidden.insert(others.removeFirst())
    }
    return hidden
  }

  /// Whether that many people may not be shown.
  public static func isSmall(_ people: Int) -> Bool { people > 0 && people < SmallGroups.minimum }

  /// Whether a part, or what is left of the whole without it, is small.
  public static func reveals(part: Int, of whole: Int) -> Bool { isSmall(part) || isSmall(whole - part) }

  /// Hours by month in which a month of too few people is carried into the next that has enough, and the last ones into the last
  /// that had: their sum stays. All zero when no month has enough.
  public static func carried(_ months: [(hours: Hours, people: Int)]) -> [Hours] {
    var result = Array(repeating: Hours.zero, count: months.count)
    var waiting = Hours.zero
    var lastShown: Int?
    for (index, month) in months.enumerated() {
      waiting += month.hours
      guard month.people >= SmallGroups.minimum else { continue }
      result[index] = waiting
      waiting = .zero
      lastShown = index
    }
    if let lastShown { result[lastShown] += waiting }
    return result
  }
}
