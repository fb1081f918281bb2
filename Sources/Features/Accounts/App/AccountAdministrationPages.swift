// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

func administrationPage(_ view: AdministrationView) -> Page {
  let rows: [[HTML]] = view.members.map { memberRow($0, view) }
  return Page(
    title: "Administration", line: "Qui entre dans ce territoire, et dans quel rôle.",
    action: "\(linkButton("Réglages", SettingsURLs.home)) \(primaryButton("Ouvrir un accès", AccountURLs.newAccount))",
    section: .administration,
    body: """
      \(card(title: "Accès ouverts", count: rows.count, id: "acces", body: """
        \(table(caption: "Accès ouverts", columns: accountColumns, rows: rows))
        <p class="help">Fermer un accès retire ce rôle et déconnecte aussitôt. Suspendre bloque tous les rôles de la personne. Ce qu’elle a enregistré reste.</p>
        """ as HTML))
      \(suspendedCard(view))\(attemptsCard(view))\(sessionsCard(view))
      """)
}

private func memberRow(_ line: MembershipLine, _ view: AdministrationView) -> [HTML] {
  let (id, name, csrf) = (line.id.description, line.accountName, view.csrf)
  let more = link("Autre rôle", to: AccountURLs.newRole(of: line.id), context: name)
  var actions: [HTML] = [more]
  if line.accountID != view.viewer.accountID {
    actions.append(postButton("Nouveau mot de passe", AccountURLs.reset(id), csrf: csrf, look: .quiet, context: name))
    actions.append(postButton("Suspendre", AccountURLs.suspend(id), csrf: csrf, look: .quiet, context: name))
  }
  actions.append(
    line.id == view.viewer.membershipID
      ? badge("votre rôle actuel", .fine)
      : postButton(
        "Fermer l’accès", AccountURLs.end(id), csrf: csrf, look: .destructive,
        context: "\(line.role.french) \(FrenchText.of(name))"
      ))
  return [
    "\(name)", "\(line.email)", "\(line.role.french.capitalisedFirst)", "\(line.organisationName)",
    actions.joined(" "),
  ]
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
    title: "Mot de passe \(FrenchText.of(name))",
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
