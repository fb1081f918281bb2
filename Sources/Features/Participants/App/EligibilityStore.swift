// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A criterion with the proof that was seen. The paper itself is not kept.
struct SeenCriterion: Sendable, Equatable {
  let criterion: EligibilityCriterion
  let proof: String
  let proofOn: Day?
  let seenOn: Day
}

/// What a facilitateur decides of a person.
struct EligibilityDecision: Sendable, Equatable {
  let startsOn: Day
  /// `nil`: by the rule, `EligibilityDecision.months` from the start.
  let endsOn: Day?
  let isRefused: Bool
  let reason: String
  let criteria: [SeenCriterion]

  /// 24 months (https://metropole.rennes.fr/les-clauses-sociales).
  static let months = CountingRules.standard.months

  var lastDay: Day { endsOn ?? startsOn.lastDay(ofTermMonths: Self.months) }
}

/// One decision as it was taken; it never changes.
struct EligibilityLine: Sendable {
  let id: ID<Eligibility>
  let decidedOn: Day
  let startsOn: Day
  let endsOn: Day?
  let isRefused: Bool
  let reason: String
  let authorName: String
  let criteria: [SeenCriterion]
}

enum EligibilityStore {
  /// Adds a decision; what was decided before stays as it was. A validation also settles the employment contracts that
  /// waited for one.
  @discardableResult
  static func add(
    _ decision: EligibilityDecision, to person: ID<Participant>, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws -> ID<Eligibility> {
    guard viewer.isFacilitator else { throw Missing() }
    let head = try ParticipantStore.find(person, for: viewer, db).id
    let id = ID<Eligibility>(
      try db.insert(
        """
        INSERT INTO eligibility (territory_id, participant_id, decided_on, starts_on, ends_on, refused, reason,
          author_id, recorded_at)
        VALUES (\(viewer.territoryID), \(head), \(viewer.today), \(decision.startsOn),
          \(decision.isRefused ? nil : decision.lastDay), \(decision.isRefused), \(decision.reason),
          \(viewer.accountID), \(now)) RETURNING id
        """))
    for seen in decision.criteria {
      try db.execute(
        """
        INSERT INTO eligibility_criterion (territory_id, eligibility_id, criterion, proof, proof_on, seen_on)
        VALUES (\(viewer.territoryID), \(id), \(seen.criterion), \(seen.proof), \(seen.proofOn), \(seen.seenOn))
        """)
    }
    let sentence =
      decision.isRefused ? "Éligibilité refusée." : "Éligibilité validée jusqu’au \(decision.lastDay.french)."
    try Journal.record("participant.eligibility", .participant, head.value, sentence, by: viewer, at: now, db)
    if !decision.isRefused { try ContractCounting.settleWaiting(of: head, for: viewer, db) }
    return id
  }

  /// Every decision on the person, the latest first, with its criteria: for the profession only.
  static func history(
    of person: ID<Participant>, for viewer: Viewer, _ db: any Connection
  ) throws -> [EligibilityLine] {
    guard viewer.maySeeCriteria else { throw Missing() }
    let records = ParticipantScope.records(of: person, for: viewer)
    let criteria = try criteria(of: records, viewer, db)
    return try db.query(
      """
      SELECT e.id, e.decided_on, e.starts_on, e.ends_on, e.refused, e.reason, COALESCE(a.name, '') AS author
      FROM eligibility e LEFT JOIN account a ON a.id = e.author_id
      WHERE e.territory_id = \(viewer.territoryID) AND e.participant_id IN (\(records))
      ORDER BY e.starts_on DESC, e.id DESC
      """
    ).map { row in
      let id: ID<Eligibility> = try row["id"]
      return EligibilityLine(
        id: id, decidedOn: try row["decided_on"], startsOn: try row["starts_on"], endsOn: try row["ends_on"],
        isRefused: try row["refused"], reason: try row["reason"], authorName: try row["author"],
        criteria: criteria[id] ?? [])
    }
  }

  private static func criteria(
    of records: SQL, _ viewer: Viewer, _ db: any Connection
  ) throws -> [ID<Eligibility>: [SeenCriterion]] {
    var found: [ID<Eligibility>: [SeenCriterion]] = [:]
    let rows = try db.query(
      """
      SELECT k.eligibility_id, k.criterion, k.proof, k.proof_on, k.seen_on FROM eligibility_criterion k
      JOIN eligibility e ON e.territory_id = k.territory_id AND e.id = k.eligibility_id
      WHERE k.territory_id = \(viewer.territoryID) AND e.participant_id IN (\(records))
      ORDER BY k.eligibility_id, k.criterion
      """)
    for row in rows {
      found[try row["eligibility_id"], default: []].append(
        SeenCriterion(
          criterion: try row["criterion"], proof: try row["proof"], proofOn: try row["proof_on"],
          seenOn: try row["seen_on"]))
    }
    return found
  }

  /// Where the person's eligibility stands, without any criterion: what a prescriber reads.
  static func state(
    of person: ID<Participant>, for viewer: Viewer, _ db: any Connection
  ) throws -> EligibilityState {
    let row = try db.first(
      """
      SELECT MAX(CASE WHEN refused = 0 THEN COALESCE(ends_on, '9999-12-31') END) AS last_day,
        COALESCE(SUM(refused), 0) AS refusals
      FROM eligibility WHERE territory_id = \(viewer.territoryID)
      AND participant_id IN (\(ParticipantScope.records(of: person, for: viewer)))
      """)
    let last: Day? = try row.flatMap { try $0["last_day"] }
    let refusals: Int? = try row.flatMap { try $0["refusals"] }
    return EligibilityState(last: last, refusals: refusals ?? 0, for: viewer)
  }
}
