// SPDX-License-Identifier: EUPL-1.2

/// A person who signs in.
public struct Account: Sendable, Hashable {
  public let id: ID<Self>
  public let name: String
  public let email: String

  public init(id: ID<Self>, name: String, email: String) { (self.id, self.name, self.email) = (id, name, email) }
}

/// What an account is in one territory: a role, and an organisation where the role has one.
public struct Membership: Sendable, Hashable {
  public let id: ID<Self>
  public let accountID: ID<Account>
  public let role: Role
  public let territoryID: ID<Territory>
  public let organisationID: ID<Organisation>?

  public init(
    id: ID<Self>, accountID: ID<Account>, role: Role, territoryID: ID<Territory>, organisationID: ID<Organisation>?
  ) {
    (self.id, self.accountID, self.role) = (id, accountID, role)
    (self.territoryID, self.organisationID) = (territoryID, organisationID)
  }
}
