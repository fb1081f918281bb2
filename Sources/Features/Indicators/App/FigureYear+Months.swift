// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Some months of a year put in place of those it had: what changed every day is the month that is being kept, not the year.
extension FigureYear {
  /// What tells one row from another, in the order of rows.
  fileprivate struct RowKey: Hashable, Comparable {
    let engagement: Int64
    let contract: Int64
    let person: Int64
    let kind: UInt8

    static func < (one: RowKey, other: RowKey) -> Bool {
      (one.engagement, one.contract, one.person, one.kind)
        < (other.engagement, other.contract, other.person, other.kind)
    }
  }

  private func key(_ row: Int) -> RowKey {
    let hire = hires[Int(rows.hire[row])]
    return RowKey(
      engagement: places[Int(rows.place[row])].engagement, contract: hire.contract, person: hire.person,
      kind: rows.kind[row])
  }

  private func isEmpty(_ row: Int) -> Bool { rows.units[row * 12..<row * 12 + 12].allSatisfy { $0 == 0 } }

  /// The year with these months (1 to 12) as `part` has them; `part` is the same year, read for these months alone. What a row is
  /// counted under is taken to be the same in both.
  func replacing(_ months: Set<Int>, with part: FigureYear) -> FigureYear {
    var year = self
    var found: [RowKey: Int] = Dictionary(minimumCapacity: rows.count)
    var emptied: Set<Int> = []
    for row in 0..<rows.count {
      found[key(row)] = row
      for month in months where year.rows.units[row * 12 + month - 1] != 0 {
        year.rows.units[row * 12 + month - 1] = 0
        emptied.insert(row)
      }
    }
    var added: [Int] = []
    for row in 0..<part.rows.count {
      guard let here = found[part.key(row)] else {
        added.append(row)
        continue
      }
      for month in months { year.rows.units[here * 12 + month - 1] = part.rows.units[row * 12 + month - 1] }
      emptied.remove(here)
    }
    emptied = emptied.filter { year.isEmpty($0) }
    if added.isEmpty, emptied.isEmpty { return year }
    return year.relaid(without: emptied, with: added, of: part)
  }

  /// Rows in their order, and of places and hires those that rows name.
  private func relaid(without dropped: Set<Int>, with added: [Int], of part: FigureYear) -> FigureYear {
    let old = (0..<rows.count).filter { !dropped.contains($0) }.map { (key: key($0), row: $0, isNew: false) }
    let new = added.map { (key: part.key($0), row: $0, isNew: true) }
    var year = FigureYear(territory: territory, year: self.year)
    var seen = Layout()
    for (_, row, isNew) in (old + new).sorted(by: { $0.key < $1.key }) {
      year.append(row, of: isNew ? part : self, &seen)
    }
    return year
  }

  private struct HireKey: Hashable {
    let contract: Int64
    let person: Int64
  }

  /// Where places and hires were put.
  private struct Layout {
    var places: [Int64: Int32] = [:]
    var hires: [HireKey: Int32] = [:]
  }

  private mutating func append(_ row: Int, of other: FigureYear, _ seen: inout Layout) {
    let (place, hire) = (other.places[Int(other.rows.place[row])], other.hires[Int(other.rows.hire[row])])
    let hireKey = HireKey(contract: hire.contract, person: hire.person)
    if seen.places[place.engagement] == nil {
      seen.places[place.engagement] = Int32(places.count)
      places.append(place)
    }
    if seen.hires[hireKey] == nil {
      seen.hires[hireKey] = Int32(hires.count)
      hires.append(hire)
    }
    rows.place.append(seen.places[place.engagement] ?? 0)
    rows.hire.append(seen.hires[hireKey] ?? 0)
    rows.kind.append(other.rows.kind[row])
    rows.units.append(contentsOf: other.rows.units[row * 12..<row * 12 + 12])
  }
}
