// SPDX-License-Identifier: EUPL-1.2

/// A mail that an act wrote: it waits in the database, leaves once, and stays readable.
public struct Message: Sendable, Hashable, Identifiable {
  public let id: ID<Self>
  public let territory: ID<Territory>
  public let kind: MessageKind
  public let organisation: ID<Organisation>?
  public let organisationName: String
  public let contact: ID<Contact>?
  public let recipientName: String
  public let recipientAddress: String
  /// Who writes, and to whom an answer goes.
  public let senderName: String
  public let senderAddress: String
  /// Never with a participant's name.
  public let subject: String
  public let text: String
  /// A calendar file (RFC 5545), empty when there is none.
  public let calendar: String
  public let state: MessageState
  /// Why it was not delivered, when it was not.
  public let failure: MessageFailure?
  public let attempts: Int
  /// When it is tried next.
  public let dueAt: Instant
  /// What the mail server said last.
  public let answer: String
  /// The same at each attempt, so that a mail program knows one that came twice.
  public let key: String
  public let createdAt: Instant
  public let sentAt: Instant?

  public init(
    id: ID<Self>, territory: ID<Territory>, kind: MessageKind, organisation: ID<Organisation>?,
    organisationName: String, contact: ID<Contact>?, recipientName: String, recipientAddress: String,
    senderName: String, senderAddress: String, subject: String, text: String, calendar: String, state: MessageState,
    failure: MessageFailure?, attempts: Int, dueAt: Instant, answer: String, key: String, createdAt: Instant,
    sentAt: Instant?
  ) {
    (self.id, self.territory, self.kind) = (id, territory, kind)
    (self.organisation, self.organisationName, self.contact) = (organisation, organisationName, contact)
    (self.recipientName, self.recipientAddress) = (recipientName, recipientAddress)
    (self.senderName, self.senderAddress) = (senderName, senderAddress)
    (self.subject, self.text, self.calendar, self.state) = (subject, text, calendar, state)
    self.failure = failure
    (self.attempts, self.dueAt, self.answer, self.key) = (attempts, dueAt, answer, key)
    (self.createdAt, self.sentAt) = (createdAt, sentAt)
  }
}

/// Why a mail was written.
public enum MessageKind: String, CodeList {
  case request, reminder, escalation, link, receipt, digest, question, answer

  public var french: String {
    switch self {
    case .request: "demande d’heures"
    case .reminder: "rappel"
    case .escalation: "rappel au second contact"
    case .link: "lien de déclaration"
    case .receipt: "accusé de réception"
    case .digest: "point de la semaine"
    case .question: "question sur une ligne"
    case .answer: "réponse à une demande"
    }
  }
}

/// Where a mail stands.
public enum MessageState: String, CodeList {
  case pending, sending, sent, refused

  public var french: String {
    switch self {
    case .pending: "en attente"
    case .sending: "en cours d’envoi"
    case .sent: "envoyé"
    case .refused: "non remis"
    }
  }
}

/// Why a mail was given up.
public enum MessageFailure: String, CodeList {
  case address, content, server

  public var french: String {
    switch self {
    case .address: "adresse refusée"
    case .content: "message refusé"
    case .server: "abandonné\u{202F}: serveur injoignable"
    }
  }
}

/// How long a mail is tried again.
public enum MessageRetry {
  /// A server that is down for a week-end loses nothing: a mail is given up after five days.
  public static let mostSeconds: Int = 5 * 86_400

  /// Seconds to wait after so many attempts: 1 min, 2 min, 4 min… never more than two hours.
  public static func delay(after attempts: Int) -> Int {
    min(60 << min(max(attempts - 1, 0), 10), 7200)
  }

  /// Whether a mail written at `created` is still worth another attempt.
  public static func goesOn(writtenAt created: Instant, now: Instant) -> Bool {
    now < created.adding(seconds: mostSeconds)
  }
}
