// SPDX-License-Identifier: EUPL-1.2

/// The monthly *prévisionnel* agreed at the kick-off meeting: hours expected in each month.
public struct MonthlyPlan: Sendable, Hashable {
  public let months: [Month: Hours]

  public init(_ months: [Month: Hours]) { self.months = months }

  public var first: Month? { months.filter { $0.value > .zero }.keys.min() }
  public var last: Month? { months.filter { $0.value > .zero }.keys.max() }
  public var total: Hours { months.values.sum }
  /// Cumulated, that month included.
  public func through(_ month: Month) -> Hours { months.filter { $0.key <= month }.values.sum }
}

/// Where an engagement stands against its plan at the end of last month. No pace without a plan (rules 5).
public struct PlanPosition: Sendable, Hashable {
  public enum State: String, CodeList {
    case noPlan, notStarted, behind, onPlan, achieved

    public var french: String {
      switch self {
      case .noPlan: "sans prévisionnel"
      case .notStarted: "non démarré"
      case .behind: "en retard sur le prévisionnel"
      case .onPlan: "conforme au prévisionnel"
      case .achieved: "atteint"
      }
    }
  }

  public let state: State
  /// The last whole month before today, up to which plan and hours are compared.
  public let lastMonth: Month
  /// Plan cumulated to that month; zero without a plan.
  public let planned: Hours
  /// Hours worked up to that month.
  public let doneToDate: Hours
  /// All hours, this month's included.
  public let done: Hours
  public let remaining: Hours
  /// From this month to the last of the plan or of the lot, zero once over.
  public let monthsLeft: Int

  /// Done less planned: negative is a delay; `nil` without a plan.
  public var gap: Hours? { state == .noPlan ? nil : doneToDate - planned }
  public var isLate: Bool { state == .behind }
  /// One fifth or more under the plan: the usual alert (domain.md §1.4).
  public var isFarBehind: Bool { isLate && Int128(doneToDate.units) * 5 <= Int128(planned.units) * 4 }
  /// *Reste par mois*; `nil` when no month is left.
  public var restPerMonth: Hours? {
    guard monthsLeft > 0 else { return nil }
    return Hours(units: (remaining.units + Int64(monthsLeft) - 1) / Int64(monthsLeft))
  }
  /// What to do next about the plan; `nil` when nothing is.
  public var nextAction: String? {
    switch state {
    case .noPlan: remaining > .zero ? "Demander le prévisionnel" : nil
    case .behind: "Relancer l’entreprise"
    case .notStarted, .onPlan, .achieved: nil
    }
  }

  public init(plan: MonthlyPlan, due: Hours, doneByMonth: [Month: Hours], endsOn: Day?, today: Day) {
    let last = today.month.previous
    lastMonth = last
    planned = plan.through(last)
    doneToDate = doneByMonth.filter { $0.key <= last }.values.sum
    done = doneByMonth.values.sum
    remaining = max(.zero, due - done)
    let horizon = endsOn?.month ?? plan.last
    monthsLeft = horizon.map { max(0, today.month.monthsUntil($0) + 1) } ?? 0
    state = Self.state(plan: plan, due: due, done: done, toDate: doneToDate, last: last)
  }

  private static func state(plan: MonthlyPlan, due: Hours, done: Hours, toDate: Hours, last: Month) -> State {
    if due > .zero, done >= due { return .achieved }
    guard let first = plan.first else { return .noPlan }
    if done == .zero, last < first { return .notStarted }
    return toDate < plan.through(last) ? .behind : .onPlan
  }
}
