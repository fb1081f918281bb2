// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// A session that is open in the viewer's territory.
struct SessionLine: Sendable, Equatable {
  /// Names the session in a form. It is made from what the database keeps, and opens nothing.
  let key: String
  let accountName: String
  let role: Role
  let organisationName: String
  let openedAt: Instant
  let seenAt: Instant
  let isOwn: Bool
}

/// Refused passwords of one account over the last day.
struct AttemptLine: Sendable, Equatable {
  let membership: ID<Membership>
  let accountName: String
  let email: String
  let count: Int
  let lastAt: Instant
  /// Too many in the last quarter of an hour: the account waits.
  let isWaiting: Bool
}

/// What an administrator watches of the accounts of its own territory, and stops.
enum AccountWatchStore {
  static let mostSessions = 200

  /// The open sessions, the latest seen first.
  static func sessions(
    for viewer: Viewer, own tokenHash: String, at now: Instant, _ db: any Connection
  ) throws -> [SessionLine] {
    guard viewer.mayAdminister else { throw Missing() }
    return try db.query(
      """
      SELECT s.token_hash, a.name, m.role, COALESCE(o.name, '') AS organisation, s.created_at, s.seen_at
      FROM session s JOIN membership m ON m.id = s.membership_id JOIN account a ON a.id = s.account_id
      LEFT JOIN organisation o ON o.id = m.organisation_id
      WHERE m.territory_id = \(viewer.territoryID) AND m.ended_at IS NULL AND a.disabled_at IS NULL
        AND s.expires_at > \(now)
      ORDER BY s.seen_at DESC, s.token_hash LIMIT \(mostSessions)
      """
    ).map { row in
      let hash: String = try row["token_hash"]
      return SessionLine(
        key: key(hash), accountName: try row["name"], role: try row["role"], organisationName: try row["organisation"],
        openedAt: try row["created_at"], seenAt: try row["seen_at"], isOwn: hash == tokenHash)
    }
  }

  static func key(_ tokenHash: String) -> String { String(Token.hash("fin " + tokenHash).prefix(24)) }

  /// Ends one session of the territory; one's own ends by signing out.
  static func end(
    _ wanted: String, own tokenHash: String, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.mayAdminister else { throw Missing() }
    let hashes: [String] = try db.values(
      """
      SELECT s.token_hash FROM session s JOIN membership m ON m.id = s.membership_id
      WHERE m.territory_id = \(viewer.territoryID) ORDER BY s.token_hash
      """)
    guard let hash = hashes.first(where: { key($0) == wanted }) else {
      throw Conflict("Cette session était déjà finie.")
    }
    guard hash != tokenHash else { throw Conflict("C’est votre session\u{202F}: pour la finir, déconnectez-vous.") }
    try db.execute("DELETE FROM session WHERE token_hash = \(hash)")
    try Journal.record(
      "session.ended", .territory, viewer.territoryID.value, "Session fermée", by: viewer, at: now, db)
  }

  /// Accounts of the territory with refused passwords in the last day, the latest first.
  static func attempts(for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> [AttemptLine] {
    let people = try AccountStore.memberships(for: viewer, db)
    var found: [AttemptLine] = []
    var seen: Set<ID<Account>> = []
    let rows = try db.query(
      """
      SELECT f.subject, COUNT(*) AS failures, MAX(f.at) AS last_at,
        SUM(CASE WHEN f.at > \(now.adding(seconds: -SignInLimit.windowSeconds)) THEN 1 ELSE 0 END) AS recent
      FROM signin_failure f WHERE f.at > \(now.adding(seconds: -86_400)) AND f.subject LIKE 'compte:%'
      GROUP BY f.subject ORDER BY last_at DESC, f.subject
      """)
    let bySubject = try Dictionary(
      rows.map { (try $0["subject"] as String, $0) }, uniquingKeysWith: { first, _ in first })
    for person in people where seen.insert(person.accountID).inserted {
      guard let row = bySubject["compte:" + person.email] else { continue }
      let recent: Int = try row["recent"]
      found.append(
        AttemptLine(
          membership: person.id, accountName: person.accountName, email: person.email, count: try row["failures"],
          lastAt: try row["last_at"], isWaiting: recent >= SignInLimit.perAccount))
    }
    return found.sorted { $0.lastAt > $1.lastAt }
  }

  /// Lets an account try again at once.
  static func forgive(_ line: MembershipLine, for viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    guard viewer.mayAdminister else { throw Missing() }
    try SignInLimit.forget(email: line.email, db)
    try Journal.record(
      "signin.forgiven", .territory, viewer.territoryID.value, "Attente de connexion levée, accès \(line.id)",
      by: viewer, at: now, db)
  }

  /// The accounts of the territory that are suspended.
  static func suspended(for viewer: Viewer, _ db: any Connection) throws -> [MembershipLine] {
    guard viewer.mayAdminister else { throw Missing() }
    return try AccountStore.suspended(in: viewer.territoryID, db)
  }

  /// Nobody signs in with a suspended account; its roles and what it wrote stay, and it can be taken up again.
  static func setSuspended(
    _ suspended: Bool, _ membership: ID<Membership>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.mayAdminister else { throw Missing() }
    let lines =
      suspended ? try AccountStore.memberships(for: viewer, db) : try AccountStore.suspended(in: viewer.territoryID, db)
    guard let line = lines.first(where: { $0.id == membership }) else { throw Missing() }
    guard line.accountID != viewer.accountID else {
      throw Conflict("C’est votre compte\u{202F}: un autre administrateur peut le suspendre.")
    }
    try AccountAdministrationStore.refuseElsewhere(line, "suspendu", viewer, db)
    let state: Instant? = suspended ? now : nil
    try db.execute("UPDATE account SET disabled_at = \(state) WHERE id = \(line.accountID)")
    if suspended { try db.execute("DELETE FROM session WHERE account_id = \(line.accountID)") }
    try Journal.record(
      suspended ? "account.suspended" : "account.resumed", .territory, viewer.territoryID.value,
      "Compte \(line.accountName) \(suspended ? "suspendu" : "rétabli")", by: viewer, at: now, db)
  }
}
