// SPDX-License-Identifier: EUPL-1.2

/// People by age at hiring and gender, the youngest first.
public struct AgePyramid: Sendable, Hashable {
  public struct Person: Sendable, Hashable {
    public let id: ID<Participant>
    public let age: Int?
    public let gender: Gender

    public init(id: ID<Participant>, age: Int?, gender: Gender) { (self.id, self.age, self.gender) = (id, age, gender) }
  }

  public struct Band: Sendable, Hashable {
    public let label: String
    /// Nil where so few people may not be said.
    public let women: Int?
    public let men: Int?
  }

  public let bands: [Band]
  /// Without an age, or of a gender that is not written down.
  public let unknown: Int

  /// `hidesSmall` keeps back bands of a few people, and enough of the others for them not to be found by subtraction.
  public init(_ people: [Person], hidesSmall: Bool) {
    let known = people.filter { $0.age != nil && $0.gender != .unspecified }
    var cells: [Set<ID<Participant>>] = []
    for (from, through, _) in Self.limits {
      for gender in [Gender.female, .male] {
        cells.append(
          Set(known.filter { $0.gender == gender && (from...through).contains($0.age ?? -1) }.map(\.id)))
      }
    }
    let rest = Set(people.map(\.id)).subtracting(known.map(\.id))
    let hidden = hidesSmall ? SmallCells.hidden(cells + [rest]) : []
    func shown(_ index: Int) -> Int? { hidden.contains(index) ? nil : cells[index].count }
    bands = Self.limits.enumerated().map { place, limit in
      Band(label: limit.label, women: shown(place * 2), men: shown(place * 2 + 1))
    }
    unknown = hidden.contains(cells.count) ? 0 : rest.count
  }

  /// The longest bar.
  public var largest: Int { bands.flatMap { [$0.women ?? 0, $0.men ?? 0] }.max() ?? 0 }

  static let limits: [(from: Int, through: Int, label: String)] = [
    (0, 20, "20 ans et moins"), (21, 25, "21 à 25"), (26, 30, "26 à 30"), (31, 35, "31 à 35"), (36, 40, "36 à 40"),
    (41, 45, "41 à 45"), (46, 50, "46 à 50"), (51, 55, "51 à 55"), (56, 60, "56 à 60"), (61, 200, "plus de 60"),
  ]
}
