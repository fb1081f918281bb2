// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML

/// Whether mails leave this installation.
enum MailDelivery: Sendable {
  case sends
  /// No mail server is set: mails wait.
  case waits
  /// A demonstration sends nothing.
  case demonstration

  var banner: HTML? {
    switch self {
    case .sends: nil
    case .waits:
      notice(
        .watch,
        "Aucun serveur de courriel n’est réglé\u{202F}: les messages attendent ici, rien n’est perdu. L’exploitant le règle par CLAUSIER_MAIL."
      )
    case .demonstration:
      notice(.neutral, "Démonstration\u{202F}: les messages se lisent ici et ne partent jamais.")
    }
  }
}

/// The mails of a territory, the latest first.
struct MessageListPage: Sendable {
  let messages: [Message]
  let state: MessageState?
  let counts: [MessageState: Int]
  /// Given up because no server answered.
  let abandoned: Int
  let csrf: String
  let next: ID<Message>?
  let delivery: MailDelivery
  let timeZone: TimeZone

  var page: Page {
    Page(
      title: "Messages", trail: [TrailLink("Messages")],
      line: "Ce que Clausier écrit aux correspondants, au nom de l’équipe", section: .messages,
      body: """
        \(delivery.banner)\(outage)\(tiles)
        \(card(title: state.map { FrenchText.capitalised($0.french) } ?? "Tous les messages", body: "\(list)\(pager(nextPath: next.map { MessageURLs.list(state, before: $0) }))"))
        """)
  }

  /// A server that was down for days: one click sends everything again.
  private var outage: HTML {
    guard abandoned > 0 else { return .empty }
    let count = FrenchText.count(
      abandoned, "message a été abandonné", "messages ont été abandonnés")
    return """
      \(notice(.act, "\(count)\u{202F}: le serveur de courriel n’a pas répondu pendant cinq jours. Les adresses ne sont pas en cause."))\
      \(postButton(
        abandoned == 1 ? "Renvoyer ce message" : "Renvoyer ces \(FrenchNumber.whole(abandoned)) messages",
        MessageURLs.retries, csrf: csrf, look: .primary))
      """
  }

  private var tiles: HTML {
    func count(_ state: MessageState) -> String { FrenchNumber.whole(counts[state] ?? 0) }
    let waiting = (counts[.pending] ?? 0) + (counts[.sending] ?? 0)
    return tileRow([
      figureTile(
        label: "En attente", value: FrenchNumber.whole(waiting),
        href: MessageURLs.list(.pending)),
      figureTile(label: "Envoyés", value: count(.sent), href: MessageURLs.list(.sent)),
      figureTile(
        label: "Non remis", value: count(.refused), note: (counts[.refused] ?? 0) > 0 ? "à revoir" : .empty,
        href: MessageURLs.list(.refused), tone: (counts[.refused] ?? 0) > 0 ? .act : .fine),
    ])
  }

  private var list: HTML {
    table(
      caption: "Messages, le dernier d’abord",
      columns: [
        TableColumn("Objet"), TableColumn("Destinataire"), TableColumn("Nature"), TableColumn("Écrit le"),
        TableColumn("État"),
      ],
      rows: messages.map { message in
        [
          link(message.subject, to: MessageURLs.message(message.id), context: message.recipientName),
          "\(message.recipientName)\(message.organisationName.isEmpty ? "" : ", \(message.organisationName)")",
          "\(message.kind.french)", "\(message.createdAt.french(in: timeZone))", message.stateBadge(delivery),
        ]
      },
      empty: emptyState("Les demandes d’heures, rappels et accusés de réception seront ici."))
  }
}

/// One mail, as it is written.
struct MessagePage: Sendable {
  let message: Message
  let viewer: Viewer
  let delivery: MailDelivery
  let timeZone: TimeZone
  let csrf: String
  /// What a demonstration offers in place of the link in the mail.
  var demonstrationLink: String?

  var page: Page {
    Page(
      title: message.subject, trail: [TrailLink("Messages", MessageURLs.list), TrailLink("Message")],
      line: "\(FrenchText.capitalised(message.kind.french)), écrit le \(message.createdAt.french(in: timeZone))",
      section: .messages, body: "\(delivery.banner)\(envelope)\(text)")
  }

  private var envelope: HTML {
    let organisation: HTML =
      message.organisation.map { id in
        viewer.isFacilitator
          ? link(message.organisationName, to: OrganisationURLs.page(id)) : "\(message.organisationName)"
      } ?? "—"
    var items: [(term: String, value: HTML)] = [
      ("À", "\(message.recipientName), \(message.recipientAddress)"), ("Organisme", organisation),
      ("De la part de", "\(message.senderName), \(message.senderAddress)"), ("État", message.stateBadge(delivery)),
    ]
    if let sent = message.sentAt { items.append(("Parti le", "\(sent.french(in: timeZone))")) }
    if message.state == .pending, message.attempts > 0 {
      items.append(("Prochain essai", "\(message.dueAt.french(in: timeZone))"))
    }
    if !message.answer.isEmpty { items.append(("Réponse du serveur", "\(message.answer)")) }
    let advice =
      switch message.failure {
      case .server?: "Le serveur de courriel n’a pas répondu\u{202F}: l’adresse n’est pas en cause."
      case .content?:
        "Le serveur a refusé le message lui-même\u{202F}: l’adresse n’est pas en cause. Prévenez l’exploitant."
      default: "Vérifiez l’adresse sur la page de l’organisme, puis renvoyez."
      }
    let again: HTML? =
      message.state == .refused
      ? "<p>\(advice)</p>\(postButton("Renvoyer ce message", MessageURLs.retry(message.id), csrf: csrf))" : nil
    return card(title: "Envoi", body: "\(definitionList(items))\(again)")
  }

  private var text: HTML {
    let paragraphs: [HTML] = message.text.split(separator: "\n\n").map { part in
      let lines: [HTML] = part.split(separator: "\n").map { "\(String($0))" }
      return "<p>\(lines.joined("<br>"))</p>"
    }
    let calendar: HTML? =
      message.calendar.isEmpty ? nil : "<p class=\"help\">Un fichier d’agenda accompagne ce message.</p>"
    let open: HTML? = demonstrationLink.map {
      """
      <p class="help">Dans le message envoyé, «\u{202F}\(LinkMail.place)\u{202F}» devient l’adresse du correspondant, écrite au départ et gardée nulle part.</p>
      \(postButton("Ouvrir ce lien comme le correspondant", $0, csrf: csrf))
      """
    }
    return card(title: "Texte", body: "<div class=\"prose\">\(paragraphs)</div>\(calendar)\(open)")
  }
}

extension Message {
  func stateBadge(_ delivery: MailDelivery) -> HTML {
    if case .demonstration = delivery, state == .pending { return badge("lu ici, jamais envoyé") }
    return switch state {
    case .pending, .sending: badge(state.french, .watch)
    case .sent: badge(state.french, .fine)
    case .refused: badge(failure?.french ?? state.french, .act)
    }
  }
}
