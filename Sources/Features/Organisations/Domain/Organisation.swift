// SPDX-License-Identifier: EUPL-1.2

/// A buyer, an employer or a prescriber: one body may be several. It belongs to the instance, not to a territory.
public struct Organisation: Sendable, Hashable {
  public let id: ID<Self>
  public let name: String
  /// Checked, unknown at times, and not unique (branches share one).
  public let siret: Siret?

  public init(id: ID<Self>, name: String, siret: Siret?) { (self.id, self.name, self.siret) = (id, name, siret) }
}

/// A person to write to in an organisation.
public struct Contact: Sendable, Hashable {
  public let id: ID<Self>
  public let name: String
  public init(id: ID<Self>, name: String) { (self.id, self.name) = (id, name) }
}
