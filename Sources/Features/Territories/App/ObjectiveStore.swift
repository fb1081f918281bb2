// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// An objective of a year and where it stands: hours kept in the months of that year, and people with kept hours.
struct ObjectiveLine: Sendable {
  let organisation: ID<Organisation>?
  let name: String
  let hours: Hours?
  let people: Int?
  let source: String
  let kept: Hours
  let peopleKept: Int
}

struct ObjectiveDraft: Sendable {
  let year: Int
  /// Nil for the whole territory.
  let organisation: ID<Organisation>?
  let hours: Hours?
  let people: Int?
  let source: String
}

/// Yearly objectives of a territory and of its buyers.
enum ObjectiveStore {
  static func list(_ year: Int, for viewer: Viewer, _ db: any Connection) throws -> [ObjectiveLine] {
    guard viewer.isFacilitator else { throw Missing() }
    let byBuyer = try figures(year, by: "c.buyer_id", viewer, db)
    let whole = try figures(year, by: "CAST(0 AS BIGINT)", viewer, db)
    return try db.query(
      """
      SELECT b.organisation_id, COALESCE(o.name, '') AS name, b.units, b.people, b.source FROM objective b
      LEFT JOIN organisation o ON o.id = b.organisation_id
      WHERE b.territory_id = \(viewer.territoryID) AND b.year = \(year)
      ORDER BY CASE WHEN b.organisation_id IS NULL THEN 0 ELSE 1 END, o.name, b.id
      """
    ).map { row in
      let organisation: ID<Organisation>? = try row["organisation_id"]
      let stands = organisation.map { byBuyer[$0.value] } ?? whole[0]
      return ObjectiveLine(
        organisation: organisation, name: try row["name"], hours: try row["units"], people: try row["people"],
        source: try row["source"], kept: stands?.kept ?? .zero, peopleKept: stands?.people ?? 0)
    }
  }

  /// Kept site hours and distinct people with hours kept above zero, by `key`.
  private static func figures(
    _ year: Int, by key: SQL, _ viewer: Viewer, _ db: any Connection
  ) throws -> [Int64: (kept: Hours, people: Int)] {
    var found: [Int64: (kept: Hours, people: Int)] = [:]
    let rows = try db.query(
      """
      SELECT x.owner, CAST(SUM(x.kept) AS BIGINT) AS kept,
        CAST(SUM(CASE WHEN x.kept > 0 THEN 1 ELSE 0 END) AS BIGINT) AS people
      FROM (SELECT \(key) AS owner, h.head_id, SUM(d.kept_units) AS kept FROM hours_line l
        JOIN hours_decision d ON d.line_id = l.id
        JOIN participant_head h ON h.territory_id = l.territory_id AND h.participant_id = l.participant_id
        JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
        JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
        JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
        WHERE l.territory_id = \(viewer.territoryID) AND l.kind = 'site'
          AND l.month BETWEEN \(year * 100 + 1) AND \(year * 100 + 12)
        GROUP BY 1, h.head_id) x
      GROUP BY x.owner
      """)
    for row in rows { found[try row["owner"]] = (try row["kept"], try row["people"]) }
    return found
  }

  /// One objective for each year and body: said again, it replaces the former; the journal keeps the trace.
  static func set(_ draft: ObjectiveDraft, for viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    if let organisation = draft.organisation { _ = try OrganisationStore.find(organisation, for: viewer, db) }
    try db.execute(
      """
      INSERT INTO objective (territory_id, organisation_id, year, units, people, source, recorded_at)
      VALUES (\(viewer.territoryID), \(draft.organisation), \(draft.year), \(draft.hours), \(draft.people),
        \(draft.source), \(now))
      ON CONFLICT (territory_id, year, COALESCE(organisation_id, 0)) DO UPDATE SET units = excluded.units,
        people = excluded.people, source = excluded.source, recorded_at = excluded.recorded_at
      """)
    let hours = draft.hours.map { "\($0.frenchShort) h" } ?? "sans heures"
    try Journal.record(
      "objective.set", .territory, viewer.territoryID.value, "Objectif \(draft.year)\u{202F}: \(hours)", by: viewer,
      at: now, db)
  }
}
