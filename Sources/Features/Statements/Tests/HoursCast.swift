// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport

@testable import App

/// The cast with what statements need more: other lots, people in post, figures that stand already.
struct HoursCast: Sendable {
  let site: TestSite
  let sample: Sample

  init(_ engine: Engine) async throws {
    site = try TestSite(engine)
    sample = try await Sample.insert(into: site)
  }

  /// A lot of the school with an engagement.
  func lot(_ number: String, _ name: String, bearer: ID<Organisation>? = nil) async throws -> (ID<Lot>, ID<Engagement>)
  {
    let sample = sample
    return try await site.database.write { db in
      let lot = ID<Lot>(
        try db.insert(
          """
          INSERT INTO lot (territory_id, contract_id, number, name, sector, notified_on, started_on, ends_on, created_at)
          VALUES (\(sample.territory), \(sample.school), \(number), \(name), 'batiment', '2025-03-12', '2025-05-02',
            '2027-03-11', '2025-03-12T09:00:00.000Z') RETURNING id
          """))
      let engagement = ID<Engagement>(
        try db.insert(
          """
          INSERT INTO engagement (territory_id, lot_id, terms, bearing, starts_on, ends_on, created_at)
          VALUES (\(sample.territory), \(lot), 'hours', 'alone', '2025-03-12', '2027-03-11', '2025-03-12T09:00:00.000Z')
          RETURNING id
          """))
      try db.execute(
        """
        INSERT INTO engagement_bearer (territory_id, engagement_id, organisation_id, share, lead)
        VALUES (\(sample.territory), \(engagement), \(bearer ?? sample.mason), 1, 1)
        """)
      return (lot, engagement)
    }
  }

  /// A person validated from the start and in post at an employer, on these engagements.
  func hire(
    _ last: String, at employer: ID<Organisation>, on engagements: [ID<Engagement>], kind: String = "FIXED_TERM",
    from start: Day = Day(2025, 10, 1) ?? .first, counts: Day? = Day(2025, 10, 1),
    user: ID<Organisation>? = nil
  ) async throws -> ID<EmploymentContract> {
    let sample = sample
    return try await site.database.write { db in
      let person = ID<Participant>(
        try db.insert(
          """
          INSERT INTO participant (territory_id, last_name, first_name, gender, search_text, created_at)
          VALUES (\(sample.territory), \(last), 'Nadia', 'F', \(Search.fold(last)), '2025-09-01T08:00:00.000Z')
          RETURNING id
          """))
      let contract = ID<EmploymentContract>(
        try db.insert(
          """
          INSERT INTO employment_contract (territory_id, participant_id, employer_id, user_company_id, kind, modality, job, starts_on,
            planned_end_on, weekly_units, counts_from, counts_until, counting_rule, created_at)
          VALUES (\(sample.territory), \(person), \(employer), \(user), \(kind), 'DIRECT', 'ouvrière', \(start), '2026-12-31',
            10500, \(counts), '2027-09-30', '24 mois', '2025-10-01T08:00:00.000Z') RETURNING id
          """))
      for engagement in engagements {
        try db.execute(
          """
          INSERT INTO employment_engagement (territory_id, employment_contract_id, engagement_id, starts_on)
          VALUES (\(sample.territory), \(contract), \(engagement), \(start))
          """)
      }
      return contract
    }
  }

  /// Hours already received, decided and closed, written straight in the ledger: `parts` lines that add up to `total`.
  func standing(
    _ total: Hours, in month: Month, of contract: ID<EmploymentContract>, on engagement: ID<Engagement>,
    parts: Int = 1, at instant: String
  ) async throws {
    let sample = sample
    try await site.database.write { db in
      let row = try db.first("SELECT participant_id, employer_id FROM employment_contract WHERE id = \(contract)")
      guard let row, let now = Instant(text: instant) else { throw Missing() }
      let draft = StatementDraft(
        territory: sample.territory, employer: try row["employer_id"],
        period: StatementPeriod(first: month, last: month), author: sample.facilitator.account)
      let statement = try LedgerStore.insertStatement(draft, at: now, db)
      var left = total
      for part in 0..<parts {
        let hours = part == parts - 1 ? left : Hours(units: total.units / Int64(parts))
        left = left - hours
        let entry = LedgerEntry(
          participantID: try row["participant_id"], employmentContractID: contract, engagementID: engagement,
          month: month, kind: .site, declared: hours)
        let line = try LedgerStore.insertLine(LineDraft(entry: entry), in: statement, of: draft, at: now, db)
        let decision = try HoursDecision(kind: .site, declared: hours, kept: hours, reason: nil, note: "")
        _ = try LedgerStore.decide(
          [(line, decision)], in: sample.territory, by: sample.facilitator.account, at: now, db)
      }
      try db.execute("UPDATE statement SET closed_at = \(now) WHERE id = \(statement)")
    }
  }

  /// One figure of the database.
  func figure(_ sql: SQL) async throws -> Int64 { try await site.database.read { try $0.value(sql) ?? 0 } }

  /// Kept site hours of a month.
  func kept(_ month: Int) async throws -> Hours {
    Hours(
      units: try await figure(
        """
        SELECT CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) FROM hours_line l JOIN hours_decision d ON d.line_id = l.id
        WHERE l.kind = 'site' AND l.month = \(month)
        """))
  }

  /// Kept site hours of a lot.
  func kept(lot: ID<Lot>) async throws -> Hours {
    Hours(
      units: try await figure(
        """
        SELECT CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) FROM hours_line l
        JOIN hours_decision d ON d.line_id = l.id JOIN engagement g ON g.id = l.engagement_id
        WHERE l.kind = 'site' AND g.lot_id = \(lot)
        """))
  }

  /// The fields of a statement's form with these boxes, sent from the step that reviews them.
  func statement(
    of employer: ID<Organisation>, month: String, _ boxes: [(name: String, value: String)]
  ) async throws -> [(String, String)] {
    try await draft(of: employer, month: month, boxes) + [("etape", "envoyer")]
  }

  /// The same, before that step.
  func draft(
    of employer: ID<Organisation>, month: String, _ boxes: [(name: String, value: String)]
  ) async throws -> [(String, String)] {
    let seen = try await figure("SELECT COALESCE(MAX(id), 0) FROM statement WHERE employer_id = \(employer)")
    return [
      ("employeur", employer.description), ("mois", month), ("periode", "mois"), ("vu", String(seen)),
    ] + boxes.map { ($0.name, $0.value) }
  }

  static func box(
    _ contract: ID<EmploymentContract>, _ engagement: ID<Engagement>, _ month: Int, _ kind: HoursKind = .site
  ) -> String { "h_\(contract)_\(engagement)_\(month)_\(kind.rawValue)" }

  static func days(_ contract: ID<EmploymentContract>, _ engagement: ID<Engagement>, _ month: Int) -> String {
    "j_\(contract)_\(engagement)_\(month)"
  }

  /// Every working day of October 2025 at 7 h: 23 days, 161 h.
  static let october = [
    1, 2, 3, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24, 27, 28, 29, 30, 31,
  ].map { "\($0)/10 : 7" }.joined(separator: "\n")
}
