// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

enum FigureFactStore {
  /// Two reads and those of the places. The viewer's pages pass `FigureScope.widest(for:)`.
  static func read(
    _ span: FigureSpan, _ scope: FigureScope, by basis: FigureBasis, knownAt moment: Instant?, zone: TimeZone,
    _ db: any Connection
  ) throws -> FigureFacts {
    let known: SQL = moment.map { "AND d.decided_at <= \($0)" } ?? ""
    let (month, within) = counted(span, basis, zone)
    let facts = try db.query(
      """
      SELECT l.engagement_id, \(month) AS counted_month, h.head_id, k.parcours_id, k.id AS contract_id, k.employer_id,
        o.siren, o.employer_kind, k.kind, k.modality, k.age_at_hiring, k.district_at_hiring, k.schooling_at_hiring,
        k.criteria_at_hiring, p.gender, y.buyer_kind, CAST(SUM(d.kept_units) AS BIGINT) AS units
      FROM hours_line l
      JOIN hours_decision d ON d.line_id = l.id
      JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      JOIN organisation y ON y.id = c.buyer_id
      JOIN participant_head h ON h.territory_id = l.territory_id AND h.participant_id = l.participant_id
      JOIN participant p ON p.id = h.head_id
      JOIN employment_contract k ON k.id = l.employment_contract_id
      JOIN organisation o ON o.id = k.employer_id
      WHERE \(scope.condition) AND l.kind = 'site' AND \(within) \(known)
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
      ORDER BY 1, 2, 5, 3
      """
    ).map(fact)
    return FigureFacts(
      span: span, facts: facts, places: try IndicatorStore.places(of: Set(facts.map(\.engagement)), db))
  }

  /// The month in which a line counts, and which lines are of the two years. A day ends at the midnight of the territory.
  private static func counted(_ span: FigureSpan, _ basis: FigureBasis, _ zone: TimeZone) -> (month: SQL, within: SQL) {
    guard basis == .kept else { return ("l.month", "l.month BETWEEN \(span.firstBefore) AND \(span.last)") }
    let start = Instant.evening(of: span.firstBefore.adding(months: -1).lastDay, in: zone)
    let end = Instant.evening(of: span.last.lastDay, in: zone)
    let cases = (0..<24).map { span.firstBefore.adding(months: $0) }.map { month -> SQL in
      "WHEN d.decided_at <= \(Instant.evening(of: month.lastDay, in: zone)) THEN \(SQL(unchecked: String(month.rawValue)))"
    }
    return (
      "CAST(CASE \(cases.joined(" ")) END AS BIGINT)", "d.decided_at > \(start) AND d.decided_at <= \(end)"
    )
  }

  private static func fact(_ row: Row) throws -> FigureFact {
    let chain: Int64? = try row["parcours_id"]
    let age: Int? = try row["age_at_hiring"]
    let (siren, employerKind, buyerKind): (String?, String?, String?) = (
      try row["siren"], try row["employer_kind"], try row["buyer_kind"]
    )
    let criteria: String = try row["criteria_at_hiring"]
    let listed = Set(criteria.split(separator: ",").map(String.init)).sorted()
    func keys(_ text: String?) -> [String] { [text.flatMap { $0.isEmpty ? nil : $0 } ?? FigureBreakdown.unknown] }
    return FigureFact(
      engagement: try row["engagement_id"], month: try row["counted_month"], person: try row["head_id"],
      assignment: try chain.map { .chain($0) } ?? .contract(try row["contract_id"]),
      employerID: try row["employer_id"],
      employer: YearLedger.Body(
        id: try row["employer_id"], siren: siren, kind: employerKind.flatMap { EmployerKind(rawValue: $0) }),
      keys: [
        .buyerKind: keys(buyerKind), .employerKind: keys(employerKind), .modality: keys(try row["modality"]),
        .contractKind: keys(try row["kind"]), .gender: keys(try row["gender"]),
        .age: keys(age.map { AgeBand(age: $0).rawValue }), .district: keys(try row["district_at_hiring"]),
        .education: keys(try row["schooling_at_hiring"]), .criterion: listed.isEmpty ? keys(nil) : listed,
      ],
      hours: try row["units"])
  }

  /// The names behind identifiers, by key.
  static func names(
    _ breakdown: FigureBreakdown, in territory: ID<Territory>?, _ db: any Connection
  ) throws -> [String: String] {
    func here(_ column: SQL) -> SQL { territory.map { "\(column) = \($0)" } ?? "1 = 1" }
    let rows: [Row]
    switch breakdown {
    case .buyer, .employer:
      rows = try db.query(
        "SELECT organisation_id AS id, name FROM territory_organisation WHERE \(here("territory_id")) ORDER BY territory_id"
      )
    case .contract:
      rows = try db.query("SELECT id, title AS name FROM public_contract c WHERE \(here("c.territory_id"))")
    case .lot:
      rows = try db.query(
        """
        SELECT t.id, c.title || ' · ' || t.number || ' ' || t.name AS name FROM lot t
        JOIN public_contract c ON c.id = t.contract_id WHERE \(here("t.territory_id"))
        """)
    default: rows = []
    }
    return try Dictionary(
      rows.map { (String(try $0["id"] as Int64), try $0["name"] as String) }, uniquingKeysWith: { first, _ in first })
  }
}
