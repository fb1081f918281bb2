// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The act of asking employers for the hours of a month: one mail for each, with all its lots and the link of its correspondent.
struct AskStatements: Sendable {
  let month: Month
  /// Only these; nil: every employer from which nothing came.
  var employers: Set<ID<Organisation>>?
  /// Nil: by hand. Else what the territory's days ask for today, each step once.
  var isScheduled = false

  struct Outcome: Sendable, Equatable {
    var asked = 0
    /// Asked today already, or at that step.
    var already = 0
    /// Nobody can be written to.
    var unreachable = 0
  }

  func run(for viewer: Viewer, author: ID<Account>?, at now: Instant, _ db: any Connection) throws -> Outcome {
    var outcome = Outcome()
    let all = try AskingStore.list(month, for: viewer, db).filter { one in
      // What came in part is asked for by hand, one employer at a time.
      (!one.expected.isReceived || (!isScheduled && employers != nil && one.expected.isIncomplete))
        && one.isOver(on: viewer.today) && (employers?.contains(one.expected.employer) ?? true)
    }
    let wanted = all.compactMap { one in step(of: one, on: viewer.today, viewer.rules).map { (one, $0) } }
    guard !wanted.isEmpty else { return outcome }
    let lots = try AskingStore.lots(month, of: employers, for: viewer, db)
    let voices = try TeamVoice.of(employers, in: viewer.territoryID, db)
    for (one, step) in wanted {
      guard let target = target(of: one, step.step), target.isReachable else {
        outcome.unreachable += 1
        continue
      }
      let (employer, period) = (one.expected.employer, one.expected.period)
      guard try AskingStore.take(step.key, employer, period, in: viewer.territoryID, by: author, at: now, db) else {
        outcome.already += 1
        continue
      }
      let text = RequestText(
        expected: one.expected, step: step.step, contactName: target.name, lots: lots[employer] ?? [])
      let message = try LinkMail(
        kind: text.kind, territory: viewer.territoryID, territoryName: viewer.territoryName, organisation: employer,
        contact: target.contact, recipient: (target.name, target.email),
        voice: voices.known[employer] ?? voices.usual, subject: text.subject, text: text.body,
        calendar: text.calendar, author: author
      ).write(at: now, db)
      try AskingStore.told(step.key, employer, period, in: viewer.territoryID, by: message, db)
      outcome.asked += 1
    }
    if outcome.asked > 0 {
      try Journal.record(
        "statement.asked", .territory, viewer.territoryID.value,
        "Heures \(FrenchText.of(month.french)) demandées à \(FrenchText.count(outcome.asked, "employeur", "employeurs")).",
        territory: viewer.territoryID, author: author, at: now, db)
    }
    return outcome
  }

  /// Which words, and under which key it is asked once: by hand, once a day.
  private func step(
    of one: AskedEmployer, on today: Day, _ rules: TerritoryRules
  ) -> (step: AskingStep, key: String)? {
    guard isScheduled else {
      return (one.expected.isLate || one.expected.isIncomplete ? .reminder : .request, "hand-\(today.iso)")
    }
    guard let step = AskingStep.reached(on: today, dueOn: one.expected.dueOn, rules: rules) else { return nil }
    // Who was never asked is asked, not reminded, however late the day.
    return (one.lastAsked == nil ? .request : step, step.rawValue)
  }

  /// The second contact when nothing came; the first where there is no second.
  private func target(of one: AskedEmployer, _ step: AskingStep) -> HoursCorrespondent? {
    guard step == .escalation, let second = one.second, second.isReachable else { return one.main }
    return second
  }
}

/// The prepared words of a request.
struct RequestText: Sendable {
  let expected: ExpectedStatement
  let step: AskingStep
  let contactName: String
  let lots: [String]

  private var period: String { expected.period.french }

  var kind: MessageKind {
    switch step {
    case .request: .request
    case .reminder: .reminder
    case .escalation: .escalation
    }
  }

  /// Never a person's name.
  var subject: String {
    if expected.isIncomplete { return "Heures d’insertion \(FrenchText.of(period))\u{202F}: il en manque" }
    return switch step {
    case .request: "Heures d’insertion \(FrenchText.of(period))\u{202F}: à envoyer avant le \(expected.dueOn.french)"
    case .reminder: "Rappel\u{202F}: heures d’insertion \(FrenchText.of(period))"
    case .escalation: "Heures d’insertion \(FrenchText.of(period)) toujours attendues"
    }
  }

  var body: String {
    [opening, lots.joined(separator: "\n"), link, LinkMail.howItWorks].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var opening: String {
    if expected.isIncomplete {
      return
        "Merci pour les heures \(FrenchText.of(period))\u{202F}: elles concernent \(expected.share). Il nous manque celles des autres. Si elles n’ont pas travaillé, dites-le aussi\u{202F}: une case suffit."
    }
    return switch step {
    case .request:
      "Les heures \(FrenchText.of(period)) de vos salariés en parcours d’insertion sont à envoyer avant le \(expected.dueOn.french)."
    case .reminder:
      "Les heures \(FrenchText.of(period)) étaient attendues pour le \(expected.dueOn.french) et nous n’avons rien reçu. Si personne n’a travaillé, dites-le aussi\u{202F}: une case suffit."
    case .escalation:
      "Malgré nos rappels, les heures \(FrenchText.of(period)) \(FrenchText.of(expected.employerName)), attendues pour le \(expected.dueOn.french), ne nous sont pas parvenues. Pouvez-vous les envoyer, ou nous dire ce qui bloque\u{202F}?"
    }
  }

  private var link: String { "Trois minutes suffisent, sur ordinateur ou sur téléphone\u{202F}:\n\(LinkMail.place)" }

  var calendar: CalendarFile? {
    guard step == .request else { return nil }
    return CalendarFile(
      key: "releve-\(expected.employer)-\(expected.period.first.rawValue)-\(expected.period.last.rawValue)",
      day: expected.dueOn, title: "Heures d’insertion \(FrenchText.of(period)) à envoyer",
      note: "\(expected.employerName). Le lien est dans le message.")
  }
}
