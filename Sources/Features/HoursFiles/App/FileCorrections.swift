// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What a corrected file does to lines that stand: each is reversed as it was kept, and another line says what is right. A line that
/// nobody decided is first decided at nothing, so that it is neither kept later nor counted twice; figures stay plain sums.
struct FileCorrections: Sendable {
  let lines: [PreviewLine]
  let statement: ID<Statement>
  let employer: ID<Organisation>
  let period: StatementPeriod

  static let note = "Remplacée par un fichier corrigé"

  /// The new line that waits for a decision; nil for one that is written here with its own.
  static func draft(_ line: PreviewLine) -> LineDraft? {
    switch line.act {
    case .declare: return LineDraft(entry: line.entry, days: line.entryDays)
    case .complement:
      return LineDraft(
        entry: line.entry,
        note:
          "Complément\u{202F}: le fichier dit \(line.hours.french)\u{202F}h, \(line.already.french)\u{202F}h étaient déclarées."
      )
    case .replace(let standing, isKept: false):
      return LineDraft(entry: line.entry, days: line.entryDays, replaces: standing.last?.id, note: note(standing))
    case .replace, .same, .byHand: return nil
    }
  }

  private static func note(_ standing: [StandingLine]) -> String {
    "Fichier corrigé\u{202F}: \(standing.map(\.hours).sum.french)\u{202F}h étaient déclarées."
  }

  func write(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws {
    let replaced = lines.compactMap { line -> (line: PreviewLine, standing: [StandingLine], isKept: Bool)? in
      guard case .replace(let standing, let isKept) = line.act else { return nil }
      return (line, standing, isKept)
    }
    guard !replaced.isEmpty else { return }
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let draft = StatementDraft(
      territory: viewer.territoryID, employer: employer, period: period, author: viewer.accountID)
    var decisions: [(line: ID<HoursLine>, decision: HoursDecision)] = []
    var kept: [(line: ID<HoursLine>, decision: HoursDecision)] = []
    for (line, standing, isKept) in replaced {
      for one in standing { decisions += try reverse(one, as: line, draft, at: now, db) }
      guard isKept else { continue }
      let new = LineDraft(
        entry: line.entry, days: line.entryDays, replaces: standing.last?.id, note: Self.note(standing))
      let isCounted = line.kind.mayCount
      kept.append(
        (
          try LedgerStore.insertLine(new, in: statement, of: draft, at: now, db),
          try HoursDecision(
            kind: line.kind, declared: line.hours, kept: isCounted ? line.hours : .zero,
            reason: isCounted ? nil : .notCountedKind, note: "")
        ))
    }
    let bound = try bound(kept.map(\.line), for: viewer, db)
    decisions += kept.filter { !bound.contains($0.line) }
    guard
      try LedgerStore.decide(decisions, in: viewer.territoryID, by: viewer.accountID, at: now, db) == decisions.count
    else { throw AlreadyDecided.conflict(nil) }
    try Journal.record(
      "line.corrected", .statement, statement.value, sentence(replaced.map(\.line)), by: viewer, at: now, db)
  }

  /// Those that a check of the territory forbids to keep: they wait for somebody, as new ones do.
  private func bound(
    _ kept: [ID<HoursLine>], for viewer: Viewer, _ db: any Connection
  ) throws -> Set<ID<HoursLine>> {
    guard LineCheck.allCases.contains(where: { $0.level(under: viewer.rules) == .block }) else { return [] }
    var found: Set<ID<HoursLine>> = []
    for start in stride(from: 0, to: kept.count, by: Self.batch) {
      let some = Array(kept[start..<min(start + Self.batch, kept.count)])
      let lines = try LedgerStore.lines(LineFilter(among: some), for: viewer, limit: some.count, db)
      for reviewed in try LineReview.review(lines, for: viewer, db) where reviewed.line.kind.mayCount {
        if reviewed.refusal(keeping: reviewed.line.declared) != nil { found.insert(reviewed.line.id) }
      }
    }
    return found
  }

  private static let batch = 500

  /// The reversal of a line, after the line itself when nobody had decided it.
  private func reverse(
    _ standing: StandingLine, as line: PreviewLine, _ draft: StatementDraft, at now: Instant, _ db: any Connection
  ) throws -> [(line: ID<HoursLine>, decision: HoursDecision)] {
    let kept = standing.kept ?? .zero
    let reason: ReasonNotKept? =
      standing.kept == nil ? (line.kind.mayCount ? .other : .notCountedKind) : standing.reason
    var entry = line.entry
    (entry.participantID, entry.declared) = (standing.participant, -standing.hours)
    let reversal = try LedgerStore.insertLine(
      LineDraft(entry: entry, reverses: standing.id, note: Self.note), in: statement, of: draft, at: now, db)
    var decisions = [
      (
        line: reversal,
        decision: try HoursDecision(
          kind: line.kind, declared: -standing.hours, kept: -kept, reason: reason, note: Self.note)
      )
    ]
    if standing.kept == nil {
      decisions.append(
        (
          standing.id,
          try HoursDecision(kind: line.kind, declared: standing.hours, kept: .zero, reason: reason, note: Self.note)
        ))
    }
    return decisions
  }

  private func sentence(_ lines: [PreviewLine]) -> String {
    let count = FrenchText.count(lines.count, "ligne corrigée", "lignes corrigées")
    let (before, after) = (lines.map(\.already).sum, lines.map(\.hours).sum)
    return
      "Fichier corrigé\u{202F}: \(count), \(before.french)\u{202F}h déclarées deviennent \(after.french)\u{202F}h."
  }
}

extension LedgerLine {
  /// The reversal of a line that nobody had decided, written by a corrected file: it goes with the file.
  var isOfCorrectedFile: Bool { isReversal && decision?.kept == .zero && decision?.comment == FileCorrections.note }
}
