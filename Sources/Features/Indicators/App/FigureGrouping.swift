// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Which rows of a year stand behind each part of a table.
struct FigureGrouping {
  let year: FigureYear
  private var keys: [FigureBreakdown: [[String]]] = [:]

  init(_ year: FigureYear) { self.year = year }

  /// The rows that a scope and every facet hold.
  mutating func chosen(_ scope: FigureScope, _ facets: [FigureBreakdown: String]) -> [Int32] {
    let wanted = (year.holds(scope), Array(repeating: true, count: year.hires.count))
    let (places, hires) = facets.reduce(into: wanted) { found, facet in
      let (breakdown, key) = facet
      let lists = list(breakdown)
      if breakdown.isOfPlace {
        for index in lists.indices where !lists[index].contains(key) { found.0[index] = false }
      } else {
        for index in lists.indices where !lists[index].contains(key) { found.1[index] = false }
      }
    }
    return (0..<Int32(year.rows.count)).filter { row in
      places[Int(year.rows.place[Int(row)])] && hires[Int(year.rows.hire[Int(row)])]
    }
  }

  /// The same rows by the keys of a breakdown; a row may have several. Months are not asked here.
  mutating func parts(_ rows: [Int32], _ breakdown: FigureBreakdown) -> [String: [Int32]] {
    let lists = list(breakdown)
    let column = breakdown.isOfPlace ? year.rows.place : year.rows.hire
    // By number first: a text is looked for once a hiring, not once a row.
    var numbers: [String: Int] = [:]
    let numbered = lists.map {
      $0.map { key in
        let number = numbers[key] ?? numbers.count
        numbers[key] = number
        return number
      }
    }
    var parts = Array(repeating: [Int32](), count: numbers.count)
    for row in rows {
      for number in numbered[Int(column[Int(row)])] { parts[number].append(row) }
    }
    return numbers.mapValues { parts[$0] }.filter { !$0.value.isEmpty }
  }

  /// Which hires have a key that holds.
  mutating func hires(_ breakdown: FigureBreakdown, _ holds: (String) -> Bool) -> [Bool] {
    list(breakdown).map { $0.contains(where: holds) }
  }

  private mutating func list(_ breakdown: FigureBreakdown) -> [[String]] {
    if let known = keys[breakdown] { return known }
    let found =
      breakdown.isOfPlace
      ? year.places.map { Self.keys($0, breakdown) } : year.hires.map { Self.keys($0, breakdown) }
    keys[breakdown] = found
    return found
  }

  private static func keys(_ place: FigurePlace, _ breakdown: FigureBreakdown) -> [String] {
    switch breakdown {
    case .sector: [place.sector]
    case .buyer: Set(place.owners.map { String($0.id) }).sorted()
    case .buyerKind: [known(place.buyerKind)]
    case .contract: [String(place.contract)]
    default: [String(place.lot)]
    }
  }

  static func keys(_ hire: FigureHire, _ breakdown: FigureBreakdown) -> [String] {
    switch breakdown {
    case .employer: return [hire.employer == 0 ? FigureBreakdown.unknown : String(hire.employer)]
    case .employerKind: return [known(hire.employerKind)]
    case .modality: return [known(hire.modality)]
    case .contractKind: return [known(hire.kind)]
    case .gender: return [known(hire.gender)]
    case .age: return [hire.age < 0 ? FigureBreakdown.unknown : AgeBand(age: Int(hire.age)).rawValue]
    case .district: return [known(hire.district)]
    case .education: return [known(hire.schooling)]
    case .job: return [known(hire.job)]
    case .term: return [known(hire.term)]
    case .criterion:
      let listed = Set(hire.criteria.split(separator: ",").map(String.init)).sorted()
      return listed.isEmpty ? [FigureBreakdown.unknown] : listed
    case .month, .sector, .buyer, .buyerKind, .contract, .lot: return []
    }
  }

  private static func known(_ text: String) -> String { text.isEmpty ? FigureBreakdown.unknown : text }
}

extension FigureBreakdown {
  /// Known from where the engagement stands, not from who was hired.
  var isOfPlace: Bool {
    switch self {
    case .sector, .buyer, .buyerKind, .contract, .lot: true
    default: false
    }
  }
}
