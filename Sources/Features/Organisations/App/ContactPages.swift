// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

struct ContactPage: Sendable {
  let file: ContactFile
  var form: Form
  var stored: Form?
  let viewer: Viewer
  let csrf: String
  var errors: [FieldError] = []
}

func contactPage(_ page: ContactPage) -> Page {
  let file = page.file
  let back = OrganisationURLs.page(file.organisation)
  let list = page.viewer.isFacilitator ? [TrailLink("Entreprises et SIAE", OrganisationURLs.list)] : []
  let fields = contactFields { page.form[$0] ?? "" } + (page.stored.map { [EditGuard.field($0)] } ?? [])
  return Page(
    title: "Modifier un contact",
    trail: list + [TrailLink(file.organisationName, back), TrailLink("Modifier un contact")],
    section: page.viewer.isFacilitator ? .organisations : .ownOrganisation,
    body: card(
      title: file.line.name,
      body: form(
        action: OrganisationURLs.contact(file.line.id), csrf: page.csrf, submit: "Enregistrer le contact", cancel: back,
        errors: page.errors, fields: fields)))
}

/// The contacts of an organisation and the form of a new one, for all who may correct them.
func contactsCard(
  _ contacts: [ContactLine], of id: ID<Organisation>, csrf: String, form fields: [FormField], errors: [FieldError],
  action: HTML = .empty
) -> HTML {
  let rows: [[HTML]] = contacts.map { contact in
    let action: HTML =
      contact.leftAt == nil
      ? """
      \(link("Modifier", to: OrganisationURLs.contact(contact.id), context: contact.name)) \
      \(postButton("Parti", OrganisationURLs.departure(contact.id), csrf: csrf, look: .quiet, context: contact.name))
      """ : badge("parti")
    let mail: HTML = contact.email.isEmpty ? .empty : link(contact.email, to: "mailto:\(contact.email)")
    return ["\(contact.name)", "\(contact.position)", mail, "\(contact.phone)", action]
  }
  let columns = [
    TableColumn("Nom"), TableColumn("Fonction"), TableColumn("Adresse électronique"), TableColumn("Téléphone"),
    TableColumn("Action", hiddenTitle: true),
  ]
  let entry = form(
    action: OrganisationURLs.contacts(id), csrf: csrf, submit: "Ajouter ce contact", prefix: "contact", errors: errors,
    look: .outlined, fields: fields)
  return card(
    title: "Contacts", id: "contacts", action: action,
    body: """
      \(table(caption: "Contacts", columns: columns, rows: rows, empty: emptyState("Aucun contact enregistré.")))
      \(disclosure("Ajouter un contact", isOpen: !errors.isEmpty, entry))
      """)
}

func contactFields(_ typed: (String) -> String) -> [FormField] {
  [
    .text("contact_name", "Nom", value: typed("contact_name")),
    .text("position", "Fonction", value: typed("position")).helped("Marchés, technique, ressources humaines, élu.")
      .optional(),
    .email("email", "Adresse électronique", value: typed("email")).optional(),
    .telephone("phone", "Téléphone", value: typed("phone")).optional(),
  ]
}
