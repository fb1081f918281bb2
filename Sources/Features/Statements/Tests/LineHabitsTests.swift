// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite("A line against the law and against the person's last months")
struct LineHabitsTests {
  private let monday: Day = "2026-03-02"

  /// A line of March 2026 by day, with nothing else to remark on.
  private func facts(_ days: [DayHours]) -> LineFacts {
    LineFacts(
      month: "2026-03", kind: .site, declared: days.map(\.hours).sum, days: days,
      eligibility: DayRange(from: "2025-01-01", through: nil), contract: DayRange(from: "2025-01-01", through: nil),
      lot: nil, monthTotal: days.map(\.hours).sum)
  }

  private func codes(_ facts: LineFacts) -> [String] {
    LineChecks.remarks(on: facts).map { "\($0.severity.rawValue) \($0.code)" }
  }

  @Test("A day is above the law by its lines together (art. L3121-18), and says what other lines add")
  func day() throws {
    var facts = facts([DayHours(day: monday, hours: h(7))])
    facts.personDays = [monday: h(10)]
    #expect(codes(facts) == [])
    facts.personDays = [monday: h("10,01")]
    let remark = try #require(LineChecks.remarks(on: facts).first)
    #expect(
      remark.sentence
        == "Au-dessus du maximum légal de 10\u{202F}h par jour\u{202F}: 10,01\u{202F}h le 02/03/2026, dont 3,01\u{202F}h dans d’autres lignes."
    )
    #expect(remark.source == "Code du travail, art. L3121-18 et L8261-1")
    facts.days = [DayHours(day: monday, hours: h(11))]
    facts.personDays = [:]
    #expect(
      LineChecks.remarks(on: facts).map(\.sentence)
        == ["Au-dessus du maximum légal de 10\u{202F}h par jour\u{202F}: 11,00\u{202F}h le 02/03/2026."])
  }

  @Test("A week runs from Monday to Sunday (art. L3121-20), also across two months")
  func week() {
    var facts = facts([DayHours(day: "2026-03-31", hours: h(8))])
    // The week of 30 March: 8 h on each of six days are 48 h.
    facts.personDays = Dictionary(
      uniqueKeysWithValues: (0..<6).map { (("2026-03-30" as Day).adding(days: $0), h(8)) })
    #expect(codes(facts) == [])
    facts.personDays["2026-04-05"] = h("0,01")
    #expect(codes(facts) == ["warn long_week"])
    facts.personDays["2026-04-05"] = nil
    facts.personDays["2026-04-06"] = h(8)
    #expect(codes(facts) == [])
  }

  @Test("Twelve weeks in a row may reach 528 h, 44 h a week on average, and no more (art. L3121-22)")
  func twelveWeeks() {
    var facts = facts([DayHours(day: monday, hours: h("8,8"))])
    facts.personDays = Dictionary(
      uniqueKeysWithValues: (0..<12).flatMap { week in
        (0..<5).map { (monday.adding(days: $0 - 7 * week), h("8,8")) }
      })
    #expect(codes(facts) == [])
    facts.personDays[monday.adding(days: 5)] = h(1)
    #expect(codes(facts) == ["warn long_twelve_weeks"])
    // A month without days is not verifiable: nothing is said of the law.
    facts.days = []
    #expect(codes(facts) == [])
  }

  @Test("Nothing is said to be above the law before the day on which it stands so")
  func dated() {
    #expect(LegalMaxima.on("2016-08-09") == nil)
    #expect(LegalMaxima.on("2016-08-10")?.week.hours == h(48))
  }

  @Test("Easter by the tables, and the holidays that follow from it (art. L3133-1)")
  func holidays() {
    let easters: [Day] = [
      "2008-03-23", "2016-03-27", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25",
    ]
    for easter in easters { #expect(PublicHolidays.easter(easter.year) == easter) }
    let days = (0..<365).map { ("2026-01-01" as Day).adding(days: $0) }.filter { PublicHolidays.name(of: $0) != nil }
    #expect(
      days.map(\.iso) == [
        "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25", "2026-07-14", "2026-08-15",
        "2026-11-01", "2026-11-11", "2026-12-25",
      ])
  }

  @Test("Alsace and Moselle have Good Friday and 26 December besides (art. L3134-13)")
  func local() {
    let days = (0..<365).map { ("2026-01-01" as Day).adding(days: $0) }
    let more = days.filter {
      PublicHolidays.name(of: $0, inAlsaceMoselle: true) != nil
        && PublicHolidays.name(of: $0) == nil
    }
    #expect(more == ["2026-04-03", "2026-12-26"])
    var friday = facts([DayHours(day: "2026-04-03", hours: h(7))])
    friday.month = "2026-04"
    #expect(codes(friday) == [])
    friday.isAlsaceMoselle = TerritoryRules([.localHolidays: 1]).hasAlsaceMoselleHolidays
    #expect(LineChecks.remarks(on: friday).map(\.source) == ["Code du travail, art. L3134-13"])
    #expect(!TerritoryRules.standard.hasAlsaceMoselleHolidays)
  }

  @Test("Hours on a holiday are said and stay clean; 1 May is looked at (art. L3133-4)")
  func worked() {
    func on(_ day: Day) -> [String] {
      var facts = facts([DayHours(day: day, hours: h(7))])
      facts.month = day.month
      return codes(facts)
    }
    #expect(on("2026-05-08") == ["inform holiday"])
    #expect(on("2026-05-01") == ["warn may_day"])
    #expect(on("2026-05-04") == [])
  }

  struct Habit: Sendable, CustomTestStringConvertible {
    let before: [Hours]
    let total: Hours
    let codes: [String]
    var testDescription: String { "\(before.map(\.french)) then \(total.french)" }
  }

  @Test(
    "A jump is half as much again and a week more; a round figure is repeated four times",
    arguments: [
      Habit(before: [h(70), h(60), h(70)], total: h(105), codes: []),
      Habit(before: [h(70), h(60), h(70)], total: h("105,01"), codes: ["warn jump"]),
      Habit(before: [h(20), h(20), h(20)], total: h("54,99"), codes: []),
      Habit(before: [h(20), h(20), h(20)], total: h(55), codes: ["warn jump"]),
      Habit(before: [h(0), h(20), h(20)], total: h(150), codes: []),
      Habit(before: [], total: h(150), codes: []),
      Habit(before: [h(140), h(140), h(140)], total: h(140), codes: ["inform round_figures"]),
      Habit(before: [h(140), h(130), h(140)], total: h(140), codes: []),
      Habit(before: [h("151,67"), h("151,67"), h("151,67")], total: h("151,67"), codes: []),
    ])
  func habits(habit: Habit) {
    var facts = facts([])
    facts.declared = habit.total
    facts.monthTotal = habit.total
    facts.totalsBefore = habit.before
    #expect(codes(facts) == habit.codes)
    facts.kind = .absence
    #expect(codes(facts) == ["inform absence"])
  }
}
