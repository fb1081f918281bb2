// SPDX-License-Identifier: EUPL-1.2

/// Something that changed an engagement, with the day on which it takes effect and the moment at which it was learnt.
/// An event is added, never altered.
public struct EngagementEvent: Sendable, Hashable {
  public let kind: EngagementEventKind
  public let effectiveOn: Day
  public let recordedAt: Instant
  /// Hours more, or fewer when negative.
  public let delta: Hours?
  /// What is ordered, invoiced or credited; of a credit note the size is taken, whatever its sign.
  public let amount: Money?
  /// What the buyer decided to be owed on termination; `nil` while it has not decided.
  public let setsTo: Hours?
  public let reason: String
  /// The member that it concerns, where an engagement is split.
  public let bearer: ID<Organisation>?
  /// Its row, once it is recorded.
  public let recordID: Int64?

  public init(
    kind: EngagementEventKind, effectiveOn: Day, recordedAt: Instant, delta: Hours? = nil, amount: Money? = nil,
    setsTo: Hours? = nil, reason: String = "", bearer: ID<Organisation>? = nil, recordID: Int64? = nil
  ) {
    (self.kind, self.effectiveOn, self.recordedAt, self.reason) = (kind, effectiveOn, recordedAt, reason)
    (self.delta, self.amount, self.setsTo, self.bearer, self.recordID) = (delta, amount, setsTo, bearer, recordID)
  }

  /// Throws unless the event carries what its kind needs.
  public func checked(for terms: EngagementTerms) throws(ValueError) -> EngagementEvent {
    switch kind {
    case .order, .invoice, .creditNote:
      guard amount != nil || (terms == .hours && delta != nil) else {
        throw ValueError("Indiquez le montant de ce \(kind == .order ? "bon de commande" : "document").")
      }
    case .termination:
      if let setsTo, setsTo < .zero { throw ValueError("La décision ne peut pas être un nombre d’heures négatif.") }
    case .award, .offer, .amendment, .tranche, .renewal, .transfer:
      guard delta != nil else { throw ValueError("Indiquez le nombre d’heures de ce changement.") }
    }
    return self
  }
}
