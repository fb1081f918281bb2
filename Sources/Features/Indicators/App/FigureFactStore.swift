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
    var buyerKinds: [ID<Engagement>: String] = [:]
    var (facts, hires): ([FigureFact], [[FigureBreakdown: [String]]]) = ([], [])
    for year in years {
      let isHeld = year.holds(scope)
      for (place, isHeld) in zip(year.places, isHeld) where isHeld {
        places[ID(place.engagement)] = YearLedger.Place(place, names)
        buyerKinds[ID(place.engagement)] = place.buyerKind.isEmpty ? FigureBreakdown.unknown : place.buyerKind
      }
      facts += year.facts(isHeld, hiresFrom: hires.count)
      hires += year.hireKeys
    }
    return FigureFacts(span: span, facts: facts, places: places, hires: hires, buyerKinds: buyerKinds)
  }
}

extension FigureYear {
  fileprivate var hireKeys: [[FigureBreakdown: [String]]] {
    let kinds = FigureBreakdown.allCases.filter { $0 != .month && !$0.isOfPlace }
    return hires.map { hire in
      Dictionary(uniqueKeysWithValues: kinds.map { ($0, FigureGrouping.keys(hire, $0)) })
    }
  }

  /// Site hours of each person, contract, engagement and month. Hirings are numbered from `first` on.
  fileprivate func facts(_ isHeld: [Bool], hiresFrom first: Int) -> [FigureFact] {
    (0..<rows.count).flatMap { row -> [FigureFact] in
      let (place, number) = (places[Int(rows.place[row])], Int(rows.hire[row]))
      guard rows.kind[row] == 0, isHeld[Int(rows.place[row])] else { return [] }
      let hire = hires[number]
      return (1...12).compactMap { month in
        guard rows.units(row, month) != 0, let worked = Month(year * 100 + month) else { return nil }
        return FigureFact(
          engagement: ID(place.engagement), month: worked,
          worker: hire.person == 0
            ? nil
            : FigureFact.Worker(
              person: ID(hire.person), assignment: hire.assignment, employerID: ID(hire.employer), employer: hire.body),
          hire: first + number, hours: Hours(units: rows.units(row, month)))
      }
    }
  }
}
