// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct TrajectoryRulesTests {
  private func trajectory(_ kept: [Month: Hours], objective: Hours?, on today: Day) -> Trajectory {
    Trajectory(year: 2026, keptByMonth: kept, objective: objective, today: today)
  }

  @Test("A year is held against an even pace at the end of the last whole month")
  func pace() {
    let year = trajectory(
      ["2026-01": h(100), "2026-02": h(80), "2026-03": h(10), "2025-12": h(999)], objective: h(1200), on: "2026-03-15")
    #expect(year.points.count == 12)
    #expect(year.lastWholeMonth == "2026-02")
    #expect(year.gap == h(-20))
    #expect(year.landing == h(1080))
    #expect(year.neededPerMonth == h(102))
    #expect(year.total == h(190))
    #expect(year.reached?.french == "15,8\u{202F}%")
  }

  @Test("In January nothing is over, so nothing is projected")
  func january() {
    let year = trajectory(["2026-01": h(100)], objective: h(1200), on: "2026-01-31")
    #expect(year.lastWholeMonth == nil)
    #expect(year.landing == nil)
    #expect(year.gap == nil)
    #expect(year.neededPerMonth == h(100))
  }

  @Test("A year that is over lands where it is, and asks for nothing more")
  func over() {
    let year = trajectory(["2026-12": h(600)], objective: h(1200), on: "2027-01-01")
    #expect(year.landing == h(600))
    #expect(year.neededPerMonth == nil)
    #expect(year.gap == h(-600))
    #expect(trajectory([:], objective: nil, on: "2027-01-01").gap == nil)
    #expect(trajectory([:], objective: .zero, on: "2027-01-01").reached == nil)
  }
}
