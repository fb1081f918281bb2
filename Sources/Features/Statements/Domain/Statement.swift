// SPDX-License-Identifier: EUPL-1.2

/// What an employer declares for a period, over all its people and lots.
public struct Statement: Sendable, Hashable {
  public let id: ID<Self>
  public let employerID: ID<Organisation>

  public init(id: ID<Self>, employerID: ID<Organisation>) { (self.id, self.employerID) = (id, employerID) }
}
