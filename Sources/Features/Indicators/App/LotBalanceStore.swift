// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// What a lot owes and what is kept of it, all years together: enough where lots are added up and none is shown.
struct LotBalance: Sendable {
  let lotID: ID<Lot>
  let contractID: ID<PublicContract>
  let buyerID: ID<Organisation>
  let sector: Sector
  /// What a company should expect to do, as `LotProgress.expected`.
  let expected: Hours
  let kept: Hours
  /// As `LotProgress.parts`.
  let parts: [DueAndDone]
}

/// Balances of lots, the same as `LotProgressStore` finds, from the rollup and from sums by the engine: engagements are read event by
/// event only where they are more than a sum of hours.
enum LotBalanceStore {
  static func list(_ scope: LotScope, for viewer: Viewer, on day: Day, _ db: any Connection) throws -> [LotBalance] {
    let lots = "\(LotProgressStore.condition(scope)) AND \(ContractScope.lots(for: viewer))" as SQL
    let rows = try db.query(
      """
      SELECT l.id, l.contract_id, c.buyer_id, l.sector, t.time_zone, l.terminated_on, l.cancelled_on
      FROM lot l
      JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id
      JOIN territory t ON t.id = l.territory_id
      WHERE \(lots) ORDER BY l.id
      """)
    guard let zone: String = try rows.first?["time_zone"] else { return [] }
    let moment = Instant.evening(of: day, in: TimeZone(identifier: zone) ?? .gmt)
    let dues: [ID<Lot>: [Due]] = try db.recalling(
      Recall.Key("lot_dues", viewer.territoryID.value, moment.milliseconds),
      stamp: try EngagementChange.stamp(viewer.territoryID, db),
      bytes: { (found: [ID<Lot>: [Due]]) in found.count * 300 }
    ) {
      try Self.dues("e.territory_id = \(viewer.territoryID)", knownAt: moment, db)
    }
    let kept = try KeptHours(viewer.territoryID, knownAt: day == viewer.today ? nil : moment, db)
    return try rows.map { row in
      let id: ID<Lot> = try row["id"]
      func past(_ column: String) throws -> Bool { try (row[column] as Day?).map { $0 <= day } ?? false }
      let isTerminated = try past("terminated_on") && !past("cancelled_on")
      let owed = dues[id] ?? []
      let (firm, forecast) = (owed.map(\.firm).sum, owed.map(\.forecast).sum)
      return LotBalance(
        lotID: id, contractID: try row["contract_id"], buyerID: try row["buyer_id"], sector: try row["sector"],
        expected: isTerminated ? firm : max(firm, forecast), kept: owed.map { kept[$0.id] }.sum,
        parts: owed.flatMap { $0.parts(kept) })
    }
  }

  /// An engagement as it is owed.
  private struct Due: Sendable {
    let id: ID<Engagement>
    let firm: Hours
    let forecast: Hours
    /// Where it is split: each member owes and does its own.
    var split: (facts: EngagementFacts, moment: Instant)?

    func parts(_ kept: KeptHours) -> [DueAndDone] {
      guard let split else { return [DueAndDone(due: firm, done: kept[id])] }
      return zip(split.facts.dues(knownAt: split.moment), kept.done(split.facts)).map {
        DueAndDone(due: $0.firm, done: $1)
      }
    }
  }

  private static func dues(
    _ inside: SQL, knownAt moment: Instant, _ db: any Connection
  ) throws -> [ID<Lot>: [Due]] {
    // A termination, a rule on amounts or a split between members is more than a sum.
    let isPlain: SQL = """
      e.terms = 'hours' AND e.bearing <> 'split' AND NOT EXISTS (SELECT 1 FROM engagement_event z
        WHERE z.territory_id = e.territory_id AND z.engagement_id = e.id AND z.kind = 'termination')
      """
    var found: [ID<Lot>: [Due]] = [:]
    try db.each(
      """
      SELECT e.id, e.lot_id, CAST(COALESCE(SUM(CASE WHEN v.recorded_at <= \(moment) THEN v.delta_units END), 0) AS BIGINT) AS units
      FROM engagement e
      LEFT JOIN engagement_event v ON v.territory_id = e.territory_id AND v.engagement_id = e.id
      WHERE \(inside) AND \(isPlain) GROUP BY e.id, e.lot_id
      """
    ) { row in
      let owed = max(.zero, try row["units"] as Hours)
      found[try row["lot_id"], default: []].append(Due(id: try row["id"], firm: owed, forecast: owed))
    }
    for facts in try EngagementReader.list(where: "\(inside) AND NOT (\(isPlain))", knownAt: moment, plans: false, db) {
      let balance = facts.balance(knownAt: moment)
      let isSplit = facts.bearing == .split && facts.bearers.count > 1
      found[facts.lotID, default: []].append(
        Due(
          id: facts.id, firm: balance.firm, forecast: balance.forecast,
          split: isSplit ? (facts: facts, moment: moment) : nil))
    }
    return found
  }
}

/// Site hours of all years by engagement, and by who made the person work.
private struct KeptHours {
  private struct Maker: Hashable {
    let employer: Int64
    let userCompany: Int64
  }

  private var sums: [ID<Engagement>: Int64] = [:]
  private var makers: [ID<Engagement>: [Maker: Int64]] = [:]

  init(_ territory: ID<Territory>, knownAt moment: Instant?, _ db: any Connection) throws {
    try FigureYears(territory, 1990...2100, knownAt: moment).each(db) { year in
      var places = Array(repeating: Int64(0), count: year.places.count)
      for row in 0..<year.rows.count where year.rows.kind[row] == 0 {
        let place = Int(year.rows.place[row])
        let units = year.whole(row)
        places[place] += units
        guard year.places[place].bearers.count > 1 else { continue }
        let hire = year.hires[Int(year.rows.hire[row])]
        let maker = Maker(employer: hire.employer, userCompany: hire.userCompany)
        makers[ID(year.places[place].engagement), default: [:]][maker, default: 0] += units
      }
      for (place, units) in zip(year.places, places) { sums[ID(place.engagement), default: 0] += units }
    }
  }

  subscript(engagement: ID<Engagement>) -> Hours { Hours(units: sums[engagement] ?? 0) }

  /// Of each bearer: of the user company where it is one, else of the employer, else of the first.
  func done(_ engagement: EngagementFacts) -> [Hours] {
    var done = Array(repeating: Hours.zero, count: engagement.bearers.count)
    for (maker, units) in makers[engagement.id] ?? [:] {
      let place =
        engagement.bearers.firstIndex { $0.id.value == maker.userCompany }
        ?? engagement.bearers.firstIndex { $0.id.value == maker.employer }
      done[place ?? 0] += Hours(units: units)
    }
    return done
  }
}
