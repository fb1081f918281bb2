// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A line with what the checks say of it.
struct ReviewedLine: Sendable {
  let line: LedgerLine
  let remarks: [LineRemark]
  /// What may be kept of it, from its days or its month.
  let keeping: Keeping?
  /// What the employer was asked about it, the first asked first.
  var questions: [LineQuestion] = []

  /// May be validated with the others in one action.
  var isClean: Bool { line.isUndecided && remarks.isClean && !questions.contains(where: \.isOpen) }
  /// Whether the employer has yet to answer about that remark.
  func isAsked(_ code: String) -> Bool { questions.contains { $0.isOpen && $0.code == code } }
  /// The checks that the territory made binding: the whole line, or a part chosen by hand, is not kept against them.
  var binding: [LineRemark] { remarks.filter(\.isBinding) }
  /// Whether what falls within the validity may be kept all the same: the others are about the whole line.
  var isBoundByValidityOnly: Bool {
    let dates = [LineCheck.beforeValidation.rawValue, LineCheck.afterEligibility.rawValue]
    return binding.allSatisfy { dates.contains($0.code) }
  }
  /// The binding check that refuses to keep that much of the line; nil where nothing stands against it. What falls within the validity
  /// may be kept where the check is about its dates.
  func refusal(keeping kept: Hours) -> LineRemark? {
    guard let remark = binding.first, kept > .zero else { return nil }
    if isBoundByValidityOnly, case .settled(let valid, _, _) = keeping, kept <= valid { return nil }
    return remark
  }
  var needsDays: Bool { keeping == .daysNeeded && line.isUndecided && line.kind.mayCount }

  /// The decision of the one action: all of it, and nothing of an absence.
  func wholeDecision() throws(StatementError) -> HoursDecision {
    try HoursDecision(
      kind: line.kind, declared: line.declared, kept: line.kind.mayCount ? line.declared : .zero,
      reason: line.kind.mayCount ? nil : .notCountedKind, note: "")
  }

  /// The decision that the days of validity give; nil while days are needed or without a validation.
  func validityDecision(note: String = "") throws(StatementError) -> HoursDecision? {
    guard line.kind.mayCount else { return nil }
    return try keeping?.decision(kind: line.kind, note: note)
  }
}

/// Runs the checks of the domain over lines, with what they must know of the rest of the ledger: five queries for any
/// number of lines, and a sixth where some declare days.
enum LineReview {
  static func review(_ lines: [LedgerLine], for viewer: Viewer, _ db: any Connection) throws -> [ReviewedLine] {
    guard !lines.isEmpty else { return [] }
    let totals = try monthTotals(lines, for: viewer, db)
    let frozen = try StatementStore.frozenYears(viewer.territoryID, db)
    let others = try beside(lines, for: viewer, db)
    let worked = try PersonDays.read(lines, for: viewer, db)
    let questions = try LineQuestionStore.of(lines.map(\.id), for: viewer, db)
    let annexes = try AnnexStore.periods(of: Set(lines.map(\.statement.employer)), for: viewer, db)
    return try lines.map { line in
      let person = line.entry.participantID
      var known = facts(
        line, total: totals[PersonMonth(person, line.month)] ?? line.declared, frozen: frozen)
      known.totalsBefore = before(line.month).map { totals[PersonMonth(person, $0)] ?? .zero }
      known.annexes = annexes[line.statement.employer]
      known.isAlsaceMoselle = viewer.rules.hasAlsaceMoselleHolidays
      known.personDays = worked[person] ?? [:]
      var remarks = LineChecks.remarks(on: known)
      if line.isUndecided, let other = others[line.id] {
        remarks += [
          other.declared.map { .repeated($0, month: line.month) },
          other.userCompany.map { .contested($0, payer: other.payer, month: line.month) },
        ].compactMap(\.self)
      }
      return ReviewedLine(
        line: line, remarks: line.isReversal ? [] : remarks.levelled(under: viewer.rules),
        keeping: try keeping(line),
        questions: questions[line.id] ?? [])
    }
  }

  private static func facts(_ line: LedgerLine, total: Hours, frozen: Set<Int>) -> LineFacts {
    LineFacts(
      month: line.month, kind: line.kind, declared: line.declared, days: line.days, eligibility: line.employment.counts,
      contract: line.employment.dates, lot: line.place.dates, monthTotal: total, frozenYears: frozen,
      isReversal: line.isReversal)
  }

  /// The three months before, the earliest first.
  private static func before(_ month: Month) -> [Month] { [-3, -2, -1].map { month.adding(months: $0) } }

  private static func keeping(_ line: LedgerLine) throws -> Keeping? {
    guard let counts = line.employment.counts, line.declared > .zero else { return nil }
    return try Keeping.of(declared: line.declared, month: line.month, days: line.days, within: counts)
  }

  private struct PersonMonth: Hashable {
    let participant: ID<Participant>
    let month: Month
    init(_ participant: ID<Participant>, _ month: Month) { (self.participant, self.month) = (participant, month) }
  }

  /// Hours of each person in each month and the three before, absence excepted. An employer's review only looks at its own lines.
  private static func monthTotals(
    _ lines: [LedgerLine], for viewer: Viewer, _ db: any Connection
  ) throws -> [PersonMonth: Hours] {
    let people = Set(lines.map(\.entry.participantID))
    let months = Set(lines.flatMap { before($0.month) + [$0.month] })
    let rows = try db.query(
      """
      SELECT w.participant_id, l.month, CAST(SUM(l.declared_units) AS BIGINT) AS units
      FROM participant_head w
      JOIN participant_head o ON o.territory_id = w.territory_id AND o.head_id = w.head_id
      JOIN hours_line l ON l.territory_id = o.territory_id AND l.participant_id = o.participant_id
      JOIN statement s ON s.territory_id = l.territory_id AND s.id = l.statement_id
      WHERE \(LedgerScope.statements(viewer)) AND w.participant_id IN (\(.list(people.sorted())))
        AND l.month IN (\(.list(months.sorted()))) AND l.kind <> 'absence'
      GROUP BY w.participant_id, l.month
      """)
    return try Dictionary(
      rows.map { (PersonMonth(try $0["participant_id"], try $0["month"]), try $0["units"]) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What else is said of the hours of a line.
  private struct Beside {
    /// Declared in other lines of the same contract, engagement, month and kind, corrections deduced.
    var declared: Hours?
    /// The user company's figure in force, where it is not what the payer declares in all its lines.
    var userCompany: Hours?
    var payer = Hours.zero
  }

  /// Hours declared in other lines, and user companies' figures for who may see them, in one question.
  private static func beside(
    _ lines: [LedgerLine], for viewer: Viewer, _ db: any Connection
  ) throws -> [ID<HoursLine>: Beside] {
    let rows = try db.query(
      """
      SELECT l.id, 'payer' AS who, CAST(SUM(o.declared_units) AS BIGINT) AS units, CAST(0 AS BIGINT) AS payer
      FROM hours_line l
      JOIN hours_line o ON o.territory_id = l.territory_id AND o.employment_contract_id = l.employment_contract_id
        AND o.engagement_id = l.engagement_id AND o.month = l.month AND o.kind = l.kind AND o.id <> l.id
      WHERE l.territory_id = \(viewer.territoryID) AND l.id IN (\(.list(lines.map(\.id))))
      GROUP BY l.id HAVING SUM(o.declared_units) > 0
      \(viewer.isFacilitator ? contested(lines, for: viewer) : "")
      """)
    var found: [ID<HoursLine>: Beside] = [:]
    for row in rows {
      let units: Hours = try row["units"]
      if try row["who"] == "payer" {
        found[try row["id"], default: Beside()].declared = units
      } else if units != (try row["payer"]) {
        found[try row["id"], default: Beside()].userCompany = units
        found[try row["id"], default: Beside()].payer = try row["payer"]
      }
    }
    return found
  }

  /// The latest figure of the user company beside each line on site.
  private static func contested(_ lines: [LedgerLine], for viewer: Viewer) -> SQL {
    """
    UNION ALL
    SELECT l.id, 'user' AS who, f.units, (SELECT CAST(SUM(o.declared_units) AS BIGINT) FROM hours_line o
      WHERE o.territory_id = l.territory_id AND o.employment_contract_id = l.employment_contract_id
        AND o.engagement_id = l.engagement_id AND o.month = l.month AND o.kind = 'site') AS payer
    FROM hours_line l
    JOIN user_figure f ON f.territory_id = l.territory_id AND f.employment_contract_id = l.employment_contract_id
      AND f.engagement_id = l.engagement_id AND f.month = l.month
    WHERE l.territory_id = \(viewer.territoryID) AND l.id IN (\(.list(lines.map(\.id)))) AND l.kind = 'site'
      AND NOT EXISTS (SELECT 1 FROM user_figure x WHERE x.territory_id = f.territory_id
        AND x.employment_contract_id = f.employment_contract_id AND x.engagement_id = f.engagement_id
        AND x.month = f.month AND x.id > f.id)
    """
  }
}
