// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The act of receiving a statement: it is written whole, or not at all.
struct ReceiveStatement: Sendable {
  let employer: ID<Organisation>
  let employerName: String
  let period: StatementPeriod
  let lines: [LineDraft]
  /// Figures for people of other employers: compared, never added.
  var figures: [UserFigureDraft] = []
  /// Contracts said to have no hours.
  var idle: Set<ID<EmploymentContract>> = []
  /// Nobody of its own is in post: its figures alone make no statement.
  var recordsNothingElse = false
  let declarant: String
  /// The employer's last statement when the form was shown: another one since then means that this may be the same twice.
  let seen: Int64

  /// The same, said by somebody.
  func declared(by declarant: String) -> ReceiveStatement {
    ReceiveStatement(
      employer: employer, employerName: employerName, period: period, lines: lines, figures: figures, idle: idle,
      recordsNothingElse: recordsNothingElse, declarant: declarant, seen: seen)
  }

  struct Received: Sendable {
    /// Nil when only figures to compare came.
    let id: ID<Statement>?
    /// Gaps with a payer's figure that wait for a word.
    let gaps: Int
    var tone: Tone { gaps > 0 ? .watch : .fine }
    /// Frozen years in which the statement has months: its lines there are regularisations.
    let frozenYears: [Int]
  }

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws -> Received {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let gaps = try compare(for: viewer, at: now, db)
    if lines.isEmpty, recordsNothingElse { return Received(id: nil, gaps: gaps, frozenYears: []) }
    guard try StatementStore.latest(of: employer, in: viewer.territoryID, db) == seen else {
      throw Conflict(
        "Un autre relevé \(FrenchText.of(employerName)) vient d’être enregistré\u{202F}: celui-ci n’a pas été ajouté. Regardez-le dans la liste des relevés avant de compléter."
      )
    }
    let draft = StatementDraft(
      territory: viewer.territoryID, employer: employer, period: period, author: viewer.accountID, declarant: declarant)
    let id = try LedgerStore.insertStatement(draft, at: now, db)
    for line in lines { _ = try LedgerStore.insertLine(line, in: id, of: draft, at: now, db) }
    // Without a line the statement says so of everybody.
    if !lines.isEmpty {
      for contract in idle.sorted() {
        try db.execute(
          """
          INSERT INTO statement_idle (territory_id, statement_id, employment_contract_id)
          VALUES (\(viewer.territoryID), \(id), \(contract))
          """)
      }
    }
    let declared = lines.filter { $0.entry.kind != .absence }.map(\.entry.declared).sum
    try Journal.record(
      "statement.received", .statement, id.value,
      "Relevé \(FrenchText.of(employerName)) reçu pour \(period.french)\u{202F}: \(declared.french)\u{202F}h déclarées.",
      by: viewer,
      at: now, db)
    let years = Set(period.first.through(period.last).map(\.year))
    return Received(
      id: id, gaps: gaps,
      frozenYears: years.intersection(try StatementStore.frozenYears(viewer.territoryID, db)).sorted())
  }

  /// Writes the figures of other employers' people; gives how many differ from what their payers declared.
  private func compare(for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> Int {
    guard !figures.isEmpty else { return 0 }
    let count = try UserFigureStore.insert(figures, of: employer, by: viewer, at: now, db)
    if count > 0 {
      try Journal.record(
        "figure.compared", .organisation, employer.value,
        "\(employerName), \(period.french)\u{202F}: \(FrenchText.count(count, "chiffre comparé", "chiffres comparés")) à celui de l’employeur.",
        by: viewer, at: now, db)
    }
    let mine: SQL = "f.organisation_id = \(employer) AND f.month BETWEEN \(period.first) AND \(period.last)"
    return try UserFigureStore.list(mine, for: viewer, db).filter(\.isAsked).count
  }
}
