// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport

@testable import App

/// Writes lines of the ledger in plain SQL, each in a statement of its own, for tests of what is counted.
struct LedgerRows {
  let sample: Sample
  let db: any Connection

  init(_ sample: Sample, _ db: any Connection) { (self.sample, self.db) = (sample, db) }

  /// A line, decided unless `kept` is nil. Returns its identifier.
  @discardableResult
  func line(
    _ month: Int, declared: String, kept: String?, kind: HoursKind = .site, contract: ID<EmploymentContract>? = nil,
    of person: ID<Participant>? = nil, on engagement: ID<Engagement>? = nil, employer: ID<Organisation>? = nil,
    decidedAt: String = "2026-11-10T09:00:00.000Z", reverses: ID<HoursLine>? = nil, closed: Bool = false
  ) throws -> ID<HoursLine> {
    let territory = sample.territory
    let closedAt: String? = closed ? decidedAt : nil
    let statement = ID<Statement>(
      try db.insert(
        """
        INSERT INTO statement (territory_id, employer_id, first_month, last_month, received_at, closed_at)
        VALUES (\(territory), \(employer ?? sample.mason), \(month), \(month), '2026-11-05T08:00:00.000Z', \(closedAt))
        RETURNING id
        """))
    let units = try Self.hours(declared)
    let id = ID<HoursLine>(
      try db.insert(
        """
        INSERT INTO hours_line (territory_id, statement_id, participant_id, employment_contract_id, engagement_id, month,
          kind, declared_units, reverses_id, recorded_at)
        VALUES (\(territory), \(statement), \(person ?? sample.marie), \(contract ?? sample.marieContract),
          \(engagement ?? sample.masonryEngagement), \(month), \(kind), \(units), \(reverses),
          '2026-11-05T08:00:00.000Z') RETURNING id
        """))
    guard let kept else { return id }
    let keptHours = try Self.hours(kept)
    try db.execute(
      """
      INSERT INTO hours_decision (line_id, territory_id, declared_units, kept_units, reason, decided_at)
      VALUES (\(id), \(territory), \(units), \(keptHours), \(keptHours == units ? "" : "before_validation"), \(decidedAt))
      """)
    return id
  }

  /// A person with a contract on an engagement.
  func hire(
    _ name: String, by employer: ID<Organisation>, on engagement: ID<Engagement>, gender: String = "F",
    district: String = "", chain: Int64? = nil, from start: String = "2026-01-05", person known: ID<Participant>? = nil
  ) throws -> (person: ID<Participant>, contract: ID<EmploymentContract>) {
    let territory = sample.territory
    let person =
      try known
      ?? ID<Participant>(
        try db.insert(
          """
          INSERT INTO participant (territory_id, last_name, first_name, gender, search_text, created_at)
          VALUES (\(territory), \(name), 'Sam', \(gender), \(Search.fold("sam " + name)), '2025-12-01T08:00:00.000Z')
          RETURNING id
          """))
    let contract = ID<EmploymentContract>(
      try db.insert(
        """
        INSERT INTO employment_contract (territory_id, participant_id, employer_id, parcours_id, kind, modality, starts_on,
          planned_end_on, district_at_hiring, created_at)
        VALUES (\(territory), \(person), \(employer), \(chain), 'FIXED_TERM', 'DIRECT', \(start), '2026-12-31', \(district),
          '2025-12-01T08:00:00.000Z') RETURNING id
        """))
    try db.execute(
      """
      INSERT INTO employment_engagement (territory_id, employment_contract_id, engagement_id, starts_on)
      VALUES (\(territory), \(contract), \(engagement), \(start))
      """)
    return (person, contract)
  }

  /// A chain of missions of a person.
  func chain(of person: ID<Participant>, at employer: ID<Organisation>) throws -> Int64 {
    try db.insert(
      """
      INSERT INTO parcours (territory_id, participant_id, employer_id, created_at)
      VALUES (\(sample.territory), \(person), \(employer), '2025-12-01T08:00:00.000Z') RETURNING id
      """)
  }

  private static func hours(_ text: String) throws -> Hours {
    text.hasPrefix("-") ? -(try Hours.parse(String(text.dropFirst()))) : try Hours.parse(text)
  }
}
