// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

func administrationPage(_ lines: [MembershipLine], own: ID<Membership>, csrf: String) -> Page {
  let rows: [[HTML]] = lines.map { line in
    let end: HTML =
      line.id == own
      ? badge("votre rôle actuel", .fine)
      : postButton(
        "Fermer l’accès", AccountURLs.end(line.id.description), csrf: csrf, look: .destructive,
        context: line.accountName)
    let reset: HTML? =
      line.id == own
      ? nil
      : postButton(
        "Nouveau mot de passe", AccountURLs.reset(line.id.description), csrf: csrf, look: .quiet,
        context: line.accountName)
    return [
      "\(line.accountName)", "\(line.email)", "\(line.role.french.capitalisedFirst)", "\(line.organisationName)",
      "\(reset) \(end)",
    ]
  }
  let columns = [
    TableColumn("Nom"), TableColumn("Adresse électronique"), TableColumn("Rôle"), TableColumn("Organisme"),
    TableColumn("Actions", hiddenTitle: true),
  ]
  return Page(
    title: "Administration", line: "Qui entre dans ce territoire, et dans quel rôle.",
    action: primaryButton("Ouvrir un accès", AccountURLs.newAccount), section: .administration,
    body: card(
      title: "Accès ouverts", count: lines.count,
      body: """
        \(table(caption: "Accès ouverts", columns: columns, rows: rows))
        <p class="help">Fermer un accès déconnecte la personne aussitôt\u{202F}; ce qu’elle a enregistré reste.</p>
        """))
}

func newAccountPage(
  _ form: Form = Form(), errors: [FieldError] = [], organisations: [Organisation], csrf: String
) -> Page {
  func typed(_ name: String) -> String { form[name] ?? "" }
  let fields: [FormField] = [
    .text("name", "Nom", value: typed("name")), .text("email", "Adresse électronique", value: typed("email")),
    .select("role", "Rôle", Choice.all(Role.self), value: typed("role")),
    .select(
      "organisation", "Organisme", organisations.map { Choice($0.id.description, $0.name) },
      value: typed("organisation"), blank: "Aucun"
    ).helped("Pour un donneur d’ordre, une entreprise, une structure ou un prescripteur.").optional(),
  ]
  return Page(
    title: "Ouvrir un accès",
    trail: [TrailLink("Administration", AccountURLs.administration), TrailLink("Ouvrir un accès")],
    section: .administration,
    body: card(
      title: "Personne et rôle",
      body: accountForm(csrf, errors, fields)))
}

/// Shown once: nobody can read the password again.
func passwordPage(name: String, email: String, password: String) -> Page {
  Page(
    title: "Mot de passe de \(name)",
    trail: [TrailLink("Administration", AccountURLs.administration), TrailLink("Mot de passe")],
    section: .administration,
    body: """
      \(notice(.watch, "Ce mot de passe ne sera plus montré. Donnez-le de vive voix, puis demandez à la personne de le changer."))
      \(card(title: "À transmettre", body: definitionList([
        (term: "Adresse électronique", value: "\(email)"), (term: "Mot de passe", value: "<code>\(password)</code>"),
      ])))
      <p>\(linkButton("Revenir aux accès", AccountURLs.administration))</p>
      """)
}

private func accountForm(_ csrf: String, _ errors: [FieldError], _ fields: [FormField]) -> HTML {
  form(
    action: AccountURLs.accounts, csrf: csrf, submit: "Ouvrir cet accès", cancel: AccountURLs.administration,
    errors: errors, fields: fields)
}
