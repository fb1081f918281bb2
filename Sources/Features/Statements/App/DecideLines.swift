// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The act of validating every clean line of a statement at once: those that the page showed, all or none.
struct ValidateCleanLines: Sendable {
  let statement: ID<Statement>
  let lines: Set<ID<HoursLine>>

  /// Hours kept. Throws `Conflict` when someone decided one of them first, or when one is no longer clean.
  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws -> Hours {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let head = try StatementStore.find(statement, for: viewer, db)
    let all = try LedgerStore.lines(of: statement, for: viewer, db).filter { lines.contains($0.id) }
    guard !lines.isEmpty, all.count == lines.count else { throw Missing() }
    if let decided = all.first(where: { !$0.isUndecided }) { throw AlreadyDecided.conflict(decided) }
    let reviewed = try LineReview.review(all, for: viewer, db)
    guard reviewed.allSatisfy(\.isClean) else {
      throw Conflict(
        "Une de ces lignes demande maintenant un regard\u{202F}: rechargez le relevé, rien n’a été validé.")
    }
    let decisions = try reviewed.map { (line: $0.line.id, decision: try $0.wholeDecision()) }
    let count = try LedgerStore.decide(decisions, in: viewer.territoryID, by: viewer.accountID, at: now, db)
    guard count == decisions.count else { throw AlreadyDecided.conflict(nil) }
    let kept = decisions.map(\.decision.kept).sum
    try Journal.record(
      "statement.validated", .statement, statement.value,
      "\(head.title)\u{202F}: \(FrenchText.count(count, "ligne validée", "lignes validées")), \(kept.french)\u{202F}h retenues.",
      by: viewer, at: now, db)
    return kept
  }
}

/// The act of validating clean lines of several statements at once: those that the page showed, all or none.
struct ValidateManyLines: Sendable {
  static let most = 500
  let lines: Set<ID<HoursLine>>

  struct Outcome: Sendable {
    let lines: Int
    let kept: Hours
  }

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws -> Outcome {
    guard !lines.isEmpty, lines.count <= Self.most else { throw Missing() }
    let filter = LineFilter(among: lines.sorted())
    let all = try LedgerStore.lines(filter, for: viewer, limit: Self.most, db)
    guard all.count == lines.count else { throw Missing() }
    var kept = Hours.zero
    for (statement, some) in Dictionary(grouping: all, by: \.statement.id).sorted(by: { $0.key < $1.key }) {
      kept += try ValidateCleanLines(statement: statement, lines: Set(some.map(\.id))).run(for: viewer, at: clock, db)
    }
    return Outcome(lines: all.count, kept: kept)
  }
}

/// The act of deciding one line.
struct DecideLine: Sendable {
  enum Choice: String, Sendable, CaseIterable {
    case all = "tout"
    case part = "partie"
    case none = "rien"
    /// From the days of validity, when days are known.
    case validity = "validite"
  }

  let statement: ID<Statement>
  let line: ID<HoursLine>
  let choice: Choice
  /// Used by `part` only.
  let kept: Hours?
  let reason: ReasonNotKept?
  let note: String

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws -> HoursDecision {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let found = try LedgerStore.line(line, for: viewer, db)
    guard found.statement.id == statement else { throw Missing() }
    guard found.isUndecided else { throw AlreadyDecided.conflict(found) }
    guard let reviewed = try LineReview.review([found], for: viewer, db).first else { throw Missing() }
    let decision = try decision(reviewed)
    guard try LedgerStore.decide([(line, decision)], in: viewer.territoryID, by: viewer.accountID, at: now, db) == 1
    else {
      throw AlreadyDecided.conflict(nil)
    }
    try Journal.record(
      "line.decided", .statement, statement.value,
      "\(found.place.lotLabel), \(found.month.french)\u{202F}: \(decision.sentence)",
      by: viewer, at: now, db)
    return decision
  }

  private func decision(_ reviewed: ReviewedLine) throws -> HoursDecision {
    let line = reviewed.line
    try refuseBound(reviewed)
    switch choice {
    case .all:
      return try HoursDecision(kind: line.kind, declared: line.declared, kept: line.declared, reason: nil, note: note)
    case .none:
      return try HoursDecision(kind: line.kind, declared: line.declared, kept: .zero, reason: reason, note: note)
    case .part:
      guard let kept else { throw FormRejected("heures", "Heures retenues\u{202F}: à remplir.") }
      return try HoursDecision(kind: line.kind, declared: line.declared, kept: kept, reason: reason, note: note)
    case .validity:
      guard let decision = try reviewed.validityDecision(note: note) else {
        throw FormRejected("choix", "Les jours de cette ligne ne sont pas connus\u{202F}: demandez-les au déclarant.")
      }
      return decision
    }
  }
}

extension DecideLine {
  /// A binding check leaves two ways: to keep nothing, or what falls within the validity where the check is about its dates.
  private func refuseBound(_ reviewed: ReviewedLine) throws(FormRejected) {
    guard let remark = reviewed.binding.first, choice != .none else { return }
    if choice == .validity, reviewed.isBoundByValidityOnly { return }
    if choice == .part, kept == .zero { return }
    throw FormRejected(
      "choix",
      "\(remark.sentence) Votre territoire en fait un contrôle bloquant\u{202F}: ne retenez rien, ou demandez une correction à l’employeur."
    )
  }
}

/// What the second of two people reads.
enum AlreadyDecided {
  static func conflict(_ line: LedgerLine?) -> Conflict {
    guard let line, let decision = line.decision, !decision.decidedBy.isEmpty else {
      return Conflict(
        "Quelqu’un vient de décider de ces lignes\u{202F}: rien n’a été compté deux fois. Rechargez le relevé.")
    }
    return Conflict(
      "\(decision.decidedBy) a déjà décidé\u{202F}: \(decision.kept.french)\u{202F}h retenues sur \(line.declared.french)\u{202F}h (\(line.place.lotLabel), \(line.month.french)). Rien n’a été compté deux fois."
    )
  }
}
