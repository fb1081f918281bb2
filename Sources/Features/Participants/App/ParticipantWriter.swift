// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What is written of a person.
enum ParticipantWriter {
  enum Outcome: Sendable {
    case created(ID<Participant>)
    /// Nothing was written: these may be the same person.
    case similar([Participant])
  }

  /// Registers a person. A prescriber registers those whom it orients itself. `isAnother` says that the people of the same name
  /// were looked at.
  static func create(
    _ details: ParticipantDetails, isAnother: Bool, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> Outcome {
    let details = try allowed(details, for: viewer, db)
    let similar = isAnother ? [] : try ParticipantStore.similar(to: details, for: viewer, db)
    guard similar.isEmpty else { return .similar(similar) }
    let id = ID<Participant>(
      try db.insert(
        """
        INSERT INTO participant (territory_id, last_name, first_name, born_on, gender, phone, email, postcode, commune,
          district, district_generation, district_method, district_on, schooling, oriented_by, oriented_on, informed_on,
          search_text, created_at)
        VALUES (\(viewer.territoryID), \(details.lastName), \(details.firstName), \(details.bornOn), \(details.gender),
          \(details.phone), \(details.email), \(details.postcode), \(details.commune), \(details.district?.name ?? ""),
          \(details.district?.generation.rawValue ?? ""), \(details.district?.method.rawValue ?? ""),
          \(details.district?.foundOn), \(details.schooling?.rawValue ?? ""), \(details.orientedBy),
          \(details.orientedOn), \(details.informedOn), \(details.searchText), \(now)) RETURNING id
        """))
    try SearchWords.write(.participant, id.value, db)
    let sentence = viewer.role == .prescriber ? "Personne orientée." : "Fiche créée."
    try Journal.record("participant.created", .participant, id.value, sentence, by: viewer, at: now, db)
    return .created(id)
  }

  /// Changes a record. What employment contracts kept of the hiring does not move.
  static func update(
    _ id: ID<Participant>, _ details: ParticipantDetails, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    let details = try allowed(details, for: viewer, db)
    let before = try ParticipantStore.file(id, for: viewer, db)
    let changed = try db.execute(
      """
      UPDATE participant SET last_name = \(details.lastName), first_name = \(details.firstName),
        born_on = \(details.bornOn), gender = \(details.gender), phone = \(details.phone), email = \(details.email),
        postcode = \(details.postcode), commune = \(details.commune), district = \(details.district?.name ?? ""),
        district_generation = \(details.district?.generation.rawValue ?? ""),
        district_method = \(details.district?.method.rawValue ?? ""), district_on = \(details.district?.foundOn),
        schooling = \(details.schooling?.rawValue ?? ""), oriented_by = \(details.orientedBy),
        oriented_on = \(details.orientedOn), informed_on = \(details.informedOn), search_text = \(details.searchText)
      WHERE id = \(id) AND territory_id = \(viewer.territoryID) AND merged_into IS NULL
      """)
    guard changed == 1 else { throw Missing() }
    try SearchWords.write(.participant, id.value, db)
    try Journal.record("participant.changed", .participant, id.value, "Fiche modifiée.", by: viewer, at: now, db)
    try journalOrientation(id, before, for: viewer, at: now, db)
  }

  /// Who oriented a person decides which prescriber sees it: each change is said apart.
  private static func journalOrientation(
    _ id: ID<Participant>, _ before: ParticipantFile, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    let after = try ParticipantStore.file(id, for: viewer, db)
    let (was, became) = (before.details, after.details)
    guard was.orientedBy != became.orientedBy || was.orientedOn != became.orientedOn else { return }
    func words(_ file: ParticipantFile) -> String {
      guard file.details.orientedBy != nil else { return "personne" }
      return file.prescriberName + (file.details.orientedOn.map { " le \($0.french)" } ?? "")
    }
    try Journal.record(
      "participant.oriented", .participant, id.value,
      "Orienté par\u{202F}: \(words(after)), au lieu de \(words(before)).",
      by: viewer, at: now, db)
  }

  /// Takes the person out of the lists, or back into them. Nothing is deleted.
  static func setArchived(
    _ archived: Bool, _ id: ID<Participant>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    _ = try ParticipantStore.find(id, for: viewer, db)
    let state: SQL = archived ? "archived_at IS NULL" : "archived_at IS NOT NULL"
    let changed = try db.execute(
      """
      UPDATE participant SET archived_at = \(archived ? now : nil)
      WHERE id = \(id) AND territory_id = \(viewer.territoryID) AND merged_into IS NULL AND \(state)
      """)
    guard changed == 1 else {
      throw Conflict(archived ? "Cette fiche est déjà archivée." : "Cette fiche n’est plus archivée.")
    }
    let sentence = archived ? "Fiche archivée." : "Fiche sortie des archives."
    try Journal.record(
      archived ? "participant.archived" : "participant.restored", .participant, id.value, sentence, by: viewer, at: now,
      db)
  }

  /// A prescriber signs its own orientations; anyone else chooses a prescriber of the territory.
  private static func allowed(
    _ details: ParticipantDetails, for viewer: Viewer, _ db: any Connection
  ) throws -> ParticipantDetails {
    var details = details
    switch viewer.role {
    case .facilitator:
      guard let chosen = details.orientedBy else { return details }
      let known = try ParticipantStore.prescribers(for: viewer, db).contains { $0.id == chosen }
      let kept: Int =
        try db.value(
          "SELECT COUNT(*) FROM participant WHERE territory_id = \(viewer.territoryID) AND oriented_by = \(chosen)")
        ?? 0
      guard known || kept > 0 else {
        throw FormRejected("oriented_by", "Orienté par\u{202F}: choisissez dans la liste.")
      }
    case .prescriber:
      details.orientedBy = viewer.organisationID
      details.orientedOn = details.orientedOn ?? viewer.today
    default: throw Missing()
    }
    return details
  }
}
