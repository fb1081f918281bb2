// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct LotStateRulesTests {
  private let dates = LotDates(
    notifiedOn: "2025-01-15", startsOn: "2025-02-01",
    suspensions: [DayRange(from: "2025-06-01", through: "2025-06-30")],
    endsOn: "2025-12-31", acceptedOn: "2026-01-20", finalAccountOn: "2026-06-30")

  @Test(
    "A lot's state follows from its dates and the hours kept",
    arguments: [
      ("2025-01-14", 0, LotState.planned), ("2025-01-15", 0, .notStarted), ("2025-05-31", 0, .notStarted),
      ("2025-05-31", 10, .running),
      ("2025-06-01", 10, .suspended), ("2025-06-30", 10, .suspended), ("2025-07-01", 10, .running),
      ("2025-12-31", 10, .running),
      ("2026-01-01", 10, .ended), ("2026-01-20", 10, .accepted), ("2026-06-30", 10, .settled),
    ] as [(Day, Int, LotState)])
  func states(day: Day, kept: Int, state: LotState) {
    #expect(LotState.of(dates, on: day, kept: h(kept), planStarts: nil) == state)
  }

  @Test("Once the plan's first month is reached, a lot without hours is running, and its delay shows")
  func plan() {
    #expect(LotState.of(dates, on: "2025-02-28", kept: .zero, planStarts: "2025-03") == .notStarted)
    #expect(LotState.of(dates, on: "2025-03-01", kept: .zero, planStarts: "2025-03") == .running)
  }

  @Test("Termination and cancelling come before all other states")
  func ended() {
    var terminated = dates
    terminated.terminatedOn = "2025-09-01"
    #expect(LotState.of(terminated, on: "2026-07-01", kept: h(10), planStarts: nil) == .terminated)
    terminated.cancelledOn = "2025-09-02"
    #expect(LotState.of(terminated, on: "2026-07-01", kept: h(10), planStarts: nil) == .cancelled)
    #expect(LotState.of(LotDates(), on: "2026-07-01", kept: .zero, planStarts: nil) == .planned)
  }

  @Test("Work runs from the order to start to the first of its ends")
  func work() {
    #expect(dates.work == DayRange(from: "2025-02-01", through: "2026-01-20"))
    #expect(LotDates(notifiedOn: "2025-01-15").work == DayRange(from: "2025-01-15", through: nil))
    #expect(LotDates().work == nil)
    #expect(
      LotDates(notifiedOn: "2025-01-15", endsOn: "2025-12-31", terminatedOn: "2025-09-01").work?.through == "2025-09-01"
    )
  }

  @Test("Dates that contradict one another are refused")
  func contradictions() {
    #expect(throws: ValueError.self) { try LotDates(notifiedOn: "2025-02-01", startsOn: "2025-01-01").checked() }
    #expect(throws: ValueError.self) { try LotDates(notifiedOn: "2025-02-01", endsOn: "2025-01-01").checked() }
    #expect(throws: ValueError.self) { try LotDates(acceptedOn: "2025-02-01", finalAccountOn: "2025-01-01").checked() }
    #expect(throws: Never.self) { try dates.checked() }
  }
}
