// SPDX-License-Identifier: EUPL-1.2

/// A month of a year, such as the one in which an hour was worked. Stored as the number `aaaamm`.
public struct Month: RawRepresentable, Sendable, Hashable, Comparable {
  public let rawValue: Int

  /// `Month(202603)`; `nil` unless the number is a month of years 1 to 9999.
  public init?(_ rawValue: Int) {
    guard (1...9999).contains(rawValue / 100), (1...12).contains(rawValue % 100) else { return nil }
    self.rawValue = rawValue
  }
  public init?(rawValue: Int) { self.init(rawValue) }
  init(checked rawValue: Int) { self.rawValue = rawValue }

  public var year: Int { rawValue / 100 }
  /// 1 to 12.
  public var number: Int { rawValue % 100 }
  public var firstDay: Day { Day(checked: year, number, 1) }
  public var lastDay: Day { Day(checked: year, number, Day.length(ofMonth: number, year)) }
  public var next: Month { adding(months: 1) }
  public var previous: Month { adding(months: -1) }

  /// Held within years 1 to 9999.
  public func adding(months: Int) -> Month {
    let count = year * 12 + number - 1 + min(max(months, -120_000), 120_000)
    let held = min(max(count, 12), 9999 * 12 + 11)
    return Month(checked: held / 12 * 100 + held % 12 + 1)
  }

  /// Whole months from this one to the other, negative when it is before.
  public func monthsUntil(_ other: Month) -> Int { (other.year - year) * 12 + other.number - number }
  public func contains(_ day: Day) -> Bool { day.month == self }

  /// `mars 2026`
  public var french: String { Self.names[number - 1] + " " + String(year) }
  /// `03/2026`
  public var numeric: String { number.padded(2) + "/" + year.padded(4) }
  /// `2026-03`
  public var iso: String { year.padded(4) + "-" + number.padded(2) }

  public static func < (left: Month, right: Month) -> Bool { left.rawValue < right.rawValue }

  /// In full, from `janvier` to `décembre`.
  public static let names = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  ]

  /// Reads `03/2026`, `2026-03` or `mars 2026`.
  public static func parse(_ text: String) throws(ValueError) -> Month {
    let wanted = text.trimmed
    guard !wanted.isEmpty else { throw ValueError("Indiquez un mois, par exemple 03/2026.") }
    let parts = wanted.split { $0 == "/" || $0 == "-" || $0 == "." || $0.isWhitespace }.map(String.init)
    if parts.count == 2 {
      let (monthText, yearText) =
        parts[0].count == 4 && parts[0].allSatisfy(\.isPlainDigit) ? (parts[1], parts[0]) : (parts[0], parts[1])
      if let month = number(monthText), let year = year(yearText), let value = Month(year * 100 + month) {
        return value
      }
    }
    throw ValueError("«\u{202F}\(text.quotedShort)\u{202F}» ne se lit pas comme un mois\u{202F}: écrivez 03/2026.")
  }

  private static func year(_ text: String) -> Int? {
    guard text.count == 4, text.allSatisfy(\.isPlainDigit), let year = Int(text) else { return nil }
    return (1900...2199).contains(year) ? year : nil
  }

  private static func number(_ text: String) -> Int? {
    if text.allSatisfy(\.isPlainDigit), text.count <= 2 { return Int(text) }
    let wanted = Search.fold(text)
    return names.firstIndex { Search.fold($0) == wanted }.map { $0 + 1 }
  }
}
