// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// What only the profession reads and does on the page of a contract.
func professionCards(
  _ data: EmploymentContractPageData, _ csrf: String, _ moment: PageMoment, _ errors: [FieldError], _ typed: TypedValues
) -> HTML {
  let ending = errors.filter { $0.field == "ended_on" }
  let terms = errors.filter { ["planned_end_on", "term_reason"].contains($0.field) }
  let lots = errors.filter { error in !(ending + terms).contains(error) }
  return """
    \(hiringCard(data.contract))
    \(card(title: "Ajouter un lot", id: "ajout", body: form(
      action: EmploymentContractURLs.lots(data.contract.id), csrf: csrf, submit: "Ajouter le lot", prefix: "ajout",
      errors: lots, look: .outlined, fields: lotFields(1, data.lots, typed))))
    \(data.contract.endedOn == nil || !terms.isEmpty ? card(title: "Fin prévue", id: "terme", body: termForm(data.contract, csrf, terms, typed)) : .empty)
    \(card(title: "Fin du contrat", id: "fin", body: endForm(data.contract, csrf, ending, typed)))
    \(card(title: "Historique", id: "historique", body: historyBody(data.history, moment)))
    """
}

/// What was true at the hiring, whatever came after.
private func hiringCard(_ contract: EmploymentContractFile) -> HTML {
  let facts = contract.hiring
  let criteria = facts.criteria.map(\.french).joined(separator: ", ")
  return card(
    title: "À l’embauche", id: "embauche",
    body: """
      <p class="help">Ce qui était vrai ce jour-là\u{202F}: un changement ultérieur n’y touche pas.</p>\
      \(definitionList([
        ("Âge", facts.age.map { "\(FrenchText.count($0, "an", "ans"))" } ?? "non connu"),
        ("Critères", "\(criteria.isEmpty ? "—" : criteria)"),
        ("Quartier prioritaire", "\(facts.district.isEmpty ? "hors quartier, ou non vérifié" : facts.district)"),
        ("Niveau de formation", "\(facts.schooling?.french ?? "non connu")"),
        ("Heures par semaine", contract.weekly.map { "\($0)\u{202F}h" } ?? "non indiquées"),
        ("Règle de prise en compte", "\(contract.rule.isEmpty ? "une validation est attendue" : contract.rule)"),
      ]))
      """)
}

private func endForm(
  _ contract: EmploymentContractFile, _ csrf: String, _ errors: [FieldError], _ typed: TypedValues
) -> HTML {
  let shown = errors.isEmpty ? contract.endedOn?.french ?? "" : typed["ended_on"]
  return form(
    action: EmploymentContractURLs.end(contract.id), csrf: csrf,
    submit: contract.endedOn == nil ? "Terminer le contrat" : "Corriger la fin", prefix: "fin", errors: errors,
    look: .outlined,
    fields: [
      .hidden("known", contract.endedOn?.iso ?? ""),
      .date("ended_on", "Fin réelle", value: shown)
        .helped("Dernier jour de travail. Les heures déclarées après ce jour seront signalées. Au format jj/mm/aaaa."),
    ])
}

private func termForm(
  _ contract: EmploymentContractFile, _ csrf: String, _ errors: [FieldError], _ typed: TypedValues
) -> HTML {
  form(
    action: EmploymentContractURLs.term(contract.id), csrf: csrf, submit: "Changer la fin prévue", prefix: "terme",
    errors: errors, look: .outlined,
    fields: [
      .hidden("known_term", contract.plannedEndOn?.iso ?? ""),
      .date("planned_end_on", "Nouvelle fin prévue", value: errors.isEmpty ? "" : typed["planned_end_on"])
        .helped("Aujourd’hui\u{202F}: \(contract.plannedEndOn?.french ?? "sans terme").").optional(),
      .text("term_reason", "Motif", value: errors.isEmpty ? "" : typed["term_reason"])
        .helped("Renouvellement, avenant, fin du chantier. Pas de motif de santé."),
    ])
}
