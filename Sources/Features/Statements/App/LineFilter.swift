// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Which lines of the ledger are wanted. What is nil does not filter.
struct LineFilter: Sendable, Hashable {
  enum State: String, Sendable, CaseIterable {
    case undecided = "a-valider"
    case kept = "retenues"
    case notKept = "non-retenues"

    var french: String {
      switch self {
      case .undecided: "à valider"
      case .kept: "retenues"
      case .notKept: "non retenues, en tout ou partie"
      }
    }
  }

  var line: ID<HoursLine>?
  var among: [ID<HoursLine>]?
  var statement: ID<Statement>?
  var lot: ID<Lot>?
  var contract: ID<PublicContract>?
  var engagement: ID<Engagement>?
  var participant: ID<Participant>?
  var employment: ID<EmploymentContract>?
  var employer: ID<Organisation>?
  var first: Month?
  var last: Month?
  var kind: HoursKind?
  var state: State?
  /// On the contracts that these people follow.
  var facilitators: [ID<Account>]?
  /// Decided after that moment: what came after something was published.
  var decidedAfter: Instant?

  /// The conditions on `hours_line l`, `statement s`, `engagement g`, `lot t`, `hours_decision d`.
  var condition: SQL {
    var parts: [SQL] = ["1 = 1"]
    if let line { parts.append("l.id = \(line)") }
    if let among { parts.append("l.id IN (\(.list(among)))") }
    if let statement { parts.append("l.statement_id = \(statement)") }
    if let lot { parts.append("g.lot_id = \(lot)") }
    if let contract { parts.append("t.contract_id = \(contract)") }
    if let engagement { parts.append("l.engagement_id = \(engagement)") }
    if let participant {
      parts.append(
        """
        l.participant_id IN (SELECT o.participant_id FROM participant_head o JOIN participant_head w
          ON w.head_id = o.head_id AND w.territory_id = o.territory_id WHERE w.participant_id = \(participant))
        """)
    }
    if let employment { parts.append("l.employment_contract_id = \(employment)") }
    if let employer { parts.append("s.employer_id = \(employer)") }
    if let first { parts.append("l.month >= \(first)") }
    if let last { parts.append("l.month <= \(last)") }
    if let kind { parts.append("l.kind = \(kind)") }
    if let state { parts.append(Self.condition(state)) }
    if let facilitators {
      parts.append("t.contract_id IN (SELECT id FROM public_contract WHERE facilitator_id IN (\(.list(facilitators))))")
    }
    if let decidedAfter { parts.append("d.decided_at > \(decidedAfter)") }
    return parts.joined(" AND ")
  }

  /// Asks for less than the whole ledger, its state aside.
  var isNarrow: Bool {
    var all = self
    (all.state, all.kind) = (nil, nil)
    return all != LineFilter()
  }

  /// The tables that the conditions ask for, to add up lines: each join costs as many searches as there are lines.
  func tables(for viewer: Viewer) -> SQL {
    let ofStatement = employer != nil || state == .undecided || !viewer.isFacilitator
    let ofLot = lot != nil || contract != nil || facilitators != nil
    let joins: [(isWanted: Bool, sql: SQL)] = [
      (ofStatement, "JOIN statement s ON s.territory_id = l.territory_id AND s.id = l.statement_id"),
      (
        !viewer.isFacilitator,
        "JOIN employment_contract ec ON ec.territory_id = l.territory_id AND ec.id = l.employment_contract_id"
      ),
      (ofLot, "JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id"),
      (ofLot, "JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id"),
    ]
    let wanted = joins.filter(\.isWanted).map(\.sql)
    return "FROM hours_line l \(wanted.joined(" ")) LEFT JOIN hours_decision d ON d.line_id = l.id"
  }

  private static func condition(_ state: State) -> SQL {
    switch state {
    // A statement is closed when all its lines are decided.
    case .undecided: "s.closed_at IS NULL AND d.line_id IS NULL"
    case .kept: "d.kept_units <> 0"
    case .notKept: "d.line_id IS NOT NULL AND d.kept_units <> d.declared_units"
    }
  }
}
