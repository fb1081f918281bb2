// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// From when and until when hours under a contract of work count. Worked out by the rules of the domain when the contract meets a
/// validation, then kept with the sentence that was printed.
enum ContractCounting {
  /// The validated period that a contract stands on, with its criteria.
  private struct Period {
    let id: ID<Eligibility>
    let range: DayRange
    let criteria: [EligibilityCriterion]
  }

  /// Employers whose people have a PASS IAE (code du travail, art. L5132-4).
  static let passEmployers: Set<EmployerKind> = [.ei, .etti, .ai, .aci, .eiti]

  /// Works out the period of one contract and keeps it. Nothing is kept while no validated period touches the contract.
  static func settle(_ contract: ID<EmploymentContract>, for viewer: Viewer, _ db: any Connection) throws {
    let row = try db.first(
      """
      SELECT c.participant_id, c.kind, c.starts_on, COALESCE(c.ended_on, c.planned_end_on) AS last_day,
        c.eligibility_id, h.head_id, o.employer_kind
      FROM employment_contract c
      JOIN participant_head h ON h.territory_id = c.territory_id AND h.participant_id = c.participant_id
      JOIN organisation o ON o.id = c.employer_id
      WHERE c.id = \(contract) AND c.territory_id = \(viewer.territoryID)
      """)
    guard let row else { throw Missing() }
    let (startsOn, lastDay): (Day, Day?) = (try row["starts_on"], try row["last_day"])
    let period = try period(
      of: try row["head_id"], chosen: try row["eligibility_id"], during: DayRange(from: startsOn, through: lastDay),
      viewer, db)
    guard let period else { return }
    let countsFrom = max(startsOn, period.range.from)
    let employer: EmployerKind? = try row["employer_kind"]
    let isPass = period.criteria.contains(.iae) && employer.map(passEmployers.contains) ?? false
    let lots = try lotFacts(of: contract, viewer, db)
    let hiring = Hiring(
      kind: try row["kind"], startsOn: startsOn, endsOn: lastDay,
      firstValidatedOn: try firstValidated(period.id, countsFrom, viewer, db), lotEndsOn: lots.endsOn,
      pass: isPass ? period.range : nil)
    let inForce = try RuleStore.inForce(on: startsOn, in: viewer.territoryID, db)
    let rules = CountingRules(
      appliesFrom: Day.first, months: lots.months ?? inForce[.countingMonths],
      permanentYears: inForce[.permanentYears])
    try keep(rules.period(for: hiring), from: countsFrom, period, contract, viewer, db)
  }

  /// Settles every contract of a person that waited for a validation.
  static func settleWaiting(of person: ID<Participant>, for viewer: Viewer, _ db: any Connection) throws {
    let waiting: [ID<EmploymentContract>] = try db.values(
      """
      SELECT id FROM employment_contract WHERE territory_id = \(viewer.territoryID) AND eligibility_id IS NULL
      AND participant_id IN (\(ParticipantScope.records(of: person, for: viewer))) ORDER BY starts_on, id
      """)
    for contract in waiting { try settle(contract, for: viewer, db) }
  }

  private static func keep(
    _ counted: CountingPeriod, from countsFrom: Day, _ period: Period, _ contract: ID<EmploymentContract>,
    _ viewer: Viewer, _ db: any Connection
  ) throws {
    try db.execute(
      """
      UPDATE employment_contract SET eligibility_id = \(period.id), counts_from = \(countsFrom),
        counts_until = \(counted.until), counting_rule = \(counted.sentence),
        criteria_at_hiring = \(period.criteria.map(\.rawValue).joined(separator: ","))
      WHERE id = \(contract) AND territory_id = \(viewer.territoryID)
      """)
  }

  /// The period that the contract already stands on; else the validated one in force at its start, the latest when there are
  /// several; else the first to open while it runs: hired before validation.
  private static func period(
    of person: ID<Participant>, chosen: ID<Eligibility>?, during work: DayRange, _ viewer: Viewer, _ db: any Connection
  ) throws -> Period? {
    let row = try db.first(
      """
      SELECT id, starts_on, ends_on FROM eligibility
      WHERE territory_id = \(viewer.territoryID) AND refused = 0
      AND participant_id IN (\(ParticipantScope.records(of: person, for: viewer)))
      AND starts_on <= \(work.through ?? Day.last) AND COALESCE(ends_on, '9999-12-31') >= \(work.from)
      AND id = COALESCE(\(chosen), id)
      ORDER BY CASE WHEN starts_on <= \(work.from) THEN 0 ELSE 1 END,
        CASE WHEN starts_on <= \(work.from) THEN '' ELSE starts_on END, starts_on DESC, id DESC LIMIT 1
      """)
    guard let row else { return nil }
    let id: ID<Eligibility> = try row["id"]
    let criteria: [EligibilityCriterion] = try db.values(
      """
      SELECT criterion FROM eligibility_criterion
      WHERE territory_id = \(viewer.territoryID) AND eligibility_id = \(id) ORDER BY criterion
      """)
    return Period(
      id: id, range: DayRange(from: try row["starts_on"], through: try row["ends_on"]), criteria: criteria)
  }

  /// The first validated hiring in the period of eligibility at hand.
  private static func firstValidated(
    _ eligibility: ID<Eligibility>, _ own: Day, _ viewer: Viewer, _ db: any Connection
  ) throws -> Day {
    let first: Day? = try db.value(
      """
      SELECT MIN(counts_from) FROM employment_contract
      WHERE territory_id = \(viewer.territoryID) AND eligibility_id = \(eligibility)
      """)
    return min(first ?? own, own)
  }

  /// The last day of the works, when every lot has one, and the fewest months among the contracts that are served.
  private static func lotFacts(
    of contract: ID<EmploymentContract>, _ viewer: Viewer, _ db: any Connection
  ) throws -> (endsOn: Day?, months: Int?) {
    let row = try db.first(
      """
      SELECT MAX(COALESCE(l.received_on, l.ends_on, '9999-12-31')) AS ends_on, MIN(m.counting_months) AS months
      FROM employment_engagement x
      JOIN engagement e ON e.territory_id = x.territory_id AND e.id = x.engagement_id
      JOIN lot l ON l.territory_id = e.territory_id AND l.id = e.lot_id
      JOIN public_contract m ON m.territory_id = l.territory_id AND m.id = l.contract_id
      WHERE x.territory_id = \(viewer.territoryID) AND x.employment_contract_id = \(contract)
      """)
    let ends: Day? = try row.flatMap { try $0["ends_on"] }
    let months: Int? = try row.flatMap { try $0["months"] }
    return (ends == Day.last ? nil : ends, months)
  }
}
