// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Adds up the site hours of a territory by engagement, to a month and after it; where an engagement is split, also by who made the
/// person work.
struct TerritoryHours {
  private struct Sum {
    var kept: Int64 = 0
    var later: Int64 = 0
    var pending: Int64 = 0
    var pendingLines = 0
  }

  private struct Maker: Hashable, Comparable {
    let engagement: ID<Engagement>
    /// Zero for an engagement that is not split: who worked does not matter.
    let employer: Int64
    let userCompany: Int64

    static func < (left: Maker, right: Maker) -> Bool {
      (left.engagement, left.employer, left.userCompany) < (right.engagement, right.employer, right.userCompany)
    }
  }

  private let splits: Set<ID<Engagement>>
  private let last: Month
  private var sums: [Maker: Sum] = [:]

  init(splits: Set<ID<Engagement>>, until last: Month) { (self.splits, self.last) = (splits, last) }

  /// Hours that were kept in a year.
  mutating func add(_ year: FigureYear) {
    let isSplit = year.places.map { splits.contains(ID($0.engagement)) }
    // How many of its months are not later.
    let months = year.year < last.year ? 12 : year.year > last.year ? 0 : last.number
    var places = Array(repeating: Sum(), count: year.places.count)
    for row in 0..<year.rows.count where year.rows.kind[row] == 0 {
      let place = Int(year.rows.place[row])
      var sum = Sum()
      for month in 0..<months { sum.kept += Int64(year.rows.units[row * 12 + month]) }
      for month in months..<12 { sum.later += Int64(year.rows.units[row * 12 + month]) }
      if isSplit[place] {
        let hire = year.hires[Int(year.rows.hire[row])]
        add(sum, maker(ID(year.places[place].engagement), hire.employer, hire.userCompany))
      } else {
        places[place].kept += sum.kept
        places[place].later += sum.later
      }
    }
    for (place, sum) in zip(year.places, places) where sum.kept != 0 || sum.later != 0 {
      add(sum, maker(ID(place.engagement), 0, 0))
    }
  }

  /// A line without a decision.
  mutating func addPending(_ engagement: ID<Engagement>, employer: Int64, userCompany: Int64?, _ units: Int64) {
    add(Sum(pending: units, pendingLines: 1), maker(engagement, employer, userCompany ?? 0))
  }

  private func maker(_ engagement: ID<Engagement>, _ employer: Int64, _ userCompany: Int64) -> Maker {
    splits.contains(engagement)
      ? Maker(engagement: engagement, employer: employer, userCompany: userCompany)
      : Maker(engagement: engagement, employer: 0, userCompany: 0)
  }

  private mutating func add(_ sum: Sum, _ maker: Maker) {
    sums[maker, default: Sum()].kept += sum.kept
    sums[maker, default: Sum()].later += sum.later
    sums[maker, default: Sum()].pending += sum.pending
    sums[maker, default: Sum()].pendingLines += sum.pendingLines
  }

  var parts: [ID<Engagement>: [LotHours.Part]] {
    var found: [ID<Engagement>: [LotHours.Part]] = [:]
    for (maker, sum) in sums.sorted(by: { $0.key < $1.key }) {
      let part = LotHours.Part(
        month: last, employer: ID(maker.employer), userCompany: maker.userCompany == 0 ? nil : ID(maker.userCompany),
        kept: Hours(units: sum.kept), toValidate: Hours(units: sum.pending), lines: sum.pendingLines, keptLines: 0)
      found[maker.engagement, default: []].append(part)
      if sum.later != 0 { found[maker.engagement, default: []].append(part.later(Hours(units: sum.later))) }
    }
    return found
  }
}
