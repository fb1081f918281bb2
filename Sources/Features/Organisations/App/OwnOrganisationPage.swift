// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// The page of an organisation for its own people.
func ownOrganisationPage(_ file: OwnOrganisationFile) -> Page {
  Page(
    title: file.record.details.name, line: "\(kindBadges(file.record.details))", action: ownYear(file),
    section: .ownOrganisation,
    body: """
      \(lotsCard(file))\(peopleCard(file))\(orientedCard(file))\(agreementsCard(file))
      \(contactsCard(file.contacts, of: file.record.id, csrf: file.csrf, form: file.contactForm, errors: file.errors))
      \(factsCard(file))
      """)
}

/// Its year, as a buyer or as an employer.
private func ownYear(_ file: OwnOrganisationFile) -> HTML {
  switch file.viewer.role {
  case .buyer: linkButton("Votre année", DashboardURLs.buyer(file.record.id))
  case .company, .structure: linkButton("Votre année", DashboardURLs.company(file.record.id))
  default: .empty
  }
}

private func factsCard(_ file: OwnOrganisationFile) -> HTML {
  let details = file.record.details
  func text(_ value: String) -> HTML { value.isEmpty ? "—" : "\(value)" }
  let place = [details.postcode, details.commune].filter { !$0.isEmpty }.joined(separator: " ")
  return card(
    title: "Ce que l’équipe sait de vous", id: "coordonnees",
    body: """
      \(definitionList([
        ("SIRET", text(details.siret?.french ?? "")), ("SIREN", text((details.siret?.siren ?? details.siren)?.french ?? "")),
        ("Code NAF", details.naf.isEmpty ? "—" : referenceCode(details.naf, .naf, file.activity)), ("Adresse", text(details.address)), ("Commune", text(place)),
        ("Téléphone", text(details.phone)),
      ]))
      <p class="help">Vos contacts se corrigent ici. Le nom, les numéros et l’adresse servent à plusieurs territoires\u{202F}: \
      demandez à l’équipe de la clause de les changer.</p>
      """)
}

private func lotsCard(_ file: OwnOrganisationFile) -> HTML? {
  guard file.viewer.role != .prescriber else { return nil }
  let isBuyer = file.viewer.role == .buyer
  let rows: [[HTML]] = file.lots.map { lot in
    [
      link(lot.title, to: OrganisationURLs.lot(lot.lotID), context: lot.contractTitle),
      link(lot.contractTitle, to: OrganisationURLs.contract(lot.contractID), context: lot.lotNumber),
      isBuyer ? "\(FrenchText.list(lot.holders.map(\.name)))" : "\(lot.buyerName)", "\(lot.expected.frenchShort)",
      "\(lot.kept.frenchShort)",
      progressBar(done: lot.kept, planned: lot.planToDate, total: lot.expected, label: lot.title),
    ]
  }
  let title = isBuyer ? "Lots de vos marchés" : "Vos lots"
  return card(
    title: title, count: file.lots.count, id: "lots",
    body: table(
      caption: title,
      columns: [
        TableColumn("Lot"), TableColumn("Marché"), TableColumn(isBuyer ? "Titulaires" : "Donneur d’ordre"),
        TableColumn("À réaliser (h)", numeric: true), TableColumn("Retenues (h)", numeric: true),
        TableColumn("Avancement"),
      ], rows: rows, empty: emptyState("Aucun lot clausé pour le moment.")))
}

private func peopleCard(_ file: OwnOrganisationFile) -> HTML? {
  guard Set<Role>.employers.contains(file.viewer.role) else { return nil }
  let rows: [[HTML]] = file.people.map { person in
    [
      link(person.name, to: OrganisationURLs.employment(person.contract)),
      "\(person.job.isEmpty ? "—" : person.job)", "\(person.lots.isEmpty ? "—" : person.lots)",
      "\(person.until?.french ?? "sans terme")", "\(person.countsUntil?.french ?? "—")",
    ]
  }
  return card(
    title: "Vos salariés en parcours", count: file.people.count, id: "salaries",
    body: table(
      caption: "Vos salariés en parcours",
      columns: [
        TableColumn("Personne"), TableColumn("Poste"), TableColumn("Lots"), TableColumn("Fin du contrat"),
        TableColumn("Compte jusqu’au"),
      ], rows: rows,
      empty: emptyState("Personne n’est en poste chez vous au titre de la clause aujourd’hui.")))
}

private func orientedCard(_ file: OwnOrganisationFile) -> HTML? {
  guard file.viewer.role == .prescriber else { return nil }
  return tileRow([
    figureTile(
      label: "Personnes orientées", value: FrenchNumber.whole(file.oriented.people), href: "/participants"),
    figureTile(label: "En poste aujourd’hui", value: FrenchNumber.whole(file.oriented.inPost), href: "/participants"),
    figureTile(label: "Heures retenues pour elles", value: file.oriented.kept.frenchShort, unit: "h"),
  ])
}

private func agreementsCard(_ file: OwnOrganisationFile) -> HTML? {
  guard file.viewer.role == .buyer else { return nil }
  let rows: [[HTML]] = file.agreements.map { agreement in
    [
      "\(agreement.name)", "\(agreement.signedOn)", "\(agreement.endsOn)", "\(agreement.hours?.frenchShort ?? "—")",
      agreementBadge(agreement, file.viewer.today),
    ]
  }
  return card(
    title: "Vos conventions", count: file.agreements.count, id: "conventions",
    body: table(
      caption: "Vos conventions",
      columns: [
        TableColumn("Convention"), TableColumn("Signée le"), TableColumn("Fin"),
        TableColumn("Objectif annuel (h)", numeric: true), TableColumn("État"),
      ], rows: rows, empty: emptyState("Aucune convention signée avec le territoire.")))
}
