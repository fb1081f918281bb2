// SPDX-License-Identifier: EUPL-1.2

/// What was true of a person on the day of a validation: it stays so, whatever comes after (rules 14).
public struct Eligibility: Sendable, Hashable {
  public let id: ID<Self>
  public let participantID: ID<Participant>
  /// First day from which hours may be kept.
  public let validFrom: Day
  /// Last day; `nil` while a date is missing.
  public let until: Day?

  public init(id: ID<Self>, participantID: ID<Participant>, validFrom: Day, until: Day?) {
    (self.id, self.participantID, self.validFrom, self.until) = (id, participantID, validFrom, until)
  }

  public var range: DayRange { DayRange(from: validFrom, through: until) }

  /// The printable answer to an employer; the criterion is never in it (rules 12).
  public var answer: String { until.map { "Validé jusqu’au \($0.french)" } ?? "Validé à partir du \(validFrom.french)" }

  /// Whether it ends within that many days, today included: the usual alert is 60 (domain.md §1.4).
  public func endsSoon(on today: Day, within days: Int) -> Bool {
    until.map { (0...days).contains(today.daysUntil($0)) } ?? false
  }
}
