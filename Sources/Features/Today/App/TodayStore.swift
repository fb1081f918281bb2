// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What the day's first page reads, each in one statement whatever the number of rows.
enum TodayStore {
  /// Lines to decide of one month.
  struct PendingMonth: Sendable {
    let month: Month
    let lines: Int
    let declared: Hours
    let employers: Int
    /// The only statement that holds them, if there is one.
    let statement: ID<Statement>?
    let statements: Int
  }

  /// Something that comes to its end, or an absence.
  struct Reminder: Sendable {
    enum Kind: String, Sendable { case eligibility, agreement, attested, absent }
    let kind: Kind
    let id: Int64
    let label: String
    /// Where it is: the lot on which someone is in post.
    let place: String
    let day: Day?
  }

  /// Someone who begins on a lot without having been validated.
  struct Start: Sendable {
    let contract: ID<EmploymentContract>
    let person: ID<Participant>
    let personName: String
    let employer: ID<Organisation>
    let employerName: String
    let lot: ID<Lot>
    let lotTitle: String
    let startsOn: Day
  }

  static func pending(_ scope: TodayScope, for viewer: Viewer, _ db: any Connection) throws -> [PendingMonth] {
    try db.query(
      """
      SELECT l.month, COUNT(*) AS lines, CAST(SUM(l.declared_units) AS BIGINT) AS declared,
        COUNT(DISTINCT s.employer_id) AS employers, COUNT(DISTINCT s.id) AS statements, MIN(s.id) AS statement_id
      FROM hours_line l
      JOIN statement s ON s.territory_id = l.territory_id AND s.id = l.statement_id
      JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      LEFT JOIN hours_decision d ON d.line_id = l.id
      WHERE l.territory_id = \(viewer.territoryID) AND s.closed_at IS NULL AND d.line_id IS NULL
        AND \(scope.contracts)
      GROUP BY l.month ORDER BY l.month
      """
    ).map { row in
      let statements: Int = try row["statements"]
      return PendingMonth(
        month: try row["month"], lines: try row["lines"], declared: try row["declared"],
        employers: try row["employers"], statement: statements == 1 ? try row["statement_id"] : nil,
        statements: statements)
    }
  }

  /// People in post who soon stop counting, agreements near their end, lots that have their attestation, colleagues away today.
  static func reminders(_ scope: TodayScope, for viewer: Viewer, _ db: any Connection) throws -> [Reminder] {
    let (territory, today) = (viewer.territoryID, viewer.today)
    let warned = today.adding(days: viewer.rules[.eligibilityWarningDays])
    let lastDay: SQL = """
      (SELECT MAX(COALESCE(w.ends_on, '9999-12-31')) FROM participant_head y
        JOIN eligibility w ON w.territory_id = y.territory_id AND w.participant_id = y.participant_id AND w.refused = 0
        WHERE y.territory_id = h.territory_id AND y.head_id = h.head_id)
      """
    return try db.query(
      """
      SELECT 'eligibility' AS kind, h.head_id AS id, MAX(p.first_name || ' ' || p.last_name) AS label,
        MAX('lot ' || t.number || ' ' || t.name) AS place, MAX(\(lastDay)) AS day, 0 AS months
      FROM employment_contract k CROSS JOIN participant_head h
      JOIN participant p ON p.territory_id = h.territory_id AND p.id = h.head_id
      JOIN employment_engagement e ON e.territory_id = k.territory_id AND e.employment_contract_id = k.id
        AND COALESCE(e.ends_on, '9999-12-31') >= \(today)
      JOIN engagement g ON g.territory_id = e.territory_id AND g.id = e.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE k.territory_id = \(territory) AND k.starts_on <= \(today)
        AND COALESCE(k.ended_on, k.planned_end_on, '9999-12-31') >= \(today)
        AND h.territory_id = k.territory_id AND h.participant_id = k.participant_id
        AND \(scope.contracts) AND \(lastDay) BETWEEN \(today) AND \(warned)
      GROUP BY h.head_id
      UNION ALL
      SELECT 'agreement', a.id, a.name, '', a.ends_on, a.alert_months FROM agreement a WHERE a.territory_id = \(territory)
        AND a.ends_on BETWEEN \(today) AND \(today.adding(months: 60))
        AND NOT EXISTS (SELECT 1 FROM agreement b WHERE b.territory_id = a.territory_id AND b.renews_id = a.id)
      UNION ALL
      SELECT 'attested', r.lot_id, '', '', NULL, 0 FROM issued_report r WHERE r.territory_id = \(territory)
        AND r.kind = 'lot' GROUP BY r.lot_id
      UNION ALL
      SELECT 'absent', u.id, u.name, '', MAX(x.ends_on), 0 FROM absence x JOIN account u ON u.id = x.account_id
        JOIN membership m ON m.account_id = u.id AND m.territory_id = x.territory_id AND m.role = 'facilitator'
          AND m.ended_at IS NULL
        WHERE x.territory_id = \(territory) AND x.starts_on <= \(today) AND x.ends_on >= \(today)
          AND x.account_id <> \(viewer.accountID) GROUP BY u.id, u.name
      ORDER BY kind, day, id
      """
    ).compactMap { try reminder($0, on: today) }
  }

  /// Nil for an agreement that does not want to be remembered yet: each says how many months before its end.
  private static func reminder(_ row: Row, on today: Day) throws -> Reminder? {
    let name: String = try row["kind"]
    guard let kind = Reminder.Kind(rawValue: name) else { return nil }
    let (day, months): (Day?, Int) = (try row["day"], try row["months"])
    if kind == .agreement, let day, today.adding(months: months) < day { return nil }
    return Reminder(kind: kind, id: try row["id"], label: try row["label"], place: try row["place"], day: day)
  }

  /// Who begins this week, or began last week, on a lot of the scope without a validation.
  static func starts(_ scope: TodayScope, for viewer: Viewer, _ db: any Connection) throws -> [Start] {
    let (territory, today) = (viewer.territoryID, viewer.today)
    return try db.query(
      """
      SELECT k.id, h.head_id, p.first_name || ' ' || p.last_name AS person, k.employer_id, o.name AS employer,
        MIN(t.id) AS lot_id, MIN('lot ' || t.number || ' ' || t.name) AS lot_title, k.starts_on
      FROM employment_contract k
      JOIN participant_head h ON h.territory_id = k.territory_id AND h.participant_id = k.participant_id
      JOIN participant p ON p.territory_id = h.territory_id AND p.id = h.head_id
      JOIN organisation o ON o.id = k.employer_id
      JOIN employment_engagement e ON e.territory_id = k.territory_id AND e.employment_contract_id = k.id
      JOIN engagement g ON g.territory_id = e.territory_id AND g.id = e.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE k.territory_id = \(territory) AND k.starts_on BETWEEN \(today.adding(days: -7)) AND \(today.adding(days: 7))
        AND k.eligibility_id IS NULL AND \(scope.contracts)
      GROUP BY k.id, h.head_id, p.first_name, p.last_name, k.employer_id, o.name, k.starts_on
      ORDER BY k.starts_on, k.id LIMIT 200
      """
    ).map { row in
      Start(
        contract: try row["id"], person: try row["head_id"], personName: try row["person"],
        employer: try row["employer_id"], employerName: try row["employer"], lot: try row["lot_id"],
        lotTitle: try row["lot_title"], startsOn: try row["starts_on"])
    }
  }

  /// Whom to call and to write to in each organisation: a contact who has what is needed, else the organisation itself.
  static func correspondents(
    of organisations: Set<ID<Organisation>>, in territory: ID<Territory>, _ db: any Connection
  ) throws -> [ID<Organisation>: Correspondent] {
    guard !organisations.isEmpty else { return [:] }
    let rows = try db.query(
      """
      SELECT o.id, o.phone AS own_phone, COALESCE(n.name, '') AS name, COALESCE(n.phone, '') AS phone,
        COALESCE(n.email, '') AS email
      FROM organisation o LEFT JOIN contact n ON n.territory_id = \(territory) AND n.organisation_id = o.id
        AND n.left_at IS NULL
      WHERE o.id IN (\(.list(organisations.sorted()))) ORDER BY o.id, n.id
      """)
    var found: [ID<Organisation>: Correspondent] = [:]
    for row in rows {
      let id: ID<Organisation> = try row["id"]
      let (name, phone, email): (String, String, String) = (try row["name"], try row["phone"], try row["email"])
      var one = try found[id] ?? Correspondent(ownPhone: row["own_phone"])
      if one.phone.isEmpty, !phone.isEmpty { (one.phone, one.name) = (phone, name) }
      if one.email.isEmpty, !email.isEmpty {
        one.email = email
        if one.name.isEmpty { one.name = name }
      }
      found[id] = one
    }
    return found
  }
}

/// Whom to call or to write to.
struct Correspondent: Sendable, Hashable {
  var name = ""
  var phone = ""
  var email = ""
  /// The organisation's own number, when no contact gave one.
  let ownPhone: String

  init(ownPhone: String) { self.ownPhone = ownPhone }

  /// The number to call; empty when nobody gave one.
  var number: String { phone.isEmpty ? ownPhone : phone }
  /// `tel:` and the digits of the number.
  var call: String? {
    let digits = number.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
    return digits.isEmpty ? nil : "tel:\(digits)"
  }
}
