// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A new account, or a new role of an account that exists.
struct AccountDraft: Sendable {
  let name: String
  let email: String
  let role: Role
  let organisation: ID<Organisation>?
}

/// What an administrator does to the accounts of its own territory.
enum AccountAdministrationStore {
  enum Outcome: Sendable { case created, joined }

  /// Gives a role in the viewer's territory. An address that has an account keeps its password.
  static func add(
    _ draft: AccountDraft, passwordHash: String, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> Outcome {
    guard viewer.mayAdminister else { throw Missing() }
    try checkOrganisation(draft, viewer, db)
    let existing: ID<Account>? = try db.value(
      "SELECT id FROM account WHERE email = \(AccountStore.normalised(draft.email))")
    if let existing { try refuseTwice(existing, draft, viewer, db) }
    let account =
      try existing
      ?? AccountStore.insert(name: draft.name, email: draft.email, passwordHash: passwordHash, at: now, db)
    let membership = try AccountStore.join(
      account, as: draft.role, in: viewer.territoryID, organisation: draft.organisation, at: now, db)
    try Journal.record(
      "membership.added", .territory, viewer.territoryID.value,
      "Accès \(membership) ouvert, rôle\u{202F}: \(draft.role.french)", by: viewer, at: now, db)
    return existing == nil ? .created : .joined
  }

  private static func checkOrganisation(_ draft: AccountDraft, _ viewer: Viewer, _ db: any Connection) throws {
    guard let organisation = draft.organisation else { return }
    let here: Int? = try db.value(
      """
      SELECT COUNT(*) FROM territory_organisation
      WHERE territory_id = \(viewer.territoryID) AND organisation_id = \(organisation)
      """)
    guard here == 1 else {
      throw FormRejected("organisation", "Organisme\u{202F}: choisissez dans la liste.")
    }
  }

  private static func refuseTwice(
    _ account: ID<Account>, _ draft: AccountDraft, _ viewer: Viewer, _ db: any Connection
  ) throws {
    let same: Int? = try db.value(
      """
      SELECT COUNT(*) FROM membership WHERE account_id = \(account) AND role = \(draft.role)
        AND territory_id = \(viewer.territoryID) AND COALESCE(organisation_id, 0) = \(draft.organisation?.value ?? 0)
        AND ended_at IS NULL
      """)
    guard same == 0 else {
      throw FormRejected("email", "Adresse électronique\u{202F}: cette personne a déjà ce rôle dans le territoire.")
    }
  }

  /// The live membership of the viewer's territory.
  static func find(_ id: ID<Membership>, for viewer: Viewer, _ db: any Connection) throws -> MembershipLine {
    guard let line = try AccountStore.memberships(for: viewer, db).first(where: { $0.id == id }) else {
      throw Missing()
    }
    return line
  }

  static func end(_ id: ID<Membership>, for viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    try AccountStore.end(id, for: viewer, at: now, db)
    try Journal.record(
      "membership.ended", .territory, viewer.territoryID.value, "Accès \(id) fermé", by: viewer, at: now, db)
  }

  /// A new password for an account that works in this territory only: another territory's door is not ours to open.
  static func reset(
    _ line: MembershipLine, hash: String, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    _ = try find(line.id, for: viewer, db)
    try refuseElsewhere(line, "renouvelé", viewer, db)
    try AccountStore.setPassword(hash, of: line.accountID, db)
    try Journal.record(
      "password.reset", .territory, viewer.territoryID.value, "Mot de passe renouvelé, accès \(line.id)", by: viewer,
      at: now, db)
  }

  /// Another territory's door is not ours to close or to open.
  static func refuseElsewhere(
    _ line: MembershipLine, _ act: String, _ viewer: Viewer, _ db: any Connection
  ) throws {
    let elsewhere: Int? = try db.value(
      """
      SELECT COUNT(*) FROM membership WHERE account_id = \(line.accountID) AND territory_id <> \(viewer.territoryID)
        AND ended_at IS NULL
      """)
    guard elsewhere == 0 else {
      throw Conflict(
        "Cette personne travaille aussi dans un autre territoire\u{202F}: rien ne peut y être \(act) d’ici. Vous pouvez fermer ses accès à votre territoire."
      )
    }
  }
}
