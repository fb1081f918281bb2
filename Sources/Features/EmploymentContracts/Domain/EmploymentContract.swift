// SPDX-License-Identifier: EUPL-1.2

/// A person, an employer and dates. Its engagements are tied to it with dates of their own (n to m).
public struct EmploymentContract: Sendable, Hashable {
  public let id: ID<Self>
  public let participantID: ID<Participant>
  public let kind: EmploymentContractKind
  public let startsOn: Day
  /// Last day, planned or real, when known.
  public let endsOn: Day?

  public init(id: ID<Self>, participantID: ID<Participant>, kind: EmploymentContractKind, startsOn: Day, endsOn: Day?) {
    (self.id, self.participantID, self.kind, self.startsOn, self.endsOn) = (id, participantID, kind, startsOn, endsOn)
  }

  public func covers(_ day: Day) -> Bool { day >= startsOn && endsOn.map { day <= $0 } ?? true }
}
