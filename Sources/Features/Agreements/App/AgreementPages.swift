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
      day.map { stateBadge(agreement, $0) } ?? .empty,
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

private func stateBadge(_ agreement: AgreementLine, _ day: Day) -> HTML {
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
  var form = Form([("alert_months", "6")])
  var errors: [FieldError] = []
  let buyers: [Organisation]
  let csrf: String
}

func agreementFormPage(_ page: AgreementFormPage) -> Page {
  func typed(_ name: String) -> String { page.form[name] ?? "" }
  let title = page.renews == nil ? "Nouvelle convention" : "Renouveler la convention"
  let buyers = page.buyers.map { Choice($0.id.description, $0.name) }
  let fields: [FormField] = [
    .text("name", "Nom de la convention", value: typed("name")),
    .date("signed_on", "Date de signature", value: typed("signed_on")),
    .date("starts_on", "Début", value: typed("starts_on")), .date("ends_on", "Fin", value: typed("ends_on")),
    .number("hours", "Objectif annuel en heures", value: typed("hours"), unit: "h").optional(),
    .number("people", "Objectif annuel en personnes", value: typed("people")).optional(),
    .textarea("services", "Services couverts", value: typed("services")).optional(),
    .number("alert_months", "Alerte avant la fin", value: typed("alert_months"), unit: "mois"),
    .checkboxes("parties", "Signataires", buyers, values: page.form.all("parties"))
      .helped("La date et le nom du signataire se précisent ensuite, organisme par organisme."),
  ]
  return Page(
    title: title, trail: [TrailLink("Conventions", AgreementURLs.list), TrailLink(title)], section: .organisations,
    body: card(
      title: "Convention",
      body: form(
        action: page.renews.map { AgreementURLs.renewal($0.id) } ?? AgreementURLs.new, csrf: page.csrf,
        submit: "Enregistrer la convention",
        cancel: page.renews.map { AgreementURLs.page($0.id) } ?? AgreementURLs.list,
        errors: page.errors, fields: fields)))
}

struct AgreementFile: Sendable {
  let agreement: AgreementLine
  let parties: [AgreementParty]
  let buyers: [Organisation]
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
      "\(stateBadge(agreement, file.today)) du \(agreement.startsOn) au \(agreement.endsOn), signée le \(agreement.signedOn) \(before)",
    action: action, section: .organisations,
    body: """
      \(alert(file))\(tileRow([
        figureTile(label: "Objectif annuel", value: agreement.hours?.frenchShort ?? "—", unit: agreement.hours == nil ? "" : "h", href: ObjectiveURLs.list),
        figureTile(label: "Personnes par an", value: agreement.people.map { FrenchNumber.whole($0) } ?? "—"),
        figureTile(label: "Signataires", value: FrenchNumber.whole(file.parties.count)),
      ]))
      \(partiesCard(file))
      \(agreement.services.isEmpty ? .empty : card(title: "Services couverts", body: "<p>\(agreement.services)</p>"))
      \(card(title: "Historique", body: file.history.isEmpty ? emptyState("Rien n’a encore été noté.")
        : historyList(file.history.map { ($0.day, "\($0.text), \($0.author)") })))
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
