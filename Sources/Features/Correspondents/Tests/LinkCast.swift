// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

@testable import App
@testable import TestSupport

/// The cast of hours with correspondents and their links.
struct LinkCast: Sendable {
  let hours: HoursCast
  var site: TestSite { hours.site }
  var sample: Sample { hours.sample }

  init(_ engine: Engine) async throws { hours = try await HoursCast(engine) }

  func contact(
    _ name: String, _ email: String, of organisation: ID<Organisation>? = nil, territory: ID<Territory>? = nil
  ) async throws -> ID<Contact> {
    let (organisation, territory) = (organisation ?? sample.mason, territory ?? sample.territory)
    return try await site.database.write { db in
      ID(
        try db.insert(
          """
          INSERT INTO contact (territory_id, organisation_id, name, email, created_at)
          VALUES (\(territory), \(organisation), \(name), \(email), '2025-01-02T08:00:00.000Z') RETURNING id
          """))
    }
  }

  /// Somebody else in post with the mason on the same lot.
  func hire(_ person: ID<Participant>) async throws -> ID<EmploymentContract> {
    try await site.database.write { db in
      let contract: Int64 = try db.insert(
        """
        INSERT INTO employment_contract (territory_id, participant_id, employer_id, kind, modality, starts_on, created_at)
        SELECT territory_id, \(person), employer_id, kind, modality, '2026-09-01', created_at
        FROM employment_contract WHERE id = \(sample.marieContract) RETURNING id
        """)
      try db.execute(
        """
        INSERT INTO employment_engagement (territory_id, employment_contract_id, engagement_id, starts_on)
        VALUES (\(sample.territory), \(contract), \(sample.masonryEngagement), '2026-09-01')
        """)
      return ID(contract)
    }
  }

  /// A link of that contact; its token.
  func token(_ contact: ID<Contact>) async throws -> String {
    let (now, territory) = (Instant(site.clock.now), sample.territory)
    return try await site.database.write { db in
      let link = try LinkStore.issue(to: contact, in: territory, by: nil, at: now, db)
      return try LinkStore.mint(link, at: now, db) ?? ""
    }
  }

  /// The address of a link of someone of the mason.
  func link() async throws -> String {
    LinkURLs.home(try await token(try await contact("Léa Leduc", "lea@leduc.example")))
  }

  func count(_ sql: SQL) async throws -> Int64 { try await hours.figure(sql) }
}
