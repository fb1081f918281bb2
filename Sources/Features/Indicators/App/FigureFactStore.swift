// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

enum FigureFactStore {
  /// Years as facts one by one, for files that cut them in ways of their own. The viewer's pages pass `FigureScope.widest(for:)`.
  static func read(
    _ span: FigureSpan, _ scope: FigureScope, by basis: FigureBasis, knownAt moment: Instant?, zone: TimeZone,
    _ db: any Connection
  ) throws -> FigureFacts {
    let years = try FigureYears(
      scope.territory, (span.year - 1)...span.year, basis, knownAt: moment, zone: zone
    ).read(db)
    let names = try FigureNameStore.owners(Set(years.flatMap { $0.places.flatMap { $0.owners.map(\.id) } }), db)
    var places: [ID<Engagement>: YearLedger.Place] = [:]
    var facts: [FigureFact] = []
    for year in years {
      let isHeld = year.holds(scope)
      for (place, isHeld) in zip(year.places, isHeld) where isHeld {
        places[ID(place.engagement)] = YearLedger.Place(place, names)
      }
      facts += year.facts(isHeld)
    }
    return FigureFacts(span: span, facts: facts, places: places)
  }
}

extension FigureYear {
  /// Site hours of each person, contract, engagement and month.
  fileprivate func facts(_ isHeld: [Bool]) -> [FigureFact] {
    let hired = hires.map { hire in
      Dictionary(
        uniqueKeysWithValues: FigureBreakdown.allCases.filter { $0 != .month && !$0.isOfPlace }.map {
          ($0, FigureGrouping.keys(hire, $0))
        })
    }
    return (0..<rows.count).flatMap { row -> [FigureFact] in
      let (place, number) = (places[Int(rows.place[row])], Int(rows.hire[row]))
      guard rows.kind[row] == 0, isHeld[Int(rows.place[row])] else { return [] }
      let hire = hires[number]
      var keys = hired[number]
      keys[.buyerKind] = [place.buyerKind.isEmpty ? FigureBreakdown.unknown : place.buyerKind]
      return (1...12).compactMap { month in
        guard rows.units(row, month) != 0, let worked = Month(year * 100 + month) else { return nil }
        return FigureFact(
          engagement: ID(place.engagement), month: worked,
          worker: hire.person == 0
            ? nil
            : FigureFact.Worker(
              person: ID(hire.person), assignment: hire.assignment, employerID: ID(hire.employer), employer: hire.body),
          keys: keys, hours: Hours(units: rows.units(row, month)))
      }
    }
  }
}
