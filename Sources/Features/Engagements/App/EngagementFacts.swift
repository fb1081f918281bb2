// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// An engagement with all that its value, its parts and its pace are found from.
struct EngagementFacts: Sendable {
  /// A holder that bears it, with its part of the key.
  struct Bearer: Sendable, Hashable {
    let id: ID<Organisation>
    let name: String
    let share: Int
    let isLead: Bool
    let kind: EmployerKind?
  }

  let id: ID<Engagement>
  let lotID: ID<Lot>
  let label: String
  let terms: EngagementTerms
  let bearing: Bearing
  let startsOn: Day?
  let endsOn: Day?
  let sizingID: Int64?
  var events: [EngagementEvent] = []
  var bearers: [Bearer] = []
  var plan = MonthlyPlan([:])
  var planAgreedOn: Day?

  func balance(knownAt moment: Instant) -> EngagementBalance {
    EngagementBalance.at(events: events, terms: terms, knownAt: moment)
  }

  /// What each bearer owes, in their order; nothing while nobody bears it.
  func dues(knownAt moment: Instant) -> [BearerDue] {
    let members = bearers.map { BearerShare(organisationID: $0.id, share: $0.share) }
    let group = try? Bearers(bearing: bearing, members: members)
    return group?.dues(events: events, terms: terms, knownAt: moment) ?? []
  }

  /// « 60 % », or nothing for a bearer alone.
  func shareText(_ bearer: Bearer) -> String {
    let total = bearers.map(\.share).reduce(0, +)
    guard bearers.count > 1, let percent = Percent(part: bearer.share, whole: total) else { return "" }
    let whole = percent.tenths % 10 == 0
    return whole ? "\(FrenchNumber.whole(percent.tenths / 10))\u{202F}%" : percent.french
  }
}

/// Reads engagements with their events, bearers and plans in four statements, however many there are.
enum EngagementReader {
  /// `scope` is a condition on `e` (engagement); the caller has made it from what its viewer may see. With `until`, the months of a
  /// plan to that one are told as one, at its first.
  static func list(
    where scope: SQL, knownAt moment: Instant, until last: Month? = nil, plans: Bool = true, _ db: any Connection
  ) throws -> [EngagementFacts] {
    var found = try db.query(
      """
      SELECT e.id, e.lot_id, e.label, e.terms, e.bearing, e.slice_cents, e.slice_units, e.threshold_cents, e.basis,
        e.rounding, e.starts_on, e.ends_on, e.sizing_id
      FROM engagement e WHERE \(scope) ORDER BY e.lot_id, e.id
      """
    ).map(facts)
    let index = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1.id, $0) })
    try addEvents(to: &found, index, scope, db)
    try addBearers(to: &found, index, scope, db)
    if plans { try addPlans(to: &found, index, scope, moment, last, db) }
    return found
  }

  /// The engagements of a territory by lot, kept in memory until one of them changes. For those who then show only what their viewer
  /// may see.
  static func all(
    of territory: ID<Territory>, knownAt moment: Instant, until last: Month?, plans: Bool, _ db: any Connection
  ) throws -> [ID<Lot>: [EngagementFacts]] {
    let key = Recall.Key(
      "engagements", territory.value, moment.milliseconds, Int64(last?.rawValue ?? 0), plans ? 1 : 0)
    return try db.recalling(
      key, stamp: try EngagementChange.stamp(territory, db),
      bytes: { $0.values.reduce(0) { $0 + $1.count * 1_500 } }
    ) {
      let found = try list(where: "e.territory_id = \(territory)", knownAt: moment, until: last, plans: plans, db)
      return Dictionary(grouping: found, by: \.lotID)
    }
  }

  private static func facts(_ row: Row) throws -> EngagementFacts {
    EngagementFacts(
      id: try row["id"], lotID: try row["lot_id"], label: try row["label"], terms: try terms(row),
      bearing: try row["bearing"], startsOn: try row["starts_on"], endsOn: try row["ends_on"],
      sizingID: try row["sizing_id"])
  }

  private static func terms(_ row: Row) throws -> EngagementTerms {
    let kind: String = try row["terms"]
    guard kind == "rule" else { return .hours }
    let rounding: String = try row["rounding"]
    return .rule(
      try EngagementRule(
        hoursPerSlice: try row["slice_units"], slice: try row["slice_cents"], threshold: try row["threshold_cents"],
        basis: try row["basis"], rounding: SliceRounding(rawValue: rounding) ?? .fullSlices))
  }

  private static func addEvents(
    to found: inout [EngagementFacts], _ index: [ID<Engagement>: Int], _ scope: SQL, _ db: any Connection
  ) throws {
    let rows = try db.query(
      """
      SELECT v.id, v.engagement_id, v.kind, v.effective_on, v.recorded_at, v.delta_units, v.amount_cents, v.sets_units, v.reason,
        v.bearer_id
      FROM engagement_event v JOIN engagement e ON e.territory_id = v.territory_id AND e.id = v.engagement_id
      WHERE \(scope) ORDER BY v.recorded_at, v.id
      """)
    for row in rows {
      guard let place = index[try row["engagement_id"]] else { continue }
      found[place].events.append(
        EngagementEvent(
          kind: try row["kind"], effectiveOn: try row["effective_on"], recordedAt: try row["recorded_at"],
          delta: try row["delta_units"], amount: try row["amount_cents"], setsTo: try row["sets_units"],
          reason: try row["reason"], bearer: try row["bearer_id"],
          recordID: try row["id"]))
    }
  }

  private static func addBearers(
    to found: inout [EngagementFacts], _ index: [ID<Engagement>: Int], _ scope: SQL, _ db: any Connection
  ) throws {
    let rows = try db.query(
      """
      SELECT b.engagement_id, b.organisation_id, o.name, b.share, b.lead, o.employer_kind
      FROM engagement_bearer b
      JOIN engagement e ON e.territory_id = b.territory_id AND e.id = b.engagement_id
      JOIN organisation o ON o.id = b.organisation_id
      WHERE \(scope) ORDER BY b.engagement_id, b.lead DESC, b.share DESC, b.organisation_id
      """)
    for row in rows {
      guard let place = index[try row["engagement_id"]] else { continue }
      let lead: Int = try row["lead"]
      found[place].bearers.append(
        EngagementFacts.Bearer(
          id: try row["organisation_id"], name: try row["name"], share: try row["share"], isLead: lead == 1,
          kind: try row["employer_kind"]))
    }
  }

  /// The last plan known at that moment is the one that holds.
  private static func addPlans(
    to found: inout [EngagementFacts], _ index: [ID<Engagement>: Int], _ scope: SQL, _ moment: Instant,
    _ last: Month?, _ db: any Connection
  ) throws {
    let month: SQL =
      last.map { "CASE WHEN m.month <= \(unchecked: String($0.rawValue)) THEN 0 ELSE m.month END" } ?? "m.month"
    let rows = try db.query(
      """
      SELECT p.engagement_id, p.agreed_on, COALESCE(MIN(CASE WHEN m.units > 0 THEN m.month END), MIN(m.month)) AS month,
        CAST(SUM(m.units) AS BIGINT) AS units
      FROM engagement_plan p
      JOIN engagement e ON e.territory_id = p.territory_id AND e.id = p.engagement_id
      JOIN plan_month m ON m.plan_id = p.id
      WHERE \(scope) AND p.id = (SELECT MAX(q.id) FROM engagement_plan q
        WHERE q.territory_id = e.territory_id AND q.engagement_id = e.id AND q.recorded_at <= \(moment))
      GROUP BY p.engagement_id, p.agreed_on, \(month) ORDER BY p.engagement_id, 3
      """)
    var months: [Int: [Month: Hours]] = [:]
    for row in rows {
      guard let place = index[try row["engagement_id"]] else { continue }
      months[place, default: [:]][try row["month"]] = try row["units"]
      found[place].planAgreedOn = try row["agreed_on"]
    }
    for (place, plan) in months { found[place].plan = MonthlyPlan(plan) }
  }
}
