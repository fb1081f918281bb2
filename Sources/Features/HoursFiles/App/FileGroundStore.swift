// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What a file of an employer is read against: its people, their contracts, their lots, what they already declared.
enum FileGroundStore {
  static func ground(of employer: ID<Organisation>, for viewer: Viewer, _ db: any Connection) throws -> FileGround {
    guard viewer.isFacilitator || viewer.organisationID == employer else { throw Missing() }
    var people: [ID<Participant>: Participant] = [:]
    var sites: [ID<Engagement>: SiteCandidate] = [:]
    var posts: [FilePost] = []
    try db.each(query(employer, viewer.territoryID)) { row in
      let post = try post(row)
      posts.append(post)
      if people[post.head] == nil { people[post.head] = try person(row) }
      if sites[post.engagement] == nil { sites[post.engagement] = try site(row) }
    }
    return FileGround(
      people: people.values.sorted { ($0.lastName, $0.firstName, $0.id) < ($1.lastName, $1.firstName, $1.id) },
      sites: sites.values.sorted { ($0.title, $0.lotNumber, $0.engagement) < ($1.title, $1.lotNumber, $1.engagement) },
      posts: posts, standing: try standing(employer, viewer.territoryID, db),
      frozenYears: try StatementStore.frozenYears(viewer.territoryID, db), mayCorrect: viewer.isFacilitator)
  }

  /// Names and numbers of the employer, as its own file may write them.
  static func names(of employer: ID<Organisation>, in territory: ID<Territory>, _ db: any Connection) throws -> [String]
  {
    let row = try db.first(
      """
      SELECT t.name, o.name AS own_name, COALESCE(o.siret, '') AS siret, COALESCE(o.siren, '') AS siren
      FROM territory_organisation t JOIN organisation o ON o.id = t.organisation_id
      WHERE t.territory_id = \(territory) AND t.organisation_id = \(employer)
      """)
    guard let row else { return [] }
    return try ["name", "own_name", "siret", "siren"].map { try row[$0] as String }.filter { !$0.isEmpty }
  }

  private static func query(_ employer: ID<Organisation>, _ territory: ID<Territory>) -> SQL {
    """
    SELECT ec.id, ec.participant_id, h.head_id, p.first_name, p.last_name, p.born_on, ec.kind, ec.starts_on,
      COALESCE(ec.ended_on, ec.planned_end_on) AS ends_on, ec.counts_from, ec.counts_until, ee.engagement_id,
      ee.starts_on AS tie_from, ee.ends_on AS tie_until, t.number, t.name AS lot_name, t.contract_id, c.title,
      COALESCE(c.reference, '') AS reference, b.name AS buyer, COALESCE(t.started_on, t.notified_on) AS lot_from,
      COALESCE(t.cancelled_on, t.terminated_on, t.received_on, t.ends_on) AS lot_through
    FROM employment_contract ec
    JOIN participant_head h ON h.territory_id = ec.territory_id AND h.participant_id = ec.participant_id
    JOIN participant p ON p.territory_id = ec.territory_id AND p.id = h.head_id
    JOIN employment_engagement ee ON ee.territory_id = ec.territory_id AND ee.employment_contract_id = ec.id
    JOIN engagement g ON g.territory_id = ee.territory_id AND g.id = ee.engagement_id
    JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
    JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
    JOIN organisation b ON b.id = c.buyer_id
    WHERE ec.territory_id = \(territory) AND ec.employer_id = \(employer)
    ORDER BY ec.id, ee.engagement_id
    """
  }

  private static func post(_ row: Row) throws -> FilePost {
    FilePost(
      participant: try row["participant_id"], head: try row["head_id"], employment: try row["id"],
      engagement: try row["engagement_id"], kind: try row["kind"],
      dates: DayRange(from: try row["starts_on"], through: try row["ends_on"]),
      tie: DayRange(from: try row["tie_from"], through: try row["tie_until"]),
      counts: try range(row, "counts_from", "counts_until"), lotDates: try range(row, "lot_from", "lot_through"))
  }

  private static func person(_ row: Row) throws -> Participant {
    Participant(
      id: try row["head_id"], firstName: try row["first_name"], lastName: try row["last_name"],
      bornOn: try row["born_on"])
  }

  private static func site(_ row: Row) throws -> SiteCandidate {
    SiteCandidate(
      engagement: try row["engagement_id"], contract: try row["contract_id"], lotNumber: try row["number"],
      lotName: try row["lot_name"], title: try row["title"], reference: try row["reference"], buyer: try row["buyer"])
  }

  /// Lines that stand: neither reversals nor reversed.
  private static func standing(_ employer: ID<Organisation>, _ territory: ID<Territory>, _ db: any Connection) throws
    -> [BoxKey: [StandingLine]]
  {
    var found: [BoxKey: [StandingLine]] = [:]
    try db.each(
      """
      SELECT l.id, l.participant_id, l.employment_contract_id, l.engagement_id, l.month, l.kind, l.declared_units,
        d.kept_units, COALESCE(d.reason, '') AS reason
      FROM hours_line l JOIN statement s ON s.territory_id = l.territory_id AND s.id = l.statement_id
      LEFT JOIN hours_decision d ON d.line_id = l.id
      LEFT JOIN hours_line r ON r.reverses_id = l.id
      WHERE l.territory_id = \(territory) AND s.employer_id = \(employer) AND l.declared_units > 0 AND r.id IS NULL
      ORDER BY l.id
      """
    ) { row in
      let key = BoxKey(
        employment: try row["employment_contract_id"], engagement: try row["engagement_id"], month: try row["month"],
        kind: try row["kind"])
      let reason: String = try row["reason"]
      found[key, default: []].append(
        StandingLine(
          id: try row["id"], participant: try row["participant_id"], hours: try row["declared_units"],
          kept: try row["kept_units"], reason: ReasonNotKept(rawValue: reason)))
    }
    return found
  }

  private static func range(_ row: Row, _ from: String, _ through: String) throws -> DayRange? {
    let first: Day? = try row[from]
    let last: Day? = try row[through]
    return first.map { DayRange(from: $0, through: last) }
  }
}
