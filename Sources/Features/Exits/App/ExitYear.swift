// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The last exit of each person in a year, by the head of the person's records.
struct ExitYear: Sendable {
  private var exits: [Int64: Exit] = [:]

  init() {}

  /// As known at `moment` (nil: all that is known), in one territory, or in every one of the folder.
  init(_ year: Int, _ territory: ID<Territory>?, knownAt moment: Instant?, _ db: any Connection) throws {
    let here: SQL = territory.map { "x.territory_id = \($0) AND" } ?? ""
    let exitKnown: SQL =
      moment.map { "x.recorded_at <= \($0) AND (x.withdrawn_at IS NULL OR x.withdrawn_at > \($0))" }
      ?? "x.withdrawn_at IS NULL"
    let situationKnown: SQL =
      moment.map { "s.recorded_at <= \($0) AND (s.replaced_at IS NULL OR s.replaced_at > \($0))" }
      ?? "s.replaced_at IS NULL"
    guard let first = Day(year, 1, 1), let last = Day(year, 12, 31) else { return }
    var open: (id: ID<Exit>, head: Int64, leftOn: Day, situations: [ExitMilestone: ExitSituation])?
    func settle() {
      guard let exit = open else { return }
      exits[exit.head] = Exit(id: exit.id, leftOn: exit.leftOn, situations: exit.situations)
    }
    try db.each(
      """
      SELECT x.id, x.left_on, h.head_id, s.milestone, s.situation
      FROM exit x
      JOIN participant_head h ON h.territory_id = x.territory_id AND h.participant_id = x.participant_id
      LEFT JOIN exit_situation s ON s.territory_id = x.territory_id AND s.exit_id = x.id AND \(situationKnown)
      WHERE \(here) x.left_on BETWEEN \(first) AND \(last) AND \(exitKnown)
      ORDER BY x.left_on, x.id
      """
    ) { row in
      let id: ID<Exit> = try row["id"]
      if open?.id != id {
        settle()
        open = (id, try row["head_id"], try row["left_on"], [:])
      }
      if let number: Int = try row["milestone"], let milestone = ExitMilestone(rawValue: number) {
        open?.situations[milestone] = try row["situation"]
      }
    }
    settle()
  }

  /// The exits of some people.
  func tally(_ heads: some Sequence<Int64>) -> ExitTally {
    var tally = ExitTally()
    guard !exits.isEmpty else { return tally }
    for head in heads {
      if let exit = exits[head] { tally.add(exit) }
    }
    return tally
  }

  var isEmpty: Bool { exits.isEmpty }
}
