// SPDX-License-Identifier: EUPL-1.2

/// The convention signed with a buyer: what it covers and for how long.
public struct Agreement: Sendable, Hashable {
  public let id: ID<Self>
  public let buyerID: ID<Organisation>
  public let signedOn: Day
  /// Last day, when it has a term.
  public let endsOn: Day?

  public init(id: ID<Self>, buyerID: ID<Organisation>, signedOn: Day, endsOn: Day?) {
    (self.id, self.buyerID, self.signedOn, self.endsOn) = (id, buyerID, signedOn, endsOn)
  }

  /// Whether it is in force that day.
  public func covers(_ day: Day) -> Bool { day >= signedOn && endsOn.map { day <= $0 } ?? true }

  /// Days left before its term, negative once over, `nil` without a term.
  public func daysLeft(on day: Day) -> Int? { endsOn.map { day.daysUntil($0) } }
}
