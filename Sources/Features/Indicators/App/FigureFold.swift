// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Synchronization

/// What years of many territories add up to, whatever their order.
protocol FigureFold: Sendable {
  mutating func add(_ year: FigureYear)
  /// Adds what another part of the years adds up to.
  mutating func add(_ other: Self)
}

extension FigureYears {
  /// Adds all the years up; those of a country, counted ahead, on every processor.
  func fold<Sums: FigureFold>(_ empty: Sums, _ db: any Connection) throws -> Sums {
    var sums = empty
    guard territory == nil, basis == .worked, moment == nil else {
      try each(db) { sums.add($0) }
      return sums
    }
    var balances = Dictionary(uniqueKeysWithValues: try OpeningYears(self).read(db).map { ($0.key, $0) })
    var uncounted = try FigureYearStore.stale(years, db)
    var waiting: [(key: YearKey, content: [UInt8])] = []
    func drain() {
      let (added, unread) = Self.added(waiting, balances, empty)
      for part in added { sums.add(part) }
      for packed in waiting where !unread.contains(packed.key) { balances[packed.key] = nil }
      uncounted.formUnion(unread)
      waiting.removeAll(keepingCapacity: true)
    }
    try FigureYearStore.eachPacked(years, db) { key, content in
      guard !uncounted.contains(key) else { return }
      waiting.append((key, content))
      if waiting.count == Self.together { drain() }
    }
    drain()
    for year in try FigureYearStore.counted(uncounted, db) {
      sums.add(balances.removeValue(forKey: year.key).map { year.adding($0) } ?? year)
    }
    // Years of which there is nothing else.
    for balance in balances.values { sums.add(balance) }
    return sums
  }

  /// What years as bytes add up to, in as many parts as there are processors, and those whose bytes cannot be read.
  private static func added<Sums: FigureFold>(
    _ packed: [(key: YearKey, content: [UInt8])], _ balances: [YearKey: FigureYear], _ empty: Sums
  ) -> (parts: [Sums], unread: Set<YearKey>) {
    let found = Mutex<(parts: [Int: Sums], unread: Set<YearKey>)>(([:], []))
    let lanes = min(ProcessInfo.processInfo.activeProcessorCount, packed.count)
    DispatchQueue.concurrentPerform(iterations: lanes) { lane in
      var own = empty
      var unread: Set<YearKey> = []
      for place in stride(from: lane, to: packed.count, by: lanes) {
        let key = packed[place].key
        if let year = FigureYear(territory: key.territory, year: key.year, packed: packed[place].content) {
          own.add(balances[key].map { year.adding($0) } ?? year)
        } else {
          unread.insert(key)
        }
      }
      found.withLock {
        $0.parts[lane] = own
        $0.unread.formUnion(unread)
      }
    }
    return found.withLock { ($0.parts.sorted { $0.key < $1.key }.map(\.value), $0.unread) }
  }

  /// Years held in memory at a time.
  private static let together = 128
}

extension FigureYearStore {
  /// Of the whole country, the years that changed since they were counted.
  fileprivate static func stale(_ years: ClosedRange<Int>, _ db: any Connection) throws -> Set<YearKey> {
    Set(
      try db.query(
        """
        SELECT DISTINCT p.territory_id, p.year FROM figure_dirty p
        WHERE p.year BETWEEN \(years.lowerBound) AND \(years.upperBound)
        """
      ).map { YearKey(territory: try $0["territory_id"], year: try $0["year"]) })
  }

  /// Each year of the country as bytes, whether or not it changed since.
  fileprivate static func eachPacked(
    _ years: ClosedRange<Int>, _ db: any Connection, _ body: (YearKey, [UInt8]) throws -> Void
  ) throws {
    try db.each(
      """
      SELECT p.territory_id, p.year, p.content FROM figure_year p
      WHERE p.year BETWEEN \(years.lowerBound) AND \(years.upperBound)
      """
    ) { try body(YearKey(territory: try $0["territory_id"], year: try $0["year"]), try $0["content"]) }
  }
}

extension FigureTally {
  /// Adds what other territories add up to.
  mutating func add(_ other: FigureTally) {
    hours += other.hours
    training += other.training
    credited += other.credited
    assignments += other.assignments
    contracts += other.contracts
    lots += other.lots
    people += other.people
    bodies.formUnion(other.bodies)
    structures.formUnion(other.structures)
  }
}
