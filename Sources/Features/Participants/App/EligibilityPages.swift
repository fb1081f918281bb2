// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// What the form of a check needs to be shown.
struct EligibilityFormView: Sendable {
  var person: Participant
  var today: Day
  var csrf: String
  var typed: TypedValues
  var errors: [FieldError] = []
}

func eligibilityFormPage(_ view: EligibilityFormView) -> Page {
  let path = ParticipantURLs.file(view.person.id)
  let title = "Vérifier l’éligibilité"
  return Page(
    title: title,
    trail: [TrailLink("Participants", ParticipantURLs.list), TrailLink(view.person.fullName, path), TrailLink(title)],
    line:
      "\(link(view.person.fullName, to: path)). Une nouvelle vérification ouvre une période\u{202F}; les précédentes restent.",
    section: .participants,
    body: card(
      title: "Décision",
      body: form(
        action: ParticipantURLs.newEligibility(view.person.id), csrf: view.csrf, submit: "Enregistrer la décision",
        cancel: path, errors: view.errors, fields: eligibilityFields(view))))
}

private func eligibilityFields(_ view: EligibilityFormView) -> [FormField] {
  let typed = view.typed
  let example = view.today.lastDay(ofTermMonths: EligibilityDecision.months)
  return EligibilityForm.criteria.map { criterionGroup($0, typed) } + [
    .radios(
      "decision", "Décision",
      [Choice("validated", "Validée"), Choice("refused", "Refusée", help: "Dites pourquoi dans le motif.")],
      value: typed["decision"]),
    .date("starts_on", "À partir du", value: typed["starts_on"])
      .helped("Les heures d’avant ce jour ne sont pas retenues. Au format jj/mm/aaaa."),
    .date("ends_on", "Jusqu’au", value: typed["ends_on"]).optional().helped(
      "Laissez vide pour appliquer la règle\u{202F}: \(EligibilityDecision.months) mois, soit jusqu’au \(example) pour un début le \(view.today). Pour un PASS IAE, écrivez sa date de fin."
    ),
    .text("reason", "Motif", value: typed["reason"]).optional()
      .helped("Demandé pour un refus. La personne peut le lire\u{202F}: restez aux faits."),
  ]
}

private func criterionGroup(_ number: Int, _ typed: TypedValues) -> FormField {
  let choices = EligibilityCriterion.allCases.map { Choice($0.rawValue, $0.french.capitalisedFirst) }
  return .group(
    number == 1 ? "Critère" : "Autre critère (\(number))",
    [
      .select("criterion_\(number)", "Critère", choices, value: typed["criterion_\(number)"]).optional(number > 1),
      .text("proof_\(number)", "Justificatif vu", value: typed["proof_\(number)"]).optional()
        .helped("Laissez vide pour le justificatif habituel. Le papier est vu, il n’est pas gardé."),
      .date("proof_on_\(number)", "Date du justificatif", value: typed["proof_on_\(number)"]).optional(),
      .date("seen_on_\(number)", "Vu le", value: typed["seen_on_\(number)"]).optional()
        .helped("Laissez vide pour aujourd’hui. Au format jj/mm/aaaa."),
    ])
}
