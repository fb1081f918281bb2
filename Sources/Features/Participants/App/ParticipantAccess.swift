// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Who looked at whom. Written at every display of a person's page from the first day, because it cannot be rebuilt.
struct ParticipantAccess: Sendable, Equatable {
  let at: Instant
  let accountName: String
  let role: Role
  let page: Page

  /// The pages that show a person.
  enum Page: String, Sendable, CaseIterable {
    case file, edit, eligibility, merge, newContract, contract, exit

    var french: String {
      switch self {
      case .file: "la fiche"
      case .edit: "la modification de la fiche"
      case .eligibility: "une nouvelle éligibilité"
      case .merge: "la fusion de fiches"
      case .newContract: "un nouveau contrat de travail"
      case .contract: "un contrat de travail"
      case .exit: "la sortie"
      }
    }
  }

  static func record(
    _ page: Page, of person: ID<Participant>, by viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO participant_access (territory_id, participant_id, account_id, role, page, at)
      VALUES (\(viewer.territoryID), \(person), \(viewer.accountID), \(viewer.role), \(page.rawValue), \(now))
      """)
  }

  /// The latest first, of all the records of the person.
  static func latest(
    of person: ID<Participant>, limit: Int = 30, for viewer: Viewer, _ db: any Connection
  ) throws -> [ParticipantAccess] {
    guard viewer.isFacilitator else { throw Missing() }
    return try db.query(
      """
      SELECT x.at, x.role, x.page, a.name FROM participant_access x JOIN account a ON a.id = x.account_id
      WHERE x.territory_id = \(viewer.territoryID)
      AND x.participant_id IN (\(ParticipantScope.records(of: person, for: viewer)))
      ORDER BY x.at DESC, x.id DESC LIMIT \(limit)
      """
    ).map { row in
      let page: String = try row["page"]
      return ParticipantAccess(
        at: try row["at"], accountName: try row["name"], role: try row["role"], page: Page(rawValue: page) ?? .file)
    }
  }
}
