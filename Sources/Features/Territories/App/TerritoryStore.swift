// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// How a territory presents itself, and what "today" is there.
struct TerritoryFacts: Sendable, Equatable {
  var name: String
  var colour: String
  var timeZone: TerritoryZone

  /// As it would be typed.
  var typed: Form { Form([("name", name), ("colour", colour), ("time_zone", timeZone.rawValue)]) }
}

/// The time zones of French territories (IANA).
enum TerritoryZone: String, CodeList {
  case paris = "Europe/Paris"
  case guadeloupe = "America/Guadeloupe"
  case martinique = "America/Martinique"
  case guyane = "America/Cayenne"
  case reunion = "Indian/Reunion"
  case mayotte = "Indian/Mayotte"
  case saintPierre = "America/Miquelon"
  case saintMartin = "America/Marigot"
  case caledonie = "Pacific/Noumea"
  case polynesie = "Pacific/Tahiti"
  case wallis = "Pacific/Wallis"

  var french: String {
    switch self {
    case .paris: "France métropolitaine"
    case .guadeloupe: "Guadeloupe"
    case .martinique: "Martinique"
    case .guyane: "Guyane"
    case .reunion: "La Réunion"
    case .mayotte: "Mayotte"
    case .saintPierre: "Saint-Pierre-et-Miquelon"
    case .saintMartin: "Saint-Martin et Saint-Barthélemy"
    case .caledonie: "Nouvelle-Calédonie"
    case .polynesie: "Polynésie française, Tahiti"
    case .wallis: "Wallis-et-Futuna"
    }
  }
}

enum TerritoryStore {
  static func facts(for viewer: Viewer, _ db: any Connection) throws -> TerritoryFacts {
    guard SettingsRoutes.keepers.contains(viewer.role) else { throw Missing() }
    let row = try db.first(
      "SELECT name, colour, time_zone FROM territory WHERE id = \(viewer.territoryID)\(db.forUpdate)")
    guard let row else { throw Missing() }
    let zone: String = try row["time_zone"]
    return TerritoryFacts(
      name: try row["name"], colour: try row["colour"], timeZone: TerritoryZone(rawValue: zone) ?? .paris)
  }

  static func update(_ facts: TerritoryFacts, for viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    let before = try self.facts(for: viewer, db)
    let taken: Int? = try db.value(
      "SELECT COUNT(*) FROM territory WHERE name = \(facts.name) AND id <> \(viewer.territoryID)")
    guard taken == 0 else {
      throw FormRejected("name", "Nom du territoire\u{202F}: un autre territoire porte déjà ce nom, précisez le vôtre.")
    }
    guard facts != before else { return }
    try db.execute(
      """
      UPDATE territory SET name = \(facts.name), colour = \(facts.colour), time_zone = \(facts.timeZone.rawValue)
      WHERE id = \(viewer.territoryID)
      """)
    var changes: [String] = []
    if facts.name != before.name { changes.append("nom «\u{202F}\(facts.name)\u{202F}»") }
    if facts.colour != before.colour { changes.append("couleur \(facts.colour)") }
    if facts.timeZone != before.timeZone { changes.append("fuseau horaire\u{202F}: \(facts.timeZone.french)") }
    try Journal.record(
      "territory.changed", .territory, viewer.territoryID.value, "Territoire\u{202F}: \(FrenchText.list(changes))",
      by: viewer, at: now, db)
  }
}
