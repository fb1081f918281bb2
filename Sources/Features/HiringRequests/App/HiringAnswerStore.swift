// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// Answers to requests of validation: acts of the profession.
enum HiringAnswerStore {
  /// People of the same name who may be the one, with what is known of each. The record that a request was answered with is not asked.
  static func candidates(
    for request: HiringRequest, for viewer: Viewer, _ db: any Connection
  ) throws -> [HiringCandidate] {
    guard viewer.isFacilitator else { throw Missing() }
    let similar = try ParticipantStore.similar(to: details(request), for: viewer, db)
    guard !similar.isEmpty else { return [] }
    let known = try db.query(
      """
      SELECT h.head_id, MAX(CASE WHEN w.refused = 0 THEN COALESCE(w.ends_on, '9999-12-31') END) AS last_day,
        MIN(k.starts_on) AS employed_from
      FROM participant_head h
      LEFT JOIN eligibility w ON w.territory_id = h.territory_id AND w.participant_id = h.participant_id
      LEFT JOIN employment_contract k ON k.territory_id = h.territory_id AND k.participant_id = h.participant_id
        AND k.employer_id = \(request.senderID)
      WHERE h.territory_id = \(viewer.territoryID) AND h.head_id IN (\(.list(similar.map(\.id)))) GROUP BY h.head_id
      """)
    var facts: [ID<Participant>: (until: Day?, from: Day?)] = [:]
    for row in known {
      let (id, until, from): (ID<Participant>, Day?, Day?) = (
        try row["head_id"], try row["last_day"], try row["employed_from"]
      )
      facts[id] = (until: until, from: from)
    }
    return similar.map {
      HiringCandidate(person: $0, validUntil: facts[$0.id]?.until, employedFrom: facts[$0.id]?.from)
    }
  }

  static func details(_ request: HiringRequest) -> ParticipantDetails {
    ParticipantDetails(
      lastName: request.lastName, firstName: request.firstName, bornOn: request.bornOn, gender: .unspecified, phone: "",
      email: "", postcode: "", commune: "", schooling: nil, district: nil,
      orientedBy: request.isFromEmployer ? nil : request.senderID,
      orientedOn: request.isFromEmployer ? nil : request.receivedAt.day(in: .gmt), informedOn: nil)
  }

  /// Validates: the person is found or registered, the decision is taken with its criteria, the answer leaves.
  @discardableResult
  static func validate(
    _ request: HiringRequest, as person: ID<Participant>?, _ decision: EligibilityDecision, tells: Bool = true,
    for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<Participant> {
    let head =
      try person.map { try ParticipantStore.find($0, for: viewer, db).id }
      ?? register(request, for: viewer, at: now, db)
    try EligibilityStore.add(decision, to: head, for: viewer, at: now, db)
    try answer(
      request, .validated, person: head, from: decision.startsOn, until: decision.lastDay, reason: "", tells: tells,
      for: viewer, at: now, db)
    return head
  }

  /// Answers with a validation that already runs: nothing new is decided of the person.
  static func confirm(
    _ request: HiringRequest, as person: ID<Participant>, tells: Bool = true, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws {
    let head = try ParticipantStore.find(person, for: viewer, db).id
    let state = try EligibilityStore.state(of: head, for: viewer, db)
    let last: Day? =
      switch state {
      case .valid(let day): day ?? Day.last
      case .endsSoon(let day): day
      default: nil
      }
    guard let last, last >= request.startsOn else {
      throw FormRejected(
        "decision", "Décision\u{202F}: cette personne n’a pas de validation en cours à la date d’embauche.")
    }
    let first: Day? = try db.value(
      """
      SELECT MIN(starts_on) FROM eligibility WHERE territory_id = \(viewer.territoryID) AND refused = 0
        AND participant_id IN (\(ParticipantScope.records(of: head, for: viewer)))
        AND COALESCE(ends_on, '9999-12-31') >= \(request.startsOn)
      """)
    try answer(
      request, .validated, person: head, from: first, until: last, reason: "", tells: tells, for: viewer, at: now,
      db)
  }

  /// Refuses, with a reason that who asked reads: never a criterion.
  static func refuse(
    _ request: HiringRequest, reason: String, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard !reason.isEmpty else { throw FormRejected("reason", "Motif\u{202F}: dites pourquoi, l’employeur le lira.") }
    try answer(
      request, .refused, person: nil, from: nil, until: nil, reason: reason, tells: true, for: viewer, at: now,
      db)
  }

  private static func register(
    _ request: HiringRequest, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<Participant> {
    switch try ParticipantWriter.create(details(request), isAnother: true, for: viewer, at: now, db) {
    case .created(let id): return id
    case .similar: throw Missing()
    }
  }

  private static func answer(
    _ request: HiringRequest, _ state: HiringRequestState, person: ID<Participant>?, from: Day?, until: Day?,
    reason: String, tells: Bool, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    let changed = try db.execute(
      """
      UPDATE hiring_request SET state = \(state.rawValue), participant_id = \(person), valid_from = \(from),
        valid_until = \(until), reason = \(reason), answered_at = \(now), answered_by = \(viewer.accountID)
      WHERE territory_id = \(viewer.territoryID) AND id = \(request.id) AND state = 'open'
      """)
    guard changed == 1 else {
      throw Conflict(
        "Cette demande vient de recevoir une réponse, ou d’être retirée\u{202F}: rien n’a été changé. Rouvrez-la.")
    }
    let words =
      state == .validated
      ? "Demande de validation\u{202F}: validée du \(from?.french ?? "—") au \(until?.french ?? "—")."
      : "Demande de validation refusée."
    if tells {
      try HiringAnswerMail(request: request.id, sentence: request.told(state, from: from, until: until))
        .write(for: viewer, at: now, db)
    }
    if let person { try Journal.record("hiring.answered", .participant, person.value, words, by: viewer, at: now, db) }
    if let lot = request.lot { try Journal.record("hiring.answered", .lot, lot.value, words, by: viewer, at: now, db) }
  }

  /// Validates people of a list who hold a PASS IAE, each until the end of the PASS by its own dates. Whoever is not alone under the
  /// name waits, and whose PASS has no dates or is over.
  static func validateAll(
    _ ids: [ID<HiringRequest>], of batch: ID<HiringBatch>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> (validated: Int, left: Int) {
    let asked = Set(ids)
    let requests = try HiringRequestStore.batch(batch, for: viewer, db).filter {
      asked.contains($0.id) && $0.state == .open && !$0.passNumber.isEmpty
    }
    var validated = 0
    for request in requests {
      let found = try candidates(for: request, for: viewer, db)
      guard found.count <= 1, found.allSatisfy({ $0.person.bornOn == request.bornOn }) else { continue }
      let seen = SeenCriterion(
        criterion: .iae, proof: "PASS IAE \(request.passNumber)", proofOn: nil, seenOn: viewer.today)
      // Never before the day of the answer: validation comes first.
      let start = max(request.startsOn, viewer.today, request.passFrom ?? request.startsOn)
      guard let last = request.passLastDay, last >= start else { continue }
      let decision = EligibilityDecision(
        startsOn: start, endsOn: last, isRefused: false, reason: "", criteria: [seen])
      if let one = found.first, let until = one.validUntil, until >= request.startsOn {
        // Whose validation ended since is to be seen apart: the others are not held back.
        do { try confirm(request, as: one.person.id, tells: false, for: viewer, at: now, db) } catch is FormRejected {
          continue
        }
      } else {
        try validate(request, as: found.first?.person.id, decision, tells: false, for: viewer, at: now, db)
      }
      validated += 1
    }
    // One mail for the list, not one for each.
    if validated > 0, let first = requests.first {
      let people = FrenchText.count(validated, "personne est validée", "personnes sont validées")
      try HiringAnswerMail(
        request: first.id, sentence: "Votre liste de demandes de validation a reçu sa réponse\u{202F}: \(people)."
      )
      .write(for: viewer, at: now, db)
    }
    return (validated, requests.count - validated)
  }
}
