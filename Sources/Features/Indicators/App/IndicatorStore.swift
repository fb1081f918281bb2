// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// The year as pages show it, from the rollup or from the lines: a few reads whatever the number of rows.
enum IndicatorStore {
  /// The report of a year in one scope, as known at `moment` (nil: all that is known). The viewer's pages pass
  /// `FigureScope.widest(for:)`, narrowed; the command line passes a territory, or nil for every territory of the folder.
  static func year(
    _ span: FigureSpan, _ scope: FigureScope, knownAt moment: Instant?, _ db: any Connection
  ) throws -> YearReport {
    try report(span, scope, knownAt: moment, try facts(span, scope, db), db)
  }

  /// The same as known on the evening of a day of the territory; nil: all that is known.
  static func year(
    _ span: FigureSpan, _ scope: FigureScope, eveningOf day: Day?, _ db: any Connection
  ) throws -> YearReport {
    let facts = try facts(span, scope, db)
    return try report(span, scope, knownAt: day.map { Instant.evening(of: $0, in: facts.zone) }, facts, db)
  }

  private static func report(
    _ span: FigureSpan, _ scope: FigureScope, knownAt moment: Instant?, _ facts: YearFacts, _ db: any Connection
  ) throws -> YearReport {
    var report = YearReport(
      try ledger(span, scope, closedAt: facts.closedAt, knownAt: moment, db), facts,
      try ExitYear(span.year, scope.territory, knownAt: moment, db))
    // A past state is what it was: whoever mends it looks at the present one.
    if moment == nil { report.figures.endedLots = try EndedLots.count(span, scope, db) }
    return report
  }

  /// Hours and people of a whole territory.
  static func headline(
    _ span: FigureSpan, territory: ID<Territory>, _ db: any Connection
  ) throws -> YearHeadline {
    let scope = FigureScope(territory: territory)
    let facts = try facts(span, scope, db)
    var sums = FigureSums(span, scope, by: .sector, narrowedBy: [:])
    try FigureYears(territory, (span.year - 1)...span.year).each(db) { sums.addTotal($0) }
    func period(_ tally: FigureTally) -> (hours: Hours, people: Int) { (Hours(units: tally.hours), tally.people.count) }
    return YearHeadline(
      span: span, objective: facts.objective, hoursPerFTE: facts.hoursPerFTE, year: period(sums.total.year),
      toDate: period(sums.total.toDate), before: period(sums.total.before))
  }

  static func ledger(
    _ span: FigureSpan, _ scope: FigureScope, closedAt: Instant?, knownAt moment: Instant?, _ db: any Connection
  ) throws -> YearLedger {
    let years = try FigureYears(scope.territory, (span.year - 1)...span.year, knownAt: moment).read(db)
    let owners = Set(years.flatMap { $0.places.flatMap { $0.owners.map(\.id) } })
    return YearLedger(
      scope, span, years, late: try closedAt.map { try late(span, scope, after: $0, knownAt: moment, db) } ?? [:],
      names: try FigureNameStore.owners(owners, db))
  }

  /// Site hours that were kept after the year was closed; `hired` narrows them to those of some employment contracts `k`, which no
  /// opening balance belongs to.
  static func late(
    _ span: FigureSpan, _ scope: FigureScope, after closedAt: Instant, knownAt moment: Instant?, hired: SQL? = nil,
    _ db: any Connection
  ) throws -> [YearLedger.CellKey: Hours] {
    let here: SQL = scope.territory.map { "AND d.territory_id = \($0) AND l.territory_id = d.territory_id" } ?? ""
    let known: SQL = moment.map { "AND d.decided_at <= \($0)" } ?? ""
    let contracts: SQL =
      hired.map {
        """
        AND EXISTS (SELECT 1 FROM employment_contract k
          WHERE k.territory_id = l.territory_id AND k.id = l.employment_contract_id AND \($0))
        """
      } ?? ""
    var found: [YearLedger.CellKey: Hours] = [:]
    try db.each(
      """
      SELECT l.engagement_id, l.month, CAST(SUM(d.kept_units) AS BIGINT) AS late
      FROM hours_decision d JOIN hours_line l ON l.id = d.line_id
      WHERE d.decided_at > \(closedAt) AND l.month BETWEEN \(span.first) AND \(span.last) AND l.kind = 'site' \(here) \(known) \(contracts)
      GROUP BY l.engagement_id, l.month
      """
    ) { row in
      let key = YearLedger.CellKey(engagement: try row["engagement_id"], month: try row["month"], kind: .site)
      found[key] = try row["late"]
    }
    guard hired == nil else { return found }
    let there: SQL = scope.territory.map { "b.territory_id = \($0) AND" } ?? ""
    let recorded: SQL = moment.map { " AND b.recorded_at <= \($0)" } ?? ""
    try db.each(
      """
      SELECT b.engagement_id, b.month, b.units FROM opening_balance b
      WHERE \(there) b.recorded_at > \(closedAt) AND b.month BETWEEN \(span.first) AND \(span.last)\(recorded)
      """
    ) { row in
      let key = YearLedger.CellKey(engagement: try row["engagement_id"], month: try row["month"], kind: .site)
      found[key, default: .zero] += try row["units"]
    }
    return found
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
        (SELECT MIN(b.month) FROM opening_balance b WHERE b.territory_id = t.id) AS first_opening,
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
      firstMonth: try [row["first_month"] as Month?, row["first_opening"] as Month?].compactMap { $0 }.min())
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
