// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Yearly objectives, by territory and by buyer.
struct ObjectiveRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(ObjectiveURLs.list, .facilitators) { context in
      let year = Int(context.query["annee"] ?? "").flatMap { (1990...2100).contains($0) ? $0 : nil }
      return context.page(objectivePage(try await page(year ?? context.today.year, context)))
    }
    routes.post(ObjectiveURLs.list, .facilitators, set)
  }

  private func page(_ year: Int, _ context: MemberContext) async throws -> ObjectivePage {
    try await services.database.read { db in
      ObjectivePage(
        year: year, territory: context.viewer.territoryName,
        lines: try ObjectiveStore.list(year, for: context.viewer, db),
        buyers: try OrganisationStore.choices(.buyer, for: context.viewer, db), csrf: context.csrf)
    }
  }

  @Sendable private func set(_ form: Form, _ context: MemberContext) async throws -> Response {
    do {
      let draft = try Self.read(form)
      try await services.database.write { try ObjectiveStore.set(draft, for: context.viewer, at: context.now, $0) }
      return context.redirect(to: ObjectiveURLs.year(draft.year), flash: "L’objectif \(draft.year) est enregistré.")
    } catch let error as FormRejected {
      var page = try await page(context.today.year, context)
      page.form = form
      page.errors = error.errors
      return context.refused(objectivePage(page))
    }
  }

  private static func read(_ form: Form) throws -> ObjectiveDraft {
    var read = FormReader(form)
    let year = read.number("year", "Année", in: 1990...2100)
    let organisation = read.optionalID("organisation", "Pour", of: Organisation.self)
    let hours = read.optionalHours("hours", "Heures")
    let people = read.optionalNumber("people", "Personnes", in: 0...1_000_000)
    let source = read.optionalText("source", "Source")
    if let hours, hours < .zero { read.refuse("hours", "Heures\u{202F}: un nombre positif.") }
    if read.isBlank("hours"), read.isBlank("people") {
      read.refuse("hours", "Donnez un nombre d’heures, de personnes, ou les deux.")
    }
    try read.check()
    guard let year else { throw Missing() }
    return ObjectiveDraft(year: year, organisation: organisation, hours: hours, people: people, source: source)
  }
}
