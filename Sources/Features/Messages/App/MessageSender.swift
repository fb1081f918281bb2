// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Logging
import Mail
import Platform

/// Sends the mails that wait, one after the other. Several senders may work on one database: a mail is claimed before it leaves,
/// and one whose sender died is taken up again under the same Message-ID, which mail programs show once.
struct MessageSender: Sendable {
  typealias Transport = @Sendable (MailMessage) async -> Result<Void, MailError>
  /// What must be written into a mail at the moment it leaves and never stands in the database: « {lien} ». Nil: it must not leave.
  typealias Filling = @Sendable (Message, any Connection) throws -> String?

  let services: Services
  let transport: Transport
  var fill: Filling = { message, _ in message.text }
  /// Seconds after which a mail whose sender is silent belongs to another; more than a transfer may last.
  var lease = 180

  /// Through a mail server.
  init(services: Services, server: MailServer, fill: @escaping Filling) {
    self.init(services: services, fill: fill) { message in
      do throws(MailError) {
        try await server.send(message)
        return .success(())
      } catch { return .failure(error) }
    }
  }

  init(
    services: Services, fill: @escaping Filling = { message, _ in message.text }, transport: @escaping Transport
  ) {
    (self.services, self.fill, self.transport) = (services, fill, transport)
  }

  /// Sends the next mail. False when none is due.
  func sendNext() async throws -> Bool {
    let (token, now) = (Token.random(), Instant(services.clock.now()))
    let taken = try await services.database.write { [lease, fill] db -> (Message, String?)? in
      let until = now.adding(seconds: lease)
      guard let message = try MessageStore.claim(token: token, at: now, until: until, db) else { return nil }
      return (message, try fill(message, db))
    }
    guard let (message, text) = taken else { return false }
    let outcome = await outcome(of: message, text)
    let then = Instant(services.clock.now())
    // Shielded: a server that stops still writes down what became of its mail.
    try await Task { [database = services.database] in
      try await database.write { try MessageStore.settle(message, token: token, outcome, at: then, $0) }
    }.value
    if case .later = outcome { return false }
    return true
  }

  private func outcome(of message: Message, _ text: String?) async -> MessageOutcome {
    guard let text else { return .failed(.content, "Le lien de ce correspondant n’existe plus.") }
    guard let mail = envelope(message, text) else {
      return .failed(.address, "L’adresse n’est pas une adresse électronique.")
    }
    switch await transport(mail) {
    case .success: return .sent
    case .failure(.refused(let answer)): return .failed(.address, answer)
    case .failure(.declined(let answer)): return .failed(.content, answer)
    case .failure(.misconfigured(let answer)):
      services.log.error("mail server", metadata: ["answer": "\(answer)"])
      return again(message, answer)
    case .failure(.later(let answer)): return again(message, answer)
    }
  }

  /// Later, until it is too late: nobody is at fault but the server.
  private func again(_ message: Message, _ answer: String) -> MessageOutcome {
    let goesOn = MessageRetry.goesOn(writtenAt: message.createdAt, now: Instant(services.clock.now()))
    return goesOn ? .later(answer) : .failed(.server, "Essayé pendant cinq jours sans succès. \(answer)")
  }

  /// From the facilitator, or from the address of the installation in the facilitator's name: answers go to the facilitator.
  private func envelope(_ message: Message, _ text: String) -> MailMessage? {
    guard let recipient = MailAddress(message.recipientAddress, name: message.recipientName) else { return nil }
    let person = MailAddress(message.senderAddress, name: message.senderName)
    let house = services.configuration.mailFrom.flatMap { MailAddress($0, name: message.senderName) }
    guard let sender = house ?? person else { return nil }
    let file = MailAttachment(
      name: "echeance.ics", type: "text/calendar; charset=utf-8; method=PUBLISH", bytes: Array(message.calendar.utf8))
    var mail = MailMessage(
      from: sender, to: [recipient], replyTo: house == nil ? nil : person, subject: message.subject, text: text,
      attachments: message.calendar.isEmpty ? [] : [file], key: message.key, date: message.createdAt.date)
    // Mails to the team itself have nobody's log to be filed in.
    if message.organisation != nil {
      mail.filing = services.configuration.mailFiling.flatMap { FilingAddress.of(message.key, at: $0) }
    }
    return mail
  }
}
