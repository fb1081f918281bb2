// SPDX-License-Identifier: EUPL-1.2

/// Days from one to another, both included; without an end it goes on.
public struct DayRange: Sendable, Hashable {
  public let from: Day
  public let through: Day?

  public init(from: Day, through: Day?) { (self.from, self.through) = (from, through) }

  public func contains(_ day: Day) -> Bool { day >= from && through.map { day <= $0 } ?? true }
  /// Whether every day of the month is in it.
  public func covers(_ month: Month) -> Bool { contains(month.firstDay) && contains(month.lastDay) }
  /// Whether some day of the month is in it.
  public func touches(_ month: Month) -> Bool { from <= month.lastDay && through.map { $0 >= month.firstDay } ?? true }

  /// `du 01/10/2025 au 31/12/2025`, or `à partir du 01/10/2025`.
  public var french: String {
    through.map { "du \(from.french) au \($0.french)" } ?? "à partir du \(from.french)"
  }
}
