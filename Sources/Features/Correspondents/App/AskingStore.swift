// SPDX-License-Identifier: EUPL-1.2
public import Database
public import Domain

extension AskingStep: SQLConvertible, SQLDecodable {}

/// Somebody of an employer who can be written to.
struct HoursCorrespondent: Sendable, Hashable {
  let contact: ID<Contact>
  let employer: ID<Organisation>
  let name: String
  let email: String
  let position: String
  /// The address came back.
  let isRefused: Bool
  let link: EmployerLink?

  var isReachable: Bool { !email.isEmpty && !isRefused }
}

/// An employer of a period, all that the screen of requests says of it.
struct AskedEmployer: Sendable {
  let expected: ExpectedStatement
  /// The one who declares, and the one who is told when nothing comes.
  let main: HoursCorrespondent?
  let second: HoursCorrespondent?
  let toValidate: Int
  /// The last request of the period.
  let lastAsked: (step: String, at: Instant)?

  enum State: String, CaseIterable, Sendable {
    case late = "retard"
    case awaited = "attendu"
    case incomplete = "incomplet"
    case toValidate = "a-valider"
    case done = "recu"
    case unreachable = "sans-adresse"

    var french: String {
      switch self {
      case .late: "en retard"
      case .awaited: "attendu"
      case .incomplete: "incomplet"
      case .toValidate: "à valider"
      case .done: "reçu"
      case .unreachable: "sans adresse"
      }
    }
  }

  var state: State {
    if expected.isIncomplete { return .incomplete }
    if expected.isReceived { return toValidate > 0 ? .toValidate : .done }
    return expected.isLate ? .late : .awaited
  }

  func `is`(_ wanted: State) -> Bool {
    wanted == .unreachable ? !expected.isReceived && main?.isReachable != true : state == wanted
  }

  /// Asked for the people of whom nothing was said, by hand only.
  func canBeCompleted(on today: Day) -> Bool {
    expected.isIncomplete && isOver(on: today) && main?.isReachable == true
  }

  /// Asked by « Demander à tous »: nothing came, and somebody can be written to.
  func canBeAsked(on today: Day) -> Bool { !expected.isReceived && isOver(on: today) && main?.isReachable == true }

  /// Hours of a period that is not over are not asked for.
  func isOver(on today: Day) -> Bool { expected.period.last < today.month }
}

/// Who is asked for what, who was written to and when.
enum AskingStore {
  /// Every employer of the month with its correspondents: a fixed number of questions whatever their number.
  static func list(
    _ month: Month, contracts: SQL = "1 = 1", for viewer: Viewer, _ db: any Connection
  ) throws -> [AskedEmployer] {
    guard viewer.isFacilitator else { throw Missing() }
    let expected = try ExpectedStatements.list(month, contracts: contracts, for: viewer, db)
    let people = try correspondents(in: viewer.territoryID, db)
    let undecided = try undecided(month, for: viewer, db)
    let asked = try lastAsked(month, for: viewer, db)
    return expected.map { one in
      let known = people[one.employer] ?? []
      return AskedEmployer(
        expected: one, main: known.first, second: known.dropFirst().first,
        toValidate: undecided[one.employer] ?? 0, lastAsked: asked[one.employer])
    }
  }

  /// One employer of the month, nil when nothing is asked of it; `people` are its correspondents.
  static func one(
    _ employer: ID<Organisation>, _ month: Month, _ people: [HoursCorrespondent], for viewer: Viewer,
    _ db: any Connection
  ) throws -> AskedEmployer? {
    guard viewer.isFacilitator else { throw Missing() }
    return try ExpectedStatements.list(month, contracts: "ec.employer_id = \(employer)", for: viewer, db).first.map {
      AskedEmployer(expected: $0, main: people.first, second: people.dropFirst().first, toValidate: 0, lastAsked: nil)
    }
  }

  /// Who can be written to at each employer: first those who used their link lately, then those who have one, then by age.
  static func correspondents(
    of employer: ID<Organisation>? = nil, in territory: ID<Territory>, _ db: any Connection
  ) throws -> [ID<Organisation>: [HoursCorrespondent]] {
    let whose: SQL = employer.map { "AND c.organisation_id = \($0)" } ?? ""
    let rows = try db.query(
      """
      SELECT c.id, c.organisation_id, c.name, c.email, c.position, c.mail_refused_at, k.id AS link_id, k.created_at,
        k.used_at
      FROM contact c
      LEFT JOIN employer_link k ON k.territory_id = c.territory_id AND k.contact_id = c.id AND k.revoked_at IS NULL
      WHERE c.territory_id = \(territory) AND c.left_at IS NULL \(whose)
      ORDER BY c.organisation_id,
        CASE WHEN c.email = '' OR c.mail_refused_at IS NOT NULL THEN 2 WHEN k.used_at IS NOT NULL THEN 0 ELSE 1 END,
        COALESCE(k.used_at, '') DESC, CASE WHEN k.id IS NULL THEN 1 ELSE 0 END, c.id
      """)
    return try Dictionary(grouping: rows.map(correspondent), by: \.employer)
  }

  private static func correspondent(_ row: Row) throws -> HoursCorrespondent {
    let contact: ID<Contact> = try row["id"]
    let (link, created): (ID<EmployerLink>?, Instant?) = (try row["link_id"], try row["created_at"])
    let refused: Instant? = try row["mail_refused_at"]
    let used: Instant? = try row["used_at"]
    return HoursCorrespondent(
      contact: contact, employer: try row["organisation_id"], name: try row["name"], email: try row["email"],
      position: try row["position"], isRefused: refused != nil,
      link: link.flatMap { id in
        created.map { EmployerLink(id: id, contact: contact, createdAt: $0, usedAt: used, revokedAt: nil) }
      })
  }

  private static func undecided(
    _ month: Month, for viewer: Viewer, _ db: any Connection
  ) throws -> [ID<Organisation>: Int] {
    let rows = try db.query(
      """
      SELECT s.employer_id, COUNT(*) AS lines FROM statement s
      JOIN hours_line l ON l.territory_id = s.territory_id AND l.statement_id = s.id
      LEFT JOIN hours_decision d ON d.line_id = l.id
      WHERE s.territory_id = \(viewer.territoryID) AND s.closed_at IS NULL AND s.withdrawn_at IS NULL
        AND s.first_month <= \(month) AND s.last_month >= \(month) AND d.line_id IS NULL
      GROUP BY s.employer_id
      """)
    return try Dictionary(rows.map { (try $0["employer_id"], try $0["lines"]) }, uniquingKeysWith: +)
  }

  private static func lastAsked(
    _ month: Month, for viewer: Viewer, _ db: any Connection
  ) throws -> [ID<Organisation>: (step: String, at: Instant)] {
    let rows = try db.query(
      """
      SELECT employer_id, step, asked_at FROM statement_request
      WHERE territory_id = \(viewer.territoryID) AND first_month <= \(month) AND last_month >= \(month)
      ORDER BY asked_at, step
      """)
    return try Dictionary(
      rows.map { (try $0["employer_id"], (step: try $0["step"], at: try $0["asked_at"])) },
      uniquingKeysWith: { $1 })
  }

  /// The lots that a request names, with the people in post on each, for every employer of the month.
  static func lots(
    _ month: Month, of employers: Set<ID<Organisation>>?, for viewer: Viewer, _ db: any Connection
  ) throws -> [ID<Organisation>: [String]] {
    let whose: SQL = employers.map { "AND ec.employer_id IN (\(.list($0.sorted())))" } ?? ""
    let rows = try db.query(
      """
      SELECT ec.employer_id, t.id AS lot_id, t.number, t.name, c.title, COUNT(DISTINCT ec.participant_id) AS people
      FROM employment_contract ec
      JOIN employment_engagement ee ON ee.territory_id = ec.territory_id AND ee.employment_contract_id = ec.id
      JOIN engagement g ON g.territory_id = ee.territory_id AND g.id = ee.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE ec.territory_id = \(viewer.territoryID) \(whose)
        AND ec.starts_on <= \(month.lastDay) AND ee.starts_on <= \(month.lastDay)
        AND COALESCE(ec.ended_on, ec.planned_end_on, '9999-12-31') >= \(month.firstDay)
        AND COALESCE(ee.ends_on, '9999-12-31') >= \(month.firstDay)
      GROUP BY ec.employer_id, t.id, t.number, t.name, c.title ORDER BY ec.employer_id, c.title, t.number, t.id
      """)
    var found: [ID<Organisation>: [String]] = [:]
    for row in rows {
      let (number, name, title): (String, String, String) = (try row["number"], try row["name"], try row["title"])
      let people: Int = try row["people"]
      found[try row["employer_id"], default: []].append(
        "- Lot \(number) \(name), \(title)\u{202F}: \(FrenchText.count(people, "personne", "personnes"))")
    }
    return found
  }

  /// Takes a step of a period. False when it was taken already: whoever asks twice sends once.
  static func take(
    _ step: String, _ employer: ID<Organisation>, _ period: StatementPeriod, in territory: ID<Territory>,
    by author: ID<Account>?, at now: Instant, _ db: any Connection
  ) throws -> Bool {
    try db.execute(
      """
      INSERT INTO statement_request (territory_id, employer_id, first_month, last_month, step, author_id, asked_at)
      VALUES (\(territory), \(employer), \(period.first), \(period.last), \(step), \(author), \(now))
      ON CONFLICT (territory_id, employer_id, first_month, last_month, step) DO NOTHING
      """) == 1
  }

  static func told(
    _ step: String, _ employer: ID<Organisation>, _ period: StatementPeriod, in territory: ID<Territory>,
    by message: ID<Message>, _ db: any Connection
  ) throws {
    try db.execute(
      """
      UPDATE statement_request SET message_id = \(message) WHERE territory_id = \(territory) AND employer_id = \(employer)
        AND first_month = \(period.first) AND last_month = \(period.last) AND step = \(step)
      """)
  }

  /// What was done through the links of an employer, the last first.
  static func uses(
    of employer: ID<Organisation>, for viewer: Viewer, limit: Int = 20, _ db: any Connection
  ) throws -> [(at: Instant, act: LinkAct, who: String)] {
    try db.query(
      """
      SELECT u.at, u.act, c.name FROM employer_link_use u
      JOIN employer_link k ON k.id = u.link_id
      JOIN contact c ON c.territory_id = k.territory_id AND c.id = k.contact_id
      WHERE k.territory_id = \(viewer.territoryID) AND k.organisation_id = \(employer) ORDER BY u.id DESC LIMIT \(limit)
      """
    ).map { (try $0["at"], try $0["act"], try $0["name"]) }
  }
}
