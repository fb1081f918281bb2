// SPDX-License-Identifier: EUPL-1.2

/// A person of a territory whose hours may count. The least data: nothing that no rule or report needs.
public struct Participant: Sendable, Hashable {
  public let id: ID<Self>
  public let firstName: String
  public let lastName: String
  public let bornOn: Day?

  public init(id: ID<Self>, firstName: String, lastName: String, bornOn: Day?) {
    (self.id, self.firstName, self.lastName, self.bornOn) = (id, firstName, lastName, bornOn)
  }

  /// Whole years on a day; kept as it was at the hiring (rules 14). `nil` without a birth day, or before it.
  public func age(on day: Day) -> Int? {
    guard let bornOn, bornOn <= day else { return nil }
    let birthdayPassed = (day.monthNumber, day.day) >= (bornOn.monthNumber, bornOn.day)
    return day.year - bornOn.year - (birthdayPassed ? 0 : 1)
  }
}
