// SPDX-License-Identifier: EUPL-1.2

/// Where a team works: every row of its work belongs to it.
public struct Territory: Sendable, Hashable {
  public let id: ID<Self>
  public let name: String
  /// Such as `Europe/Paris` or `Indian/Reunion`: what "today" is.
  public let timeZoneID: String

  public init(id: ID<Self>, name: String, timeZoneID: String) {
    (self.id, self.name, self.timeZoneID) = (id, name, timeZoneID)
  }

  public static let defaultTimeZoneID = "Europe/Paris"
}

/// A yearly number of hours aimed at by a territory or promised in an agreement.
public struct Objective: Sendable, Hashable {
  public let year: Int
  public let hours: Hours
  public init(year: Int, hours: Hours) { (self.year, self.hours) = (year, hours) }
}

/// The lots and employers followed by one member of the team.
public struct Portfolio: Sendable, Hashable {
  public let id: ID<Self>
  public let name: String
  public init(id: ID<Self>, name: String) { (self.id, self.name) = (id, name) }
}
