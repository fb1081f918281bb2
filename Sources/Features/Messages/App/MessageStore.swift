// SPDX-License-Identifier: EUPL-1.2
public import Database
public import Domain
import Platform

extension MessageKind: SQLConvertible, SQLDecodable {}
extension MessageState: SQLConvertible, SQLDecodable {}
extension MessageFailure: SQLConvertible, SQLDecodable {}

/// A mail to write, in the transaction of the act that it tells of.
struct MessageDraft: Sendable {
  let kind: MessageKind
  let territory: ID<Territory>
  var organisation: ID<Organisation>?
  var contact: ID<Contact>?
  let recipient: (name: String, address: String)
  /// The facilitator in whose name it is written; answers go there.
  let sender: (name: String, address: String)
  let subject: String
  let text: String
  var calendar: CalendarFile?
  var author: ID<Account>?
}

/// What became of an attempt.
enum MessageOutcome: Sendable, Equatable {
  case sent
  /// Tried again later, with the server's words.
  case later(String)
  /// Given up; only a wrong address is noted on its contact.
  case failed(MessageFailure, String)
}

/// Mails that wait, leave and stay readable: written with the act, sent by the server's own worker.
enum MessageStore {
  static let pageSize = 50

  static func insert(_ draft: MessageDraft, at now: Instant, _ db: any Connection) throws -> ID<Message> {
    ID(
      try db.insert(
        """
        INSERT INTO message (territory_id, kind, organisation_id, contact_id, recipient_name, recipient_address,
          sender_name, sender_address, subject, body, calendar, message_key, due_at, author_id, created_at)
        VALUES (\(draft.territory), \(draft.kind), \(draft.organisation), \(draft.contact), \(draft.recipient.name),
          \(draft.recipient.address), \(draft.sender.name), \(draft.sender.address),
          \(String(draft.subject.prefix(300))), \(draft.text),
          \(draft.calendar.map { $0.text(writtenAt: now) } ?? ""), \(String(Token.random().prefix(32))), \(now),
          \(draft.author), \(now))
        RETURNING id
        """))
  }

  private static let columns = withBody("m.body")

  private static let hidden = "Ce message nomme une personne\u{202F}: seule l’équipe le lit."

  /// A question names somebody, by a first name and an initial: the administrator reads that it left, not what it says.
  private static func columns(for viewer: Viewer) -> SQL {
    viewer.isFacilitator
      ? columns : withBody("CASE WHEN m.kind = 'question' THEN \(hidden) ELSE m.body END AS body")
  }

  private static func withBody(_ body: SQL) -> SQL {
    """
    m.id, m.territory_id, m.kind, m.organisation_id, m.contact_id, m.recipient_name, m.recipient_address, m.sender_name,
    m.sender_address, m.subject, \(body), m.calendar, m.state, m.failure, m.attempts, m.due_at, m.answer, m.message_key,
    m.created_at, m.sent_at
    """
  }

  /// Takes the mail that has waited longest, also one whose sender has not been heard of since its lease ended.
  static func claim(
    token: String, at now: Instant, until: Instant, _ db: any Connection
  ) throws -> Message? {
    let due: SQL = "((state = 'pending' AND due_at <= \(now)) OR (state = 'sending' AND lease_until < \(now)))"
    let found: Int64? = try db.value(
      "SELECT id FROM message WHERE \(due) ORDER BY due_at, id LIMIT 1" + db.dialect.forUpdateSkipLocked)
    guard let found else { return nil }
    // The condition again: between the two statements another sender may have been first.
    let taken = try db.execute(
      """
      UPDATE message SET state = 'sending', lease_until = \(until), lease_token = \(token), attempts = attempts + 1
      WHERE id = \(found) AND \(due)
      """)
    guard taken == 1 else { return nil }
    return try db.first("SELECT \(columns), '' AS organisation_name FROM message m WHERE m.id = \(found)").map(message)
  }

  /// Writes what became of a mail that is still the sender's. A server that has no such mailbox marks the contact, one that takes a
  /// mail for it clears the mark; anything else says nothing of the address.
  static func settle(
    _ message: Message, token: String, _ outcome: MessageOutcome, at now: Instant, _ db: any Connection
  ) throws {
    let mine: SQL = "id = \(message.id) AND state = 'sending' AND lease_token = \(token)"
    switch outcome {
    case .sent:
      let changed = try db.execute(
        "UPDATE message SET state = 'sent', sent_at = \(now), answer = '', lease_until = NULL WHERE \(mine)")
      if changed == 1 { try mark(message, refusedAt: nil, db) }
    case .later(let answer):
      let due = now.adding(seconds: MessageRetry.delay(after: message.attempts))
      try db.execute(
        """
        UPDATE message SET state = 'pending', due_at = \(due), answer = \(String(answer.prefix(500))), lease_until = NULL
        WHERE \(mine)
        """)
    case .failed(let failure, let answer):
      let changed = try db.execute(
        """
        UPDATE message SET state = 'refused', failure = \(failure), answer = \(String(answer.prefix(500))),
          lease_until = NULL
        WHERE \(mine)
        """)
      if changed == 1, failure == .address { try mark(message, refusedAt: now, db) }
    }
  }

  private static func mark(_ message: Message, refusedAt: Instant?, _ db: any Connection) throws {
    guard let contact = message.contact else { return }
    try db.execute(
      """
      UPDATE contact SET mail_refused_at = \(refusedAt)
      WHERE territory_id = \(message.territory) AND id = \(contact) AND email = \(message.recipientAddress)
        AND COALESCE(mail_refused_at, '') <> \(refusedAt?.text ?? "")
      """)
  }

  /// Mails of the territory, the latest first, at most a page under `before`.
  static func list(
    _ state: MessageState? = nil, organisation: ID<Organisation>? = nil, for viewer: Viewer,
    before: ID<Message>? = nil, limit: Int = pageSize, _ db: any Connection
  ) throws -> [Message] {
    guard Set.messageReaders.contains(viewer.role) else { throw Missing() }
    var conditions: SQL = "m.territory_id = \(viewer.territoryID)"
    if let state {
      conditions += state == .pending ? " AND m.state IN ('pending', 'sending')" : " AND m.state = \(state)"
    }
    if let organisation { conditions += " AND m.organisation_id = \(organisation)" }
    if let before { conditions += " AND m.id < \(before)" }
    return try db.query(
      """
      SELECT \(columns(for: viewer)), COALESCE(o.name, '') AS organisation_name FROM message m
      LEFT JOIN organisation o ON o.id = m.organisation_id
      WHERE \(conditions) ORDER BY m.id DESC LIMIT \(limit)
      """
    ).map(message)
  }

  static func find(_ id: ID<Message>, for viewer: Viewer, _ db: any Connection) throws -> Message {
    guard Set.messageReaders.contains(viewer.role) else { throw Missing() }
    let row = try db.first(
      """
      SELECT \(columns(for: viewer)), COALESCE(o.name, '') AS organisation_name FROM message m
      LEFT JOIN organisation o ON o.id = m.organisation_id
      WHERE m.territory_id = \(viewer.territoryID) AND m.id = \(id)
      """)
    guard let row else { throw Missing() }
    return try message(row)
  }

  /// How many mails of the territory stand in each state.
  static func counts(for viewer: Viewer, _ db: any Connection) throws -> [MessageState: Int] {
    let rows = try db.query(
      "SELECT state, COUNT(*) AS messages FROM message WHERE territory_id = \(viewer.territoryID) GROUP BY state")
    return try Dictionary(
      rows.map { (try $0["state"] as MessageState, try $0["messages"] as Int) }, uniquingKeysWith: +)
  }

  /// Puts back what was not delivered. False when it is no longer so.
  static func retry(_ id: ID<Message>, for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> Bool {
    _ = try find(id, for: viewer, db)
    return try db.execute(
      """
      \(again(at: now)) WHERE territory_id = \(viewer.territoryID) AND id = \(id) AND state = 'refused'
      """) == 1
  }

  /// Puts back everything that was given up because no server answered. Gives how many.
  static func retryAll(for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> Int {
    guard Set.messageReaders.contains(viewer.role) else { throw Missing() }
    return try db.execute("\(again(at: now)) WHERE \(abandoned(viewer))")
  }

  /// How many mails were given up because no server answered.
  static func abandoned(for viewer: Viewer, _ db: any Connection) throws -> Int {
    try db.value("SELECT COUNT(*) FROM message WHERE \(abandoned(viewer))") ?? 0
  }

  private static func abandoned(_ viewer: Viewer) -> SQL {
    "territory_id = \(viewer.territoryID) AND state = 'refused' AND failure = 'server'"
  }

  private static func again(at now: Instant) -> SQL {
    """
    UPDATE message SET state = 'pending', failure = '', due_at = \(now), attempts = 0, created_at = \(now), answer = ''
    """
  }

  private static func message(_ row: Row) throws -> Message {
    let failure: String = try row["failure"]
    return Message(
      id: try row["id"], territory: try row["territory_id"], kind: try row["kind"],
      organisation: try row["organisation_id"], organisationName: try row["organisation_name"],
      contact: try row["contact_id"], recipientName: try row["recipient_name"],
      recipientAddress: try row["recipient_address"], senderName: try row["sender_name"],
      senderAddress: try row["sender_address"], subject: try row["subject"], text: try row["body"],
      calendar: try row["calendar"], state: try row["state"],
      failure: MessageFailure(rawValue: failure), attempts: try row["attempts"], dueAt: try row["due_at"],
      answer: try row["answer"], key: try row["message_key"], createdAt: try row["created_at"],
      sentAt: try row["sent_at"])
  }
}

extension Set<Role> {
  /// Those who read the mails of their territory.
  static let messageReaders: Self = [.facilitator, .administrator]
}
