// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Reads what a territory has, in a fixed number of statements, for a takeover to be compared with.
enum TakeoverGroundStore {
  static func load(
    _ source: String, territory: ID<Territory>, today: Day, _ db: any Connection
  ) throws -> TakeoverGround {
    var ground = TakeoverGround(today: today)
    for table in TakeoverTable.allCases { ground.rows[table] = try rows(of: table, territory, db) }
    try addBearers(to: &ground, territory, db)
    try addCriteria(to: &ground, territory, db)
    for row in try db.query(
      """
      SELECT subject, reference, subject_id FROM takeover_reference
      WHERE territory_id = \(territory) AND source = \(source) ORDER BY subject, reference
      """)
    {
      let name: String = try row["subject"]
      guard let table = TakeoverTable(rawValue: name) else { continue }
      ground.references[table, default: [:]][try row["reference"]] = try row["subject_id"]
    }
    ground.shared = Set(
      try db.values(
        """
        SELECT DISTINCT a.organisation_id FROM territory_organisation a
        JOIN territory_organisation b ON b.organisation_id = a.organisation_id AND b.territory_id <> a.territory_id
        WHERE a.territory_id = \(territory)
        """))
    try db.each(
      """
      SELECT o.id, o.siret, o.name FROM organisation o WHERE o.siret IS NOT NULL AND o.archived_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM territory_organisation t WHERE t.territory_id = \(territory)
          AND t.organisation_id = o.id)
      ORDER BY o.id DESC
      """
    ) { ground.elsewhere[try $0["siret"]] = (try $0["id"], try $0["name"]) }
    try db.each(
      "SELECT employment_contract_id, engagement_id FROM employment_engagement WHERE territory_id = \(territory)"
    ) {
      ground.attachments.insert(
        TakeoverAttachment(employment: try $0["employment_contract_id"], engagement: try $0["engagement_id"]))
    }
    try addLines(to: &ground, source, territory, db)
    return ground
  }

  /// Changes with every act in the territory: each has its line in the journal.
  static func stamp(_ territory: ID<Territory>, _ db: any Connection) throws -> String {
    let row = try db.first(
      """
      SELECT (SELECT COALESCE(MAX(sequence), 0) FROM journal_event WHERE territory_id = \(territory)) AS acts,
        (SELECT COALESCE(MAX(id), 0) FROM hours_line) AS lines,
        (SELECT COALESCE(MAX(id), 0) FROM takeover WHERE territory_id = \(territory) AND state = 'written') AS takeovers
      """)
    return "\(try row?["acts"] as Int? ?? 0) \(try row?["lines"] as Int? ?? 0) \(try row?["takeovers"] as Int? ?? 0)"
  }

  private static func rows(
    of table: TakeoverTable, _ territory: ID<Territory>, _ db: any Connection
  ) throws -> [Int64: TakeoverValues] {
    let columns = TakeoverColumnsOf.table(table)
    let list = SQL(unchecked: (["id"] + columns.map(\.name)).joined(separator: ", "))
    let scope: SQL =
      switch table {
      case .organisation:
        "id IN (SELECT organisation_id FROM territory_organisation WHERE territory_id = \(territory)) AND archived_at IS NULL"
      case .contract, .person: "territory_id = \(territory) AND archived_at IS NULL"
      default: "territory_id = \(territory)"
      }
    let merged: SQL = table == .person ? " AND merged_into IS NULL" : ""
    var found: [Int64: TakeoverValues] = [:]
    try db.each("SELECT \(list) FROM \(unchecked: table.rawValue) WHERE \(scope)\(merged)") { row in
      var values: TakeoverValues = [:]
      for (place, column) in columns.enumerated() {
        let value = column.value(row.value(at: place + 1))
        if value != .nothing { values[column.name] = value }
      }
      found[try row["id"]] = values
    }
    return found
  }

  private static func addBearers(
    to ground: inout TakeoverGround, _ territory: ID<Territory>, _ db: any Connection
  ) throws {
    var found: [Int64: [TakeoverBearer]] = [:]
    try db.each(
      """
      SELECT engagement_id, organisation_id, share FROM engagement_bearer WHERE territory_id = \(territory)
      ORDER BY engagement_id, lead DESC, organisation_id
      """
    ) {
      found[try $0["engagement_id"], default: []].append(
        TakeoverBearer(organisation: try $0["organisation_id"], share: try $0["share"]))
    }
    for (id, bearers) in found { ground.rows[.engagement]?[id]?["bearers"] = .bearers(bearers) }
  }

  private static func addCriteria(
    to ground: inout TakeoverGround, _ territory: ID<Territory>, _ db: any Connection
  ) throws {
    var found: [Int64: [String]] = [:]
    try db.each(
      "SELECT eligibility_id, criterion FROM eligibility_criterion WHERE territory_id = \(territory)"
    ) { found[try $0["eligibility_id"], default: []].append(try $0["criterion"]) }
    for (id, codes) in found { ground.rows[.eligibility]?[id]?["criteria"] = .codes(codes.sorted()) }
  }

  /// Lines that stand: neither reversed nor reversals.
  private static func addLines(
    to ground: inout TakeoverGround, _ source: String, _ territory: ID<Territory>, _ db: any Connection
  ) throws {
    try db.each(
      """
      SELECT l.id, h.head_id, l.employment_contract_id, l.engagement_id, l.month, l.kind, l.declared_units,
        d.kept_units, CASE WHEN d.line_id IS NULL THEN 0 ELSE 1 END AS decided, CASE WHEN own.statement_id IS NULL THEN 0 ELSE 1 END AS own
      FROM hours_line l
      JOIN statement s ON s.territory_id = l.territory_id AND s.id = l.statement_id AND s.withdrawn_at IS NULL
      JOIN participant_head h ON h.territory_id = l.territory_id AND h.participant_id = l.participant_id
      LEFT JOIN hours_decision d ON d.line_id = l.id
      LEFT JOIN (SELECT t.statement_id FROM takeover_statement t
        JOIN takeover w ON w.territory_id = t.territory_id AND w.id = t.takeover_id
        WHERE t.territory_id = \(territory) AND w.source = \(source)) own ON own.statement_id = l.statement_id
      WHERE l.territory_id = \(territory) AND l.reverses_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM hours_line r WHERE r.reverses_id = l.id)
      """
    ) { row in
      let decided: Int = try row["decided"]
      let own: Int = try row["own"]
      let key = TakeoverHoursKey(
        person: try row["head_id"], employment: try row["employment_contract_id"], engagement: try row["engagement_id"],
        month: try row["month"], kind: try row["kind"], isDecided: decided == 1)
      let kept: Int64? = try row["kept_units"]
      if own == 1 {
        ground.lines[key] = TakeoverGround.Line(
          id: try row["id"], declared: try row["declared_units"], kept: Hours(units: kept ?? 0))
      } else {
        ground.foreign[key, default: .zero] += Hours(units: kept ?? 0)
      }
    }
  }
}

/// How a stored column is read and written by takeovers.
struct TakeoverColumnOf: Sendable {
  enum Shape: Sendable { case text, number, row(TakeoverTable) }
  let name: String
  let shape: Shape

  func value(_ stored: SQLValue) -> TakeoverValue {
    switch (stored, shape) {
    case (.null, _): .nothing
    case (.text(let text), _): TakeoverValue(text)
    case (.integer(let id), .row(let table)): .row(table, id)
    case (.integer(let number), _): .number(number)
    case (.blob, _): .nothing
    }
  }
}

enum TakeoverColumnsOf {
  /// Columns that a takeover reads and writes, in the order of writing.
  static func table(_ table: TakeoverTable) -> [TakeoverColumnOf] {
    switch table {
    case .organisation:
      texts(
        "name", "siret", "buyer_kind", "employer_kind", "prescriber_kind", "address", "postcode", "commune", "phone")
    case .contract:
      texts("reference", "title", "purchase_kind", "legal_form", "sector", "cpv", "notified_on", "ends_on")
        + numbers("amount_cents") + [row("buyer_id", .organisation)]
    case .lot:
      [row("contract_id", .contract)]
        + texts(
          "number", "name", "sector", "place", "notified_on", "started_on", "ends_on", "received_on", "settled_on",
          "terminated_on", "cancelled_on") + numbers("amount_cents")
    case .engagement:
      [row("lot_id", .lot)] + texts("label", "terms", "bearing", "basis", "rounding", "starts_on", "ends_on")
        + numbers("slice_cents", "slice_units", "threshold_cents")
    case .event:
      [row("engagement_id", .engagement)] + texts("kind", "effective_on", "reason")
        + numbers("delta_units", "amount_cents", "sets_units")
    case .person:
      texts(
        "last_name", "first_name", "born_on", "gender", "phone", "email", "postcode", "commune", "schooling",
        "informed_on") + [row("oriented_by", .organisation)]
    case .eligibility:
      [row("participant_id", .person)] + texts("decided_on", "starts_on", "ends_on", "reason") + numbers("refused")
    case .employment:
      [
        row("participant_id", .person), row("employer_id", .organisation), row("user_company_id", .organisation),
        row("eligibility_id", .eligibility),
      ]
        + texts(
          "kind", "modality", "job", "starts_on", "planned_end_on", "ended_on", "counts_from", "counts_until",
          "counting_rule", "schooling_at_hiring") + numbers("weekly_units", "age_at_hiring")
    case .opening: [row("engagement_id", .engagement)] + numbers("month", "units") + texts("note")
    }
  }

  /// Columns that are never NULL: an empty text where nothing is known.
  static let neverNull: Set<String> = [
    "address", "postcode", "commune", "phone", "reference", "place", "label", "email", "schooling", "reason", "job",
    "counting_rule", "schooling_at_hiring", "note",
  ]
  static let usual: [String: String] = ["gender": "X", "rounding": "full_slices"]

  private static func texts(_ names: String...) -> [TakeoverColumnOf] {
    names.map { TakeoverColumnOf(name: $0, shape: .text) }
  }
  private static func numbers(_ names: String...) -> [TakeoverColumnOf] {
    names.map { TakeoverColumnOf(name: $0, shape: .number) }
  }
  private static func row(_ name: String, _ table: TakeoverTable) -> TakeoverColumnOf {
    TakeoverColumnOf(name: name, shape: .row(table))
  }
}
