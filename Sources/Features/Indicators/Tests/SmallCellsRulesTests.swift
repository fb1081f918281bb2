// SPDX-License-Identifier: EUPL-1.2
import Domain
import Testing

@Suite struct SmallCellsRulesTests {
  static let tables: [(cells: [Set<Int>], hidden: Set<Int>)] = [
    ([Set(1...6), Set(7...20)], []), ([Set(1...6), []], []), ([Set(1...3), Set(7...20)], [0, 1]),
    ([Set(1...3), Set(4...8), Set(9...30)], [0, 1]), ([Set(1...3), Set(4...7), Set(9...30)], [0, 1]),
    // Two small cells with the same three people: together they are three.
    ([Set(1...3), Set(1...3), Set(9...13), Set(20...40)], [0, 1, 2]), ([Set(1...4)], [0]), ([], []),
  ]

  @Test("a small cell is hidden, and enough others that nobody finds it by subtraction", arguments: tables)
  func hidden(cells: [Set<Int>], hidden: Set<Int>) {
    #expect(SmallCells.hidden(cells) == hidden)
  }

  @Test("months of too few people are carried into one that has enough, and the sum stays")
  func carried() {
    func hours(_ values: [Int]) -> [Hours] { values.map { Hours(wholeHours: $0) } }
    let months = zip(hours([10, 20, 30, 40]), [2, 6, 0, 3]).map { (hours: $0, people: $1) }
    #expect(SmallCells.carried(months) == hours([0, 100, 0, 0]))
    #expect(SmallCells.carried(months.map { (hours: $0.hours, people: 4) }) == hours([0, 0, 0, 0]))
    #expect(SmallCells.carried(months.map { (hours: $0.hours, people: 5) }) == hours([10, 20, 30, 40]))
  }
}
