// SPDX-License-Identifier: EUPL-1.2

/// A part of a public contract, with its own dates (rules 5). A contract without lots has one.
public struct Lot: Sendable, Hashable {
  public let id: ID<Self>
  public let contractID: ID<PublicContract>
  public let number: String
  public let title: String

  public init(id: ID<Self>, contractID: ID<PublicContract>, number: String, title: String) {
    (self.id, self.contractID, self.number, self.title) = (id, contractID, number, title)
  }
}
