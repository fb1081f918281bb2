// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A membership as the sign-in and the settings show it.
struct MembershipLine: Sendable, Equatable {
  let id: ID<Membership>
  let accountID: ID<Account>
  let accountName: String
  let email: String
  let role: Role
  let territoryID: ID<Territory>
  let territoryName: String
  let organisationName: String
}

/// Accounts and what they are in each territory.
enum AccountStore {
  struct Credentials {
    let id: ID<Account>
    let passwordHash: String?
  }

  /// Addresses are compared without case.
  static func credentials(email: String, _ db: any Connection) throws -> Credentials? {
    let row = try db.first(
      "SELECT id, password_hash FROM account WHERE email = \(normalised(email)) AND disabled_at IS NULL")
    return try row.map { Credentials(id: try $0["id"], passwordHash: try $0["password_hash"]) }
  }

  static func normalised(_ email: String) -> String { email.filter { !$0.isWhitespace }.lowercased() }

  /// - Throws: `DatabaseError.unique` when the address is taken.
  static func insert(
    name: String, email: String, passwordHash: String?, at now: Instant, _ db: any Connection
  ) throws -> ID<Account> {
    ID(
      try db.insert(
        """
        INSERT INTO account (email, name, password_hash, created_at)
        VALUES (\(normalised(email)), \(name), \(passwordHash), \(now)) RETURNING id
        """))
  }

  static func setPassword(_ hash: String, of account: ID<Account>, _ db: any Connection) throws {
    try db.execute("UPDATE account SET password_hash = \(hash) WHERE id = \(account)")
    try db.execute("DELETE FROM session WHERE account_id = \(account)")
  }

  static func join(
    _ account: ID<Account>, as role: Role, in territory: ID<Territory>, organisation: ID<Organisation>?,
    at now: Instant, _ db: any Connection
  ) throws -> ID<Membership> {
    ID(
      try db.insert(
        """
        INSERT INTO membership (account_id, role, territory_id, organisation_id, created_at)
        VALUES (\(account), \(role), \(territory), \(organisation), \(now)) RETURNING id
        """))
  }

  /// The live memberships of one account, facilitators first, oldest first.
  static func memberships(of account: ID<Account>, _ db: any Connection) throws -> [MembershipLine] {
    try lines("m.account_id = \(account) AND m.ended_at IS NULL AND a.disabled_at IS NULL", db)
  }

  /// The live memberships of the viewer's territory.
  static func memberships(for viewer: Viewer, _ db: any Connection) throws -> [MembershipLine] {
    guard viewer.mayAdminister else { throw Missing() }
    return try lines("m.territory_id = \(viewer.territoryID) AND m.ended_at IS NULL AND a.disabled_at IS NULL", db)
  }

  /// Live memberships of suspended accounts.
  static func suspended(in territory: ID<Territory>, _ db: any Connection) throws -> [MembershipLine] {
    try lines("m.territory_id = \(territory) AND m.ended_at IS NULL AND a.disabled_at IS NOT NULL", db)
  }

  /// One membership for each role, for the buttons of a demonstration.
  static func oneOfEachRole(_ db: any Connection) throws -> [MembershipLine] {
    try lines(
      """
      m.id IN (SELECT MIN(x.id) FROM membership x JOIN account y ON y.id = x.account_id
        WHERE x.ended_at IS NULL AND y.disabled_at IS NULL GROUP BY x.role)
      """, db)
  }

  /// Ends a membership of the viewer's territory; its sessions stop at once. One's own cannot be ended.
  static func end(_ membership: ID<Membership>, for viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    guard viewer.mayAdminister else { throw Missing() }
    // Two administrators closing each other at once would leave nobody: one of them is first.
    _ = try db.query("SELECT id FROM territory WHERE id = \(viewer.territoryID)\(db.forUpdate)")
    let ended = try db.execute(
      """
      UPDATE membership SET ended_at = \(now) WHERE id = \(membership) AND territory_id = \(viewer.territoryID)
      AND ended_at IS NULL AND id <> \(viewer.membershipID)
      AND EXISTS (SELECT 1 FROM membership w WHERE w.id = \(viewer.membershipID) AND w.ended_at IS NULL)
      """)
    guard ended == 1 else { throw Missing() }
    try db.execute("DELETE FROM session WHERE membership_id = \(membership)")
  }

  private static func lines(_ condition: SQL, _ db: any Connection) throws -> [MembershipLine] {
    try db.query(
      """
      SELECT m.id, m.account_id, a.name AS account_name, a.email, m.role, m.territory_id, t.name AS territory_name,
        COALESCE(o.name, '') AS organisation_name
      FROM membership m
      JOIN account a ON a.id = m.account_id
      JOIN territory t ON t.id = m.territory_id
      LEFT JOIN organisation o ON o.id = m.organisation_id
      WHERE \(condition)
      ORDER BY CASE m.role WHEN 'facilitator' THEN 0 WHEN 'administrator' THEN 1 ELSE 2 END, m.id
      """
    ).map { row in
      MembershipLine(
        id: try row["id"], accountID: try row["account_id"], accountName: try row["account_name"],
        email: try row["email"], role: try row["role"], territoryID: try row["territory_id"],
        territoryName: try row["territory_name"], organisationName: try row["organisation_name"])
    }
  }
}
