// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The log of contacts and visits: read and written by the profession only.
enum ContactNoteStore {
  static let pageSize = 50

  private static let columns: SQL = """
    n.id, n.organisation_id, n.lot_id, n.participant_id, n.channel, n.happened_on, n.correspondent, n.said, n.next_on,
    n.withdrawn_at, COALESCE(a.name, 'adresse de classement') AS author, COALESCE(o.name, '') AS organisation_name,
    COALESCE('lot ' || t.number || ' ' || t.name, '') AS lot_title,
    COALESCE(p.first_name || ' ' || p.last_name, '') AS participant_name
    """
  private static let tables: SQL = """
    contact_note n
    LEFT JOIN account a ON a.id = n.author_id
    LEFT JOIN organisation o ON o.id = n.organisation_id
    LEFT JOIN lot t ON t.territory_id = n.territory_id AND t.id = n.lot_id
    LEFT JOIN participant p ON p.territory_id = n.territory_id AND p.id = n.participant_id
    """

  /// Writes what was said. Whatever it names must be open to the viewer.
  @discardableResult
  static func insert(
    _ draft: ContactNoteDraft, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<ContactNote> {
    guard viewer.isFacilitator, !draft.subject.isEmpty else { throw Missing() }
    let subject = try found(draft.subject, for: viewer, db)
    let id = ID<ContactNote>(
      try db.insert(
        """
        INSERT INTO contact_note (territory_id, organisation_id, lot_id, participant_id, channel, happened_on,
          correspondent, said, next_on, author_id, recorded_at)
        VALUES (\(viewer.territoryID), \(subject.organisation), \(subject.lot), \(subject.participant),
          \(draft.channel), \(draft.happenedOn), \(draft.correspondent), \(draft.said), \(draft.nextOn),
          \(viewer.accountID), \(now)) RETURNING id
        """))
    let what = "\(FrenchText.capitalised(draft.channel.french)) du \(draft.happenedOn.french) noté."
    if let lot = subject.lot {
      try Journal.record("note.added", .lot, lot.value, what, by: viewer, at: now, db)
    } else if let organisation = subject.organisation {
      try Journal.record("note.added", .organisation, organisation.value, what, by: viewer, at: now, db)
    } else if let person = subject.participant {
      try Journal.record("note.added", .participant, person.value, what, by: viewer, at: now, db)
    }
    return id
  }

  /// The same subject, each part found for the viewer; a person by its head record.
  private static func found(_ subject: NoteSubject, for viewer: Viewer, _ db: any Connection) throws -> NoteSubject {
    NoteSubject(
      organisation: try subject.organisation.map { try OrganisationStore.find($0, for: viewer, db).id },
      lot: try subject.lot.map { try LotStore.find($0, for: viewer, db).id },
      participant: try subject.participant.map { try ParticipantStore.find($0, for: viewer, db).id })
  }

  /// The latest first. An organisation's notes hold those of the lots that it bears when the note names it too.
  static func list(
    of subject: NoteSubject, limit: Int = pageSize, from offset: Int = 0, for viewer: Viewer, _ db: any Connection
  ) throws -> [ContactNote] {
    guard viewer.isFacilitator else { return [] }
    return try db.query(
      """
      SELECT \(columns) FROM \(tables) WHERE n.territory_id = \(viewer.territoryID) AND \(condition(subject, viewer))
      ORDER BY n.happened_on DESC, n.id DESC LIMIT \(limit) OFFSET \(offset)
      """
    ).map(note)
  }

  static func find(_ id: ID<ContactNote>, for viewer: Viewer, _ db: any Connection) throws -> ContactNote {
    guard viewer.isFacilitator else { throw Missing() }
    let row = try db.first(
      "SELECT \(columns) FROM \(tables) WHERE n.territory_id = \(viewer.territoryID) AND n.id = \(id)")
    guard let row else { throw Missing() }
    return try note(row)
  }

  /// Erases the words of a note that should not have been written; the fact that there was one stays.
  static func withdraw(
    _ id: ID<ContactNote>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ContactNote {
    let note = try find(id, for: viewer, db)
    let changed = try db.execute(
      """
      UPDATE contact_note SET said = '', correspondent = '', next_on = NULL, withdrawn_at = \(now)
      WHERE territory_id = \(viewer.territoryID) AND id = \(id) AND withdrawn_at IS NULL
      """)
    guard changed == 1 else { throw Conflict("Cette note était déjà retirée.") }
    return note
  }

  private static func condition(_ subject: NoteSubject, _ viewer: Viewer) -> SQL {
    if let lot = subject.lot { return "n.lot_id = \(lot)" }
    if let organisation = subject.organisation { return "n.organisation_id = \(organisation)" }
    if let person = subject.participant {
      return "n.participant_id IN (\(ParticipantScope.records(of: person, for: viewer)))"
    }
    return "1 = 1"
  }

  private static func note(_ row: Row) throws -> ContactNote {
    let withdrawn: Instant? = try row["withdrawn_at"]
    return ContactNote(
      id: try row["id"],
      subject: NoteSubject(
        organisation: try row["organisation_id"], lot: try row["lot_id"], participant: try row["participant_id"]),
      organisationName: try row["organisation_name"], lotTitle: try row["lot_title"],
      participantName: try row["participant_name"], channel: try row["channel"], happenedOn: try row["happened_on"],
      correspondent: try row["correspondent"], said: try row["said"], nextOn: try row["next_on"],
      author: try row["author"], isWithdrawn: withdrawn != nil)
  }

  // MARK: what the day's list recalls

  /// What was last said of each of these, in one statement.
  static func lastSaid(
    organisations: Set<ID<Organisation>>, lots: Set<ID<Lot>>, for viewer: Viewer, _ db: any Connection
  ) throws -> LastSaidBySubject {
    guard viewer.isFacilitator, !(organisations.isEmpty && lots.isEmpty) else { return LastSaidBySubject() }
    let rows = try db.query(
      """
      SELECT organisation_id, lot_id, happened_on, channel, correspondent, said FROM (
        SELECT n.*, ROW_NUMBER() OVER (PARTITION BY n.organisation_id, n.lot_id ORDER BY n.happened_on DESC, n.id DESC)
          AS place
        FROM contact_note n WHERE n.territory_id = \(viewer.territoryID) AND n.said <> ''
          AND (n.organisation_id IN (\(.list((organisations.isEmpty ? [ID(0)] : organisations).sorted())))
            OR n.lot_id IN (\(.list((lots.isEmpty ? [ID(0)] : lots).sorted()))))
      ) x WHERE place = 1 ORDER BY happened_on, id
      """)
    var found = LastSaidBySubject()
    for row in rows {
      let said = LastSaid(
        on: try row["happened_on"], channel: try row["channel"], correspondent: try row["correspondent"],
        said: try row["said"])
      // Later rows are later days: the last one stands.
      if let id: ID<Organisation> = try row["organisation_id"] { found.organisations[id] = said }
      if let id: ID<Lot> = try row["lot_id"] { found.lots[id] = said }
    }
    return found
  }

  /// Notes that asked to be come back to by today, unless a later exchange with the same company or on the same lot did. Those of
  /// some authors, or of the whole team.
  static func promised(
    by authors: [ID<Account>]?, for viewer: Viewer, _ db: any Connection
  ) throws -> [ContactNote] {
    let mine: SQL = authors.map { "n.author_id IN (\(.list($0)))" } ?? "1 = 1"
    return try db.query(
      """
      SELECT \(columns) FROM \(tables)
      WHERE n.territory_id = \(viewer.territoryID) AND n.next_on <= \(viewer.today) AND \(mine) AND n.withdrawn_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM contact_note m WHERE m.territory_id = n.territory_id AND m.id > n.id
          AND m.withdrawn_at IS NULL AND m.happened_on >= n.happened_on
          AND (m.organisation_id = n.organisation_id OR m.lot_id = n.lot_id OR m.participant_id = n.participant_id))
        AND NOT EXISTS (SELECT 1 FROM day_mark k WHERE k.territory_id = n.territory_id AND k.state = 'done'
          AND k.task_key = 'rappel:' || CAST(n.id AS TEXT))
      ORDER BY n.next_on, n.id LIMIT 200
      """
    ).map(note)
  }
}

/// What was last said of each company and lot.
struct LastSaidBySubject: Sendable {
  var organisations: [ID<Organisation>: LastSaid] = [:]
  var lots: [ID<Lot>: LastSaid] = [:]

  /// Of the lot and of the company, whichever is later.
  func last(_ subject: NoteSubject) -> LastSaid? {
    [subject.lot.flatMap { lots[$0] }, subject.organisation.flatMap { organisations[$0] }].compactMap { $0 }
      .max { $0.on < $1.on }
  }
}
