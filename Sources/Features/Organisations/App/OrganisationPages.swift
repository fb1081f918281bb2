// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

struct OrganisationListPage: Sendable {
  let search: OrganisationSearch
  let lines: [OrganisationLine]
  let next: ID<Organisation>?
}

func organisationListPage(_ list: OrganisationListPage) -> Page {
  let kinds = OrganisationRole.allCases.map { Choice($0.rawValue, $0.french) }
  let filter = filterForm(
    action: OrganisationURLs.list, submit: "Chercher",
    fields: [
      .text("q", "Nom, commune, SIRET ou SIREN", value: list.search.text),
      .select("nature", "Nature", kinds, value: list.search.kind?.rawValue ?? "", blank: "Toutes"),
    ])
  let empty = emptyState(
    list.search == OrganisationSearch()
      ? "Ici viendront les donneurs d’ordre, entreprises, structures et prescripteurs du territoire."
      : "Aucun organisme du territoire ne répond à cette recherche.",
    actionLabel: "Ajouter un organisme", path: OrganisationURLs.new)
  return Page(
    title: "Entreprises et SIAE", line: "Une page par organisme, avec tous ses lots pour tous les donneurs d’ordre.",
    action:
      "\(linkButton("Donneurs d’ordre", OrganisationURLs.buyers)) \(linkButton("Conventions", AgreementURLs.list)) \(primaryButton("Nouvel organisme", OrganisationURLs.new))",
    section: .organisations,
    body: """
      \(filter)\(table(caption: "Organismes", columns: organisationColumns, rows: list.lines.map(organisationRow), empty: empty))
      \(pager(nextPath: list.next.map { OrganisationURLs.list(list.search, after: $0) }))
      \(list.lines.isEmpty ? .empty : exportLinks(.organisations))
      """)
}

private let organisationColumns = [
  TableColumn("Organisme"), TableColumn("Nature"), TableColumn("Commune"), TableColumn("Lots", numeric: true),
  TableColumn("En poste", numeric: true),
]

private func organisationRow(_ line: OrganisationLine) -> [HTML] {
  [
    link(line.details.name, to: OrganisationURLs.page(line.id)), kindBadges(line.details), "\(line.details.commune)",
    "\(FrenchNumber.whole(line.lots))", "\(FrenchNumber.whole(line.people))",
  ]
}

func kindBadges(_ details: OrganisationDetails) -> HTML { details.kinds.map { badge($0) }.joined(" ") }

/// What is shown on the form: what was typed, what was wrong, and bodies already known that may be this one.
struct OrganisationFormPage: Sendable {
  var id: ID<Organisation>?
  var name = ""
  var form = Form()
  var errors: [FieldError] = []
  var known: [OrganisationMatcher.Proposal] = []
  /// What is stored, when one is changed: what it is compared with when it comes back.
  var stored: Form?
  let csrf: String
}

func organisationFormPage(_ page: OrganisationFormPage) -> Page {
  let target = page.id.map(OrganisationURLs.change) ?? OrganisationURLs.new
  let back = page.id.map(OrganisationURLs.page) ?? OrganisationURLs.list
  var steps = [TrailLink("Entreprises et SIAE", OrganisationURLs.list)]
  if let id = page.id { steps.append(TrailLink(page.name, OrganisationURLs.page(id))) }
  let title = page.id == nil ? "Nouvel organisme" : "Modifier"
  let fields = organisationFields(page.form) + sameNumber(page) + (page.stored.map { [EditGuard.field($0)] } ?? [])
  return Page(
    title: title, trail: steps + [TrailLink(title)], section: .organisations,
    body: """
      \(knownCard(page))\(card(title: "Organisme", body: form(action: target, csrf: page.csrf, submit: "Enregistrer",
        cancel: back, errors: page.errors, fields: fields)))
      """)
}

func organisationFields(_ form: Form) -> [FormField] {
  func typed(_ name: String) -> String { form[name] ?? "" }
  return [
    .text("name", "Nom", value: typed("name")),
    .text("siret", "SIRET", value: typed("siret")).helped("14 chiffres, avec ou sans espaces.").optional(),
    .text("siren", "SIREN seul", value: typed("siren")).helped("9 chiffres, quand le SIRET n’est pas connu.")
      .optional(),
    .select("buyer_kind", "Donneur d’ordre", Choice.all(BuyerKind.self), value: typed("buyer_kind"), blank: "Non")
      .optional(),
    .select("employer_kind", "Employeur", Choice.all(EmployerKind.self), value: typed("employer_kind"), blank: "Non")
      .helped("Entreprise, structure d’insertion, agence d’intérim.").optional(),
    .select(
      "prescriber_kind", "Prescripteur", Choice.all(PrescriberKind.self), value: typed("prescriber_kind"), blank: "Non"
    ).optional(),
    .text("naf", "Code NAF", value: typed("naf")).optional(),
    .text("address", "Adresse", value: typed("address")).optional(),
    .text("postcode", "Code postal", value: typed("postcode")).optional(),
    .text("commune", "Commune", value: typed("commune")).optional(),
    .telephone("phone", "Téléphone", value: typed("phone")).optional(),
  ]
}

private func sameNumber(_ page: OrganisationFormPage) -> [FormField] {
  guard !page.known.isEmpty else { return [] }
  let label =
    page.known.contains { $0.reason == .sameSiret }
    ? "C’est une autre agence ou un autre service, avec le même SIRET"
    : "C’est bien un autre organisme ou un autre établissement\u{202F}: l’enregistrer à part"
  return [.checkbox("same", label)]
}

private func knownCard(_ page: OrganisationFormPage) -> HTML? {
  guard let first = page.known.first else { return nil }
  let lines: [HTML] = page.known.map { one in
    let details = one.record.details
    let action: HTML =
      one.isHere
      ? link("Ouvrir sa page", to: OrganisationURLs.page(one.record.id), context: details.name)
      : postButton(
        "Ajouter à mon territoire", OrganisationURLs.join(one.record.id), csrf: page.csrf, context: details.name)
    let number =
      details.siret.map { "SIRET \($0.french)" } ?? details.siren.map { "SIREN \($0.french)" } ?? "sans numéro"
    let facts = [details.name, details.commune, number].filter { !$0.isEmpty }.joined(separator: ", ")
    return "<li>\(facts) \(kindBadges(details)) \(action)</li>"
  }
  return card(
    title: knownTitle(first.reason),
    body: """
      <p>\(knownSentence(first.reason))</p><ul class="plain-list">\(lines)</ul>
      """)
}

private func knownTitle(_ reason: OrganisationMatcher.Proposal.Reason) -> String {
  switch reason {
  case .sameSiret: "Déjà connu sous ce SIRET"
  case .sameUnit: "Même entreprise, autre établissement"
  case .sameName: "Déjà connu sous ce nom"
  }
}

private func knownSentence(_ reason: OrganisationMatcher.Proposal.Reason) -> String {
  switch reason {
  case .sameSiret:
    "Rien n’est encore enregistré. Ouvrez celui qui est connu, ou dites plus bas que c’est un autre service."
  case .sameUnit:
    "Rien n’est encore enregistré. Le SIREN est connu avec un autre SIRET\u{202F}: ouvrez l’établissement qui convient, ou dites plus bas d’enregistrer celui-ci à part. Dans les bilans, ils comptent pour une seule entreprise."
  case .sameName: "Rien n’est encore enregistré. Si c’est le même, ouvrez sa page\u{202F}; sinon, dites-le plus bas."
  }
}
