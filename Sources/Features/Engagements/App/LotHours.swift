// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Site hours of engagements by month and by who made the person work.
struct LotHours: Sendable {
  struct Part: Sendable {
    let month: Month
    /// Nil for an opening balance, which nobody declared.
    let employer: ID<Organisation>?
    let userCompany: ID<Organisation>?
    let kept: Hours
    let toValidate: Hours
    let lines: Int
    /// Zero where the hours of a whole territory were read.
    let keptLines: Int

    /// Hours of the months after; the lines are counted once, in the part before.
    func later(_ hours: Hours) -> Part {
      Part(
        month: month.next, employer: employer, userCompany: userCompany, kept: hours, toValidate: .zero, lines: 0,
        keptLines: 0)
    }
  }

  fileprivate let parts: [ID<Engagement>: [Part]]

  subscript(engagement: ID<Engagement>) -> [Part] { parts[engagement] ?? [] }

  /// Kept hours of every engagement read, month by month.
  var byMonth: [Month: Hours] {
    parts.values.joined().reduce(into: [:]) { $0[$1.month, default: .zero] = $0[$1.month, default: .zero] + $1.kept }
  }

  /// `scope` is a condition on `e`; what was decided after `moment` is not kept yet. With `until`, the months to that one are one
  /// part and the later ones another: enough to place a lot against its plan, and far fewer rows than months.
  static func read(
    _ scope: SQL, knownAt moment: Instant, until last: Month? = nil, _ db: any Connection
  ) throws -> LotHours {
    let month: SQL = last.map { SQL(unchecked: String($0.rawValue)) } ?? "h.month"
    let group: SQL = last == nil ? ", h.month" : ""
    let isLater: SQL = last == nil ? "1 = 0" : "h.month > \(month)"
    // By contract first: its employer is then looked for once, not once a line. Who worked for whom matters where it is split.
    let (employer, user): (SQL, SQL) = (member("k.employer_id"), member("k.user_company_id"))
    let rows = try db.query(
      """
      SELECT x.engagement_id, x.month, MIN(k.employer_id) AS employer_id, \(user) AS user_company_id,
        \(sum("kept")), \(sum("later")), \(sum("pending")), \(sum("lines")), \(sum("kept_lines"))
      FROM (
        SELECT h.territory_id, h.engagement_id, h.employment_contract_id, e.bearing, \(month) AS month,
          \(kept(moment, "NOT (\(isLater))")) AS kept, \(kept(moment, isLater)) AS later,
          CAST(SUM(CASE WHEN d.line_id IS NULL THEN h.declared_units ELSE 0 END) AS BIGINT) AS pending,
          CAST(SUM(CASE WHEN d.line_id IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS lines,
          CAST(SUM(CASE WHEN d.kept_units <> 0 AND d.decided_at <= \(moment) THEN 1 ELSE 0 END) AS BIGINT) AS kept_lines
        FROM hours_line h
        JOIN engagement e ON e.territory_id = h.territory_id AND e.id = h.engagement_id
        LEFT JOIN hours_decision d ON d.line_id = h.id
        WHERE \(scope) AND h.kind = 'site'
        GROUP BY h.territory_id, h.engagement_id, h.employment_contract_id, e.bearing\(group)
      ) x
      JOIN employment_contract k ON k.territory_id = x.territory_id AND k.id = x.employment_contract_id
      GROUP BY x.engagement_id, x.month, \(employer), \(user)
      ORDER BY x.engagement_id, x.month, employer_id
      """)
    var found: [ID<Engagement>: [Part]] = [:]
    for row in rows {
      let part = Part(
        month: try row["month"], employer: try row["employer_id"], userCompany: try row["user_company_id"],
        kept: try row["kept"], toValidate: try row["pending"], lines: try row["lines"], keptLines: try row["kept_lines"]
      )
      let later: Hours = try row["later"]
      let id: ID<Engagement> = try row["engagement_id"]
      found[id, default: []].append(part)
      if later != .zero { found[id, default: []].append(part.later(later)) }
    }
    try addOpenings(to: &found, scope, knownAt: moment, until: last, db)
    return LotHours(parts: found)
  }

  /// Hours done before the ledger began: they count for the lot, and for nobody.
  fileprivate static func addOpenings(
    to found: inout [ID<Engagement>: [Part]], _ scope: SQL, knownAt moment: Instant, until last: Month?,
    _ db: any Connection
  ) throws {
    // The few balances are gone through, not the many engagements: SQLite keeps the order of a cross join.
    try db.each(
      """
      SELECT h.engagement_id, h.month, h.units FROM opening_balance h CROSS JOIN engagement e
      WHERE e.territory_id = h.territory_id AND e.id = h.engagement_id AND \(scope) AND h.recorded_at <= \(moment)
      ORDER BY h.engagement_id, h.month
      """
    ) { row in
      let month: Month = try row["month"]
      found[try row["engagement_id"], default: []].append(
        Part(
          month: last.map { month <= $0 ? $0 : $0.next } ?? month, employer: nil, userCompany: nil,
          kept: try row["units"], toValidate: .zero, lines: 0, keptLines: 0))
    }
  }

  private static func member(_ column: SQL) -> SQL { "CASE WHEN x.bearing = 'split' THEN \(column) END" }

  private static func sum(_ column: SQL) -> SQL { "CAST(SUM(x.\(column)) AS BIGINT) AS \(column)" }

  private static func kept(_ moment: Instant, _ condition: SQL) -> SQL {
    "CAST(SUM(CASE WHEN \(condition) AND d.decided_at <= \(moment) THEN d.kept_units ELSE 0 END) AS BIGINT)"
  }

  /// Kept hours of each bearer: of the user company where it is one, else of the employer, else of the first.
  func kept(of engagement: EngagementFacts) -> [Hours] {
    var done = Array(repeating: Hours.zero, count: engagement.bearers.count)
    guard !done.isEmpty else { return [] }
    for part in self[engagement.id] {
      let place =
        engagement.bearers.firstIndex { $0.id == part.userCompany }
        ?? engagement.bearers.firstIndex { $0.id == part.employer && part.employer != nil }
      done[place ?? 0] += part.kept
    }
    return done
  }
}

extension LotHours {
  /// The same for all engagements of a territory and all that is known: kept hours come from the years that are counted ahead, those
  /// that wait for a decision from the statements that are open. `until` as for `read`.
  static func ofTerritory(
    _ territory: ID<Territory>, splits: Set<ID<Engagement>>, until last: Month, knownAt moment: Instant,
    _ db: any Connection
  ) throws -> LotHours {
    var sums = TerritoryHours(splits: splits, until: last)
    try FigureYearStore.each(territory, 1990...2100, db) { sums.add($0) }
    try db.each(
      """
      SELECT h.engagement_id, k.employer_id, k.user_company_id, h.declared_units AS units
      FROM statement s CROSS JOIN hours_line h
      JOIN employment_contract k ON k.territory_id = h.territory_id AND k.id = h.employment_contract_id
      LEFT JOIN hours_decision d ON d.line_id = h.id
      WHERE s.territory_id = \(territory) AND s.closed_at IS NULL
        AND h.territory_id = s.territory_id AND h.statement_id = s.id AND h.kind = 'site' AND d.line_id IS NULL
      """
    ) { row in
      try sums.addPending(
        row["engagement_id"], employer: row["employer_id"], userCompany: row["user_company_id"], row["units"])
    }
    var found = sums.parts
    try addOpenings(to: &found, "e.territory_id = \(territory)", knownAt: moment, until: last, db)
    return LotHours(parts: found)
  }
}

extension EngagementFacts {
  /// What is owed and done, member by member where the engagement is split.
  func completion(hours: LotHours, knownAt moment: Instant) -> [DueAndDone] {
    guard bearing == .split, bearers.count > 1 else {
      return [DueAndDone(due: balance(knownAt: moment).firm, done: hours[id].map(\.kept).sum)]
    }
    return zip(dues(knownAt: moment), hours.kept(of: self)).map { DueAndDone(due: $0.firm, done: $1) }
  }
}

extension LotProgress {
  init(
    _ row: Row, _ facts: [EngagementFacts], _ hours: LotHours, _ suspensions: [DayRange], on day: Day,
    knownAt moment: Instant
  ) throws {
    let parts = facts.flatMap { hours[$0.id] }
    let balances = facts.map { $0.balance(knownAt: moment) }
    let plan = MonthlyPlan(facts.map(\.plan.months).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) })
    let dates = try Self.dates(row, suspensions)
    let done = parts.map(\.kept).sum
    lotID = try row["id"]
    lotNumber = try row["number"]
    lotName = try row["name"]
    contractID = try row["contract_id"]
    contractTitle = try row["title"]
    contractReference = try row["reference"]
    facilitatorID = try row["facilitator_id"]
    sector = try row["sector"]
    buyerID = try row["buyer_id"]
    buyerName = try row["buyer_name"]
    holders = Self.holders(facts)
    engagements = facts.map(\.id)
    firm = balances.map(\.firm).sum
    forecast = balances.map(\.forecast).sum
    kept = done
    toValidate = parts.map(\.toValidate).sum
    linesToValidate = parts.map(\.lines).reduce(0, +)
    openings = parts.filter { $0.employer == nil }.map(\.kept).sum
    keptLines = parts.map(\.keptLines).reduce(0, +)
    let position = PlanPosition(
      plan: plan, due: balances.map(\.expected).sum,
      doneByMonth: Dictionary(parts.map { ($0.month, $0.kept) }, uniquingKeysWith: +), endsOn: dates.endsOn,
      today: day)
    self.position = position
    plannedAhead = max(.zero, plan.total - position.planned)
    planToDate = plan.first == nil ? nil : position.planned
    planFirstMonth = plan.first
    endsOn = dates.endsOn
    self.dates = dates
    state = LotState.of(dates, on: day, kept: done, planStarts: plan.first)
    self.parts = facts.flatMap { $0.completion(hours: hours, knownAt: moment) }
    awaitsDecision = balances.contains(where: \.awaitsDecision)
  }

  private static func dates(_ row: Row, _ suspensions: [DayRange]) throws -> LotDates {
    LotDates(
      notifiedOn: try row["notified_on"], startsOn: try row["started_on"], suspensions: suspensions,
      endsOn: try row["ends_on"], acceptedOn: try row["received_on"], finalAccountOn: try row["settled_on"],
      terminatedOn: try row["terminated_on"], cancelledOn: try row["cancelled_on"])
  }

  /// Each holder once, with its share where one engagement is divided.
  private static func holders(_ facts: [EngagementFacts]) -> [Holder] {
    var seen: Set<ID<Organisation>> = []
    return facts.flatMap { engagement in
      engagement.bearers.filter { seen.insert($0.id).inserted }.map {
        Holder(id: $0.id, name: $0.name, shareText: engagement.shareText($0), kind: $0.kind)
      }
    }
  }
}
