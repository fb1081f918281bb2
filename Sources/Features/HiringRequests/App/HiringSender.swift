// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Who asks for a validation: someone signed in, or an employer through its standing link. Whoever it is sees its own requests and
/// their answers, never a criterion nor what others asked.
struct HiringSender: Sendable, Hashable {
  let territoryID: ID<Territory>
  let organisationID: ID<Organisation>
  /// A prescriber otherwise.
  let isEmployer: Bool
  /// Nil through a link.
  let accountID: ID<Account>?
  let name: String
  let today: Day
  /// Whose link it is.
  let contact: ID<Contact>?

  /// A company, a structure or a prescriber, as it is signed in.
  init(_ viewer: Viewer) throws {
    guard let own = viewer.organisationID, Self.roles.contains(viewer.role) else { throw Missing() }
    (territoryID, organisationID, isEmployer) = (viewer.territoryID, own, viewer.role != .prescriber)
    (accountID, name, today, contact) = (viewer.accountID, viewer.accountName, viewer.today, nil)
  }

  /// An employer that a link names.
  init(employer: ID<Organisation>, in territory: ID<Territory>, name: String, today: Day, contact: ID<Contact>? = nil) {
    (territoryID, organisationID, isEmployer) = (territory, employer, true)
    (accountID, self.name, self.today, self.contact) = (nil, name, today, contact)
  }

  static let roles: Set<Role> = [.company, .structure, .prescriber]

  /// What it may read of `hiring_request r`.
  var own: SQL { "r.territory_id = \(territoryID) AND r.sender_id = \(organisationID)" }

  /// Lots under way that it bears, or on which it employs or employed: those for which it may ask. None for a prescriber.
  func lots(_ db: any Connection) throws -> [HiringLot] {
    guard isEmployer else { return [] }
    return try db.query(
      """
      SELECT l.id, l.number, l.name, c.title, COALESCE(l.notified_on, c.notified_on) AS notified_on FROM lot l
      JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id
      WHERE l.territory_id = \(territoryID) AND c.archived_at IS NULL AND l.settled_on IS NULL
        AND l.terminated_on IS NULL AND l.cancelled_on IS NULL
        AND EXISTS (SELECT 1 FROM engagement g WHERE g.territory_id = l.territory_id AND g.lot_id = l.id AND (
          EXISTS (SELECT 1 FROM engagement_bearer b WHERE b.territory_id = g.territory_id AND b.engagement_id = g.id
            AND b.organisation_id = \(organisationID))
          OR EXISTS (SELECT 1 FROM employment_engagement e JOIN employment_contract k
            ON k.territory_id = e.territory_id AND k.id = e.employment_contract_id
            WHERE e.territory_id = g.territory_id AND e.engagement_id = g.id AND k.employer_id = \(organisationID))))
      ORDER BY c.title, l.number, l.id LIMIT 300
      """
    ).map { row in
      let (number, name, title): (String, String, String) = (try row["number"], try row["name"], try row["title"])
      return HiringLot(
        id: try row["id"], number: number, label: "\(title.prefix(80)), lot \(number) \(name)",
        notifiedOn: try row["notified_on"])
    }
  }
}

/// A lot to choose from.
struct HiringLot: Sendable {
  let id: ID<Lot>
  let number: String
  let label: String
  let notifiedOn: Day?
}
