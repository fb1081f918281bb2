// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// One value of a rule, from its first day on.
struct RuleValue: Sendable, Equatable {
  let rule: TerritoryRule
  let from: Day
  let value: Int
  let author: String
  let recordedAt: Instant
}

/// The dated rules of a territory. A value is never erased once it has taken effect.
enum RuleStore {
  /// What the code reads.
  static func inForce(on day: Day, in territory: ID<Territory>, _ db: any Connection) throws -> TerritoryRules {
    let rows = try db.query(
      """
      SELECT name, value, valid_from FROM territory_setting
      WHERE territory_id = \(territory) AND valid_from <= \(day) ORDER BY valid_from
      """)
    return TerritoryRules.inForce(on: day, among: try rows.compactMap(dated))
  }

  private static func dated(_ row: Row) throws -> (rule: TerritoryRule, from: Day, value: Int)? {
    let (name, text): (String, String) = (try row["name"], try row["value"])
    guard let rule = TerritoryRule(rawValue: name), let value = Int(text) else { return nil }
    return (rule, try row["valid_from"], value)
  }

  /// Every value that was said, the latest first.
  static func history(for viewer: Viewer, _ db: any Connection) throws -> [RuleValue] {
    guard SettingsRoutes.keepers.contains(viewer.role) else { throw Missing() }
    return try db.query(
      """
      SELECT s.name, s.value, s.valid_from, s.recorded_at, COALESCE(a.name, '') AS author FROM territory_setting s
      LEFT JOIN account a ON a.id = s.author_id
      WHERE s.territory_id = \(viewer.territoryID) ORDER BY s.valid_from DESC, s.name
      """
    ).compactMap { row in
      guard let one = try dated(row) else { return nil }
      return RuleValue(
        rule: one.rule, from: one.from, value: one.value, author: try row["author"],
        recordedAt: try row["recorded_at"])
    }
  }

  /// A new value from a day on. What has taken effect is not said again: the journal and the pages would differ.
  static func set(
    _ rule: TerritoryRule, to value: Int, from day: Day, reason: String, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws {
    guard SettingsRoutes.keepers.contains(viewer.role) else { throw Missing() }
    if let year = try closedYear(touchedFrom: day, viewer.territoryID, db) {
      throw FormRejected(
        "from",
        "Date d’effet\u{202F}: l’année \(year) est arrêtée. Choisissez une date à partir du 01/01/\(year + 1).")
    }
    let written = try db.execute(
      """
      INSERT INTO territory_setting (territory_id, name, valid_from, value, author_id, recorded_at)
      VALUES (\(viewer.territoryID), \(rule.rawValue), \(day), \(String(value)), \(viewer.accountID), \(now))
      ON CONFLICT (territory_id, name, valid_from) DO NOTHING
      """)
    guard written == 1 else {
      throw FormRejected(
        "from",
        "Date d’effet\u{202F}: une valeur est déjà enregistrée à partir du \(day.french). Prenez une autre date, ou retirez celle-là si elle est à venir."
      )
    }
    let why = reason.isEmpty ? "" : " Motif\u{202F}: \(reason)"
    try Journal.record(
      "rule.set", .territory, viewer.territoryID.value,
      "\(rule.french)\u{202F}: \(rule.french(value)) à partir du \(day.french).\(why)", by: viewer, at: now, db)
  }

  /// The latest closed year whose figures a value from that day would change.
  private static func closedYear(
    touchedFrom day: Day, _ territory: ID<Territory>, _ db: any Connection
  ) throws -> Int? {
    try db.value(
      "SELECT MAX(year) FROM yearly_closing WHERE territory_id = \(territory) AND year >= \(day.year)")
  }

  /// Takes back a value that has not taken effect.
  static func withdraw(
    _ rule: TerritoryRule, from day: Day, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard SettingsRoutes.keepers.contains(viewer.role) else { throw Missing() }
    guard day > viewer.today else {
      throw Conflict("Cette valeur a déjà pris effet\u{202F}: enregistrez-en une nouvelle à partir d’une autre date.")
    }
    let removed = try db.execute(
      """
      DELETE FROM territory_setting
      WHERE territory_id = \(viewer.territoryID) AND name = \(rule.rawValue) AND valid_from = \(day)
      """)
    guard removed == 1 else { throw Conflict("Cette valeur à venir était déjà retirée.") }
    try Journal.record(
      "rule.withdrawn", .territory, viewer.territoryID.value,
      "\(rule.french)\u{202F}: la valeur prévue au \(day.french) est retirée.", by: viewer, at: now, db)
  }
}
