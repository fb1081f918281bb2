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
  let phones: [ID<Organisation>: String]
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
    return FacilitatorDay(
      scope: scope, covered: covered, pending: try TodayStore.pending(scope, for: viewer, db),
      expected: try ExpectedStatements.list(
        viewer.today.month.previous, contracts: scope.contracts, for: viewer, db), lots: lots,
      reminders: reminders,
      phones: try TodayStore.phones(
        of: Set(lots.filter(\.isToCall).compactMap(\.holders.first?.id)), in: viewer.territoryID, db),
      year: try IndicatorStore.headline(
        FigureSpan(year: viewer.today.year, asOf: viewer.today), territory: viewer.territoryID, db))
  }
}

extension LotProgress {
  /// Behind its plan while hours are expected: the holder is called.
  var isToCall: Bool { state.isOpen && position.isLate }
  /// Work is over and hours were owed: an attestation is due.
  var isReceived: Bool {
    switch state {
    case .accepted, .settled: firm > .zero
    default: false
    }
  }
}
