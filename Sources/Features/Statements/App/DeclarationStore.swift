// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A person in post on a lot in a period: one row of boxes of the statement's form.
struct DeclarationRow: Sendable, Hashable {
  let participant: ID<Participant>
  let name: String
  let employment: ID<EmploymentContract>
  let kind: EmploymentContractKind
  let weekly: Hours?
  let dates: DayRange
  let counts: DayRange?
  let engagement: ID<Engagement>
  let lotLabel: String
  let contractTitle: String
  let rhythm: Rhythm
  /// Months of the period in which the person is in post on that lot.
  let months: [Month]
  let lot: ID<Lot>
  /// Days on which the lot is worked; nil while none of its dates is known.
  let lotDates: DayRange?
  /// Who pays the person, hence who declares: not the declaring company when the person is placed there.
  let payer: String
}

/// What an employer declared lately, shown in grey: the last figure of each box.
struct LastFigure: Sendable, Hashable {
  let month: Month
  let hours: Hours
}

/// A box of the form, apart from its month.
struct DeclarationBox: Sendable, Hashable {
  let employment: ID<EmploymentContract>
  let engagement: ID<Engagement>
  let kind: HoursKind
}

/// What the form of a statement needs.
enum DeclarationStore {
  /// People in post at an employer on engaged lots in a period, by person then lot.
  static func rows(
    of employer: ID<Organisation>, _ period: StatementPeriod, for viewer: Viewer, _ db: any Connection
  ) throws -> [DeclarationRow] {
    try rows("ec.employer_id = \(employer)", period, for: viewer, db)
  }

  /// People of other employers placed with a company: they are compared there, and declared by who pays them.
  static func placed(
    with company: ID<Organisation>, _ period: StatementPeriod, for viewer: Viewer, _ db: any Connection
  ) throws -> [DeclarationRow] {
    try rows("ec.user_company_id = \(company) AND ec.employer_id <> \(company)", period, for: viewer, db)
  }

  private static func rows(
    _ whose: SQL, _ period: StatementPeriod, for viewer: Viewer, _ db: any Connection
  ) throws -> [DeclarationRow] {
    try db.query(
      """
      SELECT ec.participant_id, p.first_name, p.last_name, ec.id AS employment_id, ec.kind, ec.weekly_units,
        ec.starts_on, COALESCE(ec.ended_on, ec.planned_end_on) AS ends_on, ec.counts_from, ec.counts_until,
        ee.engagement_id, ee.starts_on AS tie_from, ee.ends_on AS tie_until, t.number, t.name AS lot_name, c.title,
        c.rhythm, t.id AS lot_id, COALESCE(t.started_on, t.notified_on) AS lot_from,
        COALESCE(t.cancelled_on, t.terminated_on, t.received_on, t.ends_on) AS lot_through, o.id AS payer_id, o.name AS payer
      FROM employment_contract ec
      JOIN organisation o ON o.id = ec.employer_id
      JOIN participant p ON p.territory_id = ec.territory_id AND p.id = ec.participant_id
      JOIN employment_engagement ee ON ee.territory_id = ec.territory_id AND ee.employment_contract_id = ec.id
      JOIN engagement g ON g.territory_id = ee.territory_id AND g.id = ee.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE ec.territory_id = \(viewer.territoryID) AND \(whose)
        AND ec.starts_on <= \(period.last.lastDay) AND ee.starts_on <= \(period.last.lastDay)
        AND COALESCE(ec.ended_on, ec.planned_end_on, '9999-12-31') >= \(period.first.firstDay)
        AND COALESCE(ee.ends_on, '9999-12-31') >= \(period.first.firstDay)
      ORDER BY p.last_name, p.first_name, ec.participant_id, ec.starts_on, ec.id, c.title, t.number, ee.engagement_id
      """
    ).map { try row($0, period, for: viewer) }.filter { !$0.months.isEmpty }
  }

  /// The last figure of each box in the three months before a period.
  static func lastFigures(
    of employer: ID<Organisation>, before month: Month, for viewer: Viewer, _ db: any Connection
  ) throws -> [DeclarationBox: LastFigure] {
    let rows = try db.query(
      """
      SELECT l.employment_contract_id, l.engagement_id, l.kind, l.month, CAST(SUM(l.declared_units) AS BIGINT) AS units
      FROM hours_line l JOIN statement s ON s.territory_id = l.territory_id AND s.id = l.statement_id
      WHERE \(LedgerScope.statements(viewer)) AND s.employer_id = \(employer)
        AND l.month BETWEEN \(month.adding(months: -3)) AND \(month.previous)
      GROUP BY l.employment_contract_id, l.engagement_id, l.kind, l.month ORDER BY l.month
      """)
    return try Dictionary(
      rows.map { row in
        let box = DeclarationBox(
          employment: try row["employment_contract_id"], engagement: try row["engagement_id"], kind: try row["kind"])
        return (box, LastFigure(month: try row["month"], hours: try row["units"]))
      }, uniquingKeysWith: { $1 })
  }

  /// Who has people on engaged lots, its own or placed, for the facilitator's choice; an employer has only itself.
  static func employers(for viewer: Viewer, _ db: any Connection) throws -> [NamedOrganisation] {
    let own: SQL = viewer.isFacilitator ? "" : "AND o.id = \(viewer.organisationID)"
    let employers = try db.query(
      """
      SELECT DISTINCT o.id, o.name FROM employment_contract ec
      JOIN employment_engagement ee ON ee.territory_id = ec.territory_id AND ee.employment_contract_id = ec.id
      JOIN organisation o ON o.id = ec.employer_id OR o.id = ec.user_company_id
      WHERE ec.territory_id = \(viewer.territoryID) \(own) ORDER BY o.name, o.id
      """
    ).map { NamedOrganisation(id: try $0["id"], name: try $0["name"]) }
    return try Homonyms.toldApart(employers, db)
  }

  /// The name of an employer that the viewer may declare for; `Missing` otherwise.
  static func employer(
    _ id: ID<Organisation>, for viewer: Viewer, _ db: any Connection
  ) throws -> String {
    guard viewer.isFacilitator || viewer.organisationID == id else { throw Missing() }
    let name: String? = try db.value(
      """
      SELECT o.name FROM territory_organisation t JOIN organisation o ON o.id = t.organisation_id
      WHERE t.territory_id = \(viewer.territoryID) AND o.id = \(id)
      """)
    guard let name else { throw Missing() }
    return name
  }

  private static func row(_ row: Row, _ period: StatementPeriod, for viewer: Viewer) throws -> DeclarationRow {
    let dates = DayRange(from: try row["starts_on"], through: try row["ends_on"])
    let tie = DayRange(from: try row["tie_from"], through: try row["tie_until"])
    let countsFrom: Day? = try row["counts_from"]
    let countsUntil: Day? = try row["counts_until"]
    let first: String = try row["first_name"]
    let last: String = try row["last_name"]
    let number: String = try row["number"]
    let lot: String = try row["lot_name"]
    let payerID: ID<Organisation> = try row["payer_id"]
    let isOwn = viewer.isFacilitator || payerID == viewer.organisationID
    let lotFrom: Day? = try row["lot_from"]
    let lotThrough: Day? = try row["lot_through"]
    return DeclarationRow(
      participant: try row["participant_id"], name: PersonName(first: first, last: last, isShort: !isOwn).text,
      employment: try row["employment_id"],
      kind: try row["kind"], weekly: try row["weekly_units"], dates: dates,
      counts: countsFrom.map { DayRange(from: $0, through: countsUntil) }, engagement: try row["engagement_id"],
      lotLabel: "Lot \(number) \(lot)", contractTitle: try row["title"], rhythm: Rhythm(stored: try row["rhythm"]),
      months: period.first.through(period.last).filter { dates.touches($0) && tie.touches($0) },
      lot: try row["lot_id"], lotDates: lotFrom.map { DayRange(from: $0, through: lotThrough) },
      payer: try row["payer"])
  }
}

extension Rhythm {
  /// As the column holds it.
  init(stored: String) { self = stored == "invoice" ? .eachInvoice : Rhythm(rawValue: stored) ?? .monthly }
}
