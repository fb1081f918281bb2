// SPDX-License-Identifier: EUPL-1.2

public import Foundation

/// A moment, in UTC, to the millisecond. Stored as text of a fixed width, so that the order of texts is the order of time.
public struct Instant: Sendable, Hashable, Comparable {
  /// Milliseconds since 1 January 1970.
  public let milliseconds: Int64

  private static let bounds =
    (Int64(Day.first.dayNumber) * 86_400_000)...(Int64(Day.last.dayNumber + 1) * 86_400_000 - 1)

  /// Held within years 1 to 9999, whole milliseconds.
  public init(milliseconds: Int64) {
    self.milliseconds = min(max(milliseconds, Self.bounds.lowerBound), Self.bounds.upperBound)
  }

  public init(_ date: Date) {
    self.init(milliseconds: Int64(clampedSeconds: date.timeIntervalSince1970))
  }

  private static let shape = Array("0000-00-00T00:00:00.000Z".utf8)

  /// Reads the stored form `2026-11-23T10:00:00.000Z`, and nothing else.
  public init?(text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == Self.shape.count,
      zip(bytes, Self.shape).allSatisfy({ $1 == UInt8(ascii: "0") ? (48...57).contains($0) : $0 == $1 }),
      let day = Day(isoBytes: bytes[..<10])
    else { return nil }
    func number(_ range: Range<Int>) -> Int64 { bytes[range].reduce(0) { $0 * 10 + Int64($1 - 48) } }
    let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
    guard hour < 24, minute < 60, second < 60 else { return nil }
    self.init(
      milliseconds: Int64(day.dayNumber) * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000 + number(20..<23))
  }

  /// `2026-11-23T10:00:00.000Z`
  public var text: String {
    let (day, rest) = split(offset: 0)
    func digit(_ number: Int) -> UInt8 { UInt8(48 + number % 10) }
    func two(_ number: Int) -> [UInt8] { [digit(number / 10), digit(number)] }
    let (seconds, colon) = (rest / 1000, [UInt8(ascii: ":")])
    let clock = two(seconds / 3600) + colon + two(seconds / 60 % 60) + colon + two(seconds % 60)
    let thousandths = [digit(rest % 1000 / 100), digit(rest % 1000 / 10), digit(rest)]
    let bytes = day.isoBytes + [UInt8(ascii: "T")] + clock + [UInt8(ascii: ".")] + thousandths + [UInt8(ascii: "Z")]
    return String(decoding: bytes, as: UTF8.self)
  }

  public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
  public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  /// The calendar day at that moment in a territory: La Réunion is not Paris.
  public func day(in timeZone: TimeZone) -> Day { split(offset: timeZone.secondsFromGMT(for: date)).day }

  /// `23/11/2026 à 11 h 00`, in that time zone.
  public func french(in timeZone: TimeZone) -> String {
    let (day, rest) = split(offset: timeZone.secondsFromGMT(for: date))
    let minutes = rest / 60_000
    return "\(day.french) à \(minutes / 60)\u{202F}h\u{202F}\((minutes % 60).padded(2))"
  }

  /// The last millisecond of a day in a territory: what was known "that evening".
  public static func evening(of day: Day, in timeZone: TimeZone) -> Instant {
    let midnight = Int64(day.dayNumber + 1) * 86_400_000
    var offset = timeZone.secondsFromGMT(for: Instant(milliseconds: midnight).date)
    offset = timeZone.secondsFromGMT(for: Instant(milliseconds: midnight - Int64(offset) * 1000 - 1).date)
    return Instant(milliseconds: midnight - Int64(offset) * 1000 - 1)
  }

  public func adding(seconds: Int) -> Instant { Instant(milliseconds: milliseconds + Int64(seconds) * 1000) }

  private func split(offset: Int) -> (day: Day, rest: Int) {
    let local = milliseconds + Int64(offset) * 1000
    let days = local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000
    return (Day(dayNumber: Int(days)), Int(local - days * 86_400_000))
  }
}

extension Int64 {
  /// Milliseconds of a number of seconds, held within what a year of four digits can hold.
  fileprivate init(clampedSeconds seconds: Double) {
    guard seconds.isFinite else {
      self = 0
      return
    }
    self = Int64((Swift.min(Swift.max(seconds, -1e12), 1e12) * 1000).rounded(.down))
  }
}
