// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Hours at work of people day by day, over every line that the viewer may see: an employer only reads its own statements.
enum PersonDays {
  /// From eleven weeks before the first declared day to the Sunday after the last; nothing is asked where no line has days.
  static func read(
    _ lines: [LedgerLine], for viewer: Viewer, _ db: any Connection
  ) throws -> [ID<Participant>: [Day: Hours]] {
    let dated = lines.filter { !$0.days.isEmpty && !$0.isReversal }
    let days = dated.flatMap { $0.days.map(\.day) }
    guard let first = days.min(), let last = days.max() else { return [:] }
    let people = Set(dated.map(\.entry.participantID))
    let rows = try db.query(
      """
      SELECT w.participant_id, d.day, CAST(SUM(d.units) AS BIGINT) AS units
      FROM participant_head w
      JOIN participant_head o ON o.territory_id = w.territory_id AND o.head_id = w.head_id
      JOIN hours_line l ON l.territory_id = o.territory_id AND l.participant_id = o.participant_id
      JOIN statement s ON s.territory_id = l.territory_id AND s.id = l.statement_id
      JOIN hours_day d ON d.line_id = l.id
      WHERE \(LedgerScope.statements(viewer)) AND w.participant_id IN (\(.list(people.sorted())))
        AND l.kind IN ('site', 'training') AND d.day BETWEEN \(first.adding(days: -83)) AND \(last.adding(days: 6))
        AND NOT EXISTS (SELECT 1 FROM hours_line r WHERE r.reverses_id = l.id)
      GROUP BY w.participant_id, d.day
      """)
    var all: [ID<Participant>: [Day: Hours]] = [:]
    for row in rows {
      let (person, day): (ID<Participant>, Day) = (try row["participant_id"], try row["day"])
      all[person, default: [:]][day] = try row["units"]
    }
    return all
  }
}
