// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A person to write to, still there or gone: who answered in a given year stays known.
struct ContactLine: Sendable {
  let id: ID<Contact>
  let name: String
  let position: String
  let email: String
  let phone: String
  let leftAt: Instant?
}

struct ContactDraft: Sendable {
  let name: String
  let position: String
  let email: String
  let phone: String
}

/// A contact and the organisation whose page it stands on.
struct ContactFile: Sendable {
  let line: ContactLine
  let organisation: ID<Organisation>
  let organisationName: String
}

enum ContactStore {
  /// One that is still there, for whoever may see its organisation.
  static func find(_ id: ID<Contact>, for viewer: Viewer, _ db: any Connection) throws -> ContactFile {
    let row = try db.first(
      """
      SELECT id, organisation_id, name, position, email, phone, left_at FROM contact
      WHERE id = \(id) AND territory_id = \(viewer.territoryID)
      """)
    guard let row else { throw Missing() }
    let organisation = try OrganisationStore.find(try row["organisation_id"], for: viewer, db)
    return ContactFile(
      line: try line(row), organisation: organisation.id, organisationName: organisation.details.name)
  }

  static func lock(_ id: ID<Contact>, for viewer: Viewer, _ db: any Connection) throws -> ContactFile {
    _ = try db.query("SELECT id FROM contact WHERE id = \(id)\(db.forUpdate)")
    let file = try find(id, for: viewer, db)
    guard file.line.leftAt == nil else {
      throw Conflict(
        "Ce contact vient d’être marqué comme parti\u{202F}: rien n’a été changé. Ajoutez-le de nouveau s’il est revenu."
      )
    }
    return file
  }

  static func update(
    _ file: ContactFile, _ draft: ContactDraft, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    try db.execute(
      """
      UPDATE contact SET name = \(draft.name), position = \(draft.position), email = \(draft.email),
        phone = \(draft.phone), mail_refused_at = CASE WHEN email = \(draft.email) THEN mail_refused_at END
      WHERE id = \(file.line.id) AND territory_id = \(viewer.territoryID)
      """)
    try Journal.record(
      "contact.changed", .organisation, file.organisation.value, "Contact modifié\u{202F}: \(draft.name)", by: viewer,
      at: now, db)
  }

  private static func line(_ row: Row) throws -> ContactLine {
    ContactLine(
      id: try row["id"], name: try row["name"], position: try row["position"], email: try row["email"],
      phone: try row["phone"], leftAt: try row["left_at"])
  }

  /// Those still there first. The caller has already found the organisation for its viewer.
  static func list(
    of organisation: ID<Organisation>, for viewer: Viewer, _ db: any Connection
  ) throws -> [ContactLine] {
    try db.query(
      """
      SELECT id, name, position, email, phone, left_at FROM contact
      WHERE territory_id = \(viewer.territoryID) AND organisation_id = \(organisation)
      ORDER BY CASE WHEN left_at IS NULL THEN 0 ELSE 1 END, name, id LIMIT 200
      """
    ).map(line)
  }

  static func insert(
    _ draft: ContactDraft, in organisation: ID<Organisation>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO contact (territory_id, organisation_id, name, position, email, phone, created_at)
      VALUES (\(viewer.territoryID), \(organisation), \(draft.name), \(draft.position), \(draft.email), \(draft.phone),
        \(now))
      """)
    try Journal.record(
      "contact.added", .organisation, organisation.value, "Contact ajouté\u{202F}: \(draft.name)", by: viewer, at: now,
      db)
  }

  /// Marks a contact as gone; returns its organisation.
  static func leave(
    _ id: ID<Contact>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<Organisation> {
    let file = try find(id, for: viewer, db)
    let (organisation, name) = (file.organisation, file.line.name)
    let changed = try db.execute("UPDATE contact SET left_at = \(now) WHERE id = \(id) AND left_at IS NULL")
    guard changed == 1 else { throw Conflict("Ce contact était déjà marqué comme parti.") }
    try Journal.record(
      "contact.left", .organisation, organisation.value, "Contact parti\u{202F}: \(name)", by: viewer, at: now, db)
    return organisation
  }
}
