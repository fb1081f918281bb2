// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// The settings of a territory: what it is, its dated rules, its team.
struct SettingsRoutes {
  let services: Services
  static let keepers: Set<Role> = [.facilitator, .administrator]

  func add(to routes: Routes) {
    routes.get(SettingsURLs.home, Self.keepers) { context in context.page(settingsPage(try await view(context))) }
    routes.post(SettingsURLs.territory, Self.keepers, changeTerritory)
    routes.get(SettingsURLs.rulePattern, Self.keepers) { context in
      context.page(rulePage(try await ruleView(context)))
    }
    routes.post(SettingsURLs.rulePattern, Self.keepers, changeRule)
    routes.post(SettingsURLs.withdrawalPattern, Self.keepers, withdraw)
    routes.post(SettingsURLs.absences, Self.keepers, addAbsence)
    routes.post(SettingsURLs.returnPattern, Self.keepers) { _, context in
      let id = try context.id(of: AbsenceLine.self)
      try await services.database.write { db in
        try AbsenceStore.end(id.value, for: context.viewer, at: context.now, db)
      }
      return context.redirect(to: SettingsURLs.home, flash: "L’absence s’arrête\u{202F}: la personne est de retour.")
    }
  }

  private func view(_ context: MemberContext) async throws -> SettingsView {
    let (viewer, zone, settings) = (context.viewer, context.session.timeZone, services.configuration)
    return try await services.database.write { db in
      let facts = try TerritoryStore.facts(for: viewer, db)
      let history = try Journal.latest(.territory, viewer.territoryID.value, in: viewer.territoryID, db)
      return SettingsView(
        viewer: viewer, stored: facts.typed, form: facts.typed, values: try RuleStore.history(for: viewer, db),
        team: try ContractStore.facilitators(for: viewer, db), absences: try AbsenceStore.list(for: viewer, db),
        history: history.map { ($0.at.day(in: zone), $0.sentence, $0.author) }, csrf: context.csrf,
        sendsMail: settings.mailServer != nil, filing: settings.mailFiling)
    }
  }

  @Sendable private func changeTerritory(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    do {
      let facts = try SettingsForms.territory(form)
      try await services.database.write { db in
        let stored = try TerritoryStore.facts(for: viewer, db).typed
        try EditGuard.check(
          form, stored: stored, fields: territoryFields(form),
          last: try Journal.latest(.territory, viewer.territoryID.value, in: viewer.territoryID, limit: 1, db).first,
          in: context.session.timeZone)
        try TerritoryStore.update(facts, for: viewer, at: now, db)
      }
      return context.redirect(to: SettingsURLs.home, flash: "Le territoire est à jour.")
    } catch let error as FormRejected {
      var view = try await view(context)
      (view.form, view.errors, view.wrong) = (form, error.errors, .territory)
      view.proposed = (try? TerritoryColour.parse(form["colour"] ?? "")).flatMap {
        $0.isLegible ? nil : $0.legible.text
      }
      return context.refused(settingsPage(view))
    } catch let conflict as EditedMeanwhile {
      var view = try await view(context)
      (view.form, view.stored, view.errors, view.wrong) = (conflict.form, conflict.stored, conflict.errors, .territory)
      return context.page(settingsPage(view), status: .conflict)
    }
  }

  private func ruleView(_ context: MemberContext) async throws -> RuleView {
    let (viewer, zone) = (context.viewer, context.session.timeZone)
    let rule = try SettingsURLs.rule(named: context.parameters.get("regle"))
    let values = try await services.database.read { try RuleStore.history(for: viewer, $0) }
    return RuleView(
      rule: rule, today: viewer.today, inForce: viewer.rules[rule], values: values.filter { $0.rule == rule },
      day: { $0.day(in: zone) }, csrf: context.csrf)
  }

  @Sendable private func changeRule(_ form: Form, _ context: MemberContext) async throws -> Response {
    let rule = try SettingsURLs.rule(named: context.parameters.get("regle"))
    do {
      let said = try SettingsForms.rule(form, rule)
      try await services.database.write { db in
        try RuleStore.set(
          rule, to: said.value, from: said.from, reason: said.reason, for: context.viewer, at: context.now, db)
      }
      return context.redirect(
        to: SettingsURLs.rule(rule),
        flash: "\(rule.french)\u{202F}: \(rule.french(said.value)) à partir du \(said.from.french).")
    } catch let error as FormRejected {
      var view = try await ruleView(context)
      (view.form, view.errors) = (form, error.errors)
      return context.refused(rulePage(view))
    }
  }

  @Sendable private func withdraw(_ form: Form, _ context: MemberContext) async throws -> Response {
    let rule = try SettingsURLs.rule(named: context.parameters.get("regle"))
    guard let day = Day(iso: form["from"] ?? "") else { throw Missing() }
    try await services.database.write { db in
      try RuleStore.withdraw(rule, from: day, for: context.viewer, at: context.now, db)
    }
    return context.redirect(to: SettingsURLs.rule(rule), flash: "La valeur prévue au \(day.french) est retirée.")
  }

  @Sendable private func addAbsence(_ form: Form, _ context: MemberContext) async throws -> Response {
    do {
      let draft = try SettingsForms.absence(form, on: context.today)
      try await services.database.write { try AbsenceStore.add(draft, for: context.viewer, at: context.now, $0) }
      return context.redirect(to: SettingsURLs.home, flash: "L’absence est enregistrée.")
    } catch let error as FormRejected {
      var view = try await view(context)
      (view.absence, view.errors, view.wrong) = (form, error.errors, .absence)
      return context.refused(settingsPage(view))
    }
  }
}
