// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// What was done or put off from the day's list. The list is the team's: a colleague does not call again. Not in the journal: it is
/// how a team works, and no fact of the programme.
enum DayMarkStore {
  /// How long a mark is read: after a year, what is still there is to be said again.
  static let months = 12

  /// Those that still say something, in one statement.
  static func all(for viewer: Viewer, _ db: any Connection) throws -> [String: DayMark] {
    let since = viewer.today.adding(months: -months)
    let rows = try db.query(
      """
      SELECT task_key, state, until_on, recorded_at FROM day_mark
      WHERE territory_id = \(viewer.territoryID) AND recorded_at >= \(since.iso)
      """)
    return Dictionary(
      try rows.map { row -> (String, DayMark) in
        let (state, key): (String, String) = (try row["state"], try row["task_key"])
        let (until, recorded): (Day?, Instant) = (try row["until_on"], try row["recorded_at"])
        // What was done for good before its kind came back: it comes back as the kind does now.
        let usual = DayTaskKey(key)?.kind.doneLasts(from: recorded.day(in: .gmt))
        return (key, DayMark(state == "done" ? .done : .later, until: until ?? usual))
      }, uniquingKeysWith: { $1 })
  }

  static func set(
    _ mark: DayMark, on key: DayTaskKey, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    try db.execute(
      """
      INSERT INTO day_mark (territory_id, task_key, state, until_on, author_id, recorded_at)
      VALUES (\(viewer.territoryID), \(key.description), \(mark.state.rawValue), \(mark.until), \(viewer.accountID), \(now))
      ON CONFLICT (territory_id, task_key) DO UPDATE SET state = excluded.state, until_on = excluded.until_on,
        author_id = excluded.author_id, recorded_at = excluded.recorded_at
      """)
  }

  /// Puts it back into the list.
  static func clear(_ key: DayTaskKey, for viewer: Viewer, _ db: any Connection) throws {
    guard viewer.isFacilitator else { throw Missing() }
    try db.execute(
      "DELETE FROM day_mark WHERE territory_id = \(viewer.territoryID) AND task_key = \(key.description)")
  }
}
