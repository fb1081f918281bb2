// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

extension FigureYear {
  /// The same with the hours of opening balances of the same year.
  func adding(_ balances: FigureYear) -> FigureYear {
    var year = self
    var known = Dictionary(
      places.enumerated().map { ($1.engagement, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    let nobody = Int32(hires.count)
    year.hires.append(FigureHire())
    for row in 0..<balances.rows.count {
      let place = balances.places[Int(balances.rows.place[row])]
      let index = known[place.engagement] ?? Int32(year.places.count)
      if known.updateValue(index, forKey: place.engagement) == nil { year.places.append(place) }
      year.rows.place.append(index)
      year.rows.hire.append(nobody)
      year.rows.kind.append(0)
      year.rows.units.append(contentsOf: balances.rows.units[(row * 12)..<(row * 12 + 12)])
    }
    return year
  }
}

/// Opening balances as years: hours of engagements, of nobody and under no contract.
struct OpeningYears {
  let asked: FigureYears

  init(_ asked: FigureYears) { self.asked = asked }

  /// One statement where there are none.
  func read(_ db: any Connection) throws -> [FigureYear] {
    var drafts: [YearKey: [Int64: [Int32]]] = [:]
    let here: SQL = asked.territory.map { "b.territory_id = \($0) AND" } ?? ""
    let within: SQL =
      asked.basis == .kept
      ? "1 = 1" : "b.month BETWEEN \(asked.years.lowerBound * 100 + 1) AND \(asked.years.upperBound * 100 + 12)"
    let known: SQL = asked.moment.map { " AND b.recorded_at <= \($0)" } ?? ""
    try db.each(
      """
      SELECT b.territory_id, b.engagement_id, b.month, b.units, b.recorded_at FROM opening_balance b
      WHERE \(here) \(within)\(known) ORDER BY b.territory_id, b.engagement_id, b.month
      """
    ) { row in
      let recordedAt: Instant = try row["recorded_at"]
      let month: Month = asked.basis == .kept ? recordedAt.day(in: asked.zone).month : try row["month"]
      guard asked.years.contains(month.year) else { return }
      guard let units = Int32(exactly: try row["units"] as Int64) else {
        throw ValueError("Un solde d’ouverture dépasse sept millions d’heures\u{202F}: vérifiez-le.")
      }
      let key = YearKey(territory: try row["territory_id"], year: month.year)
      let engagement: Int64 = try row["engagement_id"]
      var months = drafts[key]?[engagement] ?? Array(repeating: 0, count: 12)
      months[month.number - 1] += units
      drafts[key, default: [:]][engagement] = months
    }
    guard !drafts.isEmpty else { return [] }
    let reader = FigureYearReader(territory: asked.territory, years: asked.years)
    let places = try reader.places(Set(drafts.values.flatMap(\.keys)), db)
    return drafts.map { key, engagements in
      var year = FigureYear(territory: key.territory, year: key.year)
      year.hires = [FigureHire()]
      for (engagement, months) in engagements.sorted(by: { $0.key < $1.key }) {
        year.rows.place.append(Int32(year.places.count))
        year.rows.hire.append(0)
        year.rows.kind.append(0)
        year.rows.units.append(contentsOf: months)
        year.places.append(places[engagement] ?? FigurePlace())
      }
      return year
    }.sorted { ($0.territory, $0.year) < ($1.territory, $1.year) }
  }
}
