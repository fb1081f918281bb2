// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Who left, what became of them, and what is to be asked: for the profession.
struct ExitRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(ExitURLs.list, .facilitators, list)
    routes.get(ExitURLs.newPattern, .facilitators, new)
    routes.post(ExitURLs.newPattern, .facilitators, create)
    routes.get(ExitURLs.situationPattern, .facilitators, newSituation)
    routes.post(ExitURLs.situationPattern, .facilitators, say)
    routes.post(ExitURLs.withdrawPattern, .facilitators, withdraw)
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let (viewer, query) = (context.viewer, try ExitQuery(context.query))
    let after = context.query.filled("apres").flatMap { ExitKey($0) }
    let found = try await services.database.read { try ExitList.page(query, after: after, for: viewer, $0) }
    return context.page(ExitListPage(query: query, list: found, today: context.today).page)
  }

  @Sendable private func new(_ context: MemberContext) async throws -> Response {
    context.page(exitFormPage(try await view(context, nil)))
  }

  /// The form, with the last day of the last contract proposed where there is one.
  private func view(_ context: MemberContext, _ typed: TypedValues?) async throws -> ExitFormView {
    let (id, viewer, now): (ID<Participant>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    let csrf = context.csrf
    return try await services.database.write { db in
      let person = try ParticipantStore.find(id, for: viewer, db)
      guard person.id == id else { throw Missing() }
      try ParticipantAccess.record(.exit, of: id, by: viewer, at: now, db)
      let last = try EmploymentContractStore.list(of: id, for: viewer, db).map { $0.lastDay ?? .last }.max()
      let proposed = last.flatMap { $0 <= viewer.today ? $0.french : nil } ?? ""
      return ExitFormView(person: person, csrf: csrf, typed: typed ?? TypedValues(["left_on": proposed]))
    }
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now): (ID<Participant>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    do {
      let exit = try ExitForm.read(form)
      let doubts = try await services.database.write { db in
        _ = try ExitWriter.add(exit, of: id, for: viewer, at: now, db)
        return try ExitWriter.doubts(exit, of: id, for: viewer, db)
      }
      return context.redirect(
        to: ParticipantURLs.file(id),
        flash: ([Self.answer(exit)] + doubts).joined(separator: " "), tone: doubts.isEmpty ? .fine : .watch)
    } catch let rejected as FormRejected {
      var view = try await view(context, TypedValues(fields: form.fields))
      view.errors = rejected.errors
      return context.refused(exitFormPage(view))
    }
  }

  private static func answer(_ exit: NewExit) -> String {
    let next = ExitMilestone.three.day(after: exit.leftOn)
    return
      "La sortie est enregistrée\u{202F}: \(exit.situation.kind.french). La situation à 3 mois se demande à partir du \(next.french)."
  }

  @Sendable private func newSituation(_ context: MemberContext) async throws -> Response {
    let milestone = try Self.milestone(context.query)
    return context.page(situationFormPage(try await situationView(milestone, context, typed: nil)))
  }

  /// The milestone that an address or a form names: nothing else looks like one.
  private static func milestone(_ form: Form) throws -> ExitMilestone {
    guard let milestone = Int(form["echeance"] ?? "").flatMap({ ExitMilestone(rawValue: $0) }) else { throw Missing() }
    return milestone
  }

  private func situationView(
    _ milestone: ExitMilestone, _ context: MemberContext, typed: TypedValues?
  ) async throws -> SituationFormView {
    let (id, viewer, now): (ID<Exit>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    let csrf = context.csrf
    return try await services.database.write { db in
      let line = try ExitStore.find(id, for: viewer, db)
      try ParticipantAccess.record(.exit, of: line.person.id, by: viewer, at: now, db)
      let stored = TypedValues([
        "situation": line.exit.situations[milestone]?.rawValue ?? "",
        "known_on": (line.knownOn[milestone] ?? viewer.today).french,
      ])
      return SituationFormView(line: line, milestone: milestone, csrf: csrf, typed: typed ?? stored)
    }
  }

  @Sendable private func say(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now): (ID<Exit>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    let milestone = try Self.milestone(form)
    do {
      let said = try ExitForm.readSituation(form)
      let person = try await services.database.write { db in
        try ExitWriter.say(
          said.situation, milestone, of: id, knownOn: said.knownOn ?? viewer.today, for: viewer, at: now, db)
        return try ExitStore.find(id, for: viewer, db).person.id
      }
      return context.redirect(
        to: ParticipantURLs.file(person),
        flash: "La situation \(milestone.french) est enregistrée\u{202F}: \(said.situation.kind.french).")
    } catch let rejected as FormRejected {
      var view = try await situationView(milestone, context, typed: TypedValues(fields: form.fields))
      view.errors = rejected.errors
      return context.refused(situationFormPage(view))
    }
  }

  @Sendable private func withdraw(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now): (ID<Exit>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    let line = try await services.database.write { try ExitWriter.withdraw(id, for: viewer, at: now, $0) }
    return context.redirect(
      to: ParticipantURLs.file(line.person.id),
      flash: "La sortie du \(line.exit.leftOn.french) est annulée.")
  }
}
