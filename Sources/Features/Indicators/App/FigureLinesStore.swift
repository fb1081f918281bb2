// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A decided line as it stands behind a figure.
struct FigureLine: Sendable {
  let id: ID<HoursLine>
  let month: Month
  let kind: HoursKind
  let declared: Hours
  let kept: Hours
  let isReversal: Bool
  let person: ID<Participant>
  let personName: String
  let employer: ID<Organisation>
  let employerName: String
  let lot: ID<Lot>
  let lotTitle: String
  let contractTitle: String

  var key: FigureLineKey { FigureLineKey(month: month, line: id) }
}

/// One page of lines and what all of them add up to.
struct FigureLines: Sendable {
  let lines: [FigureLine]
  let count: Int
  let declared: Hours
  let kept: Hours
  /// Hours that the figure counts and that no line says.
  let opened: Hours
  let next: FigureLineKey?
}

enum FigureLinesStore {
  static let pageSize = 50

  /// The latest months first. Only a facilitator sees lines with names.
  static func page(
    _ filter: FigureFilter, after key: FigureLineKey?, for viewer: Viewer, _ db: any Connection
  ) throws -> FigureLines {
    guard viewer.isFacilitator else { throw Missing() }
    let source = source(filter, viewer)
    let total = try db.first(
      """
      SELECT COUNT(*) AS lines, CAST(COALESCE(SUM(l.declared_units), 0) AS BIGINT) AS declared,
        CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) AS kept, \(opened(filter, viewer)) AS opened \(source)
      """)
    let further: SQL =
      key.map { "AND (l.month < \($0.month) OR (l.month = \($0.month) AND l.id < \($0.line)))" } ?? ""
    let rows = try db.query(
      """
      SELECT l.id, l.month, l.kind, l.declared_units, d.kept_units, l.reverses_id, h.head_id, p.first_name, p.last_name,
        k.employer_id, o.name AS employer_name, t.id AS lot_id, t.number, t.name AS lot_name, c.title
      \(source) \(further) ORDER BY l.month DESC, l.id DESC LIMIT \(pageSize + 1)
      """
    ).map(line)
    return FigureLines(
      lines: Array(rows.prefix(pageSize)), count: try total?["lines"] ?? 0, declared: try total?["declared"] ?? .zero,
      kept: try total?["kept"] ?? .zero, opened: try total?["opened"] ?? .zero,
      next: rows.count > pageSize ? rows[pageSize - 1].key : nil)
  }

  /// Opening balances of the same figure: none where it is parted by people, contracts or employers that they do not name.
  private static func opened(_ filter: FigureFilter, _ viewer: Viewer) -> SQL {
    guard let condition = filter.openingCondition else { return "0" }
    return """
      (SELECT CAST(COALESCE(SUM(l.units), 0) AS BIGINT) FROM opening_balance l
        JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
        JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
        JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
        WHERE l.territory_id = \(viewer.territoryID) AND \(condition))
      """
  }

  private static func source(_ filter: FigureFilter, _ viewer: Viewer) -> SQL {
    """
    FROM hours_line l
    JOIN hours_decision d ON d.line_id = l.id
    JOIN employment_contract k ON k.id = l.employment_contract_id
    JOIN organisation o ON o.id = k.employer_id
    JOIN engagement g ON g.id = l.engagement_id
    JOIN lot t ON t.id = g.lot_id
    JOIN public_contract c ON c.id = t.contract_id
    JOIN participant_head h ON h.participant_id = l.participant_id
    JOIN participant p ON p.id = h.head_id
    WHERE l.territory_id = \(viewer.territoryID) AND \(filter.condition)
    """
  }

  private static func line(_ row: Row) throws -> FigureLine {
    let reverses: Int64? = try row["reverses_id"]
    let (first, last): (String, String) = (try row["first_name"], try row["last_name"])
    let (number, name): (String, String) = (try row["number"], try row["lot_name"])
    return FigureLine(
      id: try row["id"], month: try row["month"], kind: try row["kind"], declared: try row["declared_units"],
      kept: try row["kept_units"], isReversal: reverses != nil, person: try row["head_id"],
      personName: "\(first) \(last)", employer: try row["employer_id"], employerName: try row["employer_name"],
      lot: try row["lot_id"], lotTitle: "\(number) \(name)", contractTitle: try row["title"])
  }
}
