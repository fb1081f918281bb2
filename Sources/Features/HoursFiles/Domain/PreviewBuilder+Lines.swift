// SPDX-License-Identifier: EUPL-1.2

/// The lines that would be written, and what is left to ask.
extension PreviewBuilder {
  /// Somebody said that the hours of the file are more than those that stand.
  var adds: Bool { answers.values[FileAnswers.repeats] == FileAnswers.add }

  mutating func finishLines() {
    var totals: [MonthOf: Hours] = [:]
    for (key, draft) in drafts where key.kind != .absence {
      totals[MonthOf(person: draft.post.head, month: key.month), default: .zero] +=
        draft.hours + (adds ? ground.declared(key) : .zero)
    }
    var lines: [PreviewLine] = []
    for (key, draft) in drafts {
      guard fits(key, draft) else { continue }
      lines.append(line(key, draft, totals[MonthOf(person: draft.post.head, month: key.month)] ?? draft.hours))
    }
    let order = Dictionary(ground.people.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    lines.sort {
      (order[$0.post.head] ?? 0, $0.place, $0.month, $0.kind.rawValue, $0.post.employment) < (
        order[$1.post.head] ?? 0, $1.place, $1.month, $1.kind.rawValue, $1.post.employment
      )
    }
    settleStanding(lines)
  }

  struct MonthOf: Hashable {
    let person: ID<Participant>
    let month: Month
  }

  mutating func fits(_ key: BoxKey, _ draft: Draft) -> Bool {
    guard let row = draft.rows.last else { return false }
    if draft.hours > Hours(wholeHours: 744) {
      addFault(
        row, row.hoursColumn, "",
        "\(draft.hours.french)\u{202F}h en tout pour une personne en \(key.month.french)\u{202F}: un mois compte 744\u{202F}h au plus."
      )
      return false
    }
    if let day = draft.days.filter({ $0.value > Hours(wholeHours: 24) }).keys.min() {
      addFault(row, row.hoursColumn, "", "Plus de 24\u{202F}h en tout le \(day.french) pour la même personne.")
      return false
    }
    return true
  }

  func line(_ key: BoxKey, _ draft: Draft, _ monthTotal: Hours) -> PreviewLine {
    let days = draft.isByDay ? draft.days.map { DayHours(day: $0.key, hours: $0.value) }.sorted { $0.day < $1.day } : []
    let facts = LineFacts(
      month: key.month, kind: key.kind, declared: draft.hours, days: days, eligibility: draft.post.counts,
      contract: draft.post.dates, lot: draft.post.lotDates, monthTotal: monthTotal, frozenYears: ground.frozenYears)
    return PreviewLine(
      post: draft.post, person: names[draft.post.head].map { "\($0.firstName) \($0.lastName)" } ?? "",
      place: places[key.engagement]?.label ?? "",
      month: key.month, kind: key.kind, hours: draft.hours, days: days, rows: Set(draft.rows.map(\.row)).sorted(),
      isDated: draft.isDated, already: ground.declared(key),
      act: PreviewAct.of(
        draft.hours, over: ground.standing[key] ?? [], mayCorrect: ground.mayCorrect),
      remarks: LineChecks.remarks(on: facts))
  }

  /// A file sent again corrects the one before: hours that stand are completed or replaced, never counted twice, unless somebody says
  /// that these are others. Where that cannot be told (the very same hours, or a file by days or weeks, whose next part looks just
  /// like a correction), it is asked.
  mutating func settleStanding(_ lines: [PreviewLine]) {
    let already = lines.filter { $0.already > .zero }
    guard !adds else {
      preview.addsToStanding = !already.isEmpty
      preview.lines = lines.map { line in
        var line = line
        line.act = .declare
        return line
      }
      preview.already = preview.lines.filter { $0.already > .zero }
      return
    }
    preview.already = already
    let isAsked = already.allSatisfy { $0.act == .same } || already.contains(where: \.isDated)
    if !already.isEmpty, isAsked, answers.values[FileAnswers.repeats] != FileAnswers.leave {
      preview.needsAlreadyDecision = true
      preview.lines = lines.filter { $0.already == .zero }
      return
    }
    preview.lines = lines.filter { line in
      switch line.act {
      case .same: leave(.received, line)
      case .byHand: leave(.toCorrect, line)
      case .declare, .complement, .replace: return true
      }
      return false
    }
  }

  private mutating func leave(_ reason: AsideReason, _ line: PreviewLine) {
    preview.aside[reason, default: AsideCount()].rows += line.rows.count
    preview.aside[reason, default: AsideCount()].hours += line.hours
  }

  mutating func finishQuestions() {
    addWords(.nature, reading.natures, HoursKind.allCases.map { ($0.rawValue, FrenchText.capitalised($0.french)) })
    addWords(.employer, reading.employers, [("same", "C’est bien cet employeur")])
    let order = Dictionary(uniqueKeysWithValues: FileQuestion.Subject.allCases.enumerated().map { ($1, $0) })
    let all = waiting.filter { !$0.value.rows.isEmpty }.map { name, one in
      FileQuestion(
        subject: one.subject, name: name, text: one.text, rows: Set(one.rows).sorted(), hours: one.hours,
        options: one.options, chosen: one.chosen, isFound: one.isFound, note: one.note, parts: one.parts)
    }.sorted { (order[$0.subject] ?? 0, $0.text, $0.name) < (order[$1.subject] ?? 0, $1.text, $1.name) }
    preview.asks = all.filter { $0.chosen == nil }
    preview.found = all.filter { $0.chosen != nil }
  }

  mutating func addWords(
    _ subject: FileQuestion.Subject, _ words: [String: (rows: [Int], hours: Hours)], _ choices: [(String, String)]
  ) {
    for (text, found) in words {
      let options = choices.map { FileQuestion.Option(value: $0.0, label: $0.1, score: 0, reason: "") }
      waiting[FileAnswers.question(subject, Search.fold(text))] = Waiting(
        subject: subject, text: text, rows: found.rows, hours: found.hours, options: options, note: "")
    }
  }
}
