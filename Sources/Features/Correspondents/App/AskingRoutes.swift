// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Asking employers for their hours, and the standing links of their correspondents.
struct AskingRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(AskingURLs.list, .facilitators, list)
    routes.post(AskingURLs.list, .facilitators, ask)
    routes.get(AskingURLs.employerPattern, .facilitators, employer)
    routes.post(AskingURLs.sendPattern, .facilitators, send)
    routes.post(AskingURLs.revokePattern, .facilitators, revoke)
    routes.post(AskingURLs.openPattern, .facilitators, open)
  }

  private func month(_ form: Form, _ viewer: Viewer) -> Month {
    (try? Month.parse(form["mois"] ?? "")) ?? viewer.today.month.previous
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let (viewer, month) = (context.viewer, month(context.query, context.viewer))
    let all = try await services.database.read { try AskingStore.list(month, for: viewer, $0) }
    return context.page(
      AskingPage(
        month: month, all: all, state: context.query["etat"].flatMap { AskedEmployer.State(rawValue: $0) },
        after: context.query["apres"].flatMap { ID($0) }, delivery: services.mailDelivery,
        timeZone: context.session.timeZone, csrf: context.csrf, rules: viewer.rules, today: viewer.today
      ).page)
  }

  @Sendable private func ask(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now, month) = (context.viewer, context.now, month(form, context.viewer))
    var act = AskStatements(month: month)
    if let one = form["employeur"], !one.isEmpty {
      guard let id = ID<Organisation>(one) else { throw Missing() }
      act.employers = [id]
    }
    let outcome = try await services.database.write { [act] db in
      if let id = act.employers?.first { _ = try OrganisationStore.find(id, for: viewer, db) }
      return try act.run(for: viewer, author: viewer.accountID, at: now, db)
    }
    // Asked from the page of one employer: back to it.
    let back = form["retour"] == "employeur" ? act.employers?.first.map { AskingURLs.employer($0, month) } : nil
    return context.redirect(
      to: back ?? AskingURLs.list(month), flash: Self.sentence(outcome), tone: outcome.asked > 0 ? .fine : .watch)
  }

  private static func sentence(_ outcome: AskStatements.Outcome) -> String {
    var parts: [String] = []
    if outcome.asked > 0 {
      parts.append(
        "\(FrenchText.count(outcome.asked, "demande écrite", "demandes écrites"))\u{202F}: un message par correspondant, avec son lien."
      )
    }
    if outcome.already > 0 {
      parts.append(
        "\(FrenchText.count(outcome.already, "employeur a déjà été demandé", "employeurs ont déjà été demandés")) aujourd’hui."
      )
    }
    if outcome.unreachable > 0 {
      parts.append(
        "\(FrenchText.count(outcome.unreachable, "employeur n’a", "employeurs n’ont")) pas d’adresse à qui écrire.")
    }
    return parts.isEmpty ? "Rien n’est à demander\u{202F}: tout est arrivé." : parts.joined(separator: " ")
  }

  @Sendable private func employer(_ context: MemberContext) async throws -> Response {
    let (id, viewer) = (try context.id(of: Organisation.self), context.viewer)
    let (month, delivery) = (month(context.query, viewer), services.mailDelivery)
    let page = try await services.database.read { db in
      let name = try OrganisationStore.find(id, for: viewer, db).details.name
      let people = try AskingStore.correspondents(of: id, in: viewer.territoryID, db)[id] ?? []
      return CorrespondentsPage(
        employer: id, employerName: name, month: month, people: people,
        asked: try AskingStore.one(id, month, people, for: viewer, db), today: viewer.today,
        origins: try LinkStore.origins(of: id, for: viewer, db), uses: try AskingStore.uses(of: id, for: viewer, db),
        messages: try MessageStore.list(organisation: id, for: viewer, limit: 20, db), delivery: delivery,
        timeZone: context.session.timeZone, csrf: context.csrf)
    }
    return context.page(page.page)
  }

  /// The link, by mail, in one click: a new address of the same link.
  @Sendable private func send(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now) = (try context.id(of: Organisation.self), context.viewer, context.now)
    guard let contact = ID<Contact>(form["contact"] ?? "") else { throw Missing() }
    let name = try await services.database.write { db in
      let employer = try OrganisationStore.find(id, for: viewer, db).details.name
      let people = try AskingStore.correspondents(of: id, in: viewer.territoryID, db)[id] ?? []
      guard let one = people.first(where: { $0.contact == contact }) else { throw Missing() }
      guard one.isReachable else {
        throw Conflict("\(one.name) n’a pas d’adresse électronique à qui écrire\u{202F}: corrigez-la d’abord.")
      }
      _ = try LinkMail(
        kind: .link, territory: viewer.territoryID, territoryName: viewer.territoryName, organisation: id,
        contact: contact, recipient: (one.name, one.email), voice: try TeamVoice.of(id, in: viewer.territoryID, db),
        subject: "Votre lien pour déclarer les heures d’insertion",
        text: """
          Voici votre lien pour déclarer les heures d’insertion de \(employer)\u{202F}:
          \(LinkMail.place)

          \(LinkMail.howItWorks)
          """, author: viewer.accountID
      ).write(at: now, db)
      try Journal.record(
        "link.sent", .organisation, id.value, "Lien de déclaration envoyé à \(one.name).", by: viewer, at: now, db)
      return one.name
    }
    return context.redirect(to: AskingURLs.employer(id), flash: "Un lien est envoyé à \(name).")
  }

  @Sendable private func revoke(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now) = (try context.id(of: Organisation.self), context.viewer, context.now)
    guard let link = ID<EmployerLink>(form["lien"] ?? "") else { throw Missing() }
    let along = try await services.database.write { db in
      let revoked = try LinkStore.revoke(link, for: viewer, at: now, db)
      guard revoked.organisation == id else { throw Missing() }
      return revoked.along
    }
    let others =
      along.isEmpty
      ? ""
      : " \(FrenchText.count(along.count, "lien transmis à partir de lui est révoqué", "liens transmis à partir de lui sont révoqués")) aussi\u{202F}: \(along.joined(separator: ", "))."
    return context.redirect(
      to: AskingURLs.employer(id),
      flash: "Lien révoqué\u{202F}: il ne s’ouvre plus.\(others) Un nouveau s’envoie depuis cette page.")
  }

  /// Only where everything is invented: the team never opens an employer's link in its place.
  @Sendable private func open(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now) = (try context.id(of: Message.self), context.viewer, context.now)
    let isDemonstration = services.demonstration != nil
    let token = try await services.database.write { db -> String? in
      let message = try MessageStore.find(id, for: viewer, db)
      guard isDemonstration else { throw Conflict("Un lien ne s’ouvre que par la personne qui le reçoit.") }
      let link: Int64? = try db.value("SELECT link_id FROM employer_link_message WHERE message_id = \(message.id)")
      return try link.flatMap { try LinkStore.mint(ID($0), at: now, db) }
    }
    guard let token else { throw Conflict("Ce message ne porte plus de lien vivant.") }
    return LinkAnswers.closed(Answers.redirect(to: LinkURLs.home(token)))
  }
}
