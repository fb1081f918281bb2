// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// Everything that the page of settings shows.
struct SettingsView: Sendable {
  /// Which of its forms was refused.
  enum Wrong: Sendable { case nothing, territory, absence }

  let viewer: Viewer
  var stored: Form
  var form: Form
  let values: [RuleValue]
  let team: [Colleague]
  let absences: [AbsenceLine]
  let history: [(day: Day, text: String, author: String)]
  let csrf: String
  /// Whether mails leave at all, and the address that puts answers in the log.
  var sendsMail = false
  var filing: String?
  var absence = Form()
  var errors: [FieldError] = []
  var wrong = Wrong.nothing
  /// A legible colour, when the one that was typed is not.
  var proposed: String?
}

func settingsPage(_ view: SettingsView) -> Page {
  Page(
    title: "Réglages", line: "\(view.viewer.territoryName)\u{202F}: ce que l’équipe décide, et depuis quand.",
    section: .settings,
    body: """
      \(rulesCard(view))
      \(teamCard(view))
      \(territoryCard(view))
      \(mailCard(view))
      \(card(title: "Historique", body: view.history.isEmpty ? emptyState("Rien n’a encore été changé.")
        : historyList(view.history.map { ($0.day, signed($0.text, by: $0.author)) })))
      """)
}

/// What becomes of messages and of their answers: whoever runs the server decides it.
private func mailCard(_ view: SettingsView) -> HTML {
  let leaving: HTML =
    view.sendsMail
    ? "Ce que Clausier écrit aux correspondants part au nom du facilitateur, qui reçoit les réponses. Chaque message se lit dans \(link("Messages", to: MessageURLs.list))."
    : "Aucun serveur de courriel n’est réglé\u{202F}: les messages attendent dans \(link("Messages", to: MessageURLs.list)), et se copient à la main."
  let answers: HTML =
    view.filing.map {
      "Adresse de classement\u{202F}: \($0). Chaque message y demande aussi la réponse, avec une clé qui ne dit rien de personne\u{202F}: la réponse se note d’elle-même dans les échanges de l’entreprise."
    }
    ?? "Aucune adresse de classement n’est réglée\u{202F}: une réponse arrive au facilitateur seul, qui la note dans les échanges. L’exploitant peut en donner une (CLAUSIER_MAIL_FILING)."
  return card(title: "Courriels", id: "courriels", body: "<p>\(leaving)</p><p>\(answers)</p>")
}

private func rulesCard(_ view: SettingsView) -> HTML {
  let today = view.viewer.today
  func row(_ rule: TerritoryRule) -> [HTML] {
    let said = view.values.filter { $0.rule == rule }
    let current = said.first { $0.from <= today }
    let next = said.last { $0.from > today }
    return [
      link(rule.french, to: SettingsURLs.rule(rule)), "\(rule.french(view.viewer.rules[rule]))",
      current.map { "depuis le \($0.from)" } ?? "valeur d’usage",
      next.map { "\(rule.french($0.value)) le \($0.from)" } ?? "—",
    ]
  }
  let columns = [
    TableColumn("Règle"), TableColumn("Aujourd’hui"), TableColumn("En vigueur"), TableColumn("Ensuite"),
  ]
  return card(
    title: "Règles datées", id: "regles",
    body: """
      \(table(caption: "Règles datées", columns: columns, rows: TerritoryRule.figures.map(row)))
      <p class="help">Une nouvelle valeur prend effet à sa date. Ce qui a été compté avant ne change pas.</p>
      \(disclosure(
        "Contrôles des heures déclarées", isOpen: view.values.contains { TerritoryRule.checks.contains($0.rule) },
        table(caption: "Niveaux des contrôles", columns: columns, rows: TerritoryRule.checks.map(row))))
      """)
}

private func teamCard(_ view: SettingsView) -> HTML {
  let today = view.viewer.today
  let rows: [[HTML]] = view.absences.map { absence in
    let state: HTML =
      absence.isUnder(today)
      ? badge("absent", .watch) : absence.startsOn > today ? badge("à venir") : badge("revenu", .fine)
    let action: HTML? =
      absence.endsOn < today
      ? nil
      : postButton(
        absence.startsOn > today ? "Retirer" : "De retour", SettingsURLs.comingBack(absence.id), csrf: view.csrf,
        look: .quiet, context: absence.name)
    return [
      "\(absence.name)", "\(absence.startsOn)", "\(absence.endsOn)",
      "\(absence.standInName.isEmpty ? "personne" : absence.standInName)", state, action ?? .empty,
    ]
  }
  let columns = [
    TableColumn("Qui"), TableColumn("Du"), TableColumn("Au"), TableColumn("Suppléance"), TableColumn("État"),
    TableColumn("Action", hiddenTitle: true),
  ]
  let names = view.team.map(\.name).joined(separator: ", ")
  let errors = view.wrong == .absence ? view.errors : []
  return card(
    title: "Équipe et absences", id: "equipe",
    body: """
      <p>\(view.team.isEmpty ? "Personne n’a encore le rôle de facilitateur." : "Facilitateurs\u{202F}: \(names).")</p>
      \(table(caption: "Absences", columns: columns, rows: rows, empty: emptyState("Aucune absence cette année.")))
      \(disclosure("Enregistrer une absence", isOpen: !errors.isEmpty, form(
        action: SettingsURLs.absences, csrf: view.csrf, submit: "Enregistrer l’absence", prefix: "absence",
        errors: errors, look: .outlined, fields: absenceFields(view))))
      """)
}

private func absenceFields(_ view: SettingsView) -> [FormField] {
  let team = view.team.map { Choice($0.id.description, $0.name) }
  func typed(_ name: String) -> String { view.absence[name] ?? "" }
  return [
    .select("account", "Qui s’absente", team, value: typed("account")),
    .date("starts_on", "Premier jour", value: typed("starts_on")),
    .date("ends_on", "Dernier jour", value: typed("ends_on")),
    .select("stand_in", "Suppléance", team, value: typed("stand_in"), blank: "Personne").optional()
      .helped("Voit le portefeuille de la personne absente dans sa liste du jour et dans ses heures."),
  ]
}

func territoryFields(_ form: Form) -> [FormField] {
  [
    .text("name", "Nom du territoire", value: form["name"] ?? ""),
    .text("colour", "Couleur", value: form["colour"] ?? "")
      .helped("Un dièse et six chiffres ou lettres, comme #0e5a5a. Le texte blanc doit s’y lire."),
    .select(
      "time_zone", "Heure", Choice.all(TerritoryZone.self), value: form["time_zone"] ?? "", blank: nil
    ).helped("Décide du jour qu’il est dans le territoire."),
  ]
}

private func territoryCard(_ view: SettingsView) -> HTML {
  let errors = view.wrong == .territory ? view.errors : []
  let proposal: HTML? = view.proposed.map { colour in
    let values = [("name", view.form["name"] ?? ""), ("colour", colour), ("time_zone", view.form["time_zone"] ?? "")]
    return postButton("Prendre \(colour)", SettingsURLs.territory, csrf: view.csrf, values: values)
  }
  return card(
    title: "Territoire", id: "territoire",
    body: """
      \(form(action: SettingsURLs.territory, csrf: view.csrf, submit: "Enregistrer le territoire", prefix: "territoire",
        errors: errors, look: .outlined, fields: territoryFields(view.form) + [EditGuard.field(view.stored)]))
      \(proposal)
      """)
}
