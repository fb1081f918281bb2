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
      context.page(administrationPage(try await view(context)))
    }
    routes.get(AccountURLs.newAccount, [.administrator]) { context in
      let form = try await proposed(context)
      return context.page(newAccountPage(form, organisations: try await organisations(context), csrf: context.csrf))
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
    routes.post(AccountURLs.suspend(":id"), [.administrator]) { _, context in
      try await setSuspended(true, context, "Le compte est suspendu\u{202F}: la personne est déconnectée.")
    }
    routes.post(AccountURLs.resume(":id"), [.administrator]) { _, context in
      try await setSuspended(false, context, "Le compte est rétabli, avec ses rôles et son mot de passe.")
    }
    routes.post(AccountURLs.forgive(":id"), [.administrator]) { _, context in
      let id = try context.id(of: Membership.self)
      try await services.database.write { db in
        let line = try AccountAdministrationStore.find(id, for: context.viewer, db)
        try AccountWatchStore.forgive(line, for: context.viewer, at: context.now, db)
      }
      return context.redirect(to: AccountURLs.administration, flash: "L’attente est levée.")
    }
    routes.post(AccountURLs.endSession(":cle"), [.administrator], endSession)
  }

  private func view(_ context: MemberContext) async throws -> AdministrationView {
    let (viewer, own, now) = (context.viewer, context.session.tokenHash, Instant(services.clock.now()))
    let (zone, csrf) = (context.session.timeZone, context.csrf)
    return try await services.database.read { db in
      AdministrationView(
        members: try AccountStore.memberships(for: viewer, db),
        suspended: try AccountWatchStore.suspended(for: viewer, db),
        sessions: try AccountWatchStore.sessions(for: viewer, own: own, at: now, db),
        attempts: try AccountWatchStore.attempts(for: viewer, at: now, db), viewer: viewer, zone: zone, csrf: csrf)
    }
  }

  /// Empty, or with the name and the address of someone who gets one more role.
  private func proposed(_ context: MemberContext) async throws -> Form {
    guard let id = ID<Membership>(context.query["acces"] ?? "") else { return Form() }
    let line = try await services.database.read { try AccountAdministrationStore.find(id, for: context.viewer, $0) }
    return Form([("name", line.accountName), ("email", line.email)])
  }

  private func setSuspended(_ suspended: Bool, _ context: MemberContext, _ sentence: String) async throws -> Response {
    let id = try context.id(of: Membership.self)
    try await services.database.write { db in
      try AccountWatchStore.setSuspended(suspended, id, for: context.viewer, at: context.now, db)
    }
    return context.redirect(to: AccountURLs.administration, flash: sentence)
  }

  @Sendable private func endSession(_ form: Form, _ context: MemberContext) async throws -> Response {
    let key = context.parameters.get("cle") ?? ""
    try await services.database.write { db in
      try AccountWatchStore.end(
        key, own: context.session.tokenHash, for: context.viewer, at: context.now, db)
    }
    return context.redirect(to: AccountURLs.administration, flash: "La session est finie.")
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
