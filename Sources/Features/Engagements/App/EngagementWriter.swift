// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// An engagement ready to be written.
struct EngagementDraft: Sendable {
  struct Bearer: Sendable, Hashable {
    let id: ID<Organisation>
    let share: Int
  }

  var label: String
  var terms: EngagementTerms
  var bearing: Bearing
  /// The lead first.
  var bearers: [Bearer]
  /// Awarded at once; nil for a rule, or when not known yet.
  var hours: Hours?
  var startsOn: Day?
  var endsOn: Day?
  var sizingID: Int64?
  var reason = ""
  var effectiveOn: Day?

  init(
    label: String, terms: EngagementTerms, bearing: Bearing, bearers: [Bearer], hours: Hours?, startsOn: Day? = nil,
    endsOn: Day? = nil, sizingID: Int64? = nil
  ) {
    (self.label, self.terms, self.bearing, self.bearers) = (label, terms, bearing, bearers)
    (self.hours, self.startsOn, self.endsOn, self.sizingID) = (hours, startsOn, endsOn, sizingID)
  }
}

/// Writes engagements, their events, bearers and plans. The caller has found the lot or the engagement for its viewer.
enum EngagementWriter {
  static func create(
    _ draft: EngagementDraft, on lot: ID<Lot>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<Engagement> {
    guard viewer.isFacilitator else { throw Missing() }
    let id = try insert(draft, lot, viewer, now, db)
    try setBearers(draft.bearers, of: id, for: viewer, db)
    if let hours = draft.hours {
      let award = EngagementEvent(
        kind: .award, effectiveOn: draft.effectiveOn ?? viewer.today, recordedAt: now, delta: hours,
        reason: draft.reason)
      try add(award, to: id, for: viewer, db)
    }
    return id
  }

  private static func insert(
    _ draft: EngagementDraft, _ lot: ID<Lot>, _ viewer: Viewer, _ now: Instant, _ db: any Connection
  ) throws -> ID<Engagement> {
    let rule: EngagementRule? = if case .rule(let rule) = draft.terms { rule } else { nil }
    return ID(
      try db.insert(
        """
        INSERT INTO engagement (territory_id, lot_id, label, terms, bearing, slice_cents, slice_units, threshold_cents, basis,
          rounding, starts_on, ends_on, sizing_id, created_at)
        VALUES (\(viewer.territoryID), \(lot), \(draft.label), \(rule == nil ? "hours" : "rule"), \(draft.bearing),
          \(rule?.slice), \(rule?.hoursPerSlice), \(rule?.threshold), \(rule?.basis),
          \((rule?.rounding ?? .fullSlices).rawValue), \(draft.startsOn), \(draft.endsOn), \(draft.sizingID), \(now))
        RETURNING id
        """))
  }

  /// Replaces who bears an engagement; the first is the lead.
  static func setBearers(
    _ bearers: [EngagementDraft.Bearer], of engagement: ID<Engagement>, for viewer: Viewer, _ db: any Connection
  ) throws {
    try db.execute(
      "DELETE FROM engagement_bearer WHERE territory_id = \(viewer.territoryID) AND engagement_id = \(engagement)")
    for (index, bearer) in bearers.enumerated() {
      try db.execute(
        """
        INSERT INTO engagement_bearer (territory_id, engagement_id, organisation_id, share, lead)
        VALUES (\(viewer.territoryID), \(engagement), \(bearer.id), \(bearer.share), \(index == 0 ? 1 : 0))
        """)
    }
  }

  static func add(
    _ event: EngagementEvent, to engagement: ID<Engagement>, for viewer: Viewer, _ db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO engagement_event (territory_id, engagement_id, kind, effective_on, recorded_at, delta_units, amount_cents,
        sets_units, bearer_id, reason, author_id)
      VALUES (\(viewer.territoryID), \(engagement), \(event.kind), \(event.effectiveOn), \(event.recordedAt), \(event.delta),
        \(event.amount), \(event.setsTo), \(event.bearer), \(event.reason), \(viewer.accountID))
      """)
  }

  /// A new plan; earlier ones stay, and the last holds.
  static func addPlan(
    _ plan: MonthlyPlan, agreedOn: Day, to engagement: ID<Engagement>, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws {
    let id = try db.insert(
      """
      INSERT INTO engagement_plan (territory_id, engagement_id, agreed_on, recorded_at, author_id)
      VALUES (\(viewer.territoryID), \(engagement), \(agreedOn), \(now), \(viewer.accountID)) RETURNING id
      """)
    let months = plan.months.sorted { $0.key < $1.key }
    try db.copy(
      into: "plan_month", columns: ["plan_id", "territory_id", "month", "units"],
      rows: months.map { [id, viewer.territoryID, $0.key, $0.value] as [any SQLConvertible] })
  }
}
