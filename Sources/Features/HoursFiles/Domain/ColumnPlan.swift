// SPDX-License-Identifier: EUPL-1.2

/// Where each thing stands in a row.
struct ColumnPlan {
  let marker, full, last, first, born, number, employer, nature: Int?
  let site, lot, reference, client, year, day, through: Int?
  /// Columns that say when, the finest first.
  let when: [Int]
  let hours: [Int]
  let placesAndTimes: [Int]

  init(_ roles: [ColumnRole]) {
    func one(_ role: ColumnRole) -> Int? { roles.firstIndex(of: role) }
    (marker, full, last, first) = (one(.marker), one(.fullName), one(.lastName), one(.firstName))
    (born, number, employer, nature) = (one(.bornOn), one(.personNumber), one(.employer), one(.nature))
    (site, lot, reference, client) = (one(.site), one(.lot), one(.reference), one(.client))
    (year, day, through) = (one(.year), one(.day), one(.through))
    when = [one(.day), one(.from), one(.week), one(.month)].compactMap { $0 }
    hours = roles.indices.filter { roles[$0].isDeclared }
    placesAndTimes = roles.indices.filter { roles[$0].isPlaceOrTime }
  }
}
