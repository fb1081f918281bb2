// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// The year from the ledger: five reads whatever the number of rows.
enum IndicatorStore {
  /// The report of a year in one scope, as known at `moment` (nil: all that is known). The viewer's pages pass
  /// `FigureScope.widest(for:)`, narrowed; the command line passes a territory, or nil for every territory of the folder.
  static func year(
    _ span: FigureSpan, _ scope: FigureScope, knownAt moment: Instant?, _ db: any Connection
  ) throws -> YearReport {
    let facts = try facts(span, scope, db)
    return YearReport(try ledger(span, scope, closedAt: facts.closedAt, knownAt: moment, db), facts)
  }

  /// The same as known on the evening of a day of the territory; nil: all that is known.
  static func year(
    _ span: FigureSpan, _ scope: FigureScope, eveningOf day: Day?, _ db: any Connection
  ) throws -> YearReport {
    let facts = try facts(span, scope, db)
    let moment = day.map { Instant.evening(of: $0, in: facts.zone) }
    return YearReport(try ledger(span, scope, closedAt: facts.closedAt, knownAt: moment, db), facts)
  }

  /// Hours and people of a whole territory, in two reads.
  static func headline(
    _ span: FigureSpan, territory: ID<Territory>, _ db: any Connection
  ) throws -> YearHeadline {
    let scope = FigureScope(territory: territory)
    let facts = try facts(span, scope, db)
    let sums = try heads(Source(scope: scope, span: span, known: ""), db)
    return YearHeadline(
      span: span, objective: facts.objective, hoursPerFTE: facts.hoursPerFTE, year: sums[0], toDate: sums[1],
      before: sums[2])
  }

  /// The same sums as `YearLedger.headline`, by the engine: hours of each period, and people whose hours are more than zero.
  private static func heads(_ source: Source, _ db: any Connection) throws -> [(hours: Hours, people: Int)] {
    let span = source.span
    let periods = [
      (span.first, span.last), (span.first, span.through), (span.firstBefore, span.throughBefore),
    ]
    let (sums, totals) = periods.enumerated().reduce(into: ([SQL](), [SQL]())) { found, period in
      let (index, (first, last)) = period
      let name = SQL(unchecked: "p\(index)")
      found.0.append("SUM(CASE WHEN l.month BETWEEN \(first) AND \(last) THEN d.kept_units ELSE 0 END) AS \(name)")
      found.1.append(
        "CAST(COALESCE(SUM(x.\(name)), 0) AS BIGINT) AS h\(name), COUNT(CASE WHEN x.\(name) > 0 THEN 1 END) AS n\(name)"
      )
    }
    let row = try db.first(
      """
      SELECT \(totals.joined(", ")) FROM (SELECT h.head_id, \(sums.joined(", "))
        \(source.lines(people: true)) AND l.kind = 'site' GROUP BY h.head_id) x
      """)
    return try periods.indices.map { index in
      (hours: try row?["hp\(index)"] ?? .zero, people: try row?["np\(index)"] ?? 0)
    }
  }

  static func ledger(
    _ span: FigureSpan, _ scope: FigureScope, closedAt: Instant?, knownAt moment: Instant?, _ db: any Connection
  ) throws -> YearLedger {
    let source = Source(scope: scope, span: span, known: moment.map { "AND d.decided_at <= \($0)" } ?? "")
    let cells = try cells(source, closedAt ?? Self.never, db)
    return YearLedger(
      scope: scope, span: span, cells: cells, presences: try presences(source, db),
      places: try places(source, Set(cells.map(\.engagement)), db))
  }

  /// People with kept hours in each month of the year: what decides which months may be shown to those who see no small group.
  static func peopleByMonth(
    _ span: FigureSpan, _ scope: FigureScope, _ db: any Connection
  ) throws -> [Month: Int] {
    let rows = try db.query(
      """
      SELECT x.month, COUNT(*) AS people FROM (
        SELECT l.month, h.head_id \(Source(scope: scope, span: span, known: "").lines(people: true))
          AND l.kind = 'site' AND l.month >= \(span.first)
        GROUP BY l.month, h.head_id HAVING SUM(d.kept_units) > 0) x
      GROUP BY x.month ORDER BY x.month
      """)
    return try Dictionary(uniqueKeysWithValues: rows.map { (try $0["month"] as Month, try $0["people"] as Int) })
  }

  /// Later than any decision.
  private static let never = Instant(milliseconds: .max)

  /// Decided lines of the year and of the year before.
  private struct Source {
    let scope: FigureScope
    let span: FigureSpan
    let known: SQL

    /// With `h`, the head record of the person. A lot and its contract are joined where the scope asks for them.
    func lines(people: Bool) -> SQL {
      let place: SQL = """
        JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
        JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
        JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
        """
      let person: SQL =
        "JOIN participant_head h ON h.territory_id = l.territory_id AND h.participant_id = l.participant_id"
      return """
        FROM hours_line l
        JOIN hours_decision d ON d.line_id = l.id
        \(scope.isOfLots ? place : "") \(people ? person : "")
        WHERE \(scope.condition) AND l.month BETWEEN \(span.firstBefore) AND \(span.last) \(known)
        """
    }
  }

  private static func cells(_ source: Source, _ closedAt: Instant, _ db: any Connection) throws -> [YearLedger.Cell] {
    try db.query(
      """
      SELECT l.engagement_id, l.month, l.kind, CAST(SUM(d.kept_units) AS BIGINT) AS kept,
        CAST(SUM(CASE WHEN d.decided_at > \(closedAt) THEN d.kept_units ELSE 0 END) AS BIGINT) AS late
      \(source.lines(people: false)) AND l.kind <> 'absence'
      GROUP BY l.engagement_id, l.month, l.kind ORDER BY l.engagement_id, l.month, l.kind
      """
    ).map { row in
      YearLedger.Cell(
        engagement: try row["engagement_id"], month: try row["month"], kind: try row["kind"], kept: try row["kept"],
        late: try row["late"])
    }
  }

  private static func presences(_ source: Source, _ db: any Connection) throws -> [YearLedger.Presence] {
    let span = source.span
    func sum(_ first: Month, _ last: Month) -> SQL {
      "SUM(CASE WHEN l.month BETWEEN \(first) AND \(last) THEN d.kept_units ELSE 0 END)"
    }
    // Lines are added up before their contract, person and employer are looked for: once for each, not once a line.
    return try db.query(
      """
      SELECT b.engagement_id, b.head_id, k.parcours_id, MIN(k.id) AS contract_id, k.employer_id, o.siren,
        o.employer_kind, p.gender, MAX(CASE WHEN k.district_at_hiring <> '' THEN 1 ELSE 0 END) AS district,
        CAST(SUM(b.year_units) AS BIGINT) AS year_units, CAST(SUM(b.to_date) AS BIGINT) AS to_date,
        CAST(SUM(b.before_units) AS BIGINT) AS before_units
      FROM (SELECT l.engagement_id, l.employment_contract_id, h.head_id, \(sum(span.first, span.last)) AS year_units,
          \(sum(span.first, span.through)) AS to_date, \(sum(span.firstBefore, span.throughBefore)) AS before_units
        \(source.lines(people: true)) AND l.kind = 'site'
        GROUP BY l.engagement_id, l.employment_contract_id, h.head_id) b
      JOIN employment_contract k ON k.id = b.employment_contract_id
      JOIN participant p ON p.id = b.head_id
      JOIN organisation o ON o.id = k.employer_id
      GROUP BY b.engagement_id, b.head_id, k.parcours_id, CASE WHEN k.parcours_id IS NULL THEN k.id ELSE 0 END,
        k.employer_id, o.siren, o.employer_kind, p.gender
      ORDER BY b.engagement_id, b.head_id, contract_id
      """
    ).map(presence)
  }

  private static func presence(_ row: Row) throws -> YearLedger.Presence {
    let chain: Int64? = try row["parcours_id"]
    let gender: String = try row["gender"]
    let district: Int = try row["district"]
    return YearLedger.Presence(
      engagement: try row["engagement_id"], person: try row["head_id"],
      assignment: try chain.map { .chain($0) } ?? .contract(try row["contract_id"]),
      employer: YearLedger.Body(id: try row["employer_id"], siren: try row["siren"], kind: try row["employer_kind"]),
      isWoman: gender == "F", isFromDistrict: district == 1, year: try row["year_units"], toDate: try row["to_date"],
      before: try row["before_units"])
  }

  private static func places(
    _ source: Source, _ engagements: Set<ID<Engagement>>, _ db: any Connection
  ) throws -> [ID<Engagement>: YearLedger.Place] {
    // A whole country has more engagements than a statement takes values.
    guard engagements.count >= mostListed else { return try places(of: engagements, db) }
    return try places(in: "(SELECT l.engagement_id \(source.lines(people: false)) AND l.kind <> 'absence')", db)
  }

  private static let mostListed = 5_000

  /// Where each engagement stands, some thousands at a time.
  static func places(
    of engagements: Set<ID<Engagement>>, _ db: any Connection
  ) throws -> [ID<Engagement>: YearLedger.Place] {
    var found: [ID<Engagement>: YearLedger.Place] = [:]
    var rest = engagements.sorted()[...]
    while !rest.isEmpty {
      let some = try places(in: "(\(.list(Array(rest.prefix(mostListed)))))", db)
      found.merge(some) { first, _ in first }
      rest = rest.dropFirst(mostListed)
    }
    return found
  }

  private static func places(in worked: SQL, _ db: any Connection) throws -> [ID<Engagement>: YearLedger.Place] {
    var found: [ID<Engagement>: YearLedger.Place] = [:]
    for row in try db.query(
      """
      SELECT g.id, g.lot_id, t.contract_id, t.sector, c.training_policy, c.training_cap_percent, c.buyer_id,
        y.name AS buyer_name, y.buyer_kind, b.organisation_id, o.siren, o.employer_kind
      FROM engagement g
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      JOIN organisation y ON y.id = c.buyer_id
      LEFT JOIN engagement_bearer b ON b.territory_id = g.territory_id AND b.engagement_id = g.id
      LEFT JOIN organisation o ON o.id = b.organisation_id
      WHERE g.id IN \(worked) ORDER BY g.id, b.organisation_id
      """)
    {
      let id: ID<Engagement> = try row["id"]
      found[id] = try found[id] ?? place(row)
      if let bearer: ID<Organisation> = try row["organisation_id"] {
        found[id]?.bearers.append(
          YearLedger.Body(id: bearer, siren: try row["siren"], kind: try row["employer_kind"]))
      }
    }
    try addOwners(to: &found, worked, db)
    return found
  }

  private static func place(_ row: Row) throws -> YearLedger.Place {
    let policy: String = try row["training_policy"]
    let cap: Int = try row["training_cap_percent"]
    return YearLedger.Place(
      lot: try row["lot_id"], contract: try row["contract_id"], sector: try row["sector"],
      policy: TrainingPolicy(code: policy == "capped" ? "capped:\(cap)" : policy) ?? .none, bearers: [],
      owners: [
        YearLedger.Owner(
          id: try row["buyer_id"], name: try row["buyer_name"], kind: try row["buyer_kind"], share: 1)
      ])
  }

  /// A purchasing group takes the place of its coordinator alone.
  private static func addOwners(
    to found: inout [ID<Engagement>: YearLedger.Place], _ worked: SQL, _ db: any Connection
  ) throws {
    var groups: [ID<PublicContract>: [YearLedger.Owner]] = [:]
    for row in try db.query(
      """
      SELECT w.contract_id, w.organisation_id, w.share, o.name, o.buyer_kind FROM contract_owner w
      JOIN organisation o ON o.id = w.organisation_id
      WHERE w.contract_id IN (SELECT e.contract_id FROM lot e JOIN engagement f ON f.lot_id = e.id
        WHERE f.id IN \(worked))
      ORDER BY w.contract_id, w.coordinator DESC, w.organisation_id
      """)
    {
      groups[try row["contract_id"], default: []].append(
        YearLedger.Owner(
          id: try row["organisation_id"], name: try row["name"], kind: try row["buyer_kind"], share: try row["share"]))
    }
    for (id, place) in found { found[id]?.owners = groups[place.contract] ?? place.owners }
  }
}

extension IndicatorStore {
  /// The objective of a buyer is its own; that of a territory is set for the year, or else promised by the agreement in force.
  static func facts(_ span: FigureSpan, _ scope: FigureScope, _ db: any Connection) throws -> YearFacts {
    let which: SQL = scope.territory.map { "t.id = \($0)" } ?? "1 = 1"
    let owner: SQL = scope.buyer.map { "o.organisation_id = \($0)" } ?? "o.organisation_id IS NULL"
    let rows = try db.query(
      """
      SELECT t.time_zone, r.id AS report_id, r.kept_units, r.people, r.issued_at, o.units, o.source, a.name AS agreement,
        a.yearly_units,
        (SELECT y.closed_at FROM yearly_closing y WHERE y.territory_id = t.id AND y.year = \(span.year)) AS closed_at,
        (SELECT MIN(l.month) FROM hours_line l WHERE l.territory_id = t.id) AS first_month,
        (SELECT s.value FROM territory_setting s WHERE s.territory_id = t.id
          AND s.name = \(TerritoryRule.hoursPerFTE.rawValue) AND s.valid_from <= \(min(span.asOf, span.last.lastDay))
          ORDER BY s.valid_from DESC LIMIT 1) AS hours_per_fte
      FROM territory t
      LEFT JOIN issued_report r ON r.id = (SELECT MAX(i.id) FROM issued_report i
        WHERE i.territory_id = t.id AND i.kind = 'year' AND i.first_month = \(span.first))
      LEFT JOIN objective o ON o.territory_id = t.id AND o.year = \(span.year) AND \(owner)
      LEFT JOIN agreement a ON a.id = (SELECT x.id FROM agreement x WHERE x.territory_id = t.id
        AND x.yearly_units IS NOT NULL AND x.starts_on <= \(span.last.lastDay) AND x.ends_on >= \(span.first.firstDay)
        ORDER BY x.starts_on DESC, x.id DESC LIMIT 1)
      WHERE \(which) ORDER BY t.id LIMIT 2
      """)
    // Several territories have no arrêté and no objective in common.
    guard rows.count == 1, let row = rows.first else { return YearFacts() }
    var facts = YearFacts(
      zone: TimeZone(identifier: try row["time_zone"]) ?? .gmt, closedAt: try row["closed_at"],
      firstMonth: try row["first_month"])
    if let text: String = try row["hours_per_fte"], let hours = Int(text) { facts.hoursPerFTE = hours }
    if let report: Int64 = try row["report_id"] {
      facts.issued = IssuedYear(
        report: report, kept: try row["kept_units"], people: try row["people"], at: try row["issued_at"])
    }
    if scope.isWhole { try addObjective(to: &facts, row, ofBuyer: scope.buyer != nil) }
    return facts
  }

  private static func addObjective(to facts: inout YearFacts, _ row: Row, ofBuyer: Bool) throws {
    if let units: Hours = try row["units"] {
      let source: String = try row["source"]
      (facts.objective, facts.objectiveSource) = (units, source.isEmpty ? "objectif de l’année" : source)
    } else if !ofBuyer, let units: Hours = try row["yearly_units"] {
      (facts.objective, facts.objectiveSource) = (units, try row["agreement"])
    }
  }
}
