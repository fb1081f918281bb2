// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What a facilitator says of somebody who leaves.
struct NewExit: Sendable, Equatable {
  let leftOn: Day
  let situation: ExitSituation
  let remark: String
}

enum ExitWriter {
  /// Records an exit with the situation on that day.
  @discardableResult
  static func add(
    _ new: NewExit, of person: ID<Participant>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<Exit> {
    guard viewer.isFacilitator else { throw Missing() }
    let head = try ParticipantStore.lock(person, for: viewer, db).person.id
    try check(new, head, for: viewer, db)
    let id = ID<Exit>(
      try db.insert(
        """
        INSERT INTO exit (territory_id, participant_id, left_on, remark, author_id, recorded_at)
        VALUES (\(viewer.territoryID), \(head), \(new.leftOn), \(new.remark), \(viewer.accountID), \(now)) RETURNING id
        """))
    try insert(new.situation, .exit, of: id, on: viewer.today, for: viewer, at: now, db)
    try Journal.record(
      "participant.exit", .participant, head.value,
      "Sortie le \(new.leftOn.french)\u{202F}: \(new.situation.french).", by: viewer, at: now, db)
    return id
  }

  private static func check(
    _ new: NewExit, _ head: ID<Participant>, for viewer: Viewer, _ db: any Connection
  ) throws {
    if new.leftOn > viewer.today {
      throw FormRejected("left_on", "Sortie le\u{202F}: cette date n’est pas encore arrivée.")
    }
    let contracts = try EmploymentContractStore.list(of: head, for: viewer, db)
    guard let first = contracts.map(\.startsOn).min() else {
      throw FormRejected(
        "left_on",
        "Sortie le\u{202F}: cette personne n’a aucun contrat de travail ici. Une sortie se dit après un contrat.")
    }
    if new.leftOn < first {
      throw FormRejected("left_on", "Sortie le\u{202F}: le premier contrat commence le \(first.french), après ce jour.")
    }
    // Whoever left and came back has a contract in between.
    for known in try ExitStore.list(of: head, for: viewer, db) {
      let (from, to) = (min(known.exit.leftOn, new.leftOn), max(known.exit.leftOn, new.leftOn))
      guard !contracts.contains(where: { from < $0.startsOn && $0.startsOn <= to }) else { continue }
      throw FormRejected(
        "left_on",
        """
        Sortie le\u{202F}: une sortie est déjà enregistrée le \(known.exit.leftOn.french), sans nouveau contrat entre les deux. \
        Complétez-la, ou annulez-la si elle est fausse.
        """)
    }
  }

  /// Contracts that still run after the day: said, not refused, since a company may keep somebody whose hours no longer count.
  static func doubts(
    _ new: NewExit, of person: ID<Participant>, for viewer: Viewer, _ db: any Connection
  ) throws -> [String] {
    try EmploymentContractStore.list(of: person, for: viewer, db).filter {
      $0.startsOn <= new.leftOn && ($0.lastDay ?? .last) > new.leftOn
    }.map { contract in
      let end = contract.lastDay.map { "court jusqu’au \($0.french)" } ?? "est sans terme"
      return "Un contrat chez \(contract.employerName) \(end)\u{202F}: corrigez sa fin s’il est rompu."
    }
  }

  /// Says the situation at a milestone, over what was said before.
  static func say(
    _ situation: ExitSituation, _ milestone: ExitMilestone, of id: ID<Exit>, knownOn day: Day, for viewer: Viewer,
    at now: Instant, _ db: any Connection
  ) throws {
    _ = try db.query("SELECT id FROM exit WHERE territory_id = \(viewer.territoryID) AND id = \(id)\(db.forUpdate)")
    let line = try ExitStore.find(id, for: viewer, db)
    if line.exit.situations[milestone] == situation, line.knownOn[milestone] == day { return }
    let first = milestone.day(after: line.exit.leftOn)
    guard first <= viewer.today else {
      throw FormRejected(
        "situation", "Situation \(milestone.french)\u{202F}: elle se renseigne à partir du \(first.french).")
    }
    if day < line.exit.leftOn || day > viewer.today {
      throw FormRejected(
        "known_on", "Connue le\u{202F}: donnez un jour entre la sortie, le \(line.exit.leftOn.french), et aujourd’hui.")
    }
    try db.execute(
      """
      UPDATE exit_situation SET replaced_at = \(now) WHERE territory_id = \(viewer.territoryID) AND exit_id = \(id)
      AND milestone = \(milestone.rawValue) AND replaced_at IS NULL
      """)
    try insert(situation, milestone, of: id, on: day, for: viewer, at: now, db)
    let before = line.exit.situations[milestone].map { " (au lieu de\u{202F}: \($0.french))" } ?? ""
    try Journal.record(
      "participant.exit-situation", .participant, line.person.id.value,
      "Situation \(milestone.french)\u{202F}: \(situation.french)\(before).", by: viewer, at: now, db)
  }

  /// An exit that was not one.
  static func withdraw(_ id: ID<Exit>, for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> ExitLine {
    let line = try ExitStore.find(id, for: viewer, db)
    let changed = try db.execute(
      """
      UPDATE exit SET withdrawn_at = \(now) WHERE territory_id = \(viewer.territoryID) AND id = \(id)
      AND withdrawn_at IS NULL
      """)
    guard changed == 1 else { throw Missing() }
    try Journal.record(
      "participant.exit-withdrawn", .participant, line.person.id.value,
      "Sortie du \(line.exit.leftOn.french) annulée.", by: viewer, at: now, db)
    return line
  }

  private static func insert(
    _ situation: ExitSituation, _ milestone: ExitMilestone, of id: ID<Exit>, on day: Day, for viewer: Viewer,
    at now: Instant, _ db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO exit_situation (territory_id, exit_id, milestone, situation, known_on, author_id, recorded_at)
      VALUES (\(viewer.territoryID), \(id), \(milestone.rawValue), \(situation), \(day), \(viewer.accountID), \(now))
      """)
  }
}
