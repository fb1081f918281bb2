// SPDX-License-Identifier: EUPL-1.2
import Domain

extension YearLedger {
  struct CellKey: Hashable {
    let engagement: ID<Engagement>
    let month: Month
    let kind: HoursKind
  }

  /// The part of some years that a scope holds. `late` is what was kept after the year was closed, `names` are those of buyers.
  init(
    _ scope: FigureScope, _ span: FigureSpan, _ years: [FigureYear], late: [CellKey: Hours],
    names: [Int64: (name: String, kind: BuyerKind?)]
  ) {
    var places: [ID<Engagement>: Place] = [:]
    var presences: [Presence] = []
    var cells: [Cell] = []
    var late = late
    for year in years {
      let isHeld = year.holds(scope)
      for (place, isHeld) in zip(year.places, isHeld) where isHeld && place.lot != 0 {
        places[ID(place.engagement)] = Place(place, names)
      }
      presences += year.presences(span, isHeld)
      cells += year.cells(isHeld, &late)
    }
    // What was kept late of months where nothing is left.
    cells += late.filter { places[$0.key.engagement] != nil }.map { key, hours in
      Cell(engagement: key.engagement, month: key.month, kind: key.kind, kept: .zero, late: hours)
    }
    self.init(scope: scope, span: span, cells: cells, presences: presences, places: places)
  }
}

extension YearLedger.Place {
  init(_ place: FigurePlace, _ names: [Int64: (name: String, kind: BuyerKind?)]) {
    self.init(
      lot: ID(place.lot), contract: ID(place.contract), sector: Sector(rawValue: place.sector) ?? .batiment,
      policy: TrainingPolicy(code: place.policy) ?? .none, bearers: place.bearers,
      owners: place.owners.map { owner in
        YearLedger.Owner(
          id: ID(owner.id), name: names[owner.id]?.name ?? "", kind: names[owner.id]?.kind, share: Int(owner.share))
      })
  }
}

extension FigureYear {
  /// Site hours of each row in the periods of a report.
  fileprivate func presences(_ span: FigureSpan, _ isHeld: [Bool]) -> [YearLedger.Presence] {
    let through = 1...span.through.number
    return (0..<rows.count).compactMap { row in
      let place = Int(rows.place[row])
      guard rows.kind[row] == 0, isHeld[place] else { return nil }
      let hire = hires[Int(rows.hire[row])]
      guard hire.person != 0 else { return nil }
      let isCurrent = year == span.year
      let same = Hours(units: sum(row, through))
      return YearLedger.Presence(
        engagement: ID(places[place].engagement), person: ID(hire.person), assignment: hire.assignment,
        employer: hire.body, isWoman: hire.gender == Gender.female.rawValue, isFromDistrict: !hire.district.isEmpty,
        year: isCurrent ? Hours(units: sum(row, 1...12)) : .zero, toDate: isCurrent ? same : .zero,
        before: isCurrent ? .zero : same)
    }
  }

  /// Hours of each engagement by month and kind.
  fileprivate func cells(_ isHeld: [Bool], _ late: inout [YearLedger.CellKey: Hours]) -> [YearLedger.Cell] {
    let kinds = Self.kinds.count
    var sums = Array(repeating: Int64(0), count: places.count * kinds * 12)
    for row in 0..<rows.count where isHeld[Int(rows.place[row])] {
      let start = (Int(rows.place[row]) * kinds + Int(rows.kind[row])) * 12
      for month in 0..<12 { sums[start + month] += Int64(rows.units[row * 12 + month]) }
    }
    return sums.indices.compactMap { index in
      guard sums[index] != 0, let month = Month(year * 100 + index % 12 + 1) else { return nil }
      let key = YearLedger.CellKey(
        engagement: ID(places[index / 12 / kinds].engagement), month: month, kind: Self.kinds[index / 12 % kinds])
      return YearLedger.Cell(
        engagement: key.engagement, month: key.month, kind: key.kind, kept: Hours(units: sums[index]),
        late: late.removeValue(forKey: key) ?? .zero)
    }
  }
}
