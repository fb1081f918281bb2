// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Who writes to an employer in the team's name, and who answers the telephone.
struct TeamVoice: Sendable, Hashable {
  var account: ID<Account>?
  var name = ""
  var email = ""
  var phone = ""

  /// The facilitator of most of an employer's contracts for each employer asked for, and the first of the team for the others.
  static func of(
    _ employers: Set<ID<Organisation>>?, in territory: ID<Territory>, _ db: any Connection
  ) throws -> (known: [ID<Organisation>: TeamVoice], usual: TeamVoice) {
    let team = try team(of: territory, db)
    let whose: SQL = employers.map { "AND ec.employer_id IN (\(.list($0.sorted())))" } ?? ""
    let rows = try db.query(
      """
      SELECT ec.employer_id, c.facilitator_id, COUNT(*) AS ties
      FROM employment_contract ec
      JOIN employment_engagement ee ON ee.territory_id = ec.territory_id AND ee.employment_contract_id = ec.id
      JOIN engagement g ON g.territory_id = ee.territory_id AND g.id = ee.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE ec.territory_id = \(territory) AND c.facilitator_id IS NOT NULL \(whose)
      GROUP BY ec.employer_id, c.facilitator_id ORDER BY ec.employer_id, ties DESC, c.facilitator_id
      """)
    let byAccount = Dictionary(
      team.compactMap { voice in voice.account.map { ($0, voice) } }, uniquingKeysWith: { first, _ in first })
    var known: [ID<Organisation>: TeamVoice] = [:]
    for row in rows {
      let (employer, account): (ID<Organisation>, ID<Account>) = (try row["employer_id"], try row["facilitator_id"])
      if known[employer] == nil, let voice = byAccount[account] { known[employer] = voice }
    }
    return (known, team.first ?? TeamVoice())
  }

  /// The facilitators of a territory, the first to have come first.
  static func team(of territory: ID<Territory>, _ db: any Connection) throws -> [TeamVoice] {
    try db.query(
      """
      SELECT a.id, a.name, a.email, a.phone FROM membership m JOIN account a ON a.id = m.account_id
      WHERE m.territory_id = \(territory) AND m.role = 'facilitator' AND m.ended_at IS NULL AND a.disabled_at IS NULL
      ORDER BY m.id
      """
    ).map {
      TeamVoice(account: try $0["id"], name: try $0["name"], email: try $0["email"], phone: try $0["phone"])
    }
  }

  static func of(
    _ employer: ID<Organisation>, in territory: ID<Territory>, _ db: any Connection
  ) throws -> TeamVoice {
    let found = try of([employer], in: territory, db)
    return found.known[employer] ?? found.usual
  }
}

/// A mail to a correspondent that holds their link. The address itself is written when the mail leaves, and is kept nowhere.
struct LinkMail: Sendable {
  /// What stands for the address of the link.
  static let place = "{lien}"

  let kind: MessageKind
  let territory: ID<Territory>
  let territoryName: String
  let organisation: ID<Organisation>
  let contact: ID<Contact>
  let recipient: (name: String, address: String)
  let voice: TeamVoice
  let subject: String
  /// Between the greeting and the signature.
  let text: String
  var calendar: CalendarFile?
  var author: ID<Account>?

  /// Writes the mail with the link of its recipient, made when there is none.
  func write(at now: Instant, passedBy: ID<EmployerLink>? = nil, _ db: any Connection) throws -> ID<Message> {
    let link = try LinkStore.issue(to: contact, in: territory, by: author, passedBy: passedBy, at: now, db)
    let phone = voice.phone.isEmpty ? "" : "\n\(voice.phone)"
    let signed = voice.name.isEmpty ? territoryName : "\(voice.name)\(phone)\n\(territoryName)"
    let message = try MessageStore.insert(
      MessageDraft(
        kind: kind, territory: territory, organisation: organisation, contact: contact, recipient: recipient,
        sender: (voice.name, voice.email), subject: subject,
        text: "Bonjour \(recipient.name),\n\n\(text)\n\n\(signed)\n", calendar: calendar, author: author),
      at: now, db)
    try db.execute(
      "INSERT INTO employer_link_message (message_id, link_id) VALUES (\(message), \(link))")
    return message
  }

  /// What the sender writes in place of « {lien} »; nil when the link was revoked since.
  static func fill(address: String) -> MessageSender.Filling {
    { message, db in
      guard message.text.contains(place) else { return message.text }
      let link: Int64? = try db.value("SELECT link_id FROM employer_link_message WHERE message_id = \(message.id)")
      guard let link, let token = try LinkStore.mint(ID(link), at: message.createdAt, db) else { return nil }
      return message.text.replacing(place, with: address + LinkURLs.home(token))
    }
  }

  static let howItWorks = """
    Ce lien est à vous\u{202F}: il sert chaque mois, sans mot de passe. Ne le publiez pas\u{202F}; si quelqu’un d’autre s’en charge, \
    transmettez-le depuis la page elle-même.
    """
}
