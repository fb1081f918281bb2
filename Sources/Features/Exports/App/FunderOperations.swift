// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform
import Spreadsheet

/// ANRU: a row an operation, for half a year.
enum FunderOperations {
  static func rows(
    _ query: FunderQuery, for viewer: Viewer, _ db: any Connection
  ) throws -> (([WrittenCell]) throws -> Void) throws -> Void {
    let scope = query.scope(for: viewer)
    let found = try FunderFacts.read(try query.spanOfHalf(today: viewer.today), scope, db)
    let contracts = try FunderContract.list(scope, for: viewer, db)
    let lots = try LotProgressStore.list(
      query.buyer.map { .buyer($0) } ?? .territory, plans: false, for: viewer, on: viewer.today, db)
    let operations = try db.query(
      """
      SELECT p.id, p.name, p.reference, t.name AS buyer FROM operation p
      JOIN territory_organisation t ON t.territory_id = p.territory_id AND t.organisation_id = p.buyer_id
      WHERE p.territory_id = \(viewer.territoryID) ORDER BY p.name, p.id
      """)
    let inside = Dictionary(
      contracts.compactMap { contract in contract.operation.map { (contract.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    let exits = try FunderExits(query.half, for: viewer, db)
    return { add in
      for row in operations {
        let id: ID<Operation> = try row["id"]
        let indices = found.facts.facts.indices.filter { index in
          let fact = found.facts.facts[index]
          guard query.half.contains(fact.month), let place = found.facts.places[fact.engagement] else { return false }
          return inside[place.contract] == id
        }
        guard !indices.isEmpty else { continue }
        let own = lots.filter { inside[$0.contractID] == id }
        try add(
          [
            WrittenCell(try row["name"] as String), WrittenCell(try row["reference"] as String),
            WrittenCell(try row["buyer"] as String), .text(query.half.text),
          ] + cells(found, indices, own, for: query.buyer) + exits.cells(id))
      }
    }
  }

  private static func cells(
    _ found: FunderFacts, _ indices: [Int], _ lots: [LotProgress], for buyer: ID<Organisation>?
  ) -> [WrittenCell] {
    let ledger = found.facts.ledger(indices, for: buyer)
    let figures = ledger.figures(.year)
    let local = found.only(indices, .district) { $0 != FigureBreakdown.unknown }
    let mayTell = found.maySay(found.people(local).count, of: figures.people)
    let localHours = found.hours(local, for: buyer)
    let share = Ratios.percent(localHours.rational, of: figures.hoursDone.rational)
    return [
      WrittenCell(ledger.contracts(.year)), WrittenCell(lots.map(\.firm).sum), WrittenCell(lots.map(\.kept).sum),
      WrittenCell(figures.hoursDone), WrittenCell(figures.people), WrittenCell(figures.assignments),
      mayTell ? WrittenCell(localHours) : .empty,
      mayTell ? share.map { .number($0.plain(decimals: 1)) } ?? .empty : .empty,
    ] + found.modalities(indices, for: buyer) + found.profiles(indices)
  }
}

/// FSE+: a row a person, merged records being one.
enum FunderPeople {
  static func rows(
    _ query: FunderQuery, for viewer: Viewer, _ db: any Connection
  ) throws -> (([WrittenCell]) throws -> Void) throws -> Void {
    let (first, last) = (query.span.first, query.span.last)
    return { add in
      try db.each(
        """
        SELECT p.last_name, p.first_name, p.born_on, p.gender, p.postcode, p.commune, k.district_at_hiring,
          k.schooling_at_hiring, k.criteria_at_hiring, k.starts_on, x.units,
          (SELECT MAX(COALESCE(e.ended_on, e.planned_end_on, '9999-12-31')) FROM employment_contract e
            JOIN participant_head m ON m.territory_id = e.territory_id AND m.participant_id = e.participant_id
            WHERE e.territory_id = p.territory_id AND m.head_id = p.id) AS last_day,
          y.left_on, \(situation(.exit)) AS at_exit, \(situation(.six)) AS at_six
        FROM (
          SELECT h.head_id, CAST(SUM(d.kept_units) AS BIGINT) AS units FROM hours_line l
          JOIN hours_decision d ON d.line_id = l.id
          JOIN participant_head h ON h.territory_id = l.territory_id AND h.participant_id = l.participant_id
          WHERE l.territory_id = \(viewer.territoryID) AND l.kind = 'site' AND l.month BETWEEN \(first) AND \(last)
          GROUP BY h.head_id HAVING SUM(d.kept_units) > 0
        ) x
        JOIN participant p ON p.id = x.head_id
        JOIN employment_contract k ON k.id = (SELECT e.id FROM employment_contract e
          JOIN participant_head m ON m.territory_id = e.territory_id AND m.participant_id = e.participant_id
          WHERE e.territory_id = p.territory_id AND m.head_id = p.id ORDER BY e.starts_on, e.id LIMIT 1)
        LEFT JOIN exit y ON y.id = (SELECT z.id FROM exit z
          JOIN participant_head m ON m.territory_id = z.territory_id AND m.participant_id = z.participant_id
          WHERE z.territory_id = p.territory_id AND m.head_id = p.id AND z.withdrawn_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM employment_contract e
              JOIN participant_head n ON n.territory_id = e.territory_id AND n.participant_id = e.participant_id
              WHERE e.territory_id = p.territory_id AND n.head_id = p.id AND e.starts_on > z.left_on)
          ORDER BY z.left_on DESC, z.id DESC LIMIT 1)
        WHERE p.territory_id = \(viewer.territoryID) ORDER BY p.last_name, p.first_name, p.id
        """
      ) { row in try add(cells(row, today: viewer.today)) }
    }
  }

  /// What stands of exit `y` at a milestone.
  private static func situation(_ milestone: ExitMilestone) -> SQL {
    """
    (SELECT s.situation FROM exit_situation s WHERE s.territory_id = y.territory_id AND s.exit_id = y.id
      AND s.replaced_at IS NULL AND s.milestone = \(milestone.rawValue))
    """
  }

  private static func cells(_ row: Row, today: Day) throws -> [WrittenCell] {
    let (born, entered): (Day?, Day) = (try row["born_on"], try row["starts_on"])
    let (gender, level): (String, String) = (try row["gender"], try row["schooling_at_hiring"])
    let criteria: String = try row["criteria_at_hiring"]
    let listed = Set(criteria.split(separator: ",").map(String.init))
    func yes(_ criterion: EligibilityCriterion) -> WrittenCell {
      listed.contains(criterion.rawValue) ? .text("OUI") : .empty
    }
    let last: Day = try row["last_day"]
    let hours: Hours = try row["units"]
    return [
      WrittenCell(try row["last_name"] as String), WrittenCell(try row["first_name"] as String), WrittenCell(born),
      WrittenCell(["F": "F", "M": "H"][gender] ?? ""), born.map { WrittenCell(age($0, on: entered)) } ?? .empty,
      WrittenCell(try row["postcode"] as String), WrittenCell(try row["commune"] as String),
      WrittenCell(try row["district_at_hiring"] as String), WrittenCell(entered), yes(.deld), yes(.rsa), yes(.th),
      WrittenCell(level), WrittenCell(EducationLevel(rawValue: level).map(standard) ?? ""), WrittenCell(hours),
      last < today ? WrittenCell(last) : .empty,
      WrittenCell(try row["left_on"] as Day?), WrittenCell((try row["at_exit"] as ExitSituation?)?.fse ?? ""),
      WrittenCell((try row["at_six"] as ExitSituation?)?.fse ?? ""),
    ]
  }

  private static func age(_ born: Day, on day: Day) -> Int {
    let isBefore = (day.monthNumber, day.day) < (born.monthNumber, born.day)
    return max(0, day.year - born.year - (isBefore ? 1 : 0))
  }

  /// The international classification of education, by groups.
  private static func standard(_ level: EducationLevel) -> String {
    switch level {
    case .nonCertifying, .neverSchooled, .compulsorySchool, .shortTraining, .capLevel: "0-2"
    case .cap, .bac, .vocationalBac: "3-4"
    case .bts, .bachelor, .master: "5-8"
    }
  }
}
