// SPDX-License-Identifier: EUPL-1.2

/// An amount of time, in whole units of 12 seconds (1/300 h): hundredths of an hour and minutes are both exact.
public struct Hours: Sendable, Hashable, Comparable, AdditiveArithmetic {
  /// 300 units make an hour, 5 a minute, 3 a hundredth of an hour.
  public var units: Int64

  public init(units: Int64) { self.units = units }
  public init(wholeHours: Int) { units = Int64(wholeHours) * Self.unitsPerHour }
  /// `Hours(hundredths: 15167)` is 151,67 h.
  public init(hundredths: Int64) { units = hundredths * 3 }

  public static let unitsPerHour: Int64 = 300
  public static let zero = Hours(units: 0)

  public static func + (left: Hours, right: Hours) -> Hours { Hours(units: left.units + right.units) }
  public static func - (left: Hours, right: Hours) -> Hours { Hours(units: left.units - right.units) }
  public static prefix func - (value: Hours) -> Hours { Hours(units: -value.units) }
  public static func < (left: Hours, right: Hours) -> Bool { left.units < right.units }

  /// Nearest hundredth of an hour, half away from zero.
  public var hundredths: Int64 { FrenchNumber.divide(units, by: 3) }
  /// Nearest whole hour, half away from zero.
  public var nearestHour: Int64 { FrenchNumber.divide(units, by: Self.unitsPerHour) }
  /// `1 234,50`: for statements. The unit is written by the caller.
  public var french: String { FrenchNumber.decimal(hundredths, decimals: 2) }
  /// `1 235`: for summaries.
  public var frenchShort: String { FrenchNumber.whole(nearestHour) }
  /// `1 234` when whole, else `1 234,50`: in a sentence.
  public var frenchTrimmed: String { units % Self.unitsPerHour == 0 ? frenchShort : french }
  /// `1234.50`: for programs.
  public var decimal: String { FrenchNumber.plain(hundredths, decimals: 2) }
  /// Exact number of hours.
  public var rational: Rational { Rational(Int128(units), Int128(Self.unitsPerHour)) }
}

extension Hours {
  /// Reads `151,67`, `151.67`, `151:40`, `12 h 30`, `1 234,5` or `12 h`: hundredths or minutes, nothing finer.
  public static func parse(_ text: String) throws(ValueError) -> Hours {
    let wanted = text.trimmed.lowercased().withoutHourUnit
    guard !wanted.isEmpty else { throw ValueError("Indiquez un nombre d’heures, par exemple 151,67 ou 151:40.") }
    if let separator = wanted.firstIndex(where: { $0 == ":" || $0 == "h" }) {
      let (before, after) = (wanted[..<separator].trimmed, wanted[wanted.index(after: separator)...].trimmed)
      return try minutes(before, after, least: wanted[separator] == "h" ? 1 : 2, typed: text)
    }
    return try hundredths(wanted, typed: text)
  }

  private static func hundredths(_ text: String, typed: String) throws(ValueError) -> Hours {
    guard let scaled = FrenchNumber.scaled(text, decimals: 2) else { throw unreadable(typed) }
    return Hours(hundredths: scaled)
  }

  /// `12 h 5` is five minutes past twelve; `12:5` could be fifty, and is refused.
  private static func minutes(
    _ hours: String, _ minutes: String, least: Int, typed: String
  ) throws(ValueError) -> Hours {
    guard let whole = FrenchNumber.scaled(hours, decimals: 0), (least...2).contains(minutes.count),
      minutes.allSatisfy(\.isPlainDigit), let extra = Int64(minutes)
    else { throw unreadable(typed) }
    guard extra < 60 else { throw ValueError("Les minutes vont de 00 à 59\u{202F}: écrivez par exemple 151:40.") }
    let units = whole.magnitude * 300 + UInt64(extra) * 5
    return Hours(units: hours.hasPrefix("-") || hours.hasPrefix("−") ? -Int64(units) : Int64(units))
  }

  private static func unreadable(_ typed: String) -> ValueError {
    ValueError(
      "«\u{202F}\(typed.quotedShort)\u{202F}» ne se lit pas comme un nombre d’heures\u{202F}: écrivez 151,67 (centièmes) ou 151:40 (minutes)."
    )
  }
}

extension Sequence where Element == Hours {
  /// The plain sum.
  public var sum: Hours { reduce(.zero, +) }
}

extension String {
  /// Without a unit at its end; minutes are one only after hours, for `30 min` is no thirty hours.
  fileprivate var withoutHourUnit: String {
    for unit in ["heures", "heure", "h", "min", "mn"] where hasSuffix(unit) {
      let rest = dropLast(unit.count).trimmed
      return rest.contains("h") == unit.hasPrefix("m") ? rest : self
    }
    return self
  }

  /// At most forty characters of what was typed, without control characters, for an error sentence.
  var quotedShort: String {
    let safe = unicodeScalars.filter { FreeText.isAllowed($0) && $0 != "\n" && $0 != "\t" }
    let kept = String(String.UnicodeScalarView(safe)).trimmed
    return kept.count <= 40 ? kept : String(kept.prefix(40)) + "…"
  }
}
