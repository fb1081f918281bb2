// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// Reads what is said of an exit.
enum ExitForm {
  static func read(_ form: Form) throws(FormRejected) -> NewExit {
    var read = FormReader(form)
    let leftOn = read.day("left_on", "Sortie le")
    let situation: ExitSituation? = read.code("situation", "Situation à la sortie")
    let remark = read.optionalText("remark", "Remarque", max: 500)
    try read.check()
    guard let leftOn, let situation else { throw FormRejected("left_on", "Sortie le\u{202F}: à remplir.") }
    return NewExit(leftOn: leftOn, situation: situation, remark: remark)
  }

  static func readSituation(_ form: Form) throws(FormRejected) -> (situation: ExitSituation, knownOn: Day?) {
    var read = FormReader(form)
    let situation: ExitSituation? = read.code("situation", "Situation")
    let knownOn = read.optionalDay("known_on", "Connue le")
    try read.check()
    guard let situation else { throw FormRejected("situation", "Situation\u{202F}: choisissez dans la liste.") }
    return (situation, knownOn)
  }
}

/// What the form of an exit needs to be shown.
struct ExitFormView: Sendable {
  var person: Participant
  var csrf: String
  var typed: TypedValues
  var errors: [FieldError] = []
}

/// The same for the situation of somebody who left.
struct SituationFormView: Sendable {
  var line: ExitLine
  var milestone: ExitMilestone
  var csrf: String
  var typed: TypedValues
  var errors: [FieldError] = []
}

func exitFormPage(_ view: ExitFormView) -> Page {
  let path = ParticipantURLs.file(view.person.id)
  let title = "Enregistrer la sortie"
  return Page(
    title: title,
    trail: [TrailLink("Participants", ParticipantURLs.list), TrailLink(view.person.fullName, path), TrailLink(title)],
    line:
      "\(link(view.person.fullName, to: path)). La liste du jour proposera de demander sa situation à 3, 6 et 12 mois.",
    section: .participants,
    body: card(
      title: "Sortie",
      body: form(
        action: ExitURLs.new(for: view.person.id), csrf: view.csrf, submit: "Enregistrer la sortie", cancel: path,
        errors: view.errors,
        fields: [
          .date("left_on", "Sortie le", value: view.typed["left_on"])
            .helped("Le dernier jour du dernier contrat de travail. Au format jj/mm/aaaa."),
          .select("situation", "Situation à la sortie", situationChoices, value: view.typed["situation"]),
          .text("remark", "Remarque", value: view.typed["remark"]).optional()
            .helped("La personne peut la lire\u{202F}: restez aux faits."),
        ])))
}

func situationFormPage(_ view: SituationFormView) -> Page {
  let person = view.line.person
  let path = ParticipantURLs.file(person.id)
  let title = "Situation \(view.milestone.french)"
  return Page(
    title: title,
    trail: [TrailLink("Participants", ParticipantURLs.list), TrailLink(person.fullName, path), TrailLink(title)],
    line:
      "\(link(person.fullName, to: path)), sortie le \(view.line.exit.leftOn)\u{202F}: où en est la personne le \(view.milestone.day(after: view.line.exit.leftOn))\u{202F}?",
    section: .participants,
    body: card(
      title: title,
      body: form(
        action: ExitURLs.situation(view.line.exit.id), csrf: view.csrf,
        submit: "Enregistrer la situation", cancel: path, errors: view.errors,
        fields: [
          .hidden("echeance", String(view.milestone.rawValue)),
          .select("situation", "Situation", situationChoices, value: view.typed["situation"])
            .helped("Si la personne ne répond pas, choisissez «\u{202F}situation inconnue\u{202F}»."),
          .date("known_on", "Connue le", value: view.typed["known_on"]).optional()
            .helped("Laissez vide pour aujourd’hui. Au format jj/mm/aaaa."),
        ])))
}

/// Each situation with what it counts for.
private var situationChoices: [Choice] {
  ExitSituation.allCases.map { Choice($0.rawValue, "\($0.french.capitalisedFirst) — \($0.kind.french)") }
}
