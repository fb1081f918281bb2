// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// One rule, its values and the form of the next.
struct RuleView: Sendable {
  let rule: TerritoryRule
  let today: Day
  let inForce: Int
  let values: [RuleValue]
  let day: @Sendable (Instant) -> Day
  let csrf: String
  var form = Form()
  var errors: [FieldError] = []
}

func rulePage(_ view: RuleView) -> Page {
  let rule = view.rule
  func typed(_ name: String) -> String { view.form[name] ?? "" }
  return Page(
    title: rule.french, trail: [TrailLink("Réglages", SettingsURLs.home), TrailLink(rule.french)],
    line: "Aujourd’hui\u{202F}: \(rule.french(view.inForce)). \(rule.effect)", section: .settings,
    body: """
      \(valuesCard(view))
      \(card(title: "Nouvelle valeur", body: form(
        action: SettingsURLs.rule(rule), csrf: view.csrf, submit: "Enregistrer la valeur", cancel: SettingsURLs.home,
        errors: view.errors,
        fields: [
          rule.choices.isEmpty
            ? .number("value", "Nouvelle valeur", value: typed("value"), unit: rule.unit)
              .helped("De \(FrenchNumber.whole(rule.bounds.lowerBound)) à \(FrenchNumber.whole(rule.bounds.upperBound)).")
            : .select(
              "value", "Nouvelle valeur",
              rule.choices.map { Choice(String($0.value), FrenchText.capitalised($0.french)) }, value: typed("value")),
          .date("from", "Date d’effet", value: typed("from")),
          .text("reason", "Motif", value: typed("reason")).helped("Loi, délibération, convention.").optional(),
        ])))
      """)
}

private func valuesCard(_ view: RuleView) -> HTML {
  let current = view.values.first { $0.from <= view.today }
  var rows: [[HTML]] = view.values.map { one in
    let state: HTML =
      one == current ? badge("en vigueur", .fine) : one.from > view.today ? badge("à venir") : badge("avant")
    let action: HTML =
      one.from > view.today
      ? postButton(
        "Retirer", SettingsURLs.withdrawal(view.rule), csrf: view.csrf, look: .quiet, values: [("from", one.from.iso)],
        context: "valeur du \(one.from.french)") : .empty
    return [
      "\(view.rule.french(one.value))", "\(one.from)", state, "\(one.author), \(view.day(one.recordedAt))", action,
    ]
  }
  rows.append([
    "\(view.rule.french(view.rule.standard))", "toujours",
    current == nil ? badge("en vigueur", .fine) : badge("avant"),
    "valeur d’usage. \(view.rule.note ?? "")", .empty,
  ])
  return card(
    title: "Valeurs",
    body: table(
      caption: "Valeurs de la règle",
      columns: [
        TableColumn("Valeur"), TableColumn("À partir du"), TableColumn("État"), TableColumn("Enregistrée par"),
        TableColumn("Action", hiddenTitle: true),
      ], rows: rows))
}
