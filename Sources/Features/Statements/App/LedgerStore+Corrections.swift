// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A lot to which hours may be moved, with its engagement.
struct LinePlaceChoice: Sendable, Hashable {
  let engagement: ID<Engagement>
  let label: String
}

extension LedgerStore {
  /// Lines tied to this one by corrections: what it reverses or replaces, what reverses or replaces it.
  static func chain(of line: LedgerLine, for viewer: Viewer, _ db: any Connection) throws -> [LedgerLine] {
    let root = line.reverses ?? line.replaces ?? line.id
    let ids: [ID<HoursLine>] = try db.values(
      """
      SELECT id FROM hours_line WHERE territory_id = \(viewer.territoryID) AND id <> \(line.id)
        AND (id = \(root) OR reverses_id = \(root) OR replaces_id = \(root) OR reverses_id = \(line.id)
          OR replaces_id = \(line.id)) ORDER BY id
      """)
    guard !ids.isEmpty else { return [] }
    return try lines(LineFilter(among: ids), for: viewer, limit: 200, db).sorted { $0.id < $1.id }
  }

  /// Where the hours of a line may go: lots on which its employer has, or had, people.
  static func places(of line: LedgerLine, for viewer: Viewer, _ db: any Connection) throws -> [LinePlaceChoice] {
    try db.query(
      """
      SELECT DISTINCT g.id, t.number, t.name, c.title, g.label
      FROM employment_contract ec
      JOIN employment_engagement ee ON ee.territory_id = ec.territory_id AND ee.employment_contract_id = ec.id
      JOIN engagement g ON g.territory_id = ee.territory_id AND g.id = ee.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE ec.territory_id = \(viewer.territoryID)
        AND (ec.employer_id = \(line.statement.employer) OR g.id = \(line.entry.engagementID))
      ORDER BY c.title, t.number, g.id
      """
    ).map { row in
      let number: String = try row["number"]
      let name: String = try row["name"]
      let title: String = try row["title"]
      let label: String = try row["label"]
      return LinePlaceChoice(
        engagement: try row["id"],
        label: "Lot \(number) \(name), \(title)" + (label.isEmpty ? "" : " (\(label))"))
    }
  }
}
