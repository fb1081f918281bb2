// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What a statement would declare, line by line with the remarks of the checks, before it is sent. Nothing is written.
struct DeclarationReview: Sendable {
  struct Line: Sendable {
    let row: DeclarationRow
    let draft: LineDraft
    let remarks: [LineRemark]
  }

  struct Figure: Sendable {
    let row: DeclarationRow
    let draft: UserFigureDraft
    /// What the payer declared already for the same hours; zero when nothing came.
    let payer: Hours
  }

  struct LotTotal: Sendable {
    let label: String
    let contractTitle: String
    var people: Set<ID<Participant>> = []
    var byKind: [HoursKind: Hours] = [:]
  }

  let lines: [Line]
  let figures: [Figure]

  /// Totals by lot, in the order of the lines.
  var lots: [LotTotal] {
    var order: [ID<Lot>] = []
    var totals: [ID<Lot>: LotTotal] = [:]
    for line in lines {
      let row = line.row
      if totals[row.lot] == nil { order.append(row.lot) }
      var total = totals[row.lot] ?? LotTotal(label: row.lotLabel, contractTitle: row.contractTitle)
      total.people.insert(row.participant)
      total.byKind[line.draft.entry.kind, default: .zero] += line.draft.entry.declared
      totals[row.lot] = total
    }
    return order.compactMap { totals[$0] }
  }

  var remarked: [Line] { lines.filter { !$0.remarks.isEmpty } }

  /// Reads what the ledger already holds for these people and months: two queries for any number of lines.
  static func read(
    _ lines: [LineDraft], _ figures: [UserFigureDraft], rows: [DeclarationRow], placed: [DeclarationRow],
    for viewer: Viewer, _ db: any Connection
  ) throws -> DeclarationReview {
    let known = try known(Set(lines.map(\.entry.employmentContractID) + figures.map(\.employment)), for: viewer, db)
    let frozen = try StatementStore.frozenYears(viewer.territoryID, db)
    let own = Dictionary(
      rows.map { (Place($0.employment, $0.engagement), $0) }, uniquingKeysWith: { first, _ in first })
    let others = Dictionary(
      placed.map { (Place($0.employment, $0.engagement), $0) }, uniquingKeysWith: { first, _ in first })
    let check = Check(lines: lines, known: known, frozen: frozen, rules: viewer.rules)
    return DeclarationReview(
      lines: lines.compactMap { draft in
        own[Place(draft.entry.employmentContractID, draft.entry.engagementID)]
          .map { Line(row: $0, draft: draft, remarks: check.remarks(draft, $0)) }
      },
      figures: figures.compactMap { draft in
        others[Place(draft.employment, draft.engagement)].map { row in
          let box = Box(draft.employment, draft.engagement, draft.month, .site)
          return Figure(row: row, draft: draft, payer: known[box] ?? .zero)
        }
      })
  }

  private static func known(
    _ contracts: Set<ID<EmploymentContract>>, for viewer: Viewer, _ db: any Connection
  ) throws -> [Box: Hours] {
    guard !contracts.isEmpty else { return [:] }
    let rows = try db.query(
      """
      SELECT l.employment_contract_id, l.engagement_id, l.month, l.kind,
        CAST(SUM(l.declared_units) AS BIGINT) AS units
      FROM hours_line l
      WHERE l.territory_id = \(viewer.territoryID) AND l.employment_contract_id IN (\(.list(contracts.sorted())))
      GROUP BY l.employment_contract_id, l.engagement_id, l.month, l.kind
      """)
    return try Dictionary(
      rows.map { row in
        (
          Box(
            try row["employment_contract_id"], try row["engagement_id"], try row["month"], try row["kind"]),
          try row["units"]
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  private struct Place: Hashable {
    let employment: ID<EmploymentContract>
    let engagement: ID<Engagement>
    init(_ employment: ID<EmploymentContract>, _ engagement: ID<Engagement>) {
      (self.employment, self.engagement) = (employment, engagement)
    }
  }

  private struct Box: Hashable {
    let employment: ID<EmploymentContract>
    let engagement: ID<Engagement>
    let month: Month
    let kind: HoursKind
    init(
      _ employment: ID<EmploymentContract>, _ engagement: ID<Engagement>, _ month: Month, _ kind: HoursKind
    ) {
      (self.employment, self.engagement, self.month, self.kind) = (employment, engagement, month, kind)
    }
  }

  /// The checks of the domain over lines that are not yet in the ledger.
  private struct Check {
    let lines: [LineDraft]
    let known: [Box: Hours]
    let frozen: Set<Int>
    let rules: TerritoryRules

    func remarks(_ draft: LineDraft, _ row: DeclarationRow) -> [LineRemark] {
      let entry = draft.entry
      var facts = LineFacts(
        month: entry.month, kind: entry.kind, declared: entry.declared, days: draft.days, eligibility: row.counts,
        contract: row.dates, lot: row.lotDates,
        monthTotal: lines.filter { $0.entry.participantID == entry.participantID }.map(\.entry)
          .filter { $0.month == entry.month && $0.kind != .absence }.map(\.declared).sum
          + before(entry.employmentContractID, entry.month),
        frozenYears: frozen)
      facts.isAlsaceMoselle = rules.hasAlsaceMoselleHolidays
      var remarks = LineChecks.remarks(on: facts)
      if let other = known[Box(entry.employmentContractID, entry.engagementID, entry.month, entry.kind)],
        other > .zero
      {
        remarks.append(.repeated(other, month: entry.month))
      }
      if isFirst(draft), let over = overContract(entry, row) { remarks.append(over) }
      return remarks.levelled(under: rules)
    }

    private func overContract(_ entry: LedgerEntry, _ row: DeclarationRow) -> LineRemark? {
      let now = lines.map(\.entry).filter { other in
        other.employmentContractID == entry.employmentContractID && other.month == entry.month && other.kind != .absence
      }.map(\.declared).sum
      return LineRemark.overContract(
        now + before(entry.employmentContractID, entry.month), weekly: row.weekly, month: entry.month,
        contract: row.dates)
    }

    /// Said once for a contract and a month, whatever its lots and kinds of hours.
    private func isFirst(_ draft: LineDraft) -> Bool {
      lines.first { other in
        other.entry.employmentContractID == draft.entry.employmentContractID && other.entry.month == draft.entry.month
          && other.entry.kind != .absence
      }.map(\.entry) == draft.entry
    }

    private func before(_ contract: ID<EmploymentContract>, _ month: Month) -> Hours {
      known.filter { $0.key.employment == contract && $0.key.month == month && $0.key.kind != .absence }
        .map(\.value).sum
    }
  }
}
