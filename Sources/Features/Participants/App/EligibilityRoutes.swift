// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Checks of eligibility, and records of one person brought together: acts of the profession on a person.
struct EligibilityRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(ParticipantURLs.newEligibilityPattern, .facilitators, new)
    routes.post(ParticipantURLs.newEligibilityPattern, .facilitators, create)
    routes.get(ParticipantURLs.mergePattern, .facilitators, chooseOther)
    routes.post(ParticipantURLs.mergePattern, .facilitators, merge)
    routes.post(ParticipantURLs.separatePattern, .facilitators, separate)
  }

  @Sendable private func new(_ context: MemberContext) async throws -> Response {
    context.page(eligibilityFormPage(try await view(context, TypedValues(["starts_on": context.today.french]))))
  }

  private func view(_ context: MemberContext, _ typed: TypedValues) async throws -> EligibilityFormView {
    let person = try await open(.eligibility, context)
    return EligibilityFormView(person: person, today: context.today, csrf: context.csrf, typed: typed)
  }

  /// The person, with the display written down.
  private func open(_ page: ParticipantAccess.Page, _ context: MemberContext) async throws -> Participant {
    let (id, viewer, now): (ID<Participant>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    return try await services.database.write { db in
      let person = try ParticipantStore.find(id, for: viewer, db)
      guard person.id == id else { throw Missing() }
      try ParticipantAccess.record(page, of: id, by: viewer, at: now, db)
      return person
    }
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now): (ID<Participant>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    do {
      let decision = try EligibilityForm.read(form, on: context.today)
      try await services.database.write { db in
        _ = try EligibilityStore.add(decision, to: id, for: viewer, at: now, db)
      }
      let doubts = EligibilityForm.doubts(decision)
      return context.redirect(
        to: ParticipantURLs.file(id), flash: ([Self.answer(decision)] + doubts).joined(separator: " "),
        tone: doubts.isEmpty ? .fine : .watch)
    } catch let rejected as FormRejected {
      var view = try await view(context, TypedValues(fields: form.fields))
      view.errors = rejected.errors
      return context.refused(eligibilityFormPage(view))
    }
  }

  private static func answer(_ decision: EligibilityDecision) -> String {
    decision.isRefused
      ? "Éligibilité refusée\u{202F}: la décision est enregistrée." : "Validé jusqu’au \(decision.lastDay.french)."
  }

  @Sendable private func chooseOther(_ context: MemberContext) async throws -> Response {
    context.page(mergePage(try await mergeView(context)))
  }

  private func mergeView(_ context: MemberContext) async throws -> MergeView {
    let viewer = context.viewer
    let words = String((context.query["q"] ?? "").filter { $0 != "\0" }.prefix(100))
    let person = try await open(.merge, context)
    let found = try await services.database.read { db in
      let file = try ParticipantStore.file(person.id, for: viewer, db)
      return try ParticipantMerge.candidates(for: file, words: words, for: viewer, db)
    }
    return MergeView(person: person, words: words, candidates: found, csrf: context.csrf)
  }

  @Sendable private func merge(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now): (ID<Participant>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    do {
      var read = FormReader(form)
      let other = read.id("other", "Fiche à fusionner", of: Participant.self)
      try read.check()
      guard let other else { throw Missing() }
      try await services.database.write { try ParticipantMerge.merge(other, into: id, for: viewer, at: now, $0) }
      return context.redirect(
        to: ParticipantURLs.file(id),
        flash: "Les deux fiches sont fusionnées\u{202F}: contrats, heures et éligibilités sont réunis ici.")
    } catch let rejected as FormRejected {
      var view = try await mergeView(context)
      view.errors = rejected.errors
      return context.refused(mergePage(view))
    }
  }

  @Sendable private func separate(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now): (ID<Participant>, Viewer, Instant) = (try context.id(), context.viewer, context.now)
    guard let other = ID<Participant>(form["other"] ?? "") else { throw Missing() }
    try await services.database.write { db in
      _ = try ParticipantStore.find(id, for: viewer, db)
      try ParticipantMerge.separate(other, from: id, for: viewer, at: now, db)
    }
    return context.redirect(to: ParticipantURLs.file(other), flash: "La fiche est de nouveau séparée.")
  }
}
