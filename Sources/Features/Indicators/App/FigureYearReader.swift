// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// Reads years from the lines themselves.
struct FigureYearReader {
  /// nil: every territory.
  let territory: ID<Territory>?
  let years: ClosedRange<Int>
  /// Of those years these months alone, as their numbers (202603); nil: all twelve.
  var months: [Int]?
  /// What was decided later is left out.
  var knownAt: Instant?
  /// Counts by the day of the decision, in the midnights of a territory; nil: by the month worked.
  var keptIn: TimeZone?

  fileprivate struct HireKey: Hashable {
    let contract: Int64
    let person: Int64
  }

  /// A year being put together.
  fileprivate struct Draft {
    var year: FigureYear
    var places: [Int64: Int32] = [:]
    var hires: [HireKey: Int32] = [:]
  }

  /// Six statements, and a few more for a whole country.
  func read(_ db: any Connection) throws -> [FigureYear] {
    var drafts = try rows(db)
    let hires = try hires(Set(drafts.flatMap { $0.hires.keys.map(\.contract) }), db)
    let genders = try genders(Set(drafts.flatMap { $0.hires.keys.map(\.person) }), db)
    let places = try places(Set(drafts.flatMap(\.places.keys)), db)
    for index in drafts.indices {
      let draft = drafts[index]
      drafts[index].year.hires = draft.hires.sorted { $0.value < $1.value }.map { key, _ in
        var hire = hires[key.contract] ?? FigureHire()
        (hire.contract, hire.person, hire.gender) = (key.contract, key.person, genders[key.person] ?? "")
        return hire
      }
      drafts[index].year.places = draft.places.sorted { $0.value < $1.value }.map { id, _ in
        places[id] ?? FigurePlace()
      }
    }
    return drafts.map(\.year)
  }

  private func rows(_ db: any Connection) throws -> [Draft] {
    struct Key: Hashable {
      let territory: Int64
      let year: Int
    }
    struct RowKey: Hashable {
      let engagement: Int64
      let hire: HireKey
      let kind: UInt8
    }
    var drafts: [Draft] = []
    var index: [Key: Int] = [:]
    var places: [[RowKey: Int]] = []
    let (month, within) = counted
    let known: SQL = knownAt.map { "AND d.decided_at <= \($0)" } ?? ""
    let here: SQL = territory.map { "l.territory_id = \($0) AND" } ?? ""
    try db.each(
      """
      SELECT l.territory_id, l.engagement_id, l.employment_contract_id, h.head_id, l.kind, \(month) AS counted_month,
        CAST(SUM(d.kept_units) AS BIGINT) AS units
      FROM hours_line l
      JOIN hours_decision d ON d.line_id = l.id
      JOIN participant_head h ON h.territory_id = l.territory_id AND h.participant_id = l.participant_id
      WHERE \(here) \(within) AND l.kind <> 'absence' \(known)
      GROUP BY 1, 2, 3, 4, 5, 6
      ORDER BY 1, 2, 3, 4, 5, 6
      """
    ) { row in
      let month = try Int(sqlValue: row.value(at: 5))
      let key = Key(territory: try Int64(sqlValue: row.value(at: 0)), year: month / 100)
      let draft = index[key] ?? drafts.count
      if draft == drafts.count {
        index[key] = draft
        drafts.append(Draft(year: FigureYear(territory: ID(key.territory), year: key.year)))
        places.append([:])
      }
      guard let kind = FigureYear.kinds.firstIndex(of: try row["kind"]) else { return }
      let found = RowKey(
        engagement: try Int64(sqlValue: row.value(at: 1)),
        hire: HireKey(contract: try Int64(sqlValue: row.value(at: 2)), person: try Int64(sqlValue: row.value(at: 3))),
        kind: UInt8(kind))
      guard let units = Int32(exactly: try Int64(sqlValue: row.value(at: 6))) else {
        throw ValueError("Un mois porte plus de sept millions d’heures d’une personne\u{202F}: vérifiez ses lignes.")
      }
      let line = places[draft][found] ?? drafts[draft].append(found.engagement, found.hire, found.kind)
      places[draft][found] = line
      drafts[draft].year.rows.units[line * 12 + month % 100 - 1] += units
    }
    return drafts
  }

  /// The month in which a line counts, and which lines are of these years. A day ends at the midnight of the territory.
  private var counted: (month: SQL, within: SQL) {
    let (first, last) = (years.lowerBound * 100 + 1, years.upperBound * 100 + 12)
    guard let keptIn, let start = Month(first), let end = Month(last) else {
      let only: SQL = months.map { "AND l.month IN (\(.list($0)))" } ?? ""
      return ("l.month", "l.month BETWEEN \(first) AND \(last) \(only)")
    }
    let months = (0..<years.count * 12).map { start.adding(months: $0) }
    let cases = months.map { month -> SQL in
      let evening = Instant.evening(of: month.lastDay, in: keptIn)
      return "WHEN d.decided_at <= \(evening) THEN \(SQL(unchecked: String(month.rawValue)))"
    }
    return (
      "CAST(CASE \(cases.joined(" ")) END AS BIGINT)",
      """
      d.decided_at > \(Instant.evening(of: start.adding(months: -1).lastDay, in: keptIn))
        AND d.decided_at <= \(Instant.evening(of: end.lastDay, in: keptIn))
      """
    )
  }
}

extension FigureYearReader.Draft {
  /// A row of nothing yet; where it is.
  fileprivate mutating func append(_ engagement: Int64, _ hire: FigureYearReader.HireKey, _ kind: UInt8) -> Int {
    let place = places[engagement] ?? Int32(places.count)
    places[engagement] = place
    let hired = hires[hire] ?? Int32(hires.count)
    hires[hire] = hired
    year.rows.place.append(place)
    year.rows.hire.append(hired)
    year.rows.kind.append(kind)
    year.rows.units.append(contentsOf: repeatElement(0, count: 12))
    return year.rows.count - 1
  }
}
