// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// What agencies declared for the people whom they placed here, to confirm or to contest at once.
struct AgencyPage: Sendable {
  let path: String
  let home: String
  let csrf: String
  let waiting: [AgencyHours]
  var typed = Form()
  var errors: [FieldError] = []

  var page: Page {
    Page(
      title: "Heures déclarées par vos agences",
      line: "L’agence paie et déclare. Vous dites si le chiffre est juste\u{202F}: rien ne s’ajoute jamais.",
      body: waiting.isEmpty ? emptyState("Vous avez répondu pour toutes les heures de vos agences.") : body)
  }

  private var body: HTML {
    form(
      action: path, csrf: csrf, submit: "Confirmer ces heures", cancel: home, errors: errors,
      fields: [
        FormField.markup("<p class=\"help\">Une case vide confirme. Écrivez votre chiffre là où il est différent.</p>")
      ] + groups)
  }

  private var groups: [FormField] {
    Dictionary(grouping: waiting, by: \.month).sorted { $0.key > $1.key }.map { month, lines in
      .group(
        FrenchText.capitalised(month.french),
        lines.flatMap { one -> [FormField] in
          [
            .hidden(one.shown, String(one.declared.units)),
            FormField.number(one.box, "\(one.person), \(one.lotLabel)", value: typed[one.box] ?? "")
              .inline().hinted(one.declared.frenchTrimmed).optional()
              .helped("\(one.payer)\u{202F}: \(one.declared)\u{202F}h"),
          ]
        })
    }
  }
}
