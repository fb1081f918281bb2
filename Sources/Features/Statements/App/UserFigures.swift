// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Hours of a placed person as the company where she works counts them. Beside the ledger: they are compared with what the payer
/// declares and never added (rules 6). A later figure of the same hours takes the place of the earlier one, which stays readable.
enum UserFigure {}

/// A user company's figure to be written.
struct UserFigureDraft: Sendable, Hashable {
  let employment: ID<EmploymentContract>
  let engagement: ID<Engagement>
  let month: Month
  let hours: Hours
  /// Why it differs from the payer's, when asked.
  var answer = ""
}

/// A user company's figure beside the payer's.
struct HoursGap: Sendable, Hashable {
  let id: ID<UserFigure>
  let company: ID<Organisation>
  let companyName: String
  let payerName: String
  let person: PersonName
  let place: LinePlace
  let draft: UserFigureDraft
  /// What the payer declared on site for the same hours, corrections deduced; zero before its statement comes.
  let payer: Hours
  let recordedAt: Instant

  var user: Hours { draft.hours }
  /// What the user company counts beyond the payer, or below when negative. Nothing is added.
  var gap: Hours { CrossCheck.gap(payer: payer, userCompany: user) }
  /// The payer's statement came.
  var isCompared: Bool { payer != .zero }
  /// To be explained by the user company.
  var isAsked: Bool { isCompared && gap != .zero && draft.answer.isEmpty }

  /// « 1,89 h de plus »
  var difference: String {
    gap > .zero ? "\(gap.french)\u{202F}h de plus" : "\((-gap).french)\u{202F}h de moins"
  }
}

/// Figures of user companies: the facilitator sees all, a company its own; nobody else.
enum UserFigureStore {
  /// The figure in force for each person, lot and month, the latest months first.
  static func list(
    _ filter: SQL = "1 = 1", for viewer: Viewer, limit: Int = 200, _ db: any Connection
  ) throws -> [HoursGap] {
    guard let scope = scope(viewer) else { return [] }
    return try db.query(
      """
      SELECT f.id, f.organisation_id, u.name AS company, o.name AS payer_name, p.first_name, p.last_name, g.lot_id,
        t.number, t.name AS lot_name, c.id AS contract_id, c.title, c.reference, f.employment_contract_id,
        f.engagement_id, f.month, f.units, f.answer, f.recorded_at,
        (SELECT CAST(COALESCE(SUM(l.declared_units), 0) AS BIGINT) FROM hours_line l
          WHERE l.territory_id = f.territory_id AND l.employment_contract_id = f.employment_contract_id
            AND l.engagement_id = f.engagement_id AND l.month = f.month AND l.kind = 'site') AS payer
      FROM user_figure f
      JOIN organisation u ON u.id = f.organisation_id
      JOIN employment_contract ec ON ec.territory_id = f.territory_id AND ec.id = f.employment_contract_id
      JOIN organisation o ON o.id = ec.employer_id
      JOIN participant p ON p.territory_id = ec.territory_id AND p.id = ec.participant_id
      JOIN engagement g ON g.territory_id = f.territory_id AND g.id = f.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE f.territory_id = \(viewer.territoryID) AND \(scope) AND \(filter)
        AND NOT EXISTS (SELECT 1 FROM user_figure x WHERE x.territory_id = f.territory_id
          AND x.employment_contract_id = f.employment_contract_id AND x.engagement_id = f.engagement_id
          AND x.month = f.month AND x.id > f.id)
      ORDER BY f.month DESC, u.name, p.last_name, p.first_name, f.id LIMIT \(limit)
      """
    ).map { try gap($0, for: viewer) }
  }

  /// Figures that differ from the payer's and wait for a word of the user company.
  static func asked(for viewer: Viewer, _ db: any Connection) throws -> [HoursGap] {
    try list(for: viewer, limit: 1000, db).filter(\.isAsked)
  }

  /// The figure of the same hours as a line's.
  static func same(as line: LedgerLine, for viewer: Viewer, _ db: any Connection) throws -> HoursGap? {
    guard line.kind == .site else { return nil }
    let entry = line.entry
    return try list(
      """
      f.employment_contract_id = \(entry.employmentContractID) AND f.engagement_id = \(entry.engagementID)
        AND f.month = \(entry.month)
      """, for: viewer, limit: 1, db
    ).first
  }

  /// One figure in force; `Missing` when it is not the viewer's.
  static func find(_ id: ID<UserFigure>, for viewer: Viewer, _ db: any Connection) throws -> HoursGap {
    guard let found = try list("f.id = \(id)", for: viewer, limit: 1, db).first else { throw Missing() }
    return found
  }

  /// Writes figures; one that only repeats what is already known is left out. Gives how many were written.
  static func insert(
    _ drafts: [UserFigureDraft], of company: ID<Organisation>, by viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> Int {
    let known = try db.query(
      """
      SELECT employment_contract_id, engagement_id, month, units FROM user_figure
      WHERE territory_id = \(viewer.territoryID) AND organisation_id = \(company) ORDER BY id
      """
    ).map { row in
      UserFigureDraft(
        employment: try row["employment_contract_id"], engagement: try row["engagement_id"], month: try row["month"],
        hours: try row["units"])
    }
    let latest = Dictionary(
      known.map { (Place($0), $0.hours) }, uniquingKeysWith: { $1 })
    let new = drafts.filter { !$0.answer.isEmpty || latest[Place($0)] != $0.hours }
    for draft in new {
      try db.execute(
        """
        INSERT INTO user_figure (territory_id, organisation_id, employment_contract_id, engagement_id, month, units,
          answer, author_id, recorded_at)
        VALUES (\(viewer.territoryID), \(company), \(draft.employment), \(draft.engagement), \(draft.month),
          \(draft.hours), \(draft.answer), \(viewer.accountID), \(now))
        """)
    }
    return new.count
  }

  private struct Place: Hashable {
    let employment: ID<EmploymentContract>
    let engagement: ID<Engagement>
    let month: Month
    init(_ draft: UserFigureDraft) {
      (employment, engagement, month) = (draft.employment, draft.engagement, draft.month)
    }
  }

  private static func scope(_ viewer: Viewer) -> SQL? {
    switch viewer.role {
    case .facilitator: "1 = 1"
    case .company, .structure: "f.organisation_id = \(viewer.organisationID)"
    default: nil
    }
  }

  private static func gap(_ row: Row, for viewer: Viewer) throws -> HoursGap {
    let draft = UserFigureDraft(
      employment: try row["employment_contract_id"], engagement: try row["engagement_id"], month: try row["month"],
      hours: try row["units"], answer: try row["answer"])
    let place = LinePlace(
      lot: try row["lot_id"], lotNumber: try row["number"], lotName: try row["lot_name"],
      contract: try row["contract_id"], contractTitle: try row["title"], contractReference: try row["reference"],
      dates: nil)
    return HoursGap(
      id: try row["id"], company: try row["organisation_id"], companyName: try row["company"],
      payerName: try row["payer_name"],
      person: PersonName(first: try row["first_name"], last: try row["last_name"], isShort: !viewer.isFacilitator),
      place: place, draft: draft, payer: try row["payer"], recordedAt: try row["recorded_at"])
  }
}

/// The act of explaining a gap: the payer's figure is right, or one's own is, with why. Hours kept are not touched.
struct AnswerGap: Sendable {
  let figure: ID<UserFigure>
  let agrees: Bool
  let why: String

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let gap = try UserFigureStore.find(figure, for: viewer, db)
    guard gap.isAsked else {
      throw Conflict("Cet écart n’attend plus de réponse\u{202F}: relisez la liste des écarts.")
    }
    var draft = gap.draft
    if agrees { draft = UserFigureDraft(draft, hours: gap.payer) }
    draft.answer = agrees ? "chiffre de l’employeur confirmé" : why
    _ = try UserFigureStore.insert([draft], of: gap.company, by: viewer, at: now, db)
    try Journal.record(
      "figure.answered", .lot, gap.place.lot.value,
      "\(gap.companyName), \(gap.place.lotLabel), \(gap.draft.month.french)\u{202F}: écart de \(gap.gap.french)\u{202F}h, \(agrees ? "chiffre de l’employeur confirmé" : "chiffre maintenu").",
      by: viewer, at: now, db)
  }
}

extension UserFigureDraft {
  init(_ other: UserFigureDraft, hours: Hours) {
    self.init(employment: other.employment, engagement: other.engagement, month: other.month, hours: hours)
  }
}
