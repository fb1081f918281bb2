// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Writing in the ledger. Lines are only added, each is decided once, and every figure is a plain sum of them.
/// Every writer first takes the territory by `open`, so that an arrêté, a closing and an arrival come one after the other.
enum LedgerStore {
  /// Takes the ledger of a territory for this transaction, and gives the moment to write: later than anything decided, received or
  /// published in it, so that "before" and "after" a publication are never the same instant.
  static func open(_ territory: ID<Territory>, at now: Instant, _ db: any Connection) throws -> Instant {
    _ = try db.query("SELECT id FROM territory WHERE id = \(territory)\(db.forUpdate)")
    let last: Instant? = try db.value(
      """
      SELECT MAX(x.at) FROM (
        SELECT MAX(decided_at) AS at FROM hours_decision WHERE territory_id = \(territory)
        UNION ALL SELECT MAX(received_at) FROM statement WHERE territory_id = \(territory)
        UNION ALL SELECT MAX(issued_at) FROM issued_report WHERE territory_id = \(territory)
        UNION ALL SELECT MAX(closed_at) FROM yearly_closing WHERE territory_id = \(territory)) x
      """)
    return max(now, Instant(milliseconds: (last?.milliseconds ?? 0) + 1))
  }

  /// A statement as it comes in. Its lines follow in the same transaction.
  static func insertStatement(_ draft: StatementDraft, at now: Instant, _ db: any Connection) throws -> ID<Statement> {
    ID(
      try db.insert(
        """
        INSERT INTO statement (territory_id, employer_id, first_month, last_month, purpose, received_at, author_id,
          declarant, closed_at, closed_by)
        VALUES (\(draft.territory), \(draft.employer), \(draft.period.first), \(draft.period.last),
          \(draft.isCorrection ? "correction" : "period"), \(now), \(draft.author), \(draft.declarant),
          \(draft.isCorrection ? now : nil), \(draft.isCorrection ? draft.author : nil)) RETURNING id
        """))
  }

  /// One line. `declared` is not zero, and negative only for a reversal.
  static func insertLine(
    _ line: LineDraft, in statement: ID<Statement>, of draft: StatementDraft, at now: Instant, _ db: any Connection
  ) throws -> ID<HoursLine> {
    let entry = line.entry
    let id = ID<HoursLine>(
      try db.insert(
        """
        INSERT INTO hours_line (territory_id, statement_id, participant_id, employment_contract_id, engagement_id, month,
          kind, declared_units, reverses_id, replaces_id, note, author_id, recorded_at)
        VALUES (\(draft.territory), \(statement), \(entry.participantID), \(entry.employmentContractID),
          \(entry.engagementID), \(entry.month), \(entry.kind), \(entry.declared), \(line.reverses), \(line.replaces),
          \(line.note), \(draft.author), \(now)) RETURNING id
        """))
    try insertDays(line.days, of: id, in: draft.territory, db)
    return id
  }

  /// The days of a line, when a date matters.
  static func insertDays(
    _ days: [DayHours], of line: ID<HoursLine>, in territory: ID<Territory>, _ db: any Connection
  ) throws {
    guard !days.isEmpty else { return }
    let rows: [SQL] = days.map { "(\(territory), \(line), \($0.day), \($0.hours))" }
    try db.execute("INSERT INTO hours_day (territory_id, line_id, day, units) VALUES \(rows.joined(", "))")
  }

  /// Decides lines, each once for all. Returns how many were decided now: fewer than asked means that someone was first.
  static func decide(
    _ decisions: [(line: ID<HoursLine>, decision: HoursDecision)], in territory: ID<Territory>, by author: ID<Account>?,
    at now: Instant, _ db: any Connection
  ) throws -> Int {
    var count = 0
    for start in stride(from: 0, to: decisions.count, by: 500) {
      let rows: [SQL] = decisions[start..<min(start + 500, decisions.count)].map { line, decision in
        """
        (\(line), \(territory), \(decision.declared), \(decision.kept), \(decision.reason?.rawValue ?? ""),
          \(decision.note), \(author), \(now))
        """
      }
      count += try db.execute(
        """
        INSERT INTO hours_decision (line_id, territory_id, declared_units, kept_units, reason, comment, author_id,
          decided_at) VALUES \(rows.joined(", ")) ON CONFLICT (line_id) DO NOTHING
        """)
    }
    return count
  }
}

/// A statement to be written.
struct StatementDraft: Sendable {
  let territory: ID<Territory>
  let employer: ID<Organisation>
  let period: StatementPeriod
  var isCorrection = false
  let author: ID<Account>?
  /// Who said it, when it is not the author: « ETTI Envol, par téléphone ».
  var declarant = ""
}

/// A line to be written.
struct LineDraft: Sendable {
  let entry: LedgerEntry
  var days: [DayHours] = []
  var reverses: ID<HoursLine>?
  var replaces: ID<HoursLine>?
  var note = ""
}
