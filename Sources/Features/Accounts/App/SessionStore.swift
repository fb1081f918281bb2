// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform

/// Sessions live in the database: a stolen copy of it opens nothing, since only hashes of the tokens are there.
enum SessionStore {
  /// A session ends after twelve hours without a page.
  static let idleSeconds = 12 * 3600

  /// Opens a session in one of the account's memberships; returns the token for the cookie.
  static func open(
    _ account: ID<Account>, membership: ID<Membership>, at now: Instant, _ db: any Connection
  ) throws -> String {
    let token = Token.random()
    try db.execute(
      """
      INSERT INTO session (token_hash, account_id, membership_id, csrf, created_at, seen_at, expires_at)
      VALUES (\(Token.hash(token)), \(account), \(membership), \(Token.random()), \(now), \(now),
        \(now.adding(seconds: idleSeconds)))
      """)
    return token
  }

  /// The live session of a token, with its viewer as of `now`.
  static func find(tokenHash: String, at now: Instant, _ db: any Connection) throws -> SignedIn? {
    guard
      let row = try db.first(
        """
        SELECT s.csrf, a.id AS account_id, a.name AS account_name, m.id AS membership_id, m.role, m.organisation_id,
          t.id AS territory_id, t.name AS territory_name, t.time_zone, t.colour,
          (SELECT COUNT(*) FROM membership o WHERE o.account_id = a.id AND o.ended_at IS NULL) AS memberships
        FROM session s
        JOIN account a ON a.id = s.account_id
        JOIN membership m ON m.id = s.membership_id
        JOIN territory t ON t.id = m.territory_id
        WHERE s.token_hash = \(tokenHash) AND s.expires_at > \(now) AND a.disabled_at IS NULL AND m.ended_at IS NULL
        """)
    else { return nil }
    let zone = TimeZone(identifier: try row["time_zone"]) ?? .gmt
    let viewer = Viewer(
      accountID: try row["account_id"], accountName: try row["account_name"], role: try row["role"],
      territoryID: try row["territory_id"], territoryName: try row["territory_name"],
      organisationID: try row["organisation_id"], membershipID: try row["membership_id"], today: now.day(in: zone))
    let count: Int = try row["memberships"]
    return SignedIn(
      viewer: viewer, csrf: try row["csrf"], tokenHash: tokenHash, colour: try row["colour"], timeZone: zone,
      hasOtherRoles: count > 1)
  }

  /// Whether the session should be kept alive now: at most one write each ten minutes.
  static func touch(tokenHash: String, at now: Instant, _ db: any Connection) throws {
    try db.execute(
      """
      UPDATE session SET seen_at = \(now), expires_at = \(now.adding(seconds: idleSeconds))
      WHERE token_hash = \(tokenHash) AND seen_at < \(now.adding(seconds: -600))
      """)
  }

  /// Changes the role of a session, only to a live membership of the same account. Forms still open elsewhere belong to the role of
  /// before: the new token refuses them, so that nothing typed for one territory is written into another.
  static func change(
    _ session: SignedIn, to membership: ID<Membership>, _ db: any Connection
  ) throws {
    let changed = try db.execute(
      """
      UPDATE session SET membership_id = \(membership), csrf = \(Token.random()) WHERE token_hash = \(session.tokenHash)
      AND EXISTS (SELECT 1 FROM membership m WHERE m.id = \(membership)
        AND m.account_id = \(session.viewer.accountID) AND m.ended_at IS NULL)
      """)
    guard changed == 1 else { throw Missing() }
  }

  static func close(tokenHash: String, _ db: any Connection) throws {
    try db.execute("DELETE FROM session WHERE token_hash = \(tokenHash)")
  }

  /// Sessions that nobody can use any more, and old failures: kept no longer than they serve.
  static func purge(before now: Instant, _ db: any Connection) throws {
    try db.execute("DELETE FROM session WHERE expires_at <= \(now)")
    try db.execute("DELETE FROM signin_failure WHERE at < \(now.adding(seconds: -86_400))")
  }
}
