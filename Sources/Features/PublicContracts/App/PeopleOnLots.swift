// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Someone at work on a lot.
struct PersonOnLot: Sendable {
  let participant: ID<Participant>
  /// « Marie Dupont », or « Marie D. » for the hires of others.
  let name: String
  let isOwnHire: Bool
  let employerID: ID<Organisation>
  let employerName: String
  let employment: ID<EmploymentContract>
  let kind: EmploymentContractKind
  let job: String
  let kept: Hours
  let countsUntil: Day?
}

/// Who is in post on lots. Buyers get a number of people, and no name.
enum PeopleOnLots {
  static let shown = 50

  static func list(on lots: [ID<Lot>], for viewer: Viewer, _ db: any Connection) throws -> [PersonOnLot] {
    guard viewer.maySeeNames, !lots.isEmpty else { return [] }
    return try db.query(
      """
      SELECT h.head_id, p.first_name, p.last_name, k.id, k.employer_id, o.name AS employer_name, k.kind, k.job,
        k.counts_until, (SELECT CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) FROM hours_line l
          JOIN hours_decision d ON d.line_id = l.id
          JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
          WHERE l.territory_id = k.territory_id AND l.employment_contract_id = k.id AND l.kind = 'site'
            AND g.lot_id IN (\(.list(lots)))) AS kept
      FROM employment_contract k
      JOIN participant_head h ON h.territory_id = k.territory_id AND h.participant_id = k.participant_id
      JOIN participant p ON p.id = h.head_id
      JOIN organisation o ON o.id = k.employer_id
      WHERE \(inPost(lots, viewer)) ORDER BY p.last_name, p.first_name, k.id LIMIT \(shown)
      """
    ).map { try person($0, viewer) }
  }

  /// Distinct people, for the badge.
  static func count(on lots: [ID<Lot>], for viewer: Viewer, _ db: any Connection) throws -> Int {
    guard !lots.isEmpty else { return 0 }
    return try db.value(
      """
      SELECT COUNT(DISTINCT h.head_id) FROM employment_contract k
      JOIN participant_head h ON h.territory_id = k.territory_id AND h.participant_id = k.participant_id
      WHERE \(inPost(lots, viewer))
      """) ?? 0
  }

  private static func inPost(_ lots: [ID<Lot>], _ viewer: Viewer) -> SQL {
    """
    k.territory_id = \(viewer.territoryID) AND k.starts_on <= \(viewer.today)
      AND COALESCE(k.ended_on, k.planned_end_on, '9999-12-31') >= \(viewer.today)
      AND EXISTS (SELECT 1 FROM employment_engagement x
        JOIN engagement e ON e.territory_id = x.territory_id AND e.id = x.engagement_id
        WHERE x.territory_id = k.territory_id AND x.employment_contract_id = k.id AND e.lot_id IN (\(.list(lots)))
          AND COALESCE(x.ends_on, '9999-12-31') >= \(viewer.today))
    """
  }

  private static func person(_ row: Row, _ viewer: Viewer) throws -> PersonOnLot {
    let employer: ID<Organisation> = try row["employer_id"]
    let (first, last): (String, String) = (try row["first_name"], try row["last_name"])
    let isOwn = viewer.isFacilitator || employer == viewer.organisationID
    return PersonOnLot(
      participant: try row["head_id"], name: isOwn ? "\(first) \(last)" : "\(first) \(last.prefix(1)).",
      isOwnHire: isOwn,
      employerID: employer, employerName: try row["employer_name"], employment: try row["id"], kind: try row["kind"],
      job: try row["job"], kept: try row["kept"], countsUntil: try row["counts_until"])
  }
}
