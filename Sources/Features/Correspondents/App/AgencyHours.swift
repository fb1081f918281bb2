// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// Hours that an agency declared for somebody it placed with a company, and of which the company has said nothing yet.
struct AgencyHours: Sendable, Hashable {
  let employment: ID<EmploymentContract>
  let engagement: ID<Engagement>
  let month: Month
  let declared: Hours
  let person: String
  let payer: String
  let lotLabel: String

  /// The name of its box: what the company counts when it is something else.
  var box: String { "f_\(employment)_\(engagement)_\(month.rawValue)" }
  /// What the company was shown, so that nobody confirms what has changed since.
  var shown: String { "v_\(employment)_\(engagement)_\(month.rawValue)" }

  /// Of the last months, at a company; nothing that it has confirmed, contested or counted itself.
  static func waiting(
    at company: ID<Organisation>, since first: Month, for viewer: Viewer, _ db: any Connection
  ) throws -> [AgencyHours] {
    guard viewer.organisationID == company else { throw Missing() }
    return try db.query(
      """
      SELECT l.employment_contract_id, l.engagement_id, l.month, CAST(SUM(l.declared_units) AS BIGINT) AS units,
        p.first_name, p.last_name, o.name AS payer, t.number, t.name AS lot_name
      FROM employment_contract ec
      JOIN hours_line l ON l.territory_id = ec.territory_id AND l.employment_contract_id = ec.id
      JOIN participant p ON p.territory_id = ec.territory_id AND p.id = ec.participant_id
      JOIN organisation o ON o.id = ec.employer_id
      JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      WHERE ec.territory_id = \(viewer.territoryID) AND ec.user_company_id = \(company) AND ec.employer_id <> \(company)
        AND l.kind = 'site' AND l.month >= \(first)
        AND NOT EXISTS (SELECT 1 FROM user_figure f WHERE f.territory_id = l.territory_id
          AND f.employment_contract_id = l.employment_contract_id AND f.engagement_id = l.engagement_id
          AND f.month = l.month)
      GROUP BY l.employment_contract_id, l.engagement_id, l.month, p.first_name, p.last_name, o.name, t.number, t.name
      HAVING SUM(l.declared_units) > 0
      ORDER BY l.month DESC, o.name, p.last_name, p.first_name, l.employment_contract_id, l.engagement_id LIMIT 500
      """
    ).map { row in
      let (number, lot): (String, String) = (try row["number"], try row["lot_name"])
      let name = PersonName(first: try row["first_name"], last: try row["last_name"], isShort: true)
      return AgencyHours(
        employment: try row["employment_contract_id"], engagement: try row["engagement_id"], month: try row["month"],
        declared: try row["units"], person: name.text, payer: try row["payer"], lotLabel: "Lot \(number) \(lot)")
    }
  }
}

/// The act of a company that says of each of its agencies' figures whether it is right. Nothing is added to hours (rules 6).
struct AnswerAgencyHours: Sendable {
  let drafts: [UserFigureDraft]
  let contested: Int

  /// An empty box confirms, a figure contests; throws every bad one at once.
  init(_ form: Form, _ waiting: [AgencyHours]) throws {
    var read = FormReader(form)
    var (drafts, contested) = ([UserFigureDraft](), 0)
    for one in waiting where form[one.shown] != nil {
      guard form[one.shown] == String(one.declared.units) else {
        throw Conflict(
          "\(one.payer) a changé ses heures depuis que cette page est ouverte\u{202F}: rien n’est enregistré. Relisez-les, puis confirmez."
        )
      }
      let label = "\(one.person), \(one.month.french)"
      let own = read.optionalHours(one.box, label)
      if let own, own < .zero || own > DeclarationForm.most {
        read.refuse(one.box, "\(label)\u{202F}: de 0 à 744\u{202F}h.")
      }
      let differs = own.map { $0 != one.declared } ?? false
      contested += differs ? 1 : 0
      drafts.append(
        UserFigureDraft(
          employment: one.employment, engagement: one.engagement, month: one.month, hours: own ?? one.declared,
          answer: differs ? "" : "chiffre de l’employeur confirmé"))
    }
    try read.check()
    (self.drafts, self.contested) = (drafts, contested)
  }

  func run(
    of company: ID<Organisation>, named name: String, for viewer: Viewer, at clock: Instant, _ db: any Connection
  ) throws {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let count = try UserFigureStore.insert(drafts, of: company, by: viewer, at: now, db)
    guard count > 0 else { return }
    try Journal.record(
      "figure.compared", .organisation, company.value,
      "\(name)\u{202F}: \(FrenchText.count(count - contested, "chiffre d’agence confirmé", "chiffres d’agence confirmés")), \(FrenchText.count(contested, "contesté", "contestés")).",
      by: viewer, at: now, db)
  }
}
