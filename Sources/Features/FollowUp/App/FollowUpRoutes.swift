// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// The log of contacts and visits, for the profession only.
struct FollowUpRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(FollowUpURLs.notes, .facilitators, list)
    routes.get(FollowUpURLs.newNote, .facilitators, new)
    routes.post(FollowUpURLs.newNote, .facilitators, create)
    routes.post(FollowUpURLs.withdrawalPattern, .facilitators, withdraw)
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let (viewer, subject) = (context.viewer, try FollowUpURLs.subject(context.query))
    let number = min(max(Int(context.query["page"] ?? "") ?? 1, 1), 1000)
    let size = ContactNoteStore.pageSize
    let (names, notes) = try await services.database.read { db in
      (
        try Self.names(subject, for: viewer, db),
        try ContactNoteStore.list(of: subject, limit: size + 1, from: (number - 1) * size, for: viewer, db)
      )
    }
    return context.page(
      ContactNoteListPage(
        names: names, notes: Array(notes.prefix(size)), number: number, hasMore: notes.count > size,
        csrf: context.csrf
      ).page)
  }

  @Sendable private func new(_ context: MemberContext) async throws -> Response {
    context.page(try await page(try FollowUpURLs.subject(context.query), Form(), context).page)
  }

  private func page(_ subject: NoteSubject, _ form: Form, _ context: MemberContext) async throws -> ContactNotePage {
    guard !subject.isEmpty else { throw Missing() }
    let viewer = context.viewer
    let names = try await services.database.read { try Self.names(subject, for: viewer, $0) }
    return ContactNotePage(names: names, today: context.today, form: form, csrf: context.csrf)
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    var page = try await page(try FollowUpURLs.subject(form), form, context)
    do {
      let draft = try ContactNoteForm.read(form, on: context.today)
      try await services.database.write { db in _ = try ContactNoteStore.insert(draft, for: viewer, at: now, db) }
      let next = draft.nextOn.map { " Il revient dans la liste le \($0.french)." } ?? ""
      return context.redirect(to: page.names.path, flash: "L’échange est noté.\(next)")
    } catch let rejected as FormRejected {
      page.errors = rejected.errors
      return context.refused(page.page)
    }
  }

  @Sendable private func withdraw(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now) = (try context.id(of: ContactNote.self), context.viewer, context.now)
    let note = try await services.database.write { try ContactNoteStore.withdraw(id, for: viewer, at: now, $0) }
    return context.redirect(
      to: FollowUpURLs.notes(note.subject), flash: "La note est retirée\u{202F}: ses mots sont effacés.")
  }

  /// The names of what a note is about; what is not the viewer's looks missing.
  static func names(_ subject: NoteSubject, for viewer: Viewer, _ db: any Connection) throws -> NoteSubjectNames {
    var names = NoteSubjectNames(subject: subject)
    if let id = subject.organisation {
      names.organisation = try OrganisationStore.find(id, for: viewer, db).details.name
    }
    if let id = subject.lot {
      let lot = try LotStore.find(id, for: viewer, db)
      names.lot = "Lot \(lot.number) \(lot.name)"
    }
    if let id = subject.participant { names.participant = try ParticipantStore.find(id, for: viewer, db).fullName }
    return names
  }
}
