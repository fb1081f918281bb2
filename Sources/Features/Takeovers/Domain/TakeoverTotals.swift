// SPDX-License-Identifier: EUPL-1.2

/// The territory's own totals beside those that the imported lines give, lot by lot and year by year.
public struct TakeoverTotals: Sendable {
  /// A lot, a year, or one lot in one year; both nil for the whole.
  public struct Key: Hashable, Sendable, Comparable {
    public let lot: Int64?
    public let year: Int?

    public init(lot: Int64?, year: Int?) { (self.lot, self.year) = (lot, year) }
    public static func < (a: Self, b: Self) -> Bool {
      (a.lot ?? .max, a.year ?? .max) < (b.lot ?? .max, b.year ?? .max)
    }
  }

  /// What the workbook announces, and where.
  public struct Announced: Sendable {
    public var hours: Hours
    public var place: TakeoverPlace
    public var column: Int
  }

  /// Lines behind a figure: how many, in which sheet, the first of them.
  public struct Lines: Sendable {
    public var count = 0
    public var sheet: Int
    public var first: [Int] = []

    mutating func add(_ place: TakeoverPlace) {
      count += 1
      if first.count < 8 { first.append(place.line) }
    }
  }

  public var announced: [Key: Announced] = [:]
  /// Kept hours on site and opening balances, by lot and year.
  public private(set) var computed: [Key: Hours] = [:]
  public private(set) var lines: [Key: Lines] = [:]
  /// Hours of lines that were left out, where their lot and year are known.
  public private(set) var rejected: [Key: Hours] = [:]
  /// What the territory will count besides what this workbook says: lines and balances that came before and are not in it. Negative
  /// where what is here already is less than what the workbook says.
  public private(set) var standing: [Key: Hours] = [:]
  /// Lots and years (nil: unknown) of lines that were left out: nothing is made up for them.
  private(set) var suspects: Set<Key> = []
  /// Totals that a sheet of hours prints under its own lines.
  public var sheetTotals: [(place: TakeoverPlace, announced: Hours, computed: Hours)] = []

  public init() {}

  mutating func add(_ hours: Hours, lot: Int64, year: Int, at place: TakeoverPlace) {
    let key = Key(lot: lot, year: year)
    computed[key, default: .zero] += hours
    lines[key, default: Lines(sheet: place.sheet)].add(place)
  }

  mutating func reject(_ hours: Hours, lot: Int64, year: Int) {
    rejected[Key(lot: lot, year: year), default: .zero] += hours
  }

  mutating func suspect(lot: Int64, year: Int?) { suspects.insert(Key(lot: lot, year: year)) }

  func isSuspect(_ key: Key) -> Bool { suspects.contains(key) || suspects.contains(Key(lot: key.lot, year: nil)) }

  /// Told what the territory will count, of the lots that the workbook names.
  mutating func stand(_ after: [Key: Hours]) {
    let lots = Set((Array(announced.keys) + Array(computed.keys)).compactMap(\.lot))
    for key in Set(after.keys).union(computed.keys) where key.lot.map({ lots.contains($0) }) ?? false {
      let rest = (after[key] ?? .zero) - (computed[key] ?? .zero)
      if rest != .zero { standing[key] = rest }
    }
  }

  /// What the lines give for a lot, a year, both or all.
  public func sum(_ key: Key) -> Hours { Self.sum(computed, key) }
  public func rejectedSum(_ key: Key) -> Hours { Self.sum(rejected, key) }

  private static func sum(_ parts: [Key: Hours], _ key: Key) -> Hours {
    if key.lot != nil, key.year != nil { return parts[key] ?? .zero }
    return parts.filter { (key.lot == nil || $0.key.lot == key.lot) && (key.year == nil || $0.key.year == key.year) }
      .values.reduce(.zero, +)
  }

  /// One line of the comparison.
  public struct Row: Sendable, Hashable, Codable {
    public var lot: String
    public var year: Int?
    /// Nil where the workbook has no total of its own.
    public var announced: Int64?
    public var computed: Int64
    public var rejected: Int64
    /// Of what will be counted, what this workbook does not say.
    public var standing: Int64
    /// Where the announced figure stands, and which lines give the other: « Lots, ligne 12 ».
    public var source: String
    public var lines: String

    public var gap: Hours { Hours(units: (announced ?? computed) - computed) }
    /// Compared at the hundredth, as workbooks print totals.
    public var isBalanced: Bool { gap.hundredths == 0 }
  }

  /// Every total that the workbook announces; those that differ first. `label` names a lot.
  public func rows(label: (Int64) -> String, tab: (Int) -> String) -> [Row] {
    let perLot = Dictionary(grouping: computed.keys, by: \.lot)
    let beside = Dictionary(grouping: standing.keys, by: \.lot)
    let found = announced.map { key, one -> (Key, Row) in
      let behind = (key.lot == nil ? [] : (perLot[key.lot] ?? []).filter { key.year == nil || $0.year == key.year })
        .compactMap { lines[$0] }
      let rest = key.lot == nil ? Self.sum(standing, key) : Self.part(standing, key, beside)
      let total = (key.lot == nil ? sum(key) : Self.part(computed, key, perLot)) + rest
      return (
        key,
        Row(
          lot: key.lot.map(label) ?? "Tout le territoire", year: key.year, announced: one.hours.units,
          computed: total.units, rejected: rejectedSum(key).units, standing: rest.units,
          source: "\(tab(one.place.sheet)), ligne \(one.place.line)",
          lines: key.lot == nil ? "toutes les lignes" : Self.text(behind, tab))
      )
    }
    return found.sorted { a, b in
      (a.1.isBalanced ? 1 : 0, a.0.lot ?? -1, a.0.year ?? 0) < (b.1.isBalanced ? 1 : 0, b.0.lot ?? -1, b.0.year ?? 0)
    }.map(\.1)
  }

  private static func part(_ parts: [Key: Hours], _ key: Key, _ ofLots: [Int64?: [Key]]) -> Hours {
    (ofLots[key.lot] ?? []).filter { key.year == nil || $0.year == key.year }.map { parts[$0] ?? .zero }.sum
  }

  private static func text(_ parts: [Lines], _ tab: (Int) -> String) -> String {
    guard let first = parts.first else { return "aucune ligne" }
    let count = parts.map(\.count).reduce(0, +)
    let numbers = parts.flatMap(\.first).sorted().prefix(8).map(String.init).joined(separator: ", ")
    return count > 8
      ? "\(tab(first.sheet)), \(count) lignes\u{202F}: \(numbers)…" : "\(tab(first.sheet)), lignes \(numbers)"
  }
}
