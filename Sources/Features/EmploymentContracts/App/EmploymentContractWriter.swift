// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A hiring as it is typed.
struct NewEmploymentContract: Sendable, Equatable {
  let employerID: ID<Organisation>
  let userCompanyID: ID<Organisation>?
  let kind: EmploymentContractKind
  let modality: Modality
  let job: String
  let startsOn: Day
  let plannedEndOn: Day?
  let weekly: Hours?
  let lots: [LotAssignment]
  /// The mission that this one follows in a chain.
  let follows: ID<EmploymentContract>?
}

/// Work on a lot, within the dates of the contract.
struct LotAssignment: Sendable, Equatable {
  let engagementID: ID<Engagement>
  let startsOn: Day
  let endsOn: Day?
}

enum EmploymentContractWriter {
  /// Registers a hiring with what was true that day. Nothing is refused for being late: the page says it.
  static func create(
    _ new: NewEmploymentContract, for person: ID<Participant>, by viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<EmploymentContract> {
    let file = try ParticipantStore.file(person, for: viewer, db)
    try check(new, viewer, db)
    let parcours = try chain(of: new, file.person, viewer, at: now, db)
    let id = ID<EmploymentContract>(
      try db.insert(
        """
        INSERT INTO employment_contract (territory_id, participant_id, employer_id, user_company_id, parcours_id, kind,
          modality, job, starts_on, planned_end_on, weekly_units, age_at_hiring, district_at_hiring,
          schooling_at_hiring, created_at)
        VALUES (\(viewer.territoryID), \(file.person.id), \(new.employerID), \(new.userCompanyID), \(parcours),
          \(new.kind), \(new.modality), \(new.job), \(new.startsOn), \(new.plannedEndOn), \(new.weekly),
          \(file.person.age(on: new.startsOn)), \(file.details.district?.french ?? ""),
          \(file.details.schooling?.rawValue ?? ""), \(now)) RETURNING id
        """))
    for lot in new.lots { try assign(lot, to: id, viewer, db) }
    try ContractCounting.settle(id, for: viewer, db)
    try journal("Contrat de travail enregistré.", "employment.created", id, file.person.id, viewer, now, db)
    return id
  }

  /// Adds a lot to a contract that runs.
  static func add(
    _ lot: LotAssignment, to contract: EmploymentContractFile, by viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    try checkLots([lot.engagementID], viewer, db)
    let already: Int? = try db.value(
      """
      SELECT COUNT(*) FROM employment_engagement WHERE territory_id = \(viewer.territoryID)
      AND employment_contract_id = \(contract.id) AND engagement_id = \(lot.engagementID)
      """)
    guard already == 0 else { throw Conflict("Ce contrat de travail porte déjà sur ce lot.") }
    try assign(lot, to: contract.id, viewer, db)
    try journal("Lot ajouté au contrat de travail.", "employment.lot", contract.id, contract.person.id, viewer, now, db)
  }

  /// Writes the real end, or corrects it. `known` is what the page showed: someone else may have been first.
  static func end(
    _ contract: EmploymentContractFile, on day: Day, known: Day?, by viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    guard day >= contract.startsOn else {
      throw FormRejected(
        "ended_on",
        "Fin réelle\u{202F}: le contrat a commencé le \(contract.startsOn.french), sa fin ne peut pas être avant.")
    }
    let changed = try db.execute(
      """
      UPDATE employment_contract SET ended_on = \(day) WHERE id = \(contract.id)
      AND territory_id = \(viewer.territoryID) AND COALESCE(ended_on, '') = \(known?.iso ?? "")
      """)
    guard changed == 1 else {
      throw Conflict("La fin de ce contrat vient d’être changée par quelqu’un d’autre. Rechargez la page pour la voir.")
    }
    if contract.kind == .apprenticeship { try ContractCounting.settle(contract.id, for: viewer, db) }
    try journal(
      "Contrat de travail terminé le \(day.french).", "employment.ended", contract.id, contract.person.id, viewer, now,
      db)
  }

  private static func assign(
    _ lot: LotAssignment, to contract: ID<EmploymentContract>, _ viewer: Viewer, _ db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO employment_engagement (territory_id, employment_contract_id, engagement_id, starts_on, ends_on)
      VALUES (\(viewer.territoryID), \(contract), \(lot.engagementID), \(lot.startsOn), \(lot.endsOn))
      """)
  }

  private static func check(_ new: NewEmploymentContract, _ viewer: Viewer, _ db: any Connection) throws {
    let employers = Set(try EmploymentContractChoices.employers(for: viewer, db).map(\.id))
    var errors: [FieldError] = []
    if !employers.contains(new.employerID) {
      errors.append(FieldError("employer", "Employeur\u{202F}: choisissez dans la liste."))
    }
    if let user = new.userCompanyID, !employers.contains(user) {
      errors.append(FieldError("user_company", "Entreprise utilisatrice\u{202F}: choisissez dans la liste."))
    }
    guard errors.isEmpty else { throw FormRejected(errors) }
    try checkLots(new.lots.map(\.engagementID), viewer, db)
  }

  private static func checkLots(_ ids: [ID<Engagement>], _ viewer: Viewer, _ db: any Connection) throws {
    let found: Int? = try db.value(
      """
      SELECT COUNT(*) FROM engagement WHERE territory_id = \(viewer.territoryID) AND id IN (\(SQL.list(ids)))
      """)
    guard found == Set(ids).count else { throw FormRejected("lot_1", "Lot\u{202F}: choisissez dans la liste.") }
  }

  /// The chain of the mission that this one follows: of the same person and employer, close enough in time (rules 10).
  private static func chain(
    of new: NewEmploymentContract, _ person: Participant, _ viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<Parcours>? {
    guard let previous = new.follows else { return nil }
    let before = try EmploymentContractStore.find(previous, for: viewer, db)
    let first = EmploymentContract(
      id: before.id, participantID: before.person.id, kind: before.kind, startsOn: before.startsOn,
      endsOn: before.lastDay)
    let next = EmploymentContract(
      id: ID(0), participantID: person.id, kind: new.kind, startsOn: new.startsOn, endsOn: new.plannedEndOn)
    guard before.employerID == new.employerID, Parcours.continues(after: first, with: next) else {
      throw FormRejected(
        "follows",
        "Suite d’une mission\u{202F}: une chaîne réunit des missions d’une même personne chez un même employeur, à moins de \(Parcours.largestGapDays) jours l’une de l’autre. Sinon, laissez vide."
      )
    }
    if let chain = before.parcoursID { return chain }
    let chain = ID<Parcours>(
      try db.insert(
        """
        INSERT INTO parcours (territory_id, participant_id, employer_id, created_at)
        VALUES (\(viewer.territoryID), \(person.id), \(new.employerID), \(now)) RETURNING id
        """))
    let joined = try db.execute(
      """
      UPDATE employment_contract SET parcours_id = \(chain)
      WHERE id = \(previous) AND territory_id = \(viewer.territoryID) AND parcours_id IS NULL
      """)
    guard joined == 1 else { throw Conflict("Une autre mission vient d’être ajoutée à cette chaîne. Recommencez.") }
    return chain
  }

  private static func journal(
    _ sentence: String, _ kind: String, _ contract: ID<EmploymentContract>, _ person: ID<Participant>,
    _ viewer: Viewer, _ now: Instant, _ db: any Connection
  ) throws {
    try Journal.record(
      kind, .employmentContract, contract.value, sentence, by: viewer, at: now, payload: "{\"participant\":\(person)}",
      db)
  }
}
