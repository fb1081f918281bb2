// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Spreadsheet

/// Who left after working on an operation, six months later: the day on which that is asked falls in the half year.
struct FunderExits {
  private var tallies: [ID<Operation>: ExitTally] = [:]

  init(_ half: HalfYear, for viewer: Viewer, _ db: any Connection) throws {
    let (first, last) = half.months
    guard let from = Month(first)?.firstDay, let through = Month(last)?.lastDay else { return }
    // Days of a short month meet at its end: the exact day is looked at below.
    let asked = ExitMilestone.six
    let (earliest, latest) = (from.adding(months: -asked.rawValue - 1), through.adding(months: -asked.rawValue + 1))
    let rows = try db.query(
      """
      SELECT c.operation_id, x.id, x.left_on, s.situation
      FROM exit x
      JOIN participant_head h ON h.territory_id = x.territory_id AND h.participant_id = x.participant_id
      JOIN participant_head r ON r.territory_id = h.territory_id AND r.head_id = h.head_id
      JOIN hours_line l ON l.territory_id = r.territory_id AND l.participant_id = r.participant_id AND l.kind = 'site'
      JOIN hours_decision d ON d.line_id = l.id
      JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      LEFT JOIN exit_situation s ON s.territory_id = x.territory_id AND s.exit_id = x.id AND s.replaced_at IS NULL
        AND s.milestone = \(asked.rawValue)
      WHERE x.territory_id = \(viewer.territoryID) AND x.withdrawn_at IS NULL
        AND x.left_on BETWEEN \(earliest) AND \(latest) AND l.month <= \(last) AND c.operation_id IS NOT NULL
      GROUP BY c.operation_id, x.id, x.left_on, s.situation HAVING SUM(d.kept_units) > 0
      """)
    for row in rows {
      let leftOn: Day = try row["left_on"]
      let day = asked.day(after: leftOn)
      guard from <= day, day <= through else { continue }
      let situation: ExitSituation? = try row["situation"]
      tallies[try row["operation_id"], default: ExitTally()].add(
        Exit(id: try row["id"], leftOn: leftOn, situations: situation.map { [asked: $0] } ?? [:]))
    }
  }

  /// Those in lasting work, then those of whom something is known; both empty where a few people would be told of.
  func cells(_ operation: ID<Operation>) -> [WrittenCell] {
    let tally = tallies[operation] ?? ExitTally()
    let (durable, known) = (tally.count(.durable, .six), tally.known(.six))
    guard !SmallCells.isSmall(known), known == 0 || !SmallCells.reveals(part: durable, of: known) else {
      return [.empty, SmallCells.isSmall(known) ? .empty : WrittenCell(known)]
    }
    return [WrittenCell(durable), WrittenCell(known)]
  }
}
