// SPDX-License-Identifier: EUPL-1.2

/// A day of the Gregorian calendar, without hour or time zone. Years 1 to 9999.
public struct Day: Sendable, Hashable, Comparable {
  public let year: Int
  public let monthNumber: Int
  public let day: Int

  /// `nil` unless the day exists.
  public init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, year) else {
      return nil
    }
    self.init(checked: year, month, day)
  }

  init(checked year: Int, _ month: Int, _ day: Int) { (self.year, self.monthNumber, self.day) = (year, month, day) }

  /// Reads the stored form `2026-11-24`.
  public init?(iso: String) {
    self.init(isoBytes: iso.utf8)
  }

  /// A list of lots reads thousands of days: no piece of the text is kept.
  init?(isoBytes bytes: some Collection<UInt8>) {
    guard bytes.count == 10 else { return nil }
    var (year, month, day) = (0, 0, 0)
    for (index, byte) in bytes.enumerated() {
      if index == 4 || index == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard (48...57).contains(byte) else { return nil }
      let digit = Int(byte - 48)
      if index < 4 {
        year = year * 10 + digit
      } else if index < 7 {
        month = month * 10 + digit
      } else {
        day = day * 10 + digit
      }
    }
    self.init(year, month, day)
  }

  public static func < (left: Day, right: Day) -> Bool {
    (left.year, left.monthNumber, left.day) < (right.year, right.monthNumber, right.day)
  }

  /// `2026-11-24`
  public var iso: String { String(decoding: isoBytes, as: UTF8.self) }
  var isoBytes: [UInt8] {
    func digit(_ number: Int) -> UInt8 { UInt8(48 + number % 10) }
    let dash = UInt8(ascii: "-")
    return [
      digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), dash, digit(monthNumber / 10),
      digit(monthNumber), dash, digit(day / 10), digit(day),
    ]
  }
  /// `24/11/2026`
  public var french: String { day.padded(2) + "/" + monthNumber.padded(2) + "/" + year.padded(4) }
  /// `24 novembre 2026`, `1er` for the first.
  public var long: String { (day == 1 ? "1er" : String(day)) + " " + Month.names[monthNumber - 1] + " " + String(year) }
  public var month: Month { Month(checked: year * 100 + monthNumber) }
  public var weekday: Weekday { Weekday.allCases[((dayNumber + 3) % 7 + 7) % 7] }

  /// Days since 1 January 1970 (H. Hinnant, days_from_civil).
  public var dayNumber: Int {
    let y = monthNumber <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (monthNumber + (monthNumber > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The day of that number, held within years 1 to 9999.
  public init(dayNumber: Int) {
    let z = min(max(dayNumber, Self.first.dayNumber), Self.last.dayNumber) + 719_468
    let era = z / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    self.init(checked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  public static let first = Day(checked: 1, 1, 1)
  public static let last = Day(checked: 9999, 12, 31)

  public func adding(days: Int) -> Day { Day(dayNumber: dayNumber + min(max(days, -4_000_000), 4_000_000)) }
  public func daysUntil(_ other: Day) -> Int { other.dayNumber - dayNumber }

  /// The same day some months later, or that month's last: 31/01 + 1 month is 28/02.
  public func adding(months: Int) -> Day {
    let target = month.adding(months: months)
    return Day(checked: target.year, target.number, min(day, target.lastDay.day))
  }

  /// Last day of a term that starts today: day + months − 1 day, held at the month's end, so that 24 months from 15/01/2024
  /// end on 14/01/2026, and six months from 31/08/2024 on 28/02/2025 (art. 641 of the code of civil procedure).
  public func lastDay(ofTermMonths months: Int) -> Day {
    let target = month.adding(months: months)
    guard day > 1 else { return target.firstDay.adding(days: -1) }
    return Day(checked: target.year, target.number, min(day - 1, target.lastDay.day))
  }

  static func length(ofMonth month: Int, _ year: Int) -> Int {
    guard month == 2 else { return [4, 6, 9, 11].contains(month) ? 30 : 31 }
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  }
}

/// Days of the week, Monday first.
public enum Weekday: Int, Sendable, CaseIterable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  public var french: String {
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"][rawValue - 1]
  }
}

extension Day {
  /// Reads `24/11/2026` (also with dots or hyphens) or `2026-11-24`; a year of two digits is refused, for 26 may be a birth in 1926.
  public static func parse(_ text: String) throws(ValueError) -> Day {
    let wanted = text.trimmed
    guard !wanted.isEmpty else { throw ValueError("Indiquez une date, par exemple 24/11/2026.") }
    if let day = Day(iso: wanted) { return try plausible(day) }
    let parts = wanted.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "." || $0 == "-" }
    guard parts.count == 3, parts.allSatisfy({ (1...4).contains($0.count) && $0.allSatisfy(\.isPlainDigit) }),
      parts[0].count <= 2, parts[1].count <= 2
    else { throw unreadable(text) }
    guard parts[2].count == 4 else { throw ValueError("Écrivez l’année en quatre chiffres, par exemple 24/11/2026.") }
    guard let year = Int(parts[2]), let month = Int(parts[1]), let number = Int(parts[0]),
      let day = Day(year, month, number)
    else { throw ValueError("Le \(wanted) n’existe pas au calendrier\u{202F}: vérifiez le jour et le mois.") }
    return try plausible(day)
  }

  private static func plausible(_ day: Day) throws(ValueError) -> Day {
    guard (1900...2199).contains(day.year) else {
      throw ValueError("L’année \(day.year) paraît fausse\u{202F}: écrivez la date comme 24/11/2026.")
    }
    return day
  }

  private static func unreadable(_ text: String) -> ValueError {
    ValueError("«\u{202F}\(text.quotedShort)\u{202F}» ne se lit pas comme une date\u{202F}: écrivez 24/11/2026.")
  }
}

extension Int {
  /// With zeros before, to at least this width.
  func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
