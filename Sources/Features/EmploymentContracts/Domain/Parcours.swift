// SPDX-License-Identifier: EUPL-1.2

/// A chain of missions of one person on one lot for one employer: counted as one (rules 10).
public struct Parcours: Sendable, Hashable {
  public let id: ID<Self>
  public init(id: ID<Self>) { self.id = id }

  /// Two missions chain when the next starts within a month of the end of the one before: a setting of the practice.
  public static let largestGapDays = 31

  /// Whether a mission follows another closely enough to be of the same chain.
  public static func continues(after previous: EmploymentContract, with next: EmploymentContract) -> Bool {
    guard previous.participantID == next.participantID, previous.kind == .temporary, next.kind == .temporary,
      let end = previous.endsOn, next.startsOn >= previous.startsOn
    else { return false }
    return end.daysUntil(next.startsOn) <= largestGapDays
  }

  /// Employment contracts counted for the indicators: a chain is one, and so is a contract in no chain.
  public static func count(_ contracts: [(contract: ID<EmploymentContract>, parcours: ID<Parcours>?)]) -> Int {
    let chains = Set(contracts.compactMap(\.parcours))
    let single = Set(contracts.filter { $0.parcours == nil }.map(\.contract))
    return chains.count + single.count
  }

  /// The definition printed beside the figure.
  public static let definition = "une chaîne de missions d’une personne sur un lot compte pour un"
}
