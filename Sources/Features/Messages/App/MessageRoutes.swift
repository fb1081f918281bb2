// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// The mails of a territory: read, and put back when they were not delivered.
struct MessageRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(MessageURLs.list, .messageReaders, list)
    routes.get(MessageURLs.pattern, .messageReaders, show)
    routes.post(MessageURLs.retries, .messageReaders, retryAll)
    routes.post(MessageURLs.retryPattern, .messageReaders, retry)
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let state = context.query["etat"].flatMap { MessageState(rawValue: $0) }
    let before = context.query["avant"].flatMap { ID<Message>($0) }
    let (found, counts, abandoned) = try await services.database.read { db in
      (
        try MessageStore.list(state, for: viewer, before: before, limit: MessageStore.pageSize + 1, db),
        try MessageStore.counts(for: viewer, db), try MessageStore.abandoned(for: viewer, db)
      )
    }
    let shown = Array(found.prefix(MessageStore.pageSize))
    return context.page(
      MessageListPage(
        messages: shown, state: state, counts: counts, abandoned: abandoned, csrf: context.csrf,
        next: found.count > shown.count ? shown.last?.id : nil,
        delivery: services.mailDelivery, timeZone: context.session.timeZone
      ).page)
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    let (id, viewer) = (try context.id(of: Message.self), context.viewer)
    let message = try await services.database.read { try MessageStore.find(id, for: viewer, $0) }
    return context.page(
      MessagePage(
        message: message, viewer: viewer, delivery: services.mailDelivery, timeZone: context.session.timeZone,
        csrf: context.csrf,
        demonstrationLink: services.demonstration != nil && viewer.isFacilitator
          && message.text.contains(LinkMail.place)
          ? AskingURLs.open(id) : nil
      ).page)
  }

  @Sendable private func retryAll(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now) = (context.viewer, context.now)
    let count = try await services.database.write { try MessageStore.retryAll(for: viewer, at: now, $0) }
    return context.redirect(
      to: MessageURLs.list,
      flash: count == 0
        ? "Aucun message n’était abandonné\u{202F}: rien n’a changé."
        : "\(FrenchText.count(count, "message repart", "messages repartent")).")
  }

  @Sendable private func retry(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now) = (try context.id(of: Message.self), context.viewer, context.now)
    let isBack = try await services.database.write { try MessageStore.retry(id, for: viewer, at: now, $0) }
    return context.redirect(
      to: MessageURLs.message(id),
      flash: isBack ? "Le message repart." : "Ce message n’était pas en échec\u{202F}: rien n’a changé.")
  }
}

extension Services {
  var mailDelivery: MailDelivery {
    if demonstration != nil { return .demonstration }
    return configuration.mailServer == nil ? .waits : .sends
  }
}
