// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Testing

@testable import App

@Suite("The day of a demonstration")
struct DemonstrationDayTests {
  /// Winter, summer, and the days on which clocks change (31 March and 27 October 2024).
  @Test(
    "is its own at every hour, whatever the hour of the server",
    arguments: ["2024-01-15", "2024-07-15", "2024-03-31", "2024-10-27"])
  func everyHour(real: String) throws {
    let zone = try #require(TimeZone(identifier: "Europe/Paris"))
    let start = Instant(milliseconds: Int64(try #require(Day(iso: real)).dayNumber) * 86_400_000)
    for day in [Day(2026, 11, 24), Day(2026, 7, 14)] {
      let mark = DemonstrationMark(day: try #require(day))
      for hour in 0..<48 {
        let date = start.adding(seconds: hour * 1800).date
        #expect(mark.now(date).day(in: zone) == mark.day, "\(real) \(hour)")
      }
    }
  }

  @Test("goes on as the clock does")
  func goesOn() throws {
    let mark = DemonstrationMark(day: try #require(Day(2026, 11, 24)))
    let noon = Instant(milliseconds: Int64(try #require(Day(2024, 1, 15)).dayNumber) * 86_400_000 + 39_600_000)
    #expect(mark.now(noon.date).milliseconds == Int64(mark.day.dayNumber) * 86_400_000 + 39_600_000)
    #expect(mark.now(noon.adding(seconds: 60).date).milliseconds - mark.now(noon.date).milliseconds == 60_000)
  }
}
