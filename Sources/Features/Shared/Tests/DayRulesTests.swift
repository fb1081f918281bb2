// SPDX-License-Identifier: EUPL-1.2

import Domain
import Foundation
import Testing

@Suite struct DayRulesTests {
  @Test(
    "A day that does not exist is no day",
    arguments: [
      (2025, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (0, 1, 1), (10_000, 1, 1),
    ])
  func impossible(year: Int, month: Int, day: Int) {
    #expect(Day(year, month, day) == nil)
  }

  @Test("Leap years are those of the Gregorian calendar")
  func leap() {
    #expect(Day(2024, 2, 29) != nil)
    #expect(Day(2000, 2, 29) != nil)
    #expect(Day(2100, 2, 29) == nil)
  }

  @Test(
    "Dates are read as they are written in France or stored",
    arguments: ["24/11/2026", "24.11.2026", "24-11-2026", " 24/11/2026 ", "2026-11-24"])
  func reading(text: String) throws {
    #expect(try Day.parse(text) == "2026-11-24")
  }

  @Test(
    "Two-digit years, months first and impossible days are refused",
    arguments: [
      "24/11/26", "11/24/2026", "31/02/2026", "", "demain", "24/11", "24/11/2026/1", "1/1/0026", "01/01/1899",
      "２４/11/2026",
    ])
  func refusing(text: String) {
    #expect(throws: ValueError.self) { try Day.parse(text) }
  }

  @Test("A day is stored, shown and said")
  func writing() {
    let day: Day = "2026-11-04"
    #expect(day.iso == "2026-11-04")
    #expect(day.french == "04/11/2026")
    #expect(day.long == "4 novembre 2026")
    #expect(("2026-03-01" as Day).long == "1er mars 2026")
    #expect(day.weekday == .wednesday)
    #expect(day.month == "2026-11")
    for text in ["2026-11-4", "2026-13-01", "26-11-04", "2026-11-04T00:00:00Z", "2026/11/04", ""] {
      #expect(Day(iso: text) == nil)
    }
  }

  @Test(
    "Adding months holds at the month's end",
    arguments: [
      ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2024-02-29", 12, "2025-02-28"),
      ("2026-03-31", -1, "2026-02-28"), ("2026-11-24", 24, "2028-11-24"), ("2026-12-31", 2, "2027-02-28"),
    ] as [(Day, Int, Day)])
  func addingMonths(day: Day, months: Int, expected: Day) {
    #expect(day.adding(months: months) == expected)
  }

  @Test(
    "A term ends the day before, or at the end of a shorter month",
    arguments: [
      ("2024-01-15", 24, "2026-01-14"), ("2026-01-01", 12, "2026-12-31"), ("2024-08-31", 6, "2025-02-28"),
      ("2024-02-29", 24, "2026-02-28"), ("2024-02-29", 48, "2028-02-28"), ("2026-03-01", 24, "2028-02-29"),
      ("2025-10-14", 24, "2027-10-13"), ("2026-01-30", 1, "2026-02-28"),
    ] as [(Day, Int, Day)])
  func terms(day: Day, months: Int, last: Day) {
    #expect(day.lastDay(ofTermMonths: months) == last)
  }

  @Test("Day numbers follow one another through centuries")
  func numbers() {
    #expect(("1970-01-01" as Day).dayNumber == 0)
    #expect(("2000-03-01" as Day).dayNumber == 11_017)
    var day: Day = "1899-12-28"
    for _ in 0..<110_000 {
      let next = day.adding(days: 1)
      guard next > day, day.daysUntil(next) == 1, Day(iso: next.iso) == next else {
        Issue.record("after \(day.iso) came \(next.iso)")
        return
      }
      day = next
    }
    #expect(Day.last.adding(days: 1) == Day.last)
    #expect(Day.first.adding(days: Int.min) == Day.first)
  }

  @Test("Whatever the months added, a day stays a day and keeps its month's length", arguments: 0..<200)
  func months(seed: Int) {
    var random = SplitMix64(seed: seed)
    let day = Day(dayNumber: Int.random(in: -20_000...60_000, using: &random))
    let months = Int.random(in: -500...500, using: &random)
    let moved = day.adding(months: months)
    #expect(Day(moved.year, moved.monthNumber, moved.day) == moved)
    #expect(day.month.monthsUntil(moved.month) == months)
    #expect(moved.day == min(day.day, moved.month.lastDay.day))
    #expect(day.lastDay(ofTermMonths: months) <= moved)
  }
}

@Suite struct MonthRulesTests {
  @Test(
    "Months are read in figures or in words",
    arguments: ["03/2026", "2026-03", "mars 2026", "Mars 2026", "3/2026", " MARS  2026 "])
  func reading(text: String) throws {
    #expect(try Month.parse(text).rawValue == 202603)
  }

  @Test(
    "What is no month is refused",
    arguments: ["", "13/2026", "00/2026", "03/26", "brumaire 2026", "2026", "03/2026/01", "0/0"])
  func refusing(text: String) {
    #expect(throws: ValueError.self) { try Month.parse(text) }
  }

  @Test("Accents may be left out of a month's name")
  func accents() throws {
    #expect(try Month.parse("aout 2026") == "2026-08")
    #expect(try Month.parse("FEVRIER 2026") == "2026-02")
    #expect(try Month.parse("décembre 2026") == "2026-12")
  }

  @Test("A month knows its neighbours and its days")
  func neighbours() {
    #expect(("2026-12" as Month).next == "2027-01")
    #expect(("2026-01" as Month).previous == "2025-12")
    #expect(("2024-02" as Month).lastDay == "2024-02-29")
    #expect(("2026-03" as Month).french == "mars 2026")
    #expect(("2026-03" as Month).numeric == "03/2026")
    #expect(("2025-11" as Month).monthsUntil("2026-02") == 3)
    #expect(Month(202613) == nil)
    #expect(Month(202600) == nil)
    #expect(Month(-1) == nil)
  }

  @Test("Ranges of days say what they cover")
  func ranges() {
    let range = DayRange(from: "2025-10-14", through: "2025-12-31")
    #expect(!range.covers("2025-10"))
    #expect(range.touches("2025-10"))
    #expect(range.covers("2025-11"))
    #expect(!range.touches("2026-01"))
    #expect(!range.touches("2025-09"))
    #expect(DayRange(from: "2025-10-01", through: nil).covers("2030-10"))
  }
}

@Suite struct InstantRulesTests {
  @Test("An instant is stored in a fixed form, and in no other")
  func text() throws {
    let instant = try #require(Instant(text: "2026-11-23T10:00:00.000Z"))
    #expect(instant.text == "2026-11-23T10:00:00.000Z")
    #expect(instant.date.timeIntervalSince1970 == 1_795_428_000)
    #expect(Instant(Date(timeIntervalSince1970: 1_795_428_000.25)).text == "2026-11-23T10:00:00.250Z")
    for text in [
      "2026-11-23T10:00:00Z", "2026-11-23 10:00:00.000Z", "2026-02-30T10:00:00.000Z", "2026-11-23T24:00:00.000Z", "",
    ] {
      #expect(Instant(text: text) == nil)
    }
  }

  @Test("Today is the territory's: La Réunion is not Paris")
  func territory() throws {
    let paris = try #require(TimeZone(identifier: "Europe/Paris"))
    let reunion = try #require(TimeZone(identifier: "Indian/Reunion"))
    let instant: Instant = "2026-11-23T21:30:00.000Z"
    #expect(instant.day(in: paris) == "2026-11-23")
    #expect(instant.day(in: reunion) == "2026-11-24")
    #expect(instant.french(in: paris) == "23/11/2026 à 22\u{202F}h\u{202F}30")
  }

  @Test(
    "An evening is the last millisecond of the day, also when the hour changes",
    arguments: ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-06-30", "2026-12-31"]
      as [Day])
  func evening(day: Day) throws {
    for name in ["Europe/Paris", "Indian/Reunion", "Pacific/Noumea", "America/Martinique", "UTC"] {
      let zone = try #require(TimeZone(identifier: name))
      let evening = Instant.evening(of: day, in: zone)
      #expect(evening.day(in: zone) == day)
      #expect(Instant(milliseconds: evening.milliseconds + 1).day(in: zone) == day.adding(days: 1))
    }
  }

  @Test("The order of texts is the order of time", arguments: 0..<100)
  func order(seed: Int) {
    var random = SplitMix64(seed: seed)
    let range = Int64(-10_000_000_000_000)...Int64(100_000_000_000_000)
    let (a, b) = (
      Instant(milliseconds: .random(in: range, using: &random)),
      Instant(milliseconds: .random(in: range, using: &random))
    )
    #expect((a < b) == (a.text < b.text))
    #expect(Instant(text: a.text) == a)
  }
}
