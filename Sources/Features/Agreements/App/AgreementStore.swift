// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A convention as lists and its page show it.
struct AgreementLine: Sendable {
  let id: ID<Agreement>
  let name: String
  let signedOn: Day
  let startsOn: Day
  let endsOn: Day
  let hours: Hours?
  let people: Int?
  let services: String
  let alertMonths: Int
  let renews: ID<Agreement>?
  let renewedBy: ID<Agreement>?
  let parties: Int

  /// In force, near its end without a renewal, or over.
  enum State: Sendable { case coming, inForce, ending, over }

  func state(on day: Day) -> State {
    if day > endsOn { return .over }
    if day < startsOn { return .coming }
    return renewedBy == nil && day >= endsOn.adding(months: -alertMonths) ? .ending : .inForce
  }
}

struct AgreementParty: Sendable {
  let id: ID<Organisation>
  let name: String
  let signatory: String
  let signedOn: Day
}

struct AgreementDraft: Sendable {
  let name: String
  let signedOn: Day
  let startsOn: Day
  let endsOn: Day
  let hours: Hours?
  let people: Int?
  let services: String
  let alertMonths: Int
  let parties: [ID<Organisation>]
  var renews: ID<Agreement>?
}

/// Conventions of a territory, their signatories and their renewals.
enum AgreementStore {
  static func list(for viewer: Viewer, _ db: any Connection) throws -> [AgreementLine] {
    guard viewer.isFacilitator else { throw Missing() }
    return try lines("1 = 1", viewer, db)
  }

  /// Those that one body signed, for the profession and for that body.
  static func list(
    of organisation: ID<Organisation>, for viewer: Viewer, _ db: any Connection
  ) throws -> [AgreementLine] {
    guard viewer.isFacilitator || viewer.organisationID == organisation else { throw Missing() }
    return try lines(
      """
      EXISTS (SELECT 1 FROM agreement_party p WHERE p.territory_id = a.territory_id AND p.agreement_id = a.id
        AND p.organisation_id = \(organisation))
      """, viewer, db)
  }

  static func find(_ id: ID<Agreement>, for viewer: Viewer, _ db: any Connection) throws -> AgreementLine {
    guard viewer.isFacilitator, let found = try lines("a.id = \(id)", viewer, db).first else { throw Missing() }
    return found
  }

  private static func lines(_ condition: SQL, _ viewer: Viewer, _ db: any Connection) throws -> [AgreementLine] {
    try db.query(
      """
      SELECT a.id, a.name, a.signed_on, a.starts_on, a.ends_on, a.yearly_units, a.yearly_people, a.services,
        a.alert_months, a.renews_id,
        (SELECT MIN(n.id) FROM agreement n WHERE n.territory_id = a.territory_id AND n.renews_id = a.id) AS renewed_by,
        (SELECT COUNT(*) FROM agreement_party p WHERE p.territory_id = a.territory_id AND p.agreement_id = a.id)
          AS parties
      FROM agreement a WHERE a.territory_id = \(viewer.territoryID) AND \(condition)
      ORDER BY a.ends_on DESC, a.id DESC LIMIT 500
      """
    ).map { row in
      AgreementLine(
        id: try row["id"], name: try row["name"], signedOn: try row["signed_on"], startsOn: try row["starts_on"],
        endsOn: try row["ends_on"], hours: try row["yearly_units"], people: try row["yearly_people"],
        services: try row["services"], alertMonths: try row["alert_months"], renews: try row["renews_id"],
        renewedBy: try row["renewed_by"], parties: try row["parties"])
    }
  }

  static func parties(_ id: ID<Agreement>, for viewer: Viewer, _ db: any Connection) throws -> [AgreementParty] {
    guard viewer.isFacilitator else { throw Missing() }
    return try db.query(
      """
      SELECT o.id, o.name, p.signatory, p.signed_on FROM agreement_party p
      JOIN organisation o ON o.id = p.organisation_id
      WHERE p.territory_id = \(viewer.territoryID) AND p.agreement_id = \(id) ORDER BY p.signed_on, o.name, o.id
      """
    ).map {
      AgreementParty(
        id: try $0["id"], name: try $0["name"], signatory: try $0["signatory"], signedOn: try $0["signed_on"])
    }
  }

  /// A convention with its signatories; a convention is renewed once.
  static func insert(
    _ draft: AgreementDraft, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<Agreement> {
    if let renews = draft.renews {
      _ = try db.query(
        "SELECT id FROM agreement WHERE id = \(renews) AND territory_id = \(viewer.territoryID)\(db.forUpdate)")
      guard try find(renews, for: viewer, db).renewedBy == nil else {
        throw Conflict("Cette convention a déjà été renouvelée. Ouvrez sa page pour voir la suivante.")
      }
    }
    let id = ID<Agreement>(
      try db.insert(
        """
        INSERT INTO agreement (territory_id, name, signed_on, starts_on, ends_on, renews_id, yearly_units, yearly_people,
          services, alert_months, created_at)
        VALUES (\(viewer.territoryID), \(draft.name), \(draft.signedOn), \(draft.startsOn), \(draft.endsOn),
          \(draft.renews), \(draft.hours), \(draft.people), \(draft.services), \(draft.alertMonths), \(now)) RETURNING id
        """))
    try SearchWords.write(.agreement, id.value, db)
    for party in draft.parties {
      try insert(party, signatory: "", on: draft.signedOn, in: id, for: viewer, db)
    }
    let sentence = draft.renews == nil ? "Convention enregistrée" : "Convention enregistrée en renouvellement"
    try Journal.record("agreement.added", .agreement, id.value, sentence, by: viewer, at: now, db)
    return id
  }

  /// The convention under a lock, before it is written.
  static func lock(_ id: ID<Agreement>, for viewer: Viewer, _ db: any Connection) throws -> AgreementLine {
    _ = try db.query(
      "SELECT id FROM agreement WHERE id = \(id) AND territory_id = \(viewer.territoryID)\(db.forUpdate)")
    return try find(id, for: viewer, db)
  }

  /// Corrects what was typed. Signatories have their own form; bodies that are no longer ticked leave.
  static func update(
    _ id: ID<Agreement>, _ draft: AgreementDraft, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    try db.execute(
      """
      UPDATE agreement SET name = \(draft.name), signed_on = \(draft.signedOn), starts_on = \(draft.startsOn),
        ends_on = \(draft.endsOn), yearly_units = \(draft.hours), yearly_people = \(draft.people),
        services = \(draft.services), alert_months = \(draft.alertMonths)
      WHERE id = \(id) AND territory_id = \(viewer.territoryID)
      """)
    try SearchWords.write(.agreement, id.value, db)
    let known = Set(try parties(id, for: viewer, db).map(\.id))
    for party in Set(draft.parties).subtracting(known).sorted() {
      try insert(party, signatory: "", on: draft.signedOn, in: id, for: viewer, db)
    }
    let gone = known.subtracting(draft.parties).sorted()
    if !gone.isEmpty {
      try db.execute(
        """
        DELETE FROM agreement_party WHERE territory_id = \(viewer.territoryID) AND agreement_id = \(id)
          AND organisation_id IN (\(.list(gone)))
        """)
    }
    try Journal.record("agreement.changed", .agreement, id.value, "Convention corrigée", by: viewer, at: now, db)
  }

  static func sign(
    _ id: ID<Agreement>, party: ID<Organisation>, signatory: String, on day: Day, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws {
    try insert(party, signatory: signatory, on: day, in: id, for: viewer, db)
    try Journal.record(
      "agreement.signed", .agreement, id.value, "Signataire enregistré", by: viewer, at: now, db)
  }

  private static func insert(
    _ party: ID<Organisation>, signatory: String, on day: Day, in id: ID<Agreement>, for viewer: Viewer,
    _ db: any Connection
  ) throws {
    _ = try OrganisationStore.find(party, for: viewer, db)
    try db.execute(
      """
      INSERT INTO agreement_party (territory_id, agreement_id, organisation_id, signatory, signed_on)
      VALUES (\(viewer.territoryID), \(id), \(party), \(signatory), \(day))
      ON CONFLICT (territory_id, agreement_id, organisation_id)
      DO UPDATE SET signatory = excluded.signatory, signed_on = excluded.signed_on
      """)
  }
}
