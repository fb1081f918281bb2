// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// An exit with who it is of and what was said of it.
struct ExitLine: Sendable {
  let exit: Exit
  let person: Participant
  let remark: String
  /// The day on which each situation was learnt.
  let knownOn: [ExitMilestone: Day]

  var key: ExitKey { ExitKey(leftOn: exit.leftOn, id: exit.id) }
}

enum ExitStore {
  /// Situations that stand, side by side: columns `at_0` to `at_12` and `known_0` to `known_12` of exits `x`.
  private static let situations: SQL = ExitMilestone.allCases.map { milestone -> SQL in
    let number = milestone.rawValue
    return """
      MAX(CASE WHEN s.milestone = \(number) THEN s.situation END) AS \(unchecked: "at_\(number)"),
      MAX(CASE WHEN s.milestone = \(number) THEN s.known_on END) AS \(unchecked: "known_\(number)")
      """
  }.joined(", ")

  /// Lines of exits `x` that a condition holds, the latest first.
  static func lines(
    _ condition: SQL, limit: Int = 200, for viewer: Viewer, _ db: any Connection
  ) throws -> [ExitLine] {
    try db.query(
      """
      SELECT x.id, x.left_on, x.remark, x.head_id, x.first_name, x.last_name, x.born_on, \(situations)
      FROM (
        SELECT x.territory_id, x.id, x.left_on, x.remark, h.head_id, p.first_name, p.last_name, p.born_on FROM exit x
        JOIN participant_head h ON h.territory_id = x.territory_id AND h.participant_id = x.participant_id
        JOIN participant p ON p.territory_id = h.territory_id AND p.id = h.head_id
        WHERE x.territory_id = \(viewer.territoryID) AND x.withdrawn_at IS NULL AND \(condition)
          AND \(ParticipantScope.condition(for: viewer))
        ORDER BY x.left_on DESC, x.id DESC LIMIT \(limit)
      ) x
      LEFT JOIN exit_situation s ON s.territory_id = x.territory_id AND s.exit_id = x.id AND s.replaced_at IS NULL
      GROUP BY x.id, x.left_on, x.remark, x.head_id, x.first_name, x.last_name, x.born_on
      ORDER BY x.left_on DESC, x.id DESC
      """
    ).map(line)
  }

  private static func line(_ row: Row) throws -> ExitLine {
    var (situations, known): ([ExitMilestone: ExitSituation], [ExitMilestone: Day]) = ([:], [:])
    for milestone in ExitMilestone.allCases {
      situations[milestone] = try row["at_\(milestone.rawValue)"]
      known[milestone] = try row["known_\(milestone.rawValue)"]
    }
    return ExitLine(
      exit: Exit(id: try row["id"], leftOn: try row["left_on"], situations: situations),
      person: Participant(
        id: try row["head_id"], firstName: try row["first_name"], lastName: try row["last_name"],
        bornOn: try row["born_on"]),
      remark: try row["remark"], knownOn: known)
  }

  /// One exit, for the profession: what others may read of it stands on the person's page.
  static func find(_ id: ID<Exit>, for viewer: Viewer, _ db: any Connection) throws -> ExitLine {
    guard viewer.isFacilitator, let line = try lines("x.id = \(id)", for: viewer, db).first else { throw Missing() }
    return line
  }

  /// The exits of a person whom the viewer may open. An employer is not told.
  static func list(
    of person: ID<Participant>, for viewer: Viewer, _ db: any Connection
  ) throws -> [ExitLine] {
    guard viewer.isFacilitator || viewer.role == .prescriber else { return [] }
    return try lines("x.participant_id IN (\(ParticipantScope.records(of: person, for: viewer)))", for: viewer, db)
  }
}
