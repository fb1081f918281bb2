// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// All that the day's first page of a facilitator shows.
struct FacilitatorDay: Sendable {
  let scope: TodayScope
  /// Colleagues whose work the viewer takes over today.
  let covered: [CoveredColleague]
  let pending: [TodayStore.PendingMonth]
  let expected: [ExpectedStatement]
  let lots: [LotProgress]
  let reminders: [TodayStore.Reminder]
  let starts: [TodayStore.Start]
  let exits: [ExitTask]
  let promised: [ContactNote]
  let requests: [HiringRequest]
  /// Lots that have had their kick-off meeting.
  let kickedOff: Set<ID<Lot>>
  let correspondents: [ID<Organisation>: Correspondent]
  let said: LastSaidBySubject
  let marks: [String: DayMark]
  let year: YearHeadline

  static func read(
    _ scope: TodayScope, covered: [CoveredColleague] = [], for viewer: Viewer, _ db: any Connection
  ) throws -> FacilitatorDay {
    let reminders = try TodayStore.reminders(scope, for: viewer, db)
    if case .colleague(let id) = scope,
      !reminders.contains(where: { $0.kind == .absent && $0.id == id.value })
    {
      throw Missing()
    }
    let lots = try LotProgressStore.list(scope.lots, .atHand, for: viewer, on: viewer.today, db)
    let expected = try ExpectedStatements.list(
      viewer.today.month.previous, contracts: scope.contracts, for: viewer, db)
    let promised = try ContactNoteStore.promised(by: scope.facilitators, for: viewer, db)
    let called = lots.filter { $0.isToCall || $0.isWithoutPlan || $0.isEnding(by: viewer.rules, on: viewer.today) }
    let organisations = Set(
      expected.filter(\.isLate).map(\.employer) + called.compactMap(\.holders.first?.id)
        + promised.compactMap(\.subject.organisation))
    return FacilitatorDay(
      scope: scope, covered: covered, pending: try TodayStore.pending(scope, for: viewer, db), expected: expected,
      lots: lots, reminders: reminders, starts: try TodayStore.starts(scope, for: viewer, db),
      exits: try ExitTask.list(scope.contracts, for: viewer, db), promised: promised,
      requests: try HiringRequestStore.waiting(scope.contracts, for: viewer, db),
      kickedOff: try KickOffStore.lots(for: viewer, db),
      correspondents: try TodayStore.correspondents(of: organisations, in: viewer.territoryID, db),
      said: try ContactNoteStore.lastSaid(
        organisations: organisations, lots: Set(called.map(\.lotID)), for: viewer, db),
      marks: try DayMarkStore.all(for: viewer, db),
      year: try IndicatorStore.headline(
        FigureSpan(year: viewer.today.year, asOf: viewer.today), territory: viewer.territoryID, db))
  }
}

extension LotProgress {
  /// Behind its plan while hours are expected: the holder is called.
  var isToCall: Bool { state.isOpen && position.isLate }
  /// Hours remain, and nobody said when they would be worked: nothing is late, the plan is asked for.
  var isWithoutPlan: Bool {
    state.isOpen && position.state == .noPlan && remaining > .zero && !engagements.isEmpty
  }
  /// Begins, or began not long ago, without anybody having met its holder.
  func isToKickOff(_ held: Set<ID<Lot>>, on today: Day) -> Bool {
    guard isWithoutPlan, !held.contains(lotID), let start = dates.startsOn ?? dates.notifiedOn else { return false }
    return start >= today.adding(days: -90) && start <= today.adding(days: 30)
  }
  /// So far under its plan that the territory wants to be told (domain.md §1.4).
  func isFarBehind(by rules: TerritoryRules) -> Bool {
    let share = Int128(100 - rules[.planGapPercent])
    return isToCall && Int128(position.doneToDate.units) * 100 <= Int128(position.planned.units) * share
  }
  /// Ends soon with too few of its hours. A lot without a plan is not red: it is asked for its plan first.
  func isEnding(by rules: TerritoryRules, on today: Day) -> Bool {
    guard state.isOpen, position.state != .noPlan, expected > .zero, let endsOn else { return false }
    return endsOn <= today.adding(months: rules[.endingLotMonths])
      && Int128(kept.units) * 100 < Int128(expected.units) * Int128(rules[.endingLotPercent])
  }
  /// Work is over and hours were owed: an attestation is due.
  var isReceived: Bool {
    switch state {
    case .accepted, .settled: firm > .zero
    default: false
    }
  }
}
