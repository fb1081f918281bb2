// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

enum AccountURLs {
  static let signIn = "/connexion"
  static let demonstration = "/connexion/demonstration"
  static let signOut = "/deconnexion"
  static let account = "/compte"
  static let password = "/compte/mot-de-passe"
  static let roles = "/roles"
  static let administration = "/administration"
  static let newAccount = "/administration/comptes/nouveau"
  static let accounts = "/administration/comptes"
  static func end(_ id: String) -> String { "/administration/comptes/\(id)/fin" }
  static func suspend(_ id: String) -> String { "/administration/comptes/\(id)/suspension" }
  static func resume(_ id: String) -> String { "/administration/comptes/\(id)/reprise" }
  static func forgive(_ id: String) -> String { "/administration/comptes/\(id)/essais" }
  static func endSession(_ key: String) -> String { "/administration/sessions/\(key)/fin" }
  /// One more role for someone who has an account.
  static func newRole(of id: ID<Membership>) -> String { "\(newAccount)?acces=\(id)" }
  static func reset(_ id: String) -> String { "/administration/comptes/\(id)/mot-de-passe" }
}

/// What the sign-in page needs to be shown.
struct SignInPage: Sendable {
  var email = ""
  var back = ""
  var error: String?
  /// In a demonstration folder only: one button for each role.
  var roles: [MembershipLine] = []
  var demoBanner: String?
}

func signInPage(_ page: SignInPage) -> HTML {
  let errors = page.error.map { [FieldError("email", $0)] } ?? []
  let signIn = form(
    action: AccountURLs.signIn, csrf: "", submit: "Se connecter", errors: errors,
    fields: [
      .hidden("vers", page.back),
      .email("email", "Adresse électronique", value: page.email).completed(by: "username"),
      .password("password", "Mot de passe"),
    ])
  return plainDocument(
    PlainPage(
      title: "Connexion", demoBanner: page.demoBanner, version: clausierVersion,
      body:
        """
        \(page.roles.isEmpty ? .empty : demonstrationRoles(page.roles))\(card(title: "Avec votre compte", body: signIn))\
        <p class="help">Vous déclarez des heures par un lien, sans compte\u{202F}? \(link("Recevoir votre lien", to: LinkURLs.lost))</p>
        """
    ))
}

private func demonstrationRoles(_ roles: [MembershipLine]) -> HTML {
  let buttons: [HTML] = roles.map { line in
    let name = line.organisationName.isEmpty ? line.accountName : "\(line.accountName), \(line.organisationName)"
    return """
      <li>\(postButton(line.role.french.capitalisedFirst, AccountURLs.demonstration, csrf: "",
        values: [("membership", line.id.description)])) <span class="help">\(name)</span></li>
      """
  }
  return card(
    title: "Essayer la démonstration",
    body:
      "<p>Choisissez un rôle\u{202F}: tout ce que vous verrez est inventé.</p><ul class=\"plain-list\">\(buttons)</ul>")
}

extension String {
  /// The first letter as a capital, the rest as it is.
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// The page where an account with several memberships chooses one.
func rolesPage(_ memberships: [MembershipLine], current: ID<Membership>, csrf: String) -> Page {
  let rows: [[HTML]] = memberships.map { line in
    let action: HTML =
      line.id == current
      ? badge("rôle actuel", .fine)
      : postButton("Prendre ce rôle", AccountURLs.roles, csrf: csrf, values: [("membership", line.id.description)])
    return ["\(line.role.french.capitalisedFirst)", "\(line.organisationName)", "\(line.territoryName)", action]
  }
  return Page(
    title: "Changer de rôle", line: "Chaque rôle a ses pages et voit seulement ce dont il a besoin.",
    body: card(
      title: "Vos rôles",
      body: table(
        caption: "Vos rôles",
        columns: [
          TableColumn("Rôle"), TableColumn("Organisme"), TableColumn("Territoire"),
          TableColumn("Action", hiddenTitle: true),
        ],
        rows: rows)))
}

/// The account page: who one is, and the password.
func accountPage(name: String, role: Role, csrf: String, errors: [FieldError] = []) -> Page {
  Page(
    title: "Mon compte", line: "\(name), \(role.french)",
    body: card(
      title: "Changer de mot de passe",
      body: form(
        action: AccountURLs.password, csrf: csrf, submit: "Changer le mot de passe", errors: errors,
        fields: [
          .password("current", "Mot de passe actuel"),
          .newPassword("new", "Nouveau mot de passe").helped("12 caractères au moins. Une phrase courte convient."),
        ])))
}
