// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Results year after year, and the figures of past years that are typed.
struct HistoryRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(ResultURLs.history, [.facilitator, .administrator, .elected]) { context in
      context.page(try await page(context).page)
    }
    routes.post(ResultURLs.history, .facilitators, set)
  }

  private func page(_ context: MemberContext) async throws -> HistoryPage {
    let viewer = context.viewer
    let years = try await services.database.read { db in
      try YearSeriesStore.read(viewer.territoryID, through: viewer.today.year, db)
    }
    return HistoryPage(
      viewer: viewer, years: years, hoursPerFTE: viewer.rules[.hoursPerFTE], csrf: context.csrf)
  }

  @Sendable private func set(_ form: Form, _ context: MemberContext) async throws -> Response {
    do {
      let year = try HistoryForm.read(form)
      try await services.database.write { try HistoryStore.set(year, for: context.viewer, at: context.now, $0) }
      return context.redirect(
        to: ResultURLs.history,
        flash: year.isEmpty ? "L’année \(year.year) est retirée." : "L’année \(year.year) est enregistrée.")
    } catch let error as FormRejected {
      var page = try await page(context)
      page.form = form
      page.errors = error.errors
      return context.refused(page.page)
    }
  }
}

enum HistoryForm {
  static func read(_ form: Form) throws -> TypedYear {
    var read = FormReader(form)
    let year = read.number("year", "Année", in: 1990...2100)
    var typed = TypedYear(year: year ?? 0)
    typed.hours = read.optionalHours("hours", "Heures")
    typed.people = read.optionalNumber("people", "Personnes", in: 0...10_000_000)
    typed.assignments = read.optionalNumber("assignments", "Contrats de travail", in: 0...10_000_000)
    typed.companies = read.optionalNumber("companies", "Entreprises", in: 0...10_000_000)
    typed.structures = read.optionalNumber("structures", "Dont structures d’insertion", in: 0...10_000_000)
    typed.source = read.optionalText("source", "Source")
    if let hours = typed.hours, hours < .zero { read.refuse("hours", "Heures\u{202F}: un nombre positif.") }
    try read.check()
    guard year != nil else { throw Missing() }
    return typed
  }
}
