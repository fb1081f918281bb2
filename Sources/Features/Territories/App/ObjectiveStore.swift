// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// An objective of a year and where it stands: hours kept in the months of that year, and people with kept hours.
struct ObjectiveLine: Sendable {
  let organisation: ID<Organisation>?
  let name: String
  let hours: Hours?
  let people: Int?
  let source: String
  let kept: Hours
  let peopleKept: Int
}

struct ObjectiveDraft: Sendable {
  let year: Int
  /// Nil for the whole territory.
  let organisation: ID<Organisation>?
  let hours: Hours?
  let people: Int?
  let source: String
}

/// Yearly objectives of a territory and of its buyers.
enum ObjectiveStore {
  static func list(_ year: Int, for viewer: Viewer, _ db: any Connection) throws -> [ObjectiveLine] {
    guard viewer.isFacilitator else { throw Missing() }
    let span = try FigureSpan(year: year, asOf: viewer.today)
    let report = try IndicatorStore.year(span, FigureScope(territory: viewer.territoryID), knownAt: nil, db)
    let parts = Dictionary(report.buyers.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let lines = try said(year, report, parts, viewer, db)
    // Where nothing is set for the territory, the convention in force gives its objective, as in the bilan.
    guard lines.first?.organisation != nil || lines.isEmpty, let hours = report.facts.objective else { return lines }
    let whole = ObjectiveLine(
      organisation: nil, name: "", hours: hours, people: nil, source: report.facts.objectiveSource,
      kept: report.figures.hoursDone, peopleKept: report.figures.people)
    return [whole] + lines
  }

  private static func said(
    _ year: Int, _ report: YearReport, _ parts: [ID<Organisation>: YearReport.Part<ID<Organisation>>],
    _ viewer: Viewer, _ db: any Connection
  ) throws -> [ObjectiveLine] {
    try db.query(
      """
      SELECT b.organisation_id, COALESCE(o.name, '') AS name, b.units, b.people, b.source FROM objective b
      LEFT JOIN organisation o ON o.id = b.organisation_id
      WHERE b.territory_id = \(viewer.territoryID) AND b.year = \(year)
      ORDER BY CASE WHEN b.organisation_id IS NULL THEN 0 ELSE 1 END, o.name, b.id
      """
    ).map { row in
      let organisation: ID<Organisation>? = try row["organisation_id"]
      let part = organisation.flatMap { parts[$0] }
      let isWhole = organisation == nil
      return ObjectiveLine(
        organisation: organisation, name: try row["name"], hours: try row["units"], people: try row["people"],
        source: try row["source"], kept: isWhole ? report.figures.hoursDone : part?.hours ?? .zero,
        peopleKept: isWhole ? report.figures.people : part?.people.count ?? 0)
    }
  }

  /// One objective for each year and body: said again, it replaces the former; the journal keeps the trace.
  static func set(_ draft: ObjectiveDraft, for viewer: Viewer, at now: Instant, _ db: any Connection) throws {
    let body = try draft.organisation.map { try OrganisationStore.find($0, for: viewer, db).details.name }
    let before = try db.first(
      """
      SELECT units, people FROM objective WHERE territory_id = \(viewer.territoryID) AND year = \(draft.year)
        AND COALESCE(organisation_id, 0) = \(draft.organisation?.value ?? 0)
      """)
    try db.execute(
      """
      INSERT INTO objective (territory_id, organisation_id, year, units, people, source, recorded_at)
      VALUES (\(viewer.territoryID), \(draft.organisation), \(draft.year), \(draft.hours), \(draft.people),
        \(draft.source), \(now))
      ON CONFLICT (territory_id, year, COALESCE(organisation_id, 0)) DO UPDATE SET units = excluded.units,
        people = excluded.people, source = excluded.source, recorded_at = excluded.recorded_at
      """)
    let was = try before.map { ", au lieu de \(words(try $0["units"], try $0["people"]))" } ?? ""
    try Journal.record(
      "objective.set", .territory, viewer.territoryID.value,
      "Objectif \(draft.year), \(body ?? "tout le territoire")\u{202F}: \(words(draft.hours, draft.people))\(was)",
      by: viewer, at: now, db)
  }

  private static func words(_ hours: Hours?, _ people: Int?) -> String {
    let parts = [
      hours.map { "\($0.frenchShort)\u{202F}h" }, people.map { FrenchText.count($0, "personne", "personnes") },
    ]
    return FrenchText.list(parts.compactMap { $0 })
  }
}
