// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// One line of what should have been declared, with what is kept of it.
struct Replacement: Sendable {
  let entry: LedgerEntry
  let decision: HoursDecision
  /// The group of the form that says it.
  var row = 0
}

/// The act of correcting a decided line: minus there, plus here, in a statement of corrections of its own. The line and its
/// statement stay as they are; nothing else reopens. What is right now goes through the checks of a new line.
struct CorrectLine: Sendable {
  let line: ID<HoursLine>
  let replacements: [Replacement]
  let note: String

  struct Corrected: Sendable {
    let statement: ID<Statement>
    /// What the checks say of the lines that stand now, each once.
    let remarks: [LineRemark]
  }

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws -> Corrected {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let found = try LedgerStore.line(line, for: viewer, db)
    try Self.check(found)
    let correction = try Correction.of(found.value, replacement: replacements.first?.entry)
    let months = ([found.month] + replacements.map(\.entry.month)).sorted()
    let draft = StatementDraft(
      territory: viewer.territoryID, employer: found.statement.employer,
      period: StatementPeriod(first: months[0], last: months[months.count - 1]), isCorrection: true,
      author: viewer.accountID)
    let statement = try LedgerStore.insertStatement(draft, at: now, db)
    let remarks = try write(correction, of: found, in: statement, draft, for: viewer, at: now, db)
    try Journal.record(
      "line.corrected", .statement, statement.value, sentence(found), by: viewer, at: now, db)
    return Corrected(statement: statement, remarks: remarks)
  }

  /// Throws unless the line is decided, is no reversal, and was not corrected already.
  static func check(_ line: LedgerLine) throws {
    if line.isUndecided { throw StatementError.notDecided }
    if line.isReversal { throw StatementError.reversalCorrected }
    if line.reversedBy != nil {
      throw Conflict("Cette ligne est déjà corrigée\u{202F}: corrigez plutôt la ligne qui la remplace.")
    }
  }

  /// Gives what the checks say of the new lines. Throws when one that binds refuses what would be kept: nothing is written then.
  private func write(
    _ correction: Correction, of line: LedgerLine, in statement: ID<Statement>, _ draft: StatementDraft,
    for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> [LineRemark] {
    let reversal = LineDraft(entry: correction.reversal, reverses: line.id, note: note)
    var decisions = [
      (
        line: try LedgerStore.insertLine(reversal, in: statement, of: draft, at: now, db),
        decision: try correction.reversalDecision(of: line)
      )
    ]
    var written: [(line: ID<HoursLine>, replacement: Replacement)] = []
    for replacement in replacements {
      let entry = replacement.entry
      let keepsDays = entry.month == line.month && entry.declared == line.declared && entry.kind == line.kind
      let new = LineDraft(entry: entry, days: keepsDays ? line.days : [], replaces: line.id, note: note)
      written.append((try LedgerStore.insertLine(new, in: statement, of: draft, at: now, db), replacement))
    }
    let remarks = try review(written, for: viewer, db)
    decisions += written.map { ($0.line, $0.replacement.decision) }
    let count = try LedgerStore.decide(decisions, in: draft.territory, by: draft.author, at: now, db)
    guard count == decisions.count else { throw AlreadyDecided.conflict(nil) }
    return remarks
  }

  /// The checks of new lines, before they are decided: beside them stand the line that is corrected and its reversal, which cancel
  /// each other.
  private func review(
    _ written: [(line: ID<HoursLine>, replacement: Replacement)], for viewer: Viewer, _ db: any Connection
  ) throws -> [LineRemark] {
    guard !written.isEmpty else { return [] }
    let lines = try LedgerStore.lines(LineFilter(among: written.map(\.line)), for: viewer, limit: written.count, db)
    let reviewed = Dictionary(
      try LineReview.review(lines, for: viewer, db).map { ($0.line.id, $0) }, uniquingKeysWith: { first, _ in first })
    var (remarks, errors): ([LineRemark], [FieldError]) = ([], [])
    for (line, replacement) in written {
      guard let found = reviewed[line] else { continue }
      if let remark = found.refusal(keeping: replacement.decision.kept) {
        errors.append(
          FieldError(
            CorrectionForm.name("declarees", replacement.row),
            "\(remark.sentence) Votre territoire en fait un contrôle bloquant\u{202F}: corrigez les heures, ou n’en retenez rien."
          ))
      }
      remarks += found.remarks.filter { !remarks.contains($0) }
    }
    guard errors.isEmpty else { throw FormRejected(errors) }
    return remarks
  }

  private func sentence(_ line: LedgerLine) -> String {
    let before = line.decision?.kept ?? .zero
    let after = replacements.map(\.decision.kept).sum
    return
      "\(line.place.lotLabel), \(line.month.french)\u{202F}: ligne corrigée, \(before.french)\u{202F}h retenues deviennent \(after.french)\u{202F}h. \(note)"
  }
}

extension Correction {
  /// The opposite of what was kept; its reason repeats the line's, for the two cancel each other.
  fileprivate func reversalDecision(of line: LedgerLine) throws -> HoursDecision {
    let decision = line.decision
    return try HoursDecision(
      kind: line.kind, declared: reversal.declared, kept: reversalKept, reason: decision?.reason,
      note: decision?.comment ?? "")
  }
}

extension LedgerLine {
  /// The line as the domain knows it.
  var value: HoursLine { HoursLine(id: id, entry: entry, kept: decision?.kept) }
}
