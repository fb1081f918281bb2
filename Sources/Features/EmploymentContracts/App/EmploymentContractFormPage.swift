// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// What the form of a hiring needs to be shown.
struct EmploymentContractFormView: Sendable {
  var person: Participant
  var eligibility: EligibilityState
  var choices: EmploymentContractChoices
  var csrf: String
  var typed: TypedValues
  var errors: [FieldError] = []
}

func employmentContractFormPage(_ view: EmploymentContractFormView) -> Page {
  let path = ParticipantURLs.file(view.person.id)
  let title = "Nouveau contrat de travail"
  return Page(
    title: title,
    trail: [TrailLink("Participants", ParticipantURLs.list), TrailLink(view.person.fullName, path), TrailLink(title)],
    line: "\(link(view.person.fullName, to: path)) \(eligibilityBadge(view.eligibility))", section: .participants,
    body: """
      \(warning(view.eligibility))\(card(title: "Contrat ou mission", body: form(
        action: EmploymentContractURLs.new(for: view.person.id), csrf: view.csrf, submit: "Enregistrer le contrat",
        cancel: path, errors: view.errors, fields: contractFields(view))))
      """)
}

private func warning(_ state: EligibilityState) -> HTML {
  switch state {
  case .valid, .endsSoon: .empty
  case .none, .refused, .ended:
    notice(
      .watch,
      "Aucune éligibilité n’est en cours. Vous pouvez enregistrer le contrat\u{202F}: ses heures ne compteront qu’à partir d’une validation."
    )
  }
}

private func contractFields(_ view: EmploymentContractFormView) -> [FormField] {
  let typed = view.typed
  let employers = view.choices.employers.map { Choice($0.id.description, $0.name) }
  return [
    .select("employer", "Employeur", employers, value: typed["employer"])
      .helped("Qui signe le contrat de travail et paie."),
    .select(
      "user_company", "Entreprise utilisatrice", employers, value: typed["user_company"], blank: "La même"
    ).optional().helped("Pour une mission ou une mise à disposition."),
    .select("kind", "Type de contrat", codeChoices(EmploymentContractKind.allCases), value: typed["kind"]),
    .select("modality", "Modalité", codeChoices(Modality.allCases), value: typed["modality"]),
    .text("job", "Emploi", value: typed["job"]).optional(),
    .date("starts_on", "Début", value: typed["starts_on"]),
    .date("planned_end_on", "Fin prévue", value: typed["planned_end_on"]).optional()
      .helped("Laissez vide pour un CDI. Au format jj/mm/aaaa."),
    .number("weekly", "Heures par semaine", value: typed["weekly"], unit: "h").optional(),
    .group("Lots", EmploymentContractForm.lots.flatMap { lotFields($0, view.choices.lots, typed) }),
  ] + chainField(view)
}

func lotFields(_ number: Int, _ lots: [LotChoice], _ typed: TypedValues) -> [FormField] {
  let choices = lots.map { Choice($0.engagementID.description, $0.label) }
  let label = number == 1 ? "Lot" : "Autre lot (\(number))"
  return [
    .select("lot_\(number)", label, choices, value: typed["lot_\(number)"]).optional(number > 1),
    .date("lot_start_\(number)", "Sur ce lot à partir du", value: typed["lot_start_\(number)"]).optional()
      .helped("Laissez vide pour le début du contrat."),
    .date("lot_end_\(number)", "Sur ce lot jusqu’au", value: typed["lot_end_\(number)"]).optional()
      .helped("Laissez vide si ce n’est pas fixé."),
  ]
}

private func chainField(_ view: EmploymentContractFormView) -> [FormField] {
  guard !view.choices.missions.isEmpty else { return [] }
  let missions = view.choices.missions.map { line in
    let end = line.lastDay.map { " au \($0.french)" } ?? ""
    return Choice(line.id.description, "\(line.employerName), du \(line.startsOn.french)\(end)")
  }
  return [
    .select("follows", "Suite d’une mission", missions, value: view.typed["follows"], blank: "Non")
      .optional().helped("Pour l’intérim\u{202F}: \(Parcours.definition).")
  ]
}
