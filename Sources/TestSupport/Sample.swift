// SPDX-License-Identifier: EUPL-1.2
import Database
public import Domain

/// A small invented territory, the Val d'Orme, with one person of each role and one contract under way: the cast of the journeys.
public struct Sample: Sendable {
  /// Someone who may sign in, in one role.
  public struct Person: Sendable {
    public let account: ID<Account>
    public let membership: ID<Membership>
  }

  public let territory: ID<Territory>
  public let otherTerritory: ID<Territory>
  public let facilitator: Person
  public let colleague: Person
  public let administrator: Person
  public let buyer: Person
  public let company: Person
  public let structure: Person
  public let prescriber: Person
  public let elected: Person
  /// A facilitator of the other territory.
  public let neighbour: Person
  public let townHall: ID<Organisation>
  public let housing: ID<Organisation>
  public let mason: ID<Organisation>
  public let temp: ID<Organisation>
  public let garden: ID<Organisation>
  public let agency: ID<Organisation>
  public let agreement: ID<Agreement>
  public let school: ID<PublicContract>
  public let masonry: ID<Lot>
  public let painting: ID<Lot>
  public let masonryEngagement: ID<Engagement>
  public let paintingEngagement: ID<Engagement>
  public let marie: ID<Participant>
  public let karim: ID<Participant>
  public let marieEligibility: Int64
  public let marieContract: ID<EmploymentContract>

  /// Every role of the territory with its person.
  public var people: [(role: Role, person: Person)] {
    [
      (.facilitator, facilitator), (.administrator, administrator), (.buyer, buyer), (.company, company),
      (.structure, structure), (.prescriber, prescriber), (.elected, elected),
    ]
  }

  /// Writes the cast into a test's own database.
  public static func insert(into site: TestSite) async throws -> Sample {
    try await site.database.write { db in try SampleWriter(db).write() }
  }
}

extension Browser {
  /// Opens a session as one of the cast.
  public func enter(_ person: Sample.Person) throws { try enter(person.membership, of: person.account) }
}
