// SPDX-License-Identifier: EUPL-1.2
import Domain
import Testing

@Suite("A day for a calendar") struct CalendarFileTests {
  private func text(_ title: String) throws -> String {
    let day = try #require(Day(2026, 11, 15))
    let now = try #require(Instant(text: "2026-11-02T08:30:00.000Z"))
    return CalendarFile(key: "releve-7", day: day, title: title, note: "").text(writtenAt: now)
  }

  @Test("it is a whole day, with its key and its moment")
  func wholeDay() throws {
    let lines = try text("Relevé").split(separator: "\r\n").map(String.init)
    #expect(lines.contains("DTSTART;VALUE=DATE:20261115") && lines.contains("DTEND;VALUE=DATE:20261116"))
    #expect(lines.contains("UID:releve-7") && lines.contains("DTSTAMP:20261102T083000Z"))
  }

  @Test("lines are 75 bytes at most, and what was typed begins no line of its own")
  func folding() throws {
    let long = try text(String(repeating: "échéance; ", count: 30) + "\r\nATTENDEE:mailto:x@y.example")
    #expect(long.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
    #expect(!long.contains("\r\nATTENDEE"))
    #expect(long.contains("\\;"))
  }

  @Test("a mail that waits is tried again for five days, at most every two hours")
  func retry() throws {
    #expect((1...4).map { MessageRetry.delay(after: $0) } == [60, 120, 240, 480])
    #expect(MessageRetry.delay(after: 50) == 7200)
    let written = try #require(Instant(text: "2026-11-02T08:30:00.000Z"))
    #expect(MessageRetry.goesOn(writtenAt: written, now: written.adding(seconds: 4 * 86_400)))
    #expect(!MessageRetry.goesOn(writtenAt: written, now: written.adding(seconds: 5 * 86_400)))
  }
}
