// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The act of asking the employer about a remark on a line: a mail with its link leaves, and the line waits for the answer.
struct AskAboutLine: Sendable {
  let line: ID<HoursLine>
  let code: String

  struct Outcome: Sendable {
    let statement: ID<Statement>
    let employerName: String
    /// To whom it was written; nil when nobody of the employer can be.
    let recipient: String?
  }

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws -> Outcome {
    guard viewer.isFacilitator else { throw Missing() }
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let found = try LedgerStore.line(line, for: viewer, db)
    guard found.isUndecided else { throw AlreadyDecided.conflict(found) }
    guard let reviewed = try LineReview.review([found], for: viewer, db).first,
      LineQuestion.canBeAsked(code), reviewed.remarks.contains(where: { $0.code == code })
    else {
      throw Conflict("Cette remarque n’est plus faite sur la ligne\u{202F}: rien n’a été demandé. Rechargez le relevé.")
    }
    guard !reviewed.isAsked(code) else {
      throw Conflict("Cette question est déjà posée à \(found.statement.employerName)\u{202F}: rien n’a été renvoyé.")
    }
    let sentence = try sentence(about: found, for: viewer, db)
    let question = try LineQuestionStore.insert(code, sentence, about: line, by: viewer, at: now, db)
    let recipient = try write(question, sentence, found, for: viewer, at: now, db)
    try Journal.record(
      "line.asked", .statement, found.statement.id.value,
      "\(found.place.lotLabel), \(found.month.french)\u{202F}: question posée à \(found.statement.employerName).",
      by: viewer, at: now, db)
    return Outcome(
      statement: found.statement.id, employerName: found.statement.employerName, recipient: recipient)
  }

  /// The remark as the employer's own lines make it: figures of other employers are not told.
  private func sentence(about found: LedgerLine, for viewer: Viewer, _ db: any Connection) throws -> String {
    let employer = Viewer(
      accountID: viewer.accountID, accountName: viewer.accountName, role: .company, territoryID: viewer.territoryID,
      territoryName: viewer.territoryName, organisationID: found.statement.employer,
      membershipID: viewer.membershipID, today: viewer.today, rules: viewer.rules)
    let seen = try LineReview.review([found], for: employer, db).first?.remarks.first { $0.code == code }
    return LineQuestion.sentence(of: code, seen: seen, month: found.month)
  }

  private func write(
    _ question: ID<LineQuestion>, _ sentence: String, _ found: LedgerLine, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws -> String? {
    let employer = found.statement.employer
    let known = try AskingStore.correspondents(of: employer, in: viewer.territoryID, db)[employer]
    guard let target = known?.first, target.isReachable else { return nil }
    let team = try TeamVoice.team(of: viewer.territoryID, db)
    let own = team.first { $0.account == viewer.accountID }
    let message = try LinkMail(
      kind: .question, territory: viewer.territoryID, territoryName: viewer.territoryName, organisation: employer,
      contact: target.contact, recipient: (target.name, target.email),
      voice: try own ?? TeamVoice.of(employer, in: viewer.territoryID, db),
      subject: "Une question sur vos heures \(FrenchText.of(found.month.french))",
      text: LineQuestionText(line: found, sentence: sentence).body, author: viewer.accountID
    ).write(at: now, db)
    try LineQuestionStore.told(question, by: message, in: viewer.territoryID, db)
    return target.name
  }
}

/// The prepared words of a question. A first name and an initial, as on all that an employer receives.
struct LineQuestionText: Sendable {
  let line: LedgerLine
  let sentence: String

  var body: String {
    let person = PersonName(first: line.person.first, last: line.person.last, isShort: true)
    return """
      Une ligne de vos heures \(FrenchText.of(line.month.french)) demande une précision avant d’être validée.

      \(line.place.lotLabel), \(line.place.contractTitle)
      \(person.text), \(line.kind.french)\u{202F}: \(line.declared.french)\u{202F}h déclarées
      \(sentence)

      Répondez en quelques mots, ou corrigez le chiffre, depuis votre lien\u{202F}:
      \(LinkMail.place)
      """
  }
}

/// The act of answering a question, in words, by the right figure, or both. The facilitator writes what was said by telephone.
struct AnswerQuestion: Sendable {
  let question: ID<LineQuestion>
  let text: String
  /// What should have been declared; nil or the same figure confirms the line.
  var hours: Hours?

  /// The statement of the line.
  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws -> ID<Statement> {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let asked = try LineQuestionStore.find(question, for: viewer, db)
    let line = asked.line
    guard line.isUndecided else { throw AlreadyDecided.conflict(line) }
    let right = hours.flatMap { $0 == line.declared ? nil : $0 }
    let figures = right.map { "\($0.french)\u{202F}h au lieu de \(line.declared.french)\u{202F}h" }
    let confirmed = hours == nil || right != nil ? nil : "chiffre confirmé"
    let words = [figures ?? confirmed, text.isEmpty ? nil : text].compactMap(\.self).joined(separator: ". ")
    guard try LineQuestionStore.answer(question, words, by: viewer, at: now, db) else {
      throw Conflict("Cette question a déjà sa réponse\u{202F}: relisez le relevé, rien n’a changé.")
    }
    if let right { try CorrectOpenLine(line: line, hours: right).run(for: viewer, at: now, db) }
    try Journal.record(
      "line.answered", .statement, line.statement.id.value,
      "\(line.place.lotLabel), \(line.month.french)\u{202F}: réponse reçue\(figures.map { ", \($0)" } ?? "").",
      by: viewer, at: now, db)
    return line.statement.id
  }
}

/// The declarer's own correction of a line that nobody decided: nothing is kept of it, its opposite stands beside it, and the right
/// figure comes to the same statement as a line to decide.
struct CorrectOpenLine: Sendable {
  static let reason = "corrigée par le déclarant"
  let line: LedgerLine
  let hours: Hours

  func run(for viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    guard line.statement.closedAt == nil else {
      throw Conflict("Ce relevé est clos\u{202F}: demandez au facilitateur de corriger la ligne.")
    }
    var entry = line.entry
    entry.declared = hours
    let undone = HoursLine(id: line.id, entry: line.entry, kept: .zero)
    let correction = try Correction.of(undone, replacement: hours == .zero ? nil : entry)
    let draft = StatementDraft(
      territory: viewer.territoryID, employer: line.statement.employer,
      period: StatementPeriod(first: line.month, last: line.month), author: viewer.accountID)
    let reversal = try LedgerStore.insertLine(
      LineDraft(entry: correction.reversal, reverses: line.id, note: Self.reason), in: line.statement.id, of: draft,
      at: now, db)
    let decisions = try [(line.id, line.declared), (reversal, correction.reversal.declared)].map { id, declared in
      (
        line: id,
        decision: try HoursDecision(
          kind: line.kind, declared: declared, kept: .zero, reason: .other, note: Self.reason)
      )
    }
    let count = try LedgerStore.decide(decisions, in: viewer.territoryID, by: viewer.accountID, at: now, db)
    guard count == decisions.count else { throw AlreadyDecided.conflict(nil) }
    if let right = correction.replacement {
      _ = try LedgerStore.insertLine(
        LineDraft(entry: right, replaces: line.id, note: Self.reason), in: line.statement.id, of: draft, at: now, db)
    }
  }
}
