// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

func agreementTable(_ agreements: [AgreementLine], on day: Day? = nil, empty: HTML) -> HTML {
  let rows: [[HTML]] = agreements.map { agreement in
    [
      link(agreement.name, to: AgreementURLs.page(agreement.id)), "\(agreement.signedOn.french)",
      "\(agreement.endsOn.french)", "\(agreement.hours?.frenchShort ?? "—")",
      "\(FrenchText.count(agreement.parties, "signataire", "signataires"))",
      day.map { agreementBadge(agreement, $0) } ?? .empty,
    ]
  }
  let columns = [
    TableColumn("Convention"), TableColumn("Signée le"), TableColumn("Fin"),
    TableColumn("Objectif annuel (h)", numeric: true),
    TableColumn("Signataires"), TableColumn("État"),
  ]
  return table(
    caption: "Conventions", columns: day == nil ? Array(columns.dropLast()) : columns, rows: rows, empty: empty)
}

func agreementBadge(_ agreement: AgreementLine, _ day: Day) -> HTML {
  switch agreement.state(on: day) {
  case .coming: badge("à venir")
  case .inForce: badge("en cours", .fine)
  case .ending: badge("à renouveler", .watch)
  case .over: badge("terminée")
  }
}

func agreementListPage(_ agreements: [AgreementLine], today: Day) -> Page {
  Page(
    title: "Conventions", trail: [TrailLink("Entreprises et SIAE", OrganisationURLs.list), TrailLink("Conventions")],
    line: "Ce que les donneurs d’ordre ont signé, jusqu’à quand, et l’objectif annuel.",
    action: "\(linkButton("Objectifs", ObjectiveURLs.list)) \(primaryButton("Nouvelle convention", AgreementURLs.new))",
    section: .organisations,
    body: card(
      title: "Conventions", count: agreements.count,
      body: agreementTable(
        agreements, on: today,
        empty: emptyState(
          "Ici viendront les conventions signées avec les donneurs d’ordre.", actionLabel: "Nouvelle convention",
          path: AgreementURLs.new))))
}

struct AgreementFormPage: Sendable {
  var renews: AgreementLine?
  /// The one that is corrected.
  var changes: AgreementLine?
  var stored: Form?
  var form: Form
  var errors: [FieldError] = []
  let buyers: [Organisation]
  let csrf: String
}

func agreementFormPage(_ page: AgreementFormPage) -> Page {
  let title =
    page.changes != nil
    ? "Modifier la convention" : page.renews == nil ? "Nouvelle convention" : "Renouveler la convention"
  let target =
    page.changes.map { AgreementURLs.change($0.id) } ?? page.renews.map { AgreementURLs.renewal($0.id) }
    ?? AgreementURLs.new
  let one = page.changes ?? page.renews
  return Page(
    title: title,
    trail: [TrailLink("Conventions", AgreementURLs.list)]
      + (one.map { [TrailLink($0.name, AgreementURLs.page($0.id))] } ?? []) + [TrailLink(title)],
    section: .organisations,
    body: card(
      title: "Convention",
      body: form(
        action: target, csrf: page.csrf, submit: "Enregistrer la convention",
        cancel: one.map { AgreementURLs.page($0.id) } ?? AgreementURLs.list, errors: page.errors,
        fields: agreementFields(page.form, page.buyers) + (page.stored.map { [EditGuard.field($0)] } ?? []))))
}

func agreementFields(_ form: Form, _ buyers: [Organisation]) -> [FormField] {
  func typed(_ name: String) -> String { form[name] ?? "" }
  let choices = buyers.map { Choice($0.id.description, $0.name) }
  return [
    .text("name", "Nom de la convention", value: typed("name")),
    .date("signed_on", "Date de signature", value: typed("signed_on")),
    .date("starts_on", "Début", value: typed("starts_on")), .date("ends_on", "Fin", value: typed("ends_on")),
    .number("hours", "Objectif annuel en heures", value: typed("hours"), unit: "h").optional(),
    .number("people", "Objectif annuel en personnes", value: typed("people")).optional(),
    .textarea("services", "Services couverts", value: typed("services")).optional(),
    .number("alert_months", "Alerte avant la fin", value: typed("alert_months"), unit: "mois"),
    .checkboxes("parties", "Signataires", choices, values: form.all("parties"))
      .helped("La date et le nom du signataire se précisent ensuite, organisme par organisme."),
  ]
}

struct AgreementFile: Sendable {
  let agreement: AgreementLine
  let parties: [AgreementParty]
  let buyers: [Organisation]
  let standing: AgreementStanding?
  let history: [(day: Day, text: String, author: String)]
  let today: Day
  let csrf: String
  var form = Form()
  var errors: [FieldError] = []
}

func agreementPage(_ file: AgreementFile) -> Page {
  let agreement = file.agreement
  let action: HTML =
    agreement.renewedBy.map { linkButton("Voir le renouvellement", AgreementURLs.page($0)) }
    ?? primaryButton("Renouveler", AgreementURLs.renewal(agreement.id))
  let before: HTML? = agreement.renews.map { link("Convention précédente", to: AgreementURLs.page($0)) }
  return Page(
    title: agreement.name, trail: [TrailLink("Conventions", AgreementURLs.list), TrailLink(agreement.name)],
    line:
      "\(agreementBadge(agreement, file.today)) du \(agreement.startsOn) au \(agreement.endsOn), signée le \(agreement.signedOn) \(before)",
    action:
      "\(linkButton("Tableau de bord", DashboardURLs.agreement(agreement.id)))\(linkButton("Modifier", AgreementURLs.change(agreement.id))) \(action)",
    section: .organisations,
    body: """
      \(alert(file))\(tileRow([
        figureTile(label: "Objectif annuel", value: agreement.hours?.frenchShort ?? "—", unit: agreement.hours == nil ? "" : "h", href: ObjectiveURLs.list),
        figureTile(label: "Personnes par an", value: agreement.people.map { FrenchNumber.whole($0) } ?? "—"),
        figureTile(label: "Signataires", value: FrenchNumber.whole(file.parties.count)),
      ]))
      \(file.standing.map { standingCard($0, file) })\(partiesCard(file))
      \(agreement.services.isEmpty ? .empty : card(title: "Services couverts", body: "<p>\(agreement.services)</p>"))
      \(card(title: "Historique", body: file.history.isEmpty ? emptyState("Rien n’a encore été noté.")
        : historyList(file.history.map { ($0.day, signed($0.text, by: $0.author)) })))
      """)
}

private func alert(_ file: AgreementFile) -> HTML? {
  guard file.agreement.state(on: file.today) == .ending else { return nil }
  let days = file.today.daysUntil(file.agreement.endsOn)
  return notice(
    .watch,
    "Cette convention se termine dans \(FrenchText.count(days, "jour", "jours")). Préparez son renouvellement.")
}

private func partiesCard(_ file: AgreementFile) -> HTML {
  let rows: [[HTML]] = file.parties.map { party in
    [link(party.name, to: OrganisationURLs.page(party.id)), "\(party.signatory)", "\(party.signedOn)"]
  }
  let entry = form(
    action: AgreementURLs.parties(file.agreement.id), csrf: file.csrf, submit: "Enregistrer ce signataire",
    prefix: "signataire", errors: file.errors, look: .outlined,
    fields: [
      .select(
        "organisation", "Organisme", file.buyers.map { Choice($0.id.description, $0.name) },
        value: file.form["organisation"] ?? ""),
      .text("signatory", "Nom du signataire", value: file.form["signatory"] ?? "").optional(),
      .date("signed_on", "Date de signature", value: file.form["signed_on"] ?? ""),
    ])
  let list = table(
    caption: "Signataires",
    columns: [TableColumn("Organisme"), TableColumn("Signataire"), TableColumn("Signée le")], rows: rows,
    empty: emptyState("Aucun signataire enregistré."))
  return card(
    title: "Signataires", count: file.parties.count,
    body: "\(list)\(disclosure("Ajouter ou préciser un signataire", isOpen: !file.errors.isEmpty, entry))")
}

/// Where a year of the convention stands, by the figures of the bilan.
private func standingCard(_ standing: AgreementStanding, _ file: AgreementFile) -> HTML {
  let rows: [[HTML]] = standing.parties.map { party in
    [
      link(party.name, to: ResultURLs.year(standing.year, buyer: party.id)), "\(party.kept.frenchShort)",
      "\(FrenchNumber.whole(party.people))",
    ]
  }
  let total: [HTML] = ["Ensemble", "\(standing.kept.frenchShort)", "\(FrenchNumber.whole(standing.people))"]
  let hours = file.agreement.hours.map { aim in
    "\(standing.kept.frenchShort)\u{202F}h sur \(aim.frenchShort)\u{202F}h visées, soit \(FrenchText.percent(standing.kept.units, of: aim.units))"
  }
  let people = file.agreement.people.map { aim in
    "\(FrenchText.count(standing.people, "personne", "personnes")) sur \(FrenchNumber.whole(aim)) visées"
  }
  let sentence = [hours, people].compactMap { $0 }.joined(separator: "\u{202F}; ")
  let years = standing.years.map {
    SwitchLink(String($0), AgreementURLs.page(file.agreement.id) + "?annee=\($0)", isCurrent: $0 == standing.year)
  }
  return card(
    title: "Où en est \(standing.year)", id: "annee",
    body: """
      \(switchLinks(label: "Année", years))<p>\(sentence.isEmpty ? "Cette convention n’a pas d’objectif chiffré." : sentence + ".")</p>
      \(table(
        caption: "Heures retenues des marchés des signataires en \(standing.year)",
        columns: [TableColumn("Signataire"), TableColumn("Retenues (h)", numeric: true), TableColumn("Personnes", numeric: true)],
        rows: rows, empty: emptyState("Aucun signataire."), footer: total))
      <p class="help">Une personne de plusieurs signataires compte une fois dans l’ensemble. Dans un groupement, chacun compte sa part des heures.</p>
      """)
}
