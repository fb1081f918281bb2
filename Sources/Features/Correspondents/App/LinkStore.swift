// SPDX-License-Identifier: EUPL-1.2
public import Database
public import Domain
import Foundation
import Platform

extension LinkAct: SQLConvertible, SQLDecodable {}

/// Who holds a live link: all that its pages need to know of them.
struct LinkHolder: Sendable {
  let link: ID<EmployerLink>
  let account: ID<Account>
  let territory: ID<Territory>
  let territoryName: String
  let timeZone: TimeZone
  let colour: String
  let organisation: ID<Organisation>
  let organisationName: String
  let isStructure: Bool
  let contact: ID<Contact>
  let contactName: String
  let email: String

  /// The same as someone of the employer who signed in, and nothing more.
  func viewer(on today: Day, under rules: TerritoryRules) -> Viewer {
    Viewer(
      accountID: account, accountName: contactName, role: isStructure ? .structure : .company, territoryID: territory,
      territoryName: territoryName, organisationID: organisation, membershipID: ID(0), today: today, rules: rules)
  }
}

/// Where the last link of a contact comes from, and what became of it.
struct LinkOrigin: Sendable, Hashable {
  /// Empty when the team sent it.
  let passedBy: String
  let revokedAt: Instant?
}

/// Standing links: given to a contact, opened by a token whose hash alone is kept, logged by act, revoked at once.
enum LinkStore {
  /// The live link of a contact, made when there is none. It acts under an account of its own, which has neither password nor
  /// membership and cannot sign in: what is done through the link has an author.
  static func issue(
    to contact: ID<Contact>, in territory: ID<Territory>, by author: ID<Account>?, passedBy: ID<EmployerLink>? = nil,
    at now: Instant, _ db: any Connection
  ) throws -> ID<EmployerLink> {
    let place: SQL = "territory_id = \(territory) AND contact_id = \(contact)"
    let live: Int64? = try db.value("SELECT id FROM employer_link WHERE \(place) AND revoked_at IS NULL")
    if let live { return ID(live) }
    let found = try db.first(
      """
      SELECT organisation_id, name FROM contact
      WHERE territory_id = \(territory) AND id = \(contact) AND left_at IS NULL
      """)
    guard let found else { throw Missing() }
    let earlier: Int64? = try db.value("SELECT MAX(account_id) FROM employer_link WHERE \(place)")
    let account =
      try earlier.map { ID<Account>($0) }
      ?? AccountStore.insert(
        name: try found["name"], email: "lien-\(contact)@lien.invalid", passwordHash: nil, at: now, db)
    let organisation: ID<Organisation> = try found["organisation_id"]
    return ID(
      try db.insert(
        """
        INSERT INTO employer_link (territory_id, organisation_id, contact_id, account_id, passed_by, author_id, created_at)
        VALUES (\(territory), \(organisation), \(contact), \(account), \(passedBy), \(author), \(now)) RETURNING id
        """))
  }

  /// A new token of a live link, in clear for the one who receives it and nowhere else. Earlier ones stay good: a mail of last year
  /// still opens the same page. Nil when the link is revoked.
  static func mint(_ link: ID<EmployerLink>, at now: Instant, _ db: any Connection) throws -> String? {
    let live: Int64? = try db.value(
      """
      SELECT k.id FROM employer_link k JOIN contact c ON c.territory_id = k.territory_id AND c.id = k.contact_id
      WHERE k.id = \(link) AND k.revoked_at IS NULL AND c.left_at IS NULL
      """)
    guard live != nil else { return nil }
    let token = Token.random()
    try db.execute(
      """
      INSERT INTO employer_link_token (token_hash, link_id, created_at) VALUES (\(Token.hash(token)), \(link), \(now))
      """)
    return token
  }

  /// Who holds a token; nil for a wrong one, a revoked link, a contact who left.
  static func holder(of token: String, _ db: any Connection) throws -> LinkHolder? {
    guard token.utf8.count == 64 else { return nil }
    let row = try db.first(
      """
      SELECT k.id, k.account_id, k.territory_id, t.name AS territory, t.time_zone, t.colour, k.organisation_id,
        o.name AS organisation, o.employer_kind, k.contact_id, c.name, c.email
      FROM employer_link_token h
      JOIN employer_link k ON k.id = h.link_id
      JOIN contact c ON c.territory_id = k.territory_id AND c.id = k.contact_id
      JOIN organisation o ON o.id = k.organisation_id
      JOIN territory t ON t.id = k.territory_id
      WHERE h.token_hash = \(Token.hash(token)) AND k.revoked_at IS NULL AND c.left_at IS NULL
      """)
    guard let row else { return nil }
    let (zone, kind): (String, String?) = (try row["time_zone"], try row["employer_kind"])
    return LinkHolder(
      link: try row["id"], account: try row["account_id"], territory: try row["territory_id"],
      territoryName: try row["territory"], timeZone: TimeZone(identifier: zone) ?? .gmt, colour: try row["colour"],
      organisation: try row["organisation_id"], organisationName: try row["organisation"],
      isStructure: kind.flatMap { EmployerKind(rawValue: $0) }?.isStructure ?? false, contact: try row["contact_id"],
      contactName: try row["name"], email: try row["email"])
  }

  /// Remembers an act. Without an address and without what was said.
  static func log(_ act: LinkAct, of link: ID<EmployerLink>, at now: Instant, _ db: any Connection) throws {
    try db.execute("INSERT INTO employer_link_use (link_id, at, act) VALUES (\(link), \(now), \(act))")
    try db.execute("UPDATE employer_link SET used_at = \(now) WHERE id = \(link)")
  }

  /// Too many acts within a quarter of an hour.
  static func isCrowded(_ link: ID<EmployerLink>, at now: Instant, _ db: any Connection) throws -> Bool {
    let since = now.adding(seconds: -LinkLimit.windowSeconds)
    let acts: Int? = try db.value(
      "SELECT COUNT(*) FROM employer_link_use WHERE link_id = \(link) AND at > \(since) AND at <= \(now)")
    return (acts ?? 0) >= LinkLimit.actsOfALink
  }

  /// Ends a link at once, whatever mails hold it, and with it those passed on from it, whoever passed them further. Gives the names
  /// of who loses theirs with it.
  static func revoke(
    _ link: ID<EmployerLink>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> (organisation: ID<Organisation>, along: [String]) {
    guard viewer.isFacilitator else { throw Missing() }
    let row = try db.first(
      """
      SELECT k.organisation_id, c.name FROM employer_link k
      JOIN contact c ON c.territory_id = k.territory_id AND c.id = k.contact_id
      WHERE k.id = \(link) AND k.territory_id = \(viewer.territoryID)
      """)
    guard let row else { throw Missing() }
    let (organisation, name): (ID<Organisation>, String) = (try row["organisation_id"], try row["name"])
    let changed = try db.execute(
      """
      UPDATE employer_link SET revoked_at = \(now), revoked_by = \(viewer.accountID)
      WHERE id = \(link) AND revoked_at IS NULL
      """)
    guard changed == 1 else { throw Conflict("Ce lien était déjà révoqué.") }
    let along = try revokeChain(from: link, for: viewer, at: now, db)
    let others = along.isEmpty ? "" : " Avec lui, ceux transmis à \(along.joined(separator: ", "))."
    try Journal.record(
      "link.revoked", .organisation, organisation.value, "Lien de déclaration \(FrenchText.of(name)) révoqué.\(others)",
      by: viewer, at: now, db)
    return (organisation, along)
  }

  private static func revokeChain(
    from link: ID<EmployerLink>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> [String] {
    // UNION, not UNION ALL: it ends whatever the rows say.
    let rows = try db.query(
      """
      WITH RECURSIVE chain (id) AS (
        SELECT id FROM employer_link WHERE territory_id = \(viewer.territoryID) AND passed_by = \(link)
        UNION
        SELECT k.id FROM employer_link k JOIN chain x ON k.passed_by = x.id
        WHERE k.territory_id = \(viewer.territoryID)
      )
      SELECT k.id, c.name FROM employer_link k JOIN chain x ON x.id = k.id
      JOIN contact c ON c.territory_id = k.territory_id AND c.id = k.contact_id
      WHERE k.revoked_at IS NULL ORDER BY k.id
      """)
    guard !rows.isEmpty else { return [] }
    let links: [ID<EmployerLink>] = try rows.map { try $0["id"] }
    try db.execute(
      """
      UPDATE employer_link SET revoked_at = \(now), revoked_by = \(viewer.accountID)
      WHERE revoked_at IS NULL AND id IN (\(.list(links)))
      """)
    return try rows.map { try $0["name"] }
  }

  /// Whether the last link of that address at an employer is revoked. Somebody who left and came back under another contact has no
  /// other address.
  static func isRevoked(
    _ email: String, of employer: ID<Organisation>, in territory: ID<Territory>, _ db: any Connection
  ) throws -> Bool {
    let row = try db.first(
      """
      SELECT k.revoked_at FROM employer_link k JOIN contact c ON c.territory_id = k.territory_id AND c.id = k.contact_id
      WHERE k.territory_id = \(territory) AND k.organisation_id = \(employer) AND LOWER(c.email) = \(email.lowercased())
      ORDER BY CASE WHEN k.revoked_at IS NULL THEN 0 ELSE 1 END, k.id DESC LIMIT 1
      """)
    let revoked: Instant? = try row.flatMap { try $0["revoked_at"] }
    return revoked != nil
  }

  /// Of each contact of an employer, who passed on its last link and when it was revoked.
  static func origins(
    of employer: ID<Organisation>, for viewer: Viewer, _ db: any Connection
  ) throws -> [ID<Contact>: LinkOrigin] {
    let rows = try db.query(
      """
      SELECT k.contact_id, k.revoked_at, COALESCE(c.name, '') AS passed_by FROM employer_link k
      LEFT JOIN employer_link p ON p.territory_id = k.territory_id AND p.id = k.passed_by
      LEFT JOIN contact c ON c.territory_id = p.territory_id AND c.id = p.contact_id
      WHERE k.territory_id = \(viewer.territoryID) AND k.organisation_id = \(employer) ORDER BY k.id
      """)
    return try Dictionary(
      rows.map { (try $0["contact_id"], LinkOrigin(passedBy: try $0["passed_by"], revokedAt: try $0["revoked_at"])) },
      uniquingKeysWith: { $1 })
  }
}
