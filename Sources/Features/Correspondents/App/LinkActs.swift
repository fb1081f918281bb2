// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Mail
import Platform

/// The receipt of a statement: hours by lot, no name.
struct Receipt: Sendable {
  let id: ID<Statement>
  let period: StatementPeriod
  let total: Hours
  let certification: Certification?
  let holder: LinkHolder

  func write(at now: Instant, _ db: any Connection) throws {
    guard MailAddress(holder.email) != nil else { return }
    let period = period.french
    let lots = try byLot(db).map { "- \($0.label)\u{202F}: \($0.hours.french)\u{202F}h" }.joined(separator: "\n")
    let who = certification.map { "Certifié exact par \($0.text).\n\n" } ?? ""
    _ = try LinkMail(
      kind: .receipt, territory: holder.territory, territoryName: holder.territoryName,
      organisation: holder.organisation, contact: holder.contact, recipient: (holder.contactName, holder.email),
      voice: try TeamVoice.of(holder.organisation, in: holder.territory, db),
      subject: "Reçu\u{202F}: vos heures \(FrenchText.of(period))",
      text: """
        Votre relevé n°\u{202F}\(id.description) \(FrenchText.of(period)) est bien reçu\u{202F}: \(total.french)\u{202F}h déclarées.

        \(lots.isEmpty ? "Aucune heure sur la période." : lots)

        \(who)Vous verrez les heures retenues, et pourquoi, depuis votre lien\u{202F}:
        \(LinkMail.place)
        """, author: holder.account
    ).write(at: now, db)
  }

  private func byLot(_ db: any Connection) throws -> [(label: String, hours: Hours)] {
    try db.query(
      """
      SELECT t.number, t.name, CAST(SUM(l.declared_units) AS BIGINT) AS units FROM hours_line l
      JOIN engagement g ON g.territory_id = l.territory_id AND g.id = l.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      WHERE l.territory_id = \(holder.territory) AND l.statement_id = \(id) AND l.kind <> 'absence'
      GROUP BY t.id, t.number, t.name ORDER BY t.number, t.id
      """
    ).map { row in
      let (number, name): (String, String) = (try row["number"], try row["name"])
      return ("Lot \(number) \(name)", try row["units"])
    }
  }
}

/// A correspondent gives a colleague a link of their own.
struct PassLink: Sendable {
  let name: String
  let position: String
  let email: String

  init(reading form: Form) throws(FormRejected) {
    var read = FormReader(form)
    name = read.text("nom", "Nom", max: 200)
    position = read.optionalText("fonction", "Fonction", max: 200)
    email = read.text("email", "Adresse électronique", max: 254)
    if !email.isEmpty, MailAddress(email) == nil {
      read.refuse("email", "Adresse électronique\u{202F}: par exemple prenom.nom@entreprise.fr.")
    }
    try read.check()
  }

  /// The colleague becomes a contact of the employer, unless the address is already one's. Throws for somebody whose link the team
  /// revoked: what it took away, it alone gives back.
  func run(from holder: LinkHolder, as viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    if try LinkStore.isRevoked(email, of: holder.organisation, in: holder.territory, db) {
      let voice = try TeamVoice.of(holder.organisation, in: holder.territory, db)
      let who = voice.name.isEmpty ? "l’équipe" : voice.name
      throw FormRejected(
        "email",
        "Le lien de cette personne a été révoqué par l’équipe de la clause sociale\u{202F}: rien n’est envoyé. Demandez à \(who) de lui en envoyer un nouveau."
      )
    }
    let known: Int64? = try db.value(
      """
      SELECT MIN(id) FROM contact WHERE territory_id = \(holder.territory) AND organisation_id = \(holder.organisation)
        AND LOWER(email) = \(email.lowercased()) AND left_at IS NULL
      """)
    if known == nil {
      try ContactStore.insert(
        ContactDraft(name: name, position: position, email: email, phone: ""), in: holder.organisation, for: viewer,
        at: now, db)
    }
    let row = try db.first(
      """
      SELECT id, name, email FROM contact WHERE territory_id = \(holder.territory)
        AND organisation_id = \(holder.organisation) AND LOWER(email) = \(email.lowercased()) AND left_at IS NULL
      ORDER BY id LIMIT 1
      """)
    guard let row else { throw Missing() }
    _ = try LinkMail(
      kind: .link, territory: holder.territory, territoryName: holder.territoryName,
      organisation: holder.organisation, contact: try row["id"], recipient: (try row["name"], try row["email"]),
      voice: try TeamVoice.of(holder.organisation, in: holder.territory, db),
      subject: "Votre lien pour déclarer les heures d’insertion",
      text: """
        \(holder.contactName) vous confie la déclaration des heures d’insertion \(FrenchText.of(holder.organisationName)). Votre lien\u{202F}:
        \(LinkMail.place)

        \(LinkMail.howItWorks)
        """, author: holder.account
    ).write(at: now, passedBy: holder.link, db)
    try LinkStore.log(.passed, of: holder.link, at: now, db)
    try Journal.record(
      "link.passed", .organisation, holder.organisation.value,
      "Lien de déclaration transmis par \(holder.contactName) à \(name).", by: viewer, at: now, db)
  }
}

/// Somebody without a link asks for one: every registered correspondent of that address receives theirs, nobody else anything. Whom a
/// colleague brought in, and whose link the team revoked since, asks in vain until the team sends one.
struct AskForLink: Sendable {
  let email: String
  let address: String

  /// `real` is the machine's clock, which limits are counted by.
  func run(at now: Instant, real: Instant, _ db: any Connection) throws {
    let subject = "lien:" + address
    let since = real.adding(seconds: -LinkLimit.windowSeconds)
    let asked: Int =
      try db.value("SELECT COUNT(*) FROM signin_failure WHERE subject = \(subject) AND at > \(since)") ?? 0
    guard asked < LinkLimit.requestsOfAnAddress else { return }
    try db.execute("INSERT INTO signin_failure (subject, at) VALUES (\(subject), \(real))")
    let rows = try db.query(
      """
      SELECT c.id, c.name, c.email, c.organisation_id, o.name AS organisation, c.territory_id, t.name AS territory
      FROM contact c JOIN organisation o ON o.id = c.organisation_id JOIN territory t ON t.id = c.territory_id
      WHERE LOWER(c.email) = \(email) AND c.left_at IS NULL AND o.employer_kind IS NOT NULL
        AND NOT EXISTS (\(Self.revokedGuest))
        AND NOT EXISTS (SELECT 1 FROM message m WHERE m.territory_id = c.territory_id AND m.contact_id = c.id
          AND m.kind = 'link' AND m.created_at > \(now.adding(seconds: -LinkLimit.windowSeconds)))
      ORDER BY c.id LIMIT 5
      """)
    for row in rows {
      let (organisation, territory): (ID<Organisation>, ID<Territory>) = (
        try row["organisation_id"], try row["territory_id"]
      )
      let (employer, place): (String, String) = (try row["organisation"], try row["territory"])
      _ = try LinkMail(
        kind: .link, territory: territory, territoryName: place, organisation: organisation, contact: try row["id"],
        recipient: (try row["name"], try row["email"]), voice: try TeamVoice.of(organisation, in: territory, db),
        subject: "Votre lien pour déclarer les heures d’insertion",
        text: """
          Vous avez demandé un lien pour déclarer les heures d’insertion de \(employer). Le voici\u{202F}:
          \(LinkMail.place)

          \(LinkMail.howItWorks)
          """
      ).write(at: now, db)
    }
  }

  /// The last link of `contact c` was passed on by a colleague and is revoked. Written at the same instant as its link, the contact
  /// came with it; one that the team had registered before stays a correspondent.
  private static var revokedGuest: SQL {
    """
    SELECT 1 FROM employer_link k
    WHERE k.territory_id = c.territory_id AND k.organisation_id = c.organisation_id AND k.contact_id = c.id
      AND k.passed_by IS NOT NULL AND k.revoked_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM employer_link f WHERE f.territory_id = k.territory_id
        AND f.organisation_id = k.organisation_id AND f.contact_id = c.id AND f.created_at = c.created_at)
      AND NOT EXISTS (SELECT 1 FROM employer_link n WHERE n.territory_id = k.territory_id
        AND n.organisation_id = k.organisation_id AND n.contact_id = c.id AND n.id > k.id)
    """
  }
}
