// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Annexes of structures, written by the team of the territory.
enum AnnexStore {
  /// Those of one structure, the latest first.
  static func list(
    of organisation: ID<Organisation>, for viewer: Viewer, _ db: any Connection
  ) throws -> [StructureAnnex] {
    guard viewer.isFacilitator else { throw Missing() }
    return try db.query(
      """
      SELECT id, kind, number, starts_on, ends_on FROM structure_annex
      WHERE territory_id = \(viewer.territoryID) AND organisation_id = \(organisation) AND withdrawn_at IS NULL
      ORDER BY starts_on DESC, id DESC
      """
    ).map { row in
      StructureAnnex(
        id: try row["id"], kind: try row["kind"], number: try row["number"],
        range: DayRange(from: try row["starts_on"], through: try row["ends_on"]))
    }
  }

  /// The days that annexes cover, for each of these employers that must have one.
  static func periods(
    of employers: Set<ID<Organisation>>, for viewer: Viewer, _ db: any Connection
  ) throws -> [ID<Organisation>: [DayRange]] {
    guard !employers.isEmpty else { return [:] }
    let rows = try db.query(
      """
      SELECT o.id, x.starts_on, x.ends_on FROM organisation o
      LEFT JOIN structure_annex x ON x.organisation_id = o.id AND x.territory_id = \(viewer.territoryID)
        AND x.withdrawn_at IS NULL
      WHERE o.id IN (\(.list(employers.sorted())))
        AND o.employer_kind IN (\(.list(EmployerKind.withAnnex.map(\.rawValue)))) ORDER BY o.id, x.starts_on
      """)
    var found: [ID<Organisation>: [DayRange]] = [:]
    for row in rows {
      let (from, through): (Day?, Day?) = (try row["starts_on"], try row["ends_on"])
      found[try row["id"], default: []] += [from.map { DayRange(from: $0, through: through) }].compactMap(\.self)
    }
    return found
  }

  static func insert(
    _ annex: AnnexDraft, of organisation: ID<Organisation>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    let record = try OrganisationStore.lock(organisation, for: viewer, db)
    let known = try list(of: organisation, for: viewer, db)
    guard !known.contains(where: { $0.kind == annex.kind && $0.number == annex.number && $0.range == annex.range })
    else { throw Conflict("Cette annexe est déjà enregistrée\u{202F}: rien n’a changé.") }
    try db.execute(
      """
      INSERT INTO structure_annex (territory_id, organisation_id, kind, number, starts_on, ends_on, author_id, recorded_at)
      VALUES (\(viewer.territoryID), \(organisation), \(annex.kind), \(annex.number), \(annex.range.from),
        \(annex.range.through), \(viewer.accountID), \(now))
      """)
    try Journal.record(
      "annex.added", .organisation, organisation.value,
      "\(record.details.name)\u{202F}: annexe financière \(annex.kind.rawValue), \(annex.range.french).", by: viewer,
      at: now, db)
  }

  /// Takes back one that was written by mistake; it stays readable in the history.
  static func withdraw(
    _ id: ID<StructureAnnex>, of organisation: ID<Organisation>, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws {
    guard let annex = try list(of: organisation, for: viewer, db).first(where: { $0.id == id }) else {
      throw Conflict("Cette annexe était déjà retirée.")
    }
    let changed = try db.execute(
      """
      UPDATE structure_annex SET withdrawn_at = \(now)
      WHERE territory_id = \(viewer.territoryID) AND id = \(id) AND withdrawn_at IS NULL
      """)
    guard changed == 1 else { throw Conflict("Cette annexe était déjà retirée.") }
    try Journal.record(
      "annex.withdrawn", .organisation, organisation.value,
      "Annexe financière \(annex.kind.rawValue), \(annex.range.french), retirée.", by: viewer, at: now, db)
  }
}
