// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// What the first page of hours is asked for, all of it in the address: whose contracts, which month, employer, contract and state.
struct HoursQuery: Sendable, Hashable {
  let scope: TodayScope
  let month: Month
  var employer: ID<Organisation>?
  var contract: ID<PublicContract>?
  var state: StatementFilter.State?

  /// What is unreadable does not filter; the hours of an unknown person look missing. An employer has no portfolio.
  init(_ query: Form, for viewer: Viewer, _ db: any Connection) throws {
    let covered = viewer.isFacilitator ? try AbsenceStore.covered(by: viewer, db) : []
    scope =
      viewer.isFacilitator
      ? try TodayScope(query["pour"], me: viewer.accountID, standingInFor: covered.map(\.id)) : .team
    month = (try? Month.parse(query["mois"] ?? "")) ?? viewer.today.month.previous
    employer = query["employeur"].flatMap { ID($0) }
    contract = query["marche"].flatMap { ID($0) }
    state = query["etat"].flatMap { StatementFilter.State(rawValue: $0) }
  }

  var isFiltered: Bool { employer != nil || contract != nil || state != nil }

  /// The same in an address; `month` or `scope` may be another.
  func fields(scope other: TodayScope? = nil) -> [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = [("mois", month.iso)]
    switch other ?? scope {
    case .mine: break
    case .team: fields.append(("pour", "equipe"))
    case .colleague(let id): fields.append(("pour", id.description))
    }
    if let employer { fields.append(("employeur", employer.description)) }
    if let contract { fields.append(("marche", contract.description)) }
    if let state { fields.append(("etat", state.rawValue)) }
    return fields
  }

  func path(_ page: String = HoursURLs.home, month other: Month? = nil, scope: TodayScope? = nil) -> String {
    var fields = fields(scope: scope)
    if let other { fields[0] = ("mois", other.iso) }
    return page + "?" + Form(fields).encoded
  }

  /// Statements asked for; of the month, or of any.
  func statements(ofMonth: Bool) -> StatementFilter {
    var filter = StatementFilter(employer: employer, month: ofMonth ? month : nil)
    (filter.contract, filter.facilitators) = (contract, scope.facilitators)
    return filter
  }

  /// Lines asked for, of any month.
  func lines(for viewer: Viewer) -> LineFilter {
    var filter = LineFilter(contract: contract, employer: viewer.isFacilitator ? employer : viewer.organisationID)
    filter.facilitators = scope.facilitators
    return filter
  }

  /// Conditions on `public_contract c`, and the employer's.
  var expected: SQL {
    var parts: [SQL] = [scope.contracts]
    if let contract { parts.append("c.id = \(contract)") }
    if let employer { parts.append("ec.employer_id = \(employer)") }
    return parts.joined(" AND ")
  }
}

/// What the filters of the first page of hours offer.
struct HoursChoices: Sendable {
  struct Choice: Sendable {
    let id: Int64
    let label: String
  }

  var colleagues: [Choice] = []
  var employers: [Choice] = []
  var contracts: [Choice] = []

  /// Colleagues away today, employers with statements, contracts with lines: one query.
  static func read(for viewer: Viewer, _ db: any Connection) throws -> HoursChoices {
    guard viewer.isFacilitator else { return HoursChoices() }
    let (territory, today) = (viewer.territoryID, viewer.today)
    let rows = try db.query(
      """
      SELECT 'absent' AS kind, u.id AS id, u.name AS label FROM absence x JOIN account u ON u.id = x.account_id
        JOIN membership m ON m.account_id = u.id AND m.territory_id = x.territory_id AND m.role = 'facilitator'
          AND m.ended_at IS NULL
        WHERE x.territory_id = \(territory) AND x.starts_on <= \(today) AND x.ends_on >= \(today)
          AND x.account_id <> \(viewer.accountID) GROUP BY u.id, u.name
      UNION ALL
      SELECT 'employer', o.id, o.name FROM territory_organisation x JOIN organisation o ON o.id = x.organisation_id
        WHERE x.territory_id = \(territory) AND EXISTS (
          SELECT 1 FROM statement s WHERE s.territory_id = x.territory_id AND s.employer_id = o.id)
      UNION ALL
      SELECT 'contract', c.id, c.title || CASE WHEN c.reference = '' THEN '' ELSE ', ' || c.reference END
        FROM public_contract c WHERE c.territory_id = \(territory) AND EXISTS (
          SELECT 1 FROM lot t JOIN engagement g ON g.territory_id = t.territory_id AND g.lot_id = t.id
          JOIN employment_engagement e ON e.territory_id = g.territory_id AND e.engagement_id = g.id
          WHERE t.territory_id = c.territory_id AND t.contract_id = c.id)
      ORDER BY kind, label, id
      """)
    var found = HoursChoices()
    for row in rows {
      let kind: String = try row["kind"]
      let choice = Choice(id: try row["id"], label: try row["label"])
      switch kind {
      case "absent": found.colleagues.append(choice)
      case "employer": found.employers.append(choice)
      default: found.contracts.append(choice)
      }
    }
    return found
  }

  /// Whether the hours of that person may be listed: one's own, the team's, a colleague's who is away.
  func allows(_ scope: TodayScope) -> Bool {
    guard case .colleague(let id) = scope else { return true }
    return colleagues.contains { $0.id == id.value }
  }
}
