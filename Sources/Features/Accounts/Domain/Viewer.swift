// SPDX-License-Identifier: EUPL-1.2

/// Who asks: every fetch takes one, and what is not theirs looks missing.
public struct Viewer: Sendable, Hashable {
  public let accountID: ID<Account>
  public let accountName: String
  public let role: Role
  public let territoryID: ID<Territory>
  public let territoryName: String
  /// The organisation of a buyer, a company, a structure or a prescriber.
  public let organisationID: ID<Organisation>?
  public let membershipID: ID<Membership>
  /// The day it is in the territory.
  public let today: Day
  /// The rules of the territory in force that day.
  public let rules: TerritoryRules

  public init(
    accountID: ID<Account>, accountName: String, role: Role, territoryID: ID<Territory>, territoryName: String,
    organisationID: ID<Organisation>?, membershipID: ID<Membership>, today: Day,
    rules: TerritoryRules = .standard
  ) {
    (self.accountID, self.accountName, self.role) = (accountID, accountName, role)
    (self.territoryID, self.territoryName) = (territoryID, territoryName)
    (self.organisationID, self.membershipID) = (organisationID, membershipID)
    (self.today, self.rules) = (today, rules)
  }

  public var isFacilitator: Bool { role == .facilitator }
  /// Names of participants are for the profession, and for those who employ or oriented the person (each fetch says which).
  public var maySeeNames: Bool {
    switch role {
    case .facilitator, .company, .structure, .prescriber: true
    case .administrator, .buyer, .elected: false
    }
  }
  /// The criterion of eligibility is never shown back to an employer.
  public var maySeeCriteria: Bool { role == .facilitator }
  /// Settings of the territory, its accounts and its saves.
  public var mayAdminister: Bool { role == .administrator }
}

/// Small groups would name people: what is shown, and to whom, by number of people (rules 22, GDPR).
public enum SmallGroups {
  /// Profiles are shown from five people.
  public static let minimum = 5

  /// A buyer sees counts per lot always and profiles from five; an elected member sees nothing under five.
  public static func mayShow(people: Int, profile: Bool, to role: Role) -> Bool {
    switch role {
    case .facilitator: true
    case .elected: people == 0 || people >= minimum
    case .administrator, .buyer, .company, .structure, .prescriber: !profile || people >= minimum
    }
  }
}
