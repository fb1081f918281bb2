// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Hours of one person on one lot: done, training beside, and what the contract's policy credits of it. `done` never changes.
struct PersonCredit: Sendable, Hashable {
  let participant: ID<Participant>
  let lot: ID<Lot>
  let policy: TrainingPolicy
  let site: Hours
  let training: Hours

  /// *Heures valorisées*: beside the hours done.
  var credited: Hours { policy.credited(site: site, training: training) }
  var creditedTraining: Hours { policy.creditedTraining(site: site, training: training) }
}

/// Training credited beside the hours done (rules 18), person by person on each lot, over the whole of the lines asked for.
enum CreditStore {
  static func list(_ filter: LineFilter, for viewer: Viewer, _ db: any Connection) throws -> [PersonCredit] {
    try db.query(
      """
      SELECT h.head_id, t.id AS lot_id, c.training_policy, c.training_cap_percent,
        CAST(SUM(CASE WHEN l.kind = 'site' THEN d.kept_units ELSE 0 END) AS BIGINT) AS site,
        CAST(SUM(CASE WHEN l.kind = 'training' THEN d.kept_units ELSE 0 END) AS BIGINT) AS training
      \(LedgerStore.tables)
      JOIN participant_head h ON h.territory_id = l.territory_id AND h.participant_id = l.participant_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE \(LedgerScope.lines(viewer)) AND \(filter.condition) AND d.line_id IS NOT NULL
        AND l.kind IN ('site', 'training')
      GROUP BY h.head_id, t.id, c.training_policy, c.training_cap_percent ORDER BY t.id, h.head_id
      """
    ).map { row in
      PersonCredit(
        participant: try row["head_id"], lot: try row["lot_id"],
        policy: TrainingPolicy(
          stored: try row["training_policy"], percent: try row["training_cap_percent"]),
        site: try row["site"], training: try row["training"])
    }
  }
}

extension TrainingPolicy {
  /// As the two columns hold it.
  init(stored code: String, percent: Int) {
    switch code {
    case "all": self = .all
    case "capped" where percent > 0: self = .cappedPercent(percent)
    default: self = .none
    }
  }
}

extension [PersonCredit] {
  var site: Hours { map(\.site).sum }
  var training: Hours { map(\.training).sum }
  var credited: Hours { map(\.credited).sum }
}
