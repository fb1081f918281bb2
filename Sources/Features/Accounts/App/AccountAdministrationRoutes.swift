// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// The administrator's pages: accesses of its territory. No participant stands anywhere here.
struct AccountAdministrationRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(AccountURLs.administration, [.administrator]) { context in
      let lines = try await services.database.read { try AccountStore.memberships(for: context.viewer, $0) }
      return context.page(administrationPage(lines, own: context.viewer.membershipID, csrf: context.csrf))
    }
    routes.get(AccountURLs.newAccount, [.administrator]) { context in
      context.page(newAccountPage(organisations: try await organisations(context), csrf: context.csrf))
    }
    routes.post(AccountURLs.accounts, [.administrator], create)
    routes.post(AccountURLs.end(":id"), [.administrator]) { _, context in
      let id = try context.id(of: Membership.self)
      try await services.database.write { db in
        try AccountAdministrationStore.end(id, for: context.viewer, at: context.now, db)
      }
      return context.redirect(to: AccountURLs.administration, flash: "L’accès est fermé.")
    }
    routes.post(AccountURLs.reset(":id"), [.administrator], reset)
  }

  private func organisations(_ context: MemberContext) async throws -> [Organisation] {
    try await services.database.read { db in
      let kinds: [OrganisationRole] = [.buyer, .employer, .prescriber]
      let found = try kinds.flatMap { try OrganisationStore.choices($0, for: context.viewer, db) }
      return Array(Set(found)).sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
  }

  @Sendable private func create(_ form: Form, _ context: MemberContext) async throws -> Response {
    do {
      let draft = try Self.read(form)
      let password = Self.initialPassword()
      let hash = try await services.passwords.hash(password)
      let outcome = try await services.database.write { db in
        try AccountAdministrationStore.add(draft, passwordHash: hash, for: context.viewer, at: context.now, db)
      }
      guard case .created = outcome else {
        return context.redirect(
          to: AccountURLs.administration,
          flash: "Cette adresse avait déjà un compte\u{202F}: le rôle s’y ajoute, le mot de passe ne change pas.")
      }
      return context.page(passwordPage(name: draft.name, email: draft.email, password: password))
    } catch let error as FormRejected {
      return context.refused(
        newAccountPage(
          form, errors: error.errors, organisations: try await organisations(context), csrf: context.csrf))
    }
  }

  @Sendable private func reset(_ form: Form, _ context: MemberContext) async throws -> Response {
    let id = try context.id(of: Membership.self)
    let line = try await services.database.read { try AccountAdministrationStore.find(id, for: context.viewer, $0) }
    guard line.accountID != context.viewer.accountID else {
      throw Conflict("Changez le vôtre dans «\u{202F}Mon compte\u{202F}».")
    }
    let password = Self.initialPassword()
    let hash = try await services.passwords.hash(password)
    try await services.database.write { db in
      try AccountAdministrationStore.reset(line, hash: hash, for: context.viewer, at: context.now, db)
    }
    return context.page(passwordPage(name: line.accountName, email: line.email, password: password))
  }

  private static func read(_ form: Form) throws -> AccountDraft {
    var read = FormReader(form)
    let name = read.text("name", "Nom", max: 200)
    let email = AccountStore.normalised(read.text("email", "Adresse électronique", max: 254))
    let role = read.code("role", "Rôle", Role.self)
    let organisation = read.optionalID("organisation", "Organisme", of: Organisation.self)
    if !email.isEmpty, !EmailAddress.isPlausible(email) {
      read.refuse("email", "Adresse électronique\u{202F}: écrivez-la comme nom@exemple.fr.")
    }
    if let role, role.needsOrganisation, organisation == nil {
      read.refuse("organisation", "Organisme\u{202F}: à choisir pour ce rôle.")
    }
    try read.check()
    guard let role else { throw Missing() }
    return AccountDraft(
      name: name, email: email, role: role, organisation: role.needsOrganisation ? organisation : nil)
  }

  /// Twenty letters and digits in groups, without those that look alike: about 98 bits.
  private static func initialPassword() -> String {
    let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
    var generator = SystemRandomNumberGenerator()
    let groups = (0..<4).map { _ in
      String((0..<5).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
    }
    return groups.joined(separator: "-")
  }
}
