// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// Everything that one organisation's page shows.
struct OrganisationFile: Sendable {
  let record: OrganisationRecord
  let siblings: [Organisation]
  let borne: [LotProgress]
  let bought: [LotProgress]
  let hires: OrganisationHires
  let agreements: [AgreementLine]
  let contacts: [ContactLine]
  let notes: [ContactNote]
  let history: [(day: Day, text: String, author: String)]
  let csrf: String
  /// What the list of activities says of its code.
  var activity: ReferenceAnswer = .noList
  var contactForm: [FormField] = contactFields { _ in "" }
  var errors: [FieldError] = []

  var id: ID<Organisation> { record.id }
  /// Each lot once, be it borne or bought.
  var lots: [LotProgress] { borne + bought.filter { lot in !borne.contains { $0.lotID == lot.lotID } } }
}

func organisationFilePage(_ file: OrganisationFile) -> Page {
  let details = file.record.details
  let statement: HTML? =
    details.employerKind == nil ? nil : primaryButton("Saisir un relevé", OrganisationURLs.newStatement(file.id))
  let place = [details.address, details.postcode, details.commune].filter { !$0.isEmpty }.joined(separator: " ")
  let number = details.siret.map { "SIRET \($0.french)" } ?? details.siren.map { "SIREN \($0.french)" } ?? ""
  let line = [place, number, details.phone].filter { !$0.isEmpty }.joined(separator: " · ")
  let activity: HTML? =
    details.naf.isEmpty ? nil : " · NAF \(referenceCode(details.naf, .naf, file.activity))"
  return Page(
    title: details.name,
    trail: [TrailLink("Entreprises et SIAE", OrganisationURLs.list), TrailLink(details.name)],
    line: "\(kindBadges(details)) \(line)\(activity)",
    action: "\(dashboards(file))\(linkButton("Modifier", OrganisationURLs.change(file.id))) \(statement)",
    section: .organisations,
    body: """
      \(tiles(file))
      \(lotCard("Lots à réaliser", file.borne, isShown: details.employerKind != nil || !file.borne.isEmpty))
      \(lotCard("Lots de ses marchés", file.bought, isShown: details.buyerKind != nil || !file.bought.isEmpty))
      \(hiresCard(file))\(agreementsCard(file))\(contactsCard(file.contacts, of: file.id, csrf: file.csrf, form: file.contactForm, errors: file.errors, action: declarationLinks(file)))\(notesCard(file.notes, of: NoteSubject(organisation: file.id)))\(siblingsCard(file))\(historyCard(file))
      """)
}

/// Its year as a buyer, and as an employer or a holder.
private func dashboards(_ file: OrganisationFile) -> HTML {
  let details = file.record.details
  let buys = details.buyerKind != nil || !file.bought.isEmpty
  let works = details.employerKind != nil || !file.borne.isEmpty
  let buyer = buys ? linkButton(works ? "Son année d’acheteur" : "Son année", DashboardURLs.buyer(file.id)) : .empty
  return buyer
    + (works ? linkButton(buys ? "Son année d’employeur" : "Son année", DashboardURLs.company(file.id)) : .empty)
}

/// Where an employer's correspondents get their standing links.
private func declarationLinks(_ file: OrganisationFile) -> HTML {
  file.record.details.employerKind == nil
    ? .empty : linkButton("Liens de déclaration", AskingURLs.employer(file.id))
}

private func tiles(_ file: OrganisationFile) -> HTML {
  let lots = file.lots
  let kept = lots.map(\.kept).reduce(Hours.zero, +)
  let expected = lots.map(\.expected).reduce(Hours.zero, +)
  let waiting = lots.map(\.toValidate).reduce(Hours.zero, +)
  return tileRow([
    figureTile(
      label: "Heures à réaliser", value: expected.frenchShort, unit: "h",
      note: "\(FrenchText.count(lots.count, "lot", "lots"))"),
    figureTile(
      label: "Heures retenues", value: kept.frenchShort, unit: "h",
      note: "\(FrenchText.percent(kept.units, of: expected.units)) · exactement \(kept.french) h"),
    figureTile(
      label: "À valider", value: waiting.frenchShort, unit: "h", href: OrganisationURLs.toValidate(file.id),
      tone: waiting > .zero ? .watch : .neutral),
    figureTile(
      label: "Salariés en poste", value: FrenchNumber.whole(file.hires.count),
      note: "\(file.hires.kept.frenchShort) h retenues de ses salariés"),
  ])
}

private func lotCard(_ title: String, _ lots: [LotProgress], isShown: Bool) -> HTML? {
  guard isShown else { return nil }
  let rows: [[HTML]] = lots.map { lot in
    [
      link(lot.title, to: OrganisationURLs.lot(lot.lotID)),
      link(lot.contractTitle, to: OrganisationURLs.contract(lot.contractID), context: lot.lotNumber),
      link(lot.buyerName, to: OrganisationURLs.page(lot.buyerID), context: lot.title), "\(lot.expected.frenchShort)",
      "\(lot.kept.frenchShort)",
      progressBar(done: lot.kept, planned: lot.planToDate, total: lot.expected, label: lot.title),
      "\(lot.nextAction)",
    ]
  }
  let columns = [
    TableColumn("Lot"), TableColumn("Marché"), TableColumn("Donneur d’ordre"),
    TableColumn("À réaliser (h)", numeric: true),
    TableColumn("Retenues (h)", numeric: true), TableColumn("Avancement"), TableColumn("À faire"),
  ]
  return card(
    title: title, count: lots.count,
    body: table(caption: title, columns: columns, rows: rows, empty: emptyState("Aucun lot clausé pour le moment.")))
}

private func hiresCard(_ file: OrganisationFile) -> HTML? {
  guard file.record.details.employerKind != nil else { return nil }
  let rows: [[HTML]] = file.hires.people.map { hire in
    [
      link(hire.name, to: OrganisationURLs.participant(hire.participant)),
      link(hire.kind.french, to: OrganisationURLs.employment(hire.employment), context: hire.name), "\(hire.job)",
      "\(hire.startsOn.french)", "\(hire.kept.french)",
    ]
  }
  let columns = [
    TableColumn("Participant"), TableColumn("Contrat"), TableColumn("Poste"), TableColumn("Depuis"),
    TableColumn("Heures retenues", numeric: true),
  ]
  let hasAnnex = file.record.details.employerKind?.hasAnnex == true
  return card(
    title: "En poste", count: file.hires.count,
    action: hasAnnex
      ? linkButton("Annexes financières", OrganisationURLs.annexes(file.id)) : .empty,
    body: table(
      caption: "Salariés en poste", columns: columns, rows: rows,
      empty: emptyState("Personne n’est en poste aujourd’hui avec cet employeur.")))
}

private func agreementsCard(_ file: OrganisationFile) -> HTML? {
  guard file.record.details.buyerKind != nil else { return nil }
  return card(
    title: "Conventions signées", count: file.agreements.count,
    body: agreementTable(
      file.agreements,
      empty: emptyState(
        "Aucune convention signée.", actionLabel: "Nouvelle convention", path: AgreementURLs.new)))
}

private func siblingsCard(_ file: OrganisationFile) -> HTML? {
  guard !file.siblings.isEmpty else { return nil }
  let lines: [HTML] = file.siblings.map { one in
    let number = one.siret.map { "SIRET \($0.french)" } ?? "sans SIRET"
    return "<li>\(link(one.name, to: OrganisationURLs.page(one.id))), \(number)</li>"
  }
  return card(
    title: "Autres établissements de la même entreprise", count: file.siblings.count,
    body: "<ul class=\"plain-list\">\(lines)</ul>")
}

private func historyCard(_ file: OrganisationFile) -> HTML {
  let items: [(day: Day, text: HTML)] = file.history.map { ($0.day, signed($0.text, by: $0.author)) }
  return card(
    title: "Historique", body: items.isEmpty ? emptyState("Rien n’a encore été noté.") : historyList(items))
}
