// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A colleague away for some days, and who follows its portfolio meanwhile.
struct AbsenceLine: Sendable, Equatable {
  let id: Int64
  let account: ID<Account>
  let name: String
  let standIn: ID<Account>?
  let standInName: String
  let startsOn: Day
  let endsOn: Day

  func isUnder(_ day: Day) -> Bool { startsOn <= day && day <= endsOn }
}

struct AbsenceDraft: Sendable {
  let account: ID<Account>
  let standIn: ID<Account>?
  let startsOn: Day
  let endsOn: Day
}

/// A colleague whose portfolio the viewer follows today.
struct CoveredColleague: Sendable, Hashable {
  let id: ID<Account>
  let name: String
  let until: Day
}

/// Absences of a territory's team and their stand-ins.
enum AbsenceStore {
  /// Those under way and to come, then those of the past year.
  static func list(for viewer: Viewer, _ db: any Connection) throws -> [AbsenceLine] {
    guard SettingsRoutes.keepers.contains(viewer.role) else { throw Missing() }
    return try db.query(
      """
      SELECT x.id, x.account_id, a.name, x.stand_in_id, COALESCE(b.name, '') AS stand_in, x.starts_on, x.ends_on
      FROM absence x JOIN account a ON a.id = x.account_id LEFT JOIN account b ON b.id = x.stand_in_id
      WHERE x.territory_id = \(viewer.territoryID) AND x.ends_on >= \(viewer.today.adding(months: -12))
      ORDER BY CASE WHEN x.ends_on >= \(viewer.today) THEN 0 ELSE 1 END, x.starts_on DESC, x.id LIMIT 200
      """
    ).map { row in
      AbsenceLine(
        id: try row["id"], account: try row["account_id"], name: try row["name"], standIn: try row["stand_in_id"],
        standInName: try row["stand_in"], startsOn: try row["starts_on"], endsOn: try row["ends_on"])
    }
  }

  /// Colleagues whom the viewer stands in for today.
  static func covered(by viewer: Viewer, _ db: any Connection) throws -> [CoveredColleague] {
    guard viewer.isFacilitator else { return [] }
    return try db.query(
      """
      SELECT x.account_id, a.name, MAX(x.ends_on) AS until FROM absence x JOIN account a ON a.id = x.account_id
      WHERE x.territory_id = \(viewer.territoryID) AND x.stand_in_id = \(viewer.accountID)
        AND x.account_id <> \(viewer.accountID) AND x.starts_on <= \(viewer.today) AND x.ends_on >= \(viewer.today)
      GROUP BY x.account_id, a.name ORDER BY a.name, x.account_id
      """
    ).map { CoveredColleague(id: try $0["account_id"], name: try $0["name"], until: try $0["until"]) }
  }

  static func add(_ draft: AbsenceDraft, for viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    guard SettingsRoutes.keepers.contains(viewer.role) else { throw Missing() }
    let team = try ContractStore.facilitators(for: viewer, db)
    guard let away = team.first(where: { $0.id == draft.account }) else {
      throw FormRejected("account", "Qui s’absente\u{202F}: choisissez dans la liste.")
    }
    let standIn = draft.standIn.flatMap { id in team.first { $0.id == id } }
    if draft.standIn != nil, standIn == nil {
      throw FormRejected("stand_in", "Suppléance\u{202F}: choisissez dans la liste.")
    }
    _ = try db.query("SELECT id FROM territory WHERE id = \(viewer.territoryID)\(db.forUpdate)")
    try refuseOverlap(draft, away.name, viewer, db)
    if let standIn { try refuseAbsentStandIn(draft, standIn, viewer, db) }
    try db.execute(
      """
      INSERT INTO absence (territory_id, account_id, stand_in_id, starts_on, ends_on, recorded_at)
      VALUES (\(viewer.territoryID), \(draft.account), \(draft.standIn), \(draft.startsOn), \(draft.endsOn), \(now))
      """)
    let by = standIn.map { ", remplacement par \($0.name)" } ?? ", sans remplacement"
    try Journal.record(
      "absence.added", .territory, viewer.territoryID.value,
      "Absence \(FrenchText.of(away.name)) du \(draft.startsOn.french) au \(draft.endsOn.french)\(by)", by: viewer,
      at: now, db)
  }

  private static func refuseOverlap(
    _ draft: AbsenceDraft, _ name: String, _ viewer: Viewer, _ db: any Connection
  ) throws {
    let other = try db.first(
      """
      SELECT starts_on, ends_on FROM absence WHERE territory_id = \(viewer.territoryID)
        AND account_id = \(draft.account) AND starts_on <= \(draft.endsOn) AND ends_on >= \(draft.startsOn)
      ORDER BY starts_on LIMIT 1
      """)
    guard let other else { return }
    let (from, to): (Day, Day) = (try other["starts_on"], try other["ends_on"])
    throw FormRejected(
      "starts_on",
      "Premier jour\u{202F}: une absence \(FrenchText.of(name)) est déjà enregistrée du \(from.french) au \(to.french). Écourtez-la d’abord, ou prenez d’autres dates."
    )
  }

  private static func refuseAbsentStandIn(
    _ draft: AbsenceDraft, _ standIn: Colleague, _ viewer: Viewer, _ db: any Connection
  ) throws {
    let away: Int? = try db.value(
      """
      SELECT COUNT(*) FROM absence WHERE territory_id = \(viewer.territoryID) AND account_id = \(standIn.id)
        AND starts_on <= \(draft.endsOn) AND ends_on >= \(draft.startsOn)
      """)
    guard away == 0 else {
      throw FormRejected(
        "stand_in", "Suppléance\u{202F}: \(standIn.name) est absent à ces dates. Choisissez quelqu’un d’autre.")
    }
  }

  /// Back earlier than said: an absence to come is withdrawn, one under way ends yesterday.
  static func end(_ id: Int64, for viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    guard let line = try list(for: viewer, db).first(where: { $0.id == id }) else { throw Missing() }
    guard line.endsOn >= viewer.today else { throw Conflict("Cette absence est déjà finie.") }
    let yesterday = viewer.today.adding(days: -1)
    if line.startsOn > yesterday {
      try db.execute("DELETE FROM absence WHERE id = \(id) AND territory_id = \(viewer.territoryID)")
    } else {
      try db.execute(
        "UPDATE absence SET ends_on = \(yesterday) WHERE id = \(id) AND territory_id = \(viewer.territoryID)")
    }
    try Journal.record(
      "absence.ended", .territory, viewer.territoryID.value,
      "Retour \(FrenchText.of(line.name)) le \(viewer.today.french)",
      by: viewer, at: now, db)
  }
}
