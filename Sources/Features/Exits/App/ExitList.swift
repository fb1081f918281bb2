// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A page of exits, and how many there are of what is asked.
struct ExitList: Sendable {
  static let pageSize = 50

  let lines: [ExitLine]
  let count: Int
  /// Exits of which something is to be asked today, whatever is asked.
  let due: Int
  /// People who left in the year without an hour kept in it: no figure counts them. Only where a year is asked.
  let uncounted: Set<ID<Exit>>
  let next: ExitKey?

  static func page(
    _ query: ExitQuery, after key: ExitKey?, for viewer: Viewer, _ db: any Connection
  ) throws -> ExitList {
    guard viewer.isFacilitator else { throw Missing() }
    let condition = try condition(query, viewer)
    let further: SQL =
      key.map { "(x.left_on < \($0.leftOn) OR (x.left_on = \($0.leftOn) AND x.id < \($0.id)))" } ?? "1 = 1"
    let lines = try ExitStore.lines("\(condition) AND \(further)", limit: pageSize + 1, for: viewer, db)
    let counts = try db.first(
      """
      SELECT COUNT(*) AS asked, (SELECT COUNT(*) FROM exit x WHERE x.territory_id = \(viewer.territoryID)
        AND x.withdrawn_at IS NULL AND \(due(on: viewer.today))) AS due
      FROM exit x WHERE x.territory_id = \(viewer.territoryID) AND x.withdrawn_at IS NULL AND \(condition)
      """)
    let shown = Array(lines.prefix(pageSize))
    return ExitList(
      lines: shown, count: try counts?["asked"] ?? 0, due: try counts?["due"] ?? 0,
      uncounted: try uncounted(shown, query, for: viewer, db), next: lines.count > pageSize ? shown.last?.key : nil)
  }

  /// Conditions on `exit x`.
  private static func condition(_ query: ExitQuery, _ viewer: Viewer) throws -> SQL {
    var parts: [SQL] = ["1 = 1"]
    if let year = query.year, let first = Day(year, 1, 1), let last = Day(year, 12, 31) {
      parts.append("x.left_on BETWEEN \(first) AND \(last)")
    }
    if let kind = query.kind {
      parts.append("\(said(query.milestone)) AND s.situation IN (\(.list(ExitSituation.of(kind)))))")
    } else if query.milestone != .exit {
      parts.append("\(said(query.milestone)))")
    }
    if query.isDue { parts.append(due(on: viewer.today)) }
    return parts.joined(" AND ")
  }

  /// The beginning of « there is a situation at this milestone ».
  private static func said(_ milestone: ExitMilestone) -> SQL {
    """
    EXISTS (SELECT 1 FROM exit_situation s WHERE s.territory_id = x.territory_id AND s.exit_id = x.id
      AND s.replaced_at IS NULL AND s.milestone = \(milestone.rawValue)
    """
  }

  /// Exits `x` of which a situation is to be asked on a day.
  static func due(on today: Day) -> SQL {
    let parts = ExitMilestone.later.map { milestone -> SQL in
      let (latest, earliest) = milestone.leftBetween(today)
      return "(x.left_on > \(earliest) AND x.left_on <= \(latest) AND NOT \(said(milestone))))"
    }
    return "(\(parts.joined(" OR ")))"
  }

  /// Those whose hours of the year of their exit add up to nothing.
  private static func uncounted(
    _ lines: [ExitLine], _ query: ExitQuery, for viewer: Viewer, _ db: any Connection
  ) throws -> Set<ID<Exit>> {
    guard let year = query.year, !lines.isEmpty else { return [] }
    let heads: [ID<Participant>] = try db.values(
      """
      SELECT h.head_id FROM participant_head h
      JOIN hours_line l ON l.territory_id = h.territory_id AND l.participant_id = h.participant_id
      JOIN hours_decision d ON d.line_id = l.id
      WHERE h.territory_id = \(viewer.territoryID) AND h.head_id IN (\(.list(lines.map(\.person.id))))
        AND l.kind = 'site' AND l.month BETWEEN \(year * 100 + 1) AND \(year * 100 + 12)
      GROUP BY h.head_id HAVING SUM(d.kept_units) > 0
      """)
    let counted = Set(heads)
    return Set(lines.filter { !counted.contains($0.person.id) }.map(\.exit.id))
  }
}
