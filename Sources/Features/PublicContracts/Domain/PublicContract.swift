// SPDX-License-Identifier: EUPL-1.2

/// A contract that a person followed here awarded or brought in from a notice; its lots bear the engagements.
public struct PublicContract: Sendable, Hashable {
  public let id: ID<Self>
  public let reference: String
  public let title: String

  public init(id: ID<Self>, reference: String, title: String) {
    (self.id, self.reference, self.title) = (id, reference, title)
  }
}

/// Several contracts of one project, such as a school being built.
public struct Operation: Sendable, Hashable {
  public let id: ID<Self>
  public let name: String
  public init(id: ID<Self>, name: String) { (self.id, self.name) = (id, name) }
}
