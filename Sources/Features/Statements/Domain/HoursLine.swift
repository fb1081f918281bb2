// SPDX-License-Identifier: EUPL-1.2

/// A line of the ledger: hours of one person, for one engagement, in one worked month. Never changed once written.
public struct HoursLine: Sendable, Hashable {
  public let id: ID<Self>
  public let month: Month
  public let kind: HoursKind
  public let declared: Hours

  public init(id: ID<Self>, month: Month, kind: HoursKind, declared: Hours) {
    (self.id, self.month, self.kind, self.declared) = (id, month, kind, declared)
  }
}
