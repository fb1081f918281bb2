// SPDX-License-Identifier: EUPL-1.2

/// What a lot owes. Its value at any day is found from its events.
public struct Engagement: Sendable, Hashable {
  public let id: ID<Self>
  public let lotID: ID<Lot>
  public let terms: EngagementTerms
  public let bearing: Bearing

  public init(id: ID<Self>, lotID: ID<Lot>, terms: EngagementTerms, bearing: Bearing) {
    (self.id, self.lotID, self.terms, self.bearing) = (id, lotID, terms, bearing)
  }
}
