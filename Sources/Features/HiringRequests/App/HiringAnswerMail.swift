// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Tells who asked that the answer is there: by mail to the registered address, without a name and without the criterion.
struct HiringAnswerMail: Sendable {
  /// Any of the requests that are answered together: the same person asked for all of them.
  let request: ID<HiringRequest>
  let sentence: String

  func write(for viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    let row = try db.first(
      """
      SELECT r.sender_id, r.contact_id, COALESCE(c.name, a.name) AS name, COALESCE(c.email, a.email) AS email,
        (SELECT MAX(k.id) FROM employer_link k WHERE k.territory_id = r.territory_id AND k.contact_id = c.id
          AND k.revoked_at IS NULL) AS link_id
      FROM hiring_request r
      LEFT JOIN contact c ON c.territory_id = r.territory_id AND c.id = r.contact_id AND c.left_at IS NULL
        AND c.email <> '' AND c.mail_refused_at IS NULL
      LEFT JOIN account a ON a.id = r.author_id AND a.disabled_at IS NULL
      WHERE r.territory_id = \(viewer.territoryID) AND r.id = \(request)
      """)
    guard let row, let email: String = try row["email"], let name: String = try row["name"], !email.isEmpty else {
      return
    }
    let (organisation, contact): (ID<Organisation>, ID<Contact>?) = (try row["sender_id"], try row["contact_id"])
    let link: Int64? = try row["link_id"]
    let subject = "Votre demande de validation a sa réponse"
    let voice = try TeamVoice.of(organisation, in: viewer.territoryID, db)
    // A link that was revoked is not given again by an answer.
    if let contact, link != nil {
      _ = try LinkMail(
        kind: .answer, territory: viewer.territoryID, territoryName: viewer.territoryName, organisation: organisation,
        contact: contact, recipient: (name, email), voice: voice, subject: subject,
        text:
          "\(sentence)\n\nElle se lit et s’imprime depuis votre lien, dans «\u{202F}Demandes de validation\u{202F}»\u{202F}:\n\(LinkMail.place)",
        author: viewer.accountID
      ).write(at: now, db)
      return
    }
    let signed = voice.name.isEmpty ? viewer.territoryName : "\(voice.name)\n\(viewer.territoryName)"
    _ = try MessageStore.insert(
      MessageDraft(
        kind: .answer, territory: viewer.territoryID, organisation: organisation, contact: contact,
        recipient: (name, email), sender: (voice.name, voice.email), subject: subject,
        text:
          "Bonjour \(name),\n\n\(sentence)\n\nElle se lit et s’imprime dans Clausier, page «\u{202F}Demandes de validation\u{202F}».\n\n\(signed)\n",
        author: viewer.accountID), at: now, db)
  }
}

extension HiringRequest {
  /// What a mail says of one answer: the lot and the day, never the person.
  func told(_ state: HiringRequestState, from: Day?, until: Day?) -> String {
    let asked =
      "Votre demande de validation (\(place), embauche prévue le \(startsOn.french)) a reçu sa réponse\u{202F}: "
    guard state == .validated else { return asked + "refusée. Le motif est sur la page de la demande." }
    let last = until.flatMap { $0 == Day.last ? nil : " au \($0.french)" } ?? ""
    return asked + "validée\(from.map { " du \($0.french)" } ?? "")\(last)."
  }
}
