// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Mail
import Platform

/// The address that puts answers in the log: `classement+KEY@…`, where the key is that of the mail that is answered, and says nothing
/// of anybody.
enum FilingAddress {
  /// Nil when the setting is no address.
  static func of(_ key: String, at house: String) -> MailAddress? {
    guard let at = house.lastIndex(of: "@") else { return nil }
    return MailAddress("\(house[..<at])+\(key)\(house[at...])")
  }

  /// The keys written in a header.
  static func keys(in text: String) -> [String] {
    text.split(separator: "+").dropFirst().compactMap { piece in
      let key = piece.prefix(32)
      let isKey = key.utf8.count == 32 && key.allSatisfy { $0.isASCII && $0.isHexDigit && !$0.isUppercase }
      return isKey && piece.dropFirst(32).first == "@" ? String(key) : nil
    }
  }
}

/// The act of putting a mail that came by the filing address in the log of contacts.
struct FileMail: Sendable {
  enum Outcome: Sendable, Equatable {
    case filed(ID<Organisation>)
    /// The same Message-ID was filed before.
    case already
    /// A program's answer: kept nowhere, answered by nobody.
    case automatic
    /// Delivery failed for good, and the contact is marked.
    case bounced
    /// No key of ours.
    case unknown
  }

  let mail: ReceivedMail
  /// What the mail server says of whom it delivers to.
  var recipient = ""

  static let most = 2000
  private static let returned = "Revenu\u{202F}: le serveur du destinataire n’a pas cette adresse."

  func run(at now: Instant, _ db: any Connection) throws -> Outcome {
    let written = mail.isReport ? mail.text : ""
    let keys = FilingAddress.keys(in: "\(recipient)\n\(mail.recipients)\n\(written)")
    guard !keys.isEmpty else { return .unknown }
    let row = try db.first(
      """
      SELECT m.id, m.territory_id, m.organisation_id, m.contact_id, m.recipient_name, m.recipient_address, t.time_zone
      FROM message m JOIN territory t ON t.id = m.territory_id
      WHERE m.message_key IN (\(.list(keys))) AND m.organisation_id IS NOT NULL ORDER BY m.id DESC LIMIT 1
      """)
    guard let row else { return .unknown }
    let (territory, organisation): (ID<Territory>, ID<Organisation>) = (
      try row["territory_id"], try row["organisation_id"]
    )
    if mail.isReport { return try bounce(row, territory, at: now, db) }
    if mail.isAutomatic { return .automatic }
    let hash = Token.hash(
      "\(territory)\n\(mail.messageID.isEmpty ? mail.from + mail.subject + mail.text : mail.messageID)")
    let isNew = try db.execute(
      """
      INSERT INTO filed_mail (territory_id, mail_hash, filed_at) VALUES (\(territory), \(hash), \(now))
      ON CONFLICT (territory_id, mail_hash) DO NOTHING
      """)
    guard isNew == 1 else { return .already }
    let zone: String = try row["time_zone"]
    let day = now.day(in: TimeZone(identifier: zone) ?? .gmt)
    try db.execute(
      """
      INSERT INTO contact_note (territory_id, organisation_id, channel, happened_on, correspondent, said, recorded_at)
      VALUES (\(territory), \(organisation), \(ContactChannel.mail), \(day), \(try row["recipient_name"] as String),
        \(words(registered: try row["recipient_address"])), \(now))
      """)
    try Journal.record(
      "note.added", .organisation, organisation.value, "Message du \(day.french) classé par l’adresse de classement.",
      territory: territory, author: nil, at: now, db)
    return .filed(organisation)
  }

  /// What the log keeps: never a NIR, nor anything of a text that holds one.
  private func words(registered: String) -> String {
    let (subject, said) = (Self.clean(mail.subject), Self.clean(mail.said))
    let names = mail.attachments.map(Self.clean).joined(separator: ", ")
    guard !Nir.appears(in: "\(subject)\n\(said)\n\(names)") else {
      return
        "Un numéro de sécurité sociale figure dans ce message\u{202F}: rien n’en est gardé. Demandez à l’expéditeur de l’effacer."
    }
    // The sender is what anybody may write: said when it is not who was written to.
    let isOther = mail.from.lowercased() != registered.lowercased()
    let sender =
      isOther
      ? "\n(Écrit depuis une autre adresse que celle du correspondant\u{202F}: \(Self.clean(mail.from).prefix(254)))"
      : ""
    let files = names.isEmpty ? "" : "\n(Fichiers joints, restés dans la messagerie\u{202F}: \(names.prefix(400)))"
    let head = subject.isEmpty ? "" : "\(subject.prefix(200))\n"
    let room = max(0, Self.most - head.count - sender.count - files.count - 1)
    let body = said.count > room ? said.prefix(room) + "…" : said[...]
    return "\(head)\(body)\(sender)\(files)"
  }

  private static func clean(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    view.append(
      contentsOf: text.unicodeScalars.filter {
        $0 == "\n"
          || ($0.value >= 32 && $0.value != 127 && !(0x80...0x9F).contains($0.value)
            && !(0x202A...0x202E).contains($0.value))
      })
    return String(view)
  }

  private func bounce(
    _ row: Row, _ territory: ID<Territory>, at now: Instant, _ db: any Connection
  ) throws -> Outcome {
    let low = mail.text.lowercased()
    guard low.contains("status: 5.1.") || low.contains("status: 5.2.1") else { return .automatic }
    let (message, contact): (ID<Message>, ID<Contact>?) = (try row["id"], try row["contact_id"])
    try db.execute(
      """
      UPDATE message SET state = 'refused', failure = 'address', answer = \(Self.returned)
      WHERE territory_id = \(territory) AND id = \(message) AND state = 'sent'
      """)
    if let contact {
      try db.execute(
        """
        UPDATE contact SET mail_refused_at = \(now)
        WHERE territory_id = \(territory) AND id = \(contact) AND email = \(try row["recipient_address"] as String)
        """)
    }
    return .bounced
  }
}
