// SPDX-License-Identifier: EUPL-1.2
import Domain

/// What a member of purchasing groups counts of the rows of a year. Shares are cut from what was counted so far in an engagement, a
/// month and a kind, so that they add up to the share of the whole: exactly what a bilan of the member counts.
struct FigureShares {
  private var units: [Int: [Int64]] = [:]

  /// nil when the buyer is in no group that has hours.
  init?(_ year: FigureYear, of buyer: Int64) {
    let keys = year.places.map { place -> (key: SplitKey, member: Int)? in
      guard place.group.count > 1, let member = place.group.firstIndex(where: { $0.id == buyer }),
        let key = try? SplitKey(place.group.map { Int($0.share) })
      else { return nil }
      return (key, member)
    }
    guard keys.contains(where: { $0 != nil }) else { return nil }
    struct Cell: Hashable {
      let place: Int32
      let kind: UInt8
      let month: Int
    }
    var counted: [Cell: Int64] = [:]
    for row in 0..<year.rows.count {
      guard let (key, member) = keys[Int(year.rows.place[row])] else { continue }
      units[row] = (1...12).map { month in
        let own = year.rows.units(row, month)
        guard own != 0 else { return 0 }
        let cell = Cell(place: year.rows.place[row], kind: year.rows.kind[row], month: month)
        let earlier = counted[cell] ?? 0
        counted[cell] = earlier + own
        return (key.split(Hours(units: earlier + own))[member] - key.split(Hours(units: earlier))[member]).units
      }
    }
  }

  /// nil for a row that is not of a group.
  func sum(_ row: Int, _ months: ClosedRange<Int>) -> Int64? {
    units[row].map { of in months.reduce(0) { $0 + of[$1 - 1] } }
  }
}
