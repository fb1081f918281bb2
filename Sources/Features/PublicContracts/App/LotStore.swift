// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A lot's own facts, besides its progress.
struct LotDetail: Sendable {
  struct Suspension: Sendable {
    let from: Day
    let through: Day?
    let reason: String
  }

  let id: ID<Lot>
  let contractID: ID<PublicContract>
  let number: String
  let name: String
  let sector: Sector
  let place: String
  let amount: Money?
  /// As typed on the lot: empty ones are the contract's.
  let dates: LotDates
  var suspensions: [Suspension] = []
}

enum LotStore {
  static func find(_ id: ID<Lot>, for viewer: Viewer, _ db: any Connection) throws -> LotDetail {
    let row = try db.first(
      """
      SELECT l.id, l.contract_id, l.number, l.name, l.sector, l.place, l.amount_cents, l.notified_on, l.started_on, l.ends_on,
        l.received_on, l.settled_on, l.terminated_on, l.cancelled_on
      FROM lot l JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id
      WHERE l.id = \(id) AND \(ContractScope.lots(for: viewer))
      """)
    guard let row else { throw Missing() }
    var found = LotDetail(
      id: try row["id"], contractID: try row["contract_id"], number: try row["number"], name: try row["name"],
      sector: try row["sector"], place: try row["place"], amount: try row["amount_cents"],
      dates: LotDates(
        notifiedOn: try row["notified_on"], startsOn: try row["started_on"], endsOn: try row["ends_on"],
        acceptedOn: try row["received_on"], finalAccountOn: try row["settled_on"],
        terminatedOn: try row["terminated_on"], cancelledOn: try row["cancelled_on"]))
    found.suspensions = try db.query(
      """
      SELECT starts_on, ends_on, reason FROM lot_suspension WHERE territory_id = \(viewer.territoryID) AND lot_id = \(id)
      ORDER BY starts_on, id
      """
    ).map { LotDetail.Suspension(from: try $0["starts_on"], through: try $0["ends_on"], reason: try $0["reason"]) }
    return found
  }

  static func setDates(
    _ dates: LotDates, of lot: LotDetail, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    try db.execute(
      """
      UPDATE lot SET notified_on = \(dates.notifiedOn), started_on = \(dates.startsOn), ends_on = \(dates.endsOn),
        received_on = \(dates.acceptedOn), settled_on = \(dates.finalAccountOn), terminated_on = \(dates.terminatedOn),
        cancelled_on = \(dates.cancelledOn)
      WHERE territory_id = \(viewer.territoryID) AND id = \(lot.id)
      """)
    let sentence = changes(from: lot.dates, to: dates)
    guard !sentence.isEmpty else { return }
    try Journal.record(
      "lot.dates", .lot, lot.id.value, "Lot \(lot.number)\u{202F}: \(sentence)", by: viewer, at: now, db)
  }

  /// « notification le 12/03/2025, fin retirée »
  static func changes(from old: LotDates, to new: LotDates) -> String {
    zip(LotDateField.allCases.map { ($0, $0.day(of: old)) }, LotDateField.allCases.map { $0.day(of: new) })
      .filter { $0.0.1 != $0.1 }
      .map { before, after in after.map { "\(before.0.noun) le \($0.french)" } ?? "\(before.0.noun), date retirée" }
      .joined(separator: ", ")
  }

  /// Work stops from that day. Two at once cannot both stop it.
  static func suspend(
    _ lot: LotDetail, from day: Day, reason: String, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    let added = try db.execute(
      """
      INSERT INTO lot_suspension (territory_id, lot_id, starts_on, reason, recorded_at)
      SELECT l.territory_id, l.id, CAST(\(day) AS TEXT), CAST(\(reason) AS TEXT), CAST(\(now) AS TEXT) FROM lot l
      WHERE l.territory_id = \(viewer.territoryID) AND l.id = \(lot.id) AND NOT EXISTS (SELECT 1 FROM lot_suspension s
        WHERE s.territory_id = l.territory_id AND s.lot_id = l.id
          AND (s.ends_on IS NULL OR s.ends_on >= \(day)))
      """)
    guard added == 1 else { throw Conflict("Le lot \(lot.number) est déjà suspendu à cette date.") }
    let why = reason.isEmpty ? "" : " (\(reason))"
    try Journal.record(
      "lot.suspended", .lot, lot.id.value, "Lot \(lot.number) suspendu à partir du \(day.french)\(why)", by: viewer,
      at: now,
      db)
  }

  /// Work starts again on that day: the suspension ends the day before.
  static func resume(
    _ lot: LotDetail, on day: Day, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    let eve = day.adding(days: -1)
    let ended = try db.execute(
      """
      UPDATE lot_suspension SET ends_on = \(eve) WHERE territory_id = \(viewer.territoryID) AND lot_id = \(lot.id)
        AND ends_on IS NULL AND starts_on <= \(eve)
      """)
    guard ended == 1 else {
      throw Conflict("Le lot \(lot.number) n’est pas suspendu avant le \(day.french)\u{202F}: rien n’a été changé.")
    }
    try Journal.record(
      "lot.resumed", .lot, lot.id.value, "Lot \(lot.number)\u{202F}: reprise le \(day.french)", by: viewer, at: now, db)
  }
}

/// The dates of a lot that are typed, in the order of its life.
enum LotDateField: String, CaseIterable {
  case notification, os, fin, reception, dgd, resiliation, annulation

  var label: String {
    switch self {
    case .notification: "Notification"
    case .os: "Ordre de service"
    case .fin: "Fin"
    case .reception: "Réception"
    case .dgd: "Décompte général définitif"
    case .resiliation: "Résiliation"
    case .annulation: "Annulation"
    }
  }

  var noun: String { label.prefix(1).lowercased() + label.dropFirst() }

  func day(of dates: LotDates) -> Day? {
    switch self {
    case .notification: dates.notifiedOn
    case .os: dates.startsOn
    case .fin: dates.endsOn
    case .reception: dates.acceptedOn
    case .dgd: dates.finalAccountOn
    case .resiliation: dates.terminatedOn
    case .annulation: dates.cancelledOn
    }
  }

  func set(_ day: Day?, on dates: inout LotDates) {
    switch self {
    case .notification: dates.notifiedOn = day
    case .os: dates.startsOn = day
    case .fin: dates.endsOn = day
    case .reception: dates.acceptedOn = day
    case .dgd: dates.finalAccountOn = day
    case .resiliation: dates.terminatedOn = day
    case .annulation: dates.cancelledOn = day
    }
  }
}
