// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// What is done or put off from the day's list, and what was said on the way.
struct DayFollowUpRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.post(TodayURLs.followUps, .facilitators, follow)
    routes.post(TodayURLs.returns, .facilitators, putBack)
  }

  private func about(_ form: Form, _ context: MemberContext) throws -> DayFollowUp {
    guard let key = DayTaskKey(form["cle"] ?? "") else { throw Missing() }
    let word = form.filled("pour")
    return DayFollowUp(
      key: key, subject: try FollowUpURLs.subject(form), scope: try TodayScope(word, me: context.viewer.accountID))
  }

  @Sendable private func follow(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    let about = try about(form, context)
    do {
      let mark = try Self.mark(form, about.key, on: context.today)
      let note = try Self.note(form, about.subject, on: context.today)
      try await services.database.write { db in
        if let note { _ = try ContactNoteStore.insert(note, for: viewer, at: now, db) }
        try DayMarkStore.set(mark, on: about.key, for: viewer, at: now, db)
      }
      return context.redirect(to: TodayURLs.today(about.scope), flash: Self.sentence(mark, noted: note != nil))
    } catch let rejected as FormRejected {
      return context.refused(
        DayFollowUpPage(
          about: about, today: context.today, form: form, csrf: context.csrf, errors: rejected.errors
        ).page)
    }
  }

  private static func mark(_ form: Form, _ key: DayTaskKey, on today: Day) throws -> DayMark {
    if form["choix"] == "fait", key.kind.mayBeMarkedDone {
      return DayMark(.done, until: key.kind.doneLasts(from: today))
    }
    var read = FormReader(form)
    let until = read.day("au", "Remettre au")
    if let until, until <= today { read.refuse("au", "Remettre au\u{202F}: donnez une date à venir.") }
    if let until, until > today.adding(months: DayMarkStore.months) {
      read.refuse("au", "Remettre au\u{202F}: dans un an au plus.")
    }
    try read.check()
    return DayMark(.later, until: until)
  }

  private static func note(_ form: Form, _ subject: NoteSubject, on today: Day) throws -> ContactNoteDraft? {
    var read = FormReader(form)
    guard !subject.isEmpty, !read.isBlank("dit") else { return nil }
    let channel: ContactChannel? = read.code("moyen", "Échange")
    let said = read.paragraphs("dit", "Ce qui a été dit", max: 2000)
    try read.check()
    return ContactNoteDraft(subject: subject, channel: channel ?? .call, happenedOn: today, said: said)
  }

  private static func sentence(_ mark: DayMark, noted: Bool) -> String {
    let start = noted ? "L’échange est noté. " : ""
    switch (mark.state, mark.until) {
    case (.later, let day?): return "\(start)La ligne reviendra le \(day.french)."
    case (.done, let day?): return "\(start)C’est fait. S’il le faut encore, la ligne reviendra le \(day.french)."
    default: return "\(start)C’est fait\u{202F}: la ligne quitte la liste."
    }
  }

  @Sendable private func putBack(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, about) = (context.viewer, try about(form, context))
    try await services.database.write { try DayMarkStore.clear(about.key, for: viewer, $0) }
    return context.redirect(to: TodayURLs.today(about.scope), flash: "La ligne est revenue dans la liste.")
  }
}
