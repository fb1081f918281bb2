// SPDX-License-Identifier: EUPL-1.2

/// What an engagement was worth, by the events known at some moment (rules 1–3).
public struct EngagementBalance: Sendable, Hashable {
  /// *Ferme*: from the rule's base (what is invoiced, or ordered), or the sum of hours.
  public let firm: Hours
  /// *Prévisionnel*: from what is ordered, or the sum of hours.
  public let forecast: Hours
  public let ordered: Money
  /// Invoices less credit notes.
  public let invoiced: Money
  /// Day on which its termination takes effect.
  public let terminatedOn: Day?
  /// Terminated, and the buyer has not said what remains owed.
  public let awaitsDecision: Bool

  public static let nothing = EngagementBalance(
    firm: .zero, forecast: .zero, ordered: .zero, invoiced: .zero, terminatedOn: nil, awaitsDecision: false)

  /// What is owed by the events recorded up to that moment, whenever they take effect: the past never changes.
  public static func at(
    events: [EngagementEvent], terms: EngagementTerms, knownAt moment: Instant
  ) -> EngagementBalance {
    var ledger = Running(terms: terms)
    for event in events.asRecorded where event.recordedAt <= moment { ledger.apply(event) }
    return ledger.balance
  }

  /// The firm and forecast values of a part of the events, which may be negative: a member's own amendment down lowers its
  /// share of what is common.
  static func parts(
    events: [EngagementEvent], terms: EngagementTerms, knownAt moment: Instant
  ) -> (firm: Hours, forecast: Hours) {
    var ledger = Running(terms: terms)
    for event in events.asRecorded where event.recordedAt <= moment { ledger.apply(event) }
    return (ledger.firm, ledger.forecast)
  }

  /// What was known each time something was recorded.
  public static func known(events: [EngagementEvent], terms: EngagementTerms) -> [EngagementStep] {
    steps(events.asRecorded, terms: terms)
  }

  /// The plan drawn by effective days, from what is known at a moment; the last step is `at` that moment, save after a
  /// termination.
  public static func history(
    events: [EngagementEvent], terms: EngagementTerms, knownAt moment: Instant
  ) -> [EngagementStep] {
    let known = events.asRecorded.filter { $0.recordedAt <= moment }
    let ordered = known.enumerated().sorted {
      ($0.element.effectiveOn, $0.offset) < ($1.element.effectiveOn, $1.offset)
    }
    return steps(ordered.map(\.element), terms: terms)
  }

  /// The larger of the two values: what a company should expect to do.
  public var expected: Hours { terminatedOn == nil ? max(firm, forecast) : firm }

  private static func steps(_ events: [EngagementEvent], terms: EngagementTerms) -> [EngagementStep] {
    var ledger = Running(terms: terms)
    return events.map { event in
      ledger.apply(event)
      return EngagementStep(event: event, balance: ledger.balance)
    }
  }
}

/// The value after one event.
public struct EngagementStep: Sendable, Hashable {
  public let event: EngagementEvent
  public let balance: EngagementBalance
  public var day: Day { event.effectiveOn }
  public var value: Hours { balance.firm }
}

/// The running sums of a replay.
private struct Running {
  let terms: EngagementTerms
  var hours = Hours.zero
  var ordered = Money.zero
  var invoiced = Money.zero
  var decided: Hours?
  var terminatedOn: Day?

  mutating func apply(_ event: EngagementEvent) {
    switch event.kind {
    case .order: ordered += event.amount ?? .zero
    case .invoice: invoiced += event.amount ?? .zero
    case .creditNote: invoiced -= Money(cents: abs(event.amount?.cents ?? 0))
    case .termination:
      terminatedOn = event.effectiveOn
      if let setsTo = event.setsTo { (decided, hours) = (setsTo, .zero) }
    case .award, .offer, .amendment, .tranche, .renewal, .transfer: break
    }
    hours += event.delta ?? .zero
  }

  var firm: Hours { value(of: \.basis) }
  var forecast: Hours { value(of: { _ in .ordered }) }

  /// What is owed is never negative.
  var balance: EngagementBalance {
    EngagementBalance(
      firm: max(.zero, firm), forecast: max(.zero, forecast), ordered: ordered, invoiced: invoiced,
      terminatedOn: terminatedOn, awaitsDecision: terminatedOn != nil && decided == nil)
  }

  /// After the buyer's decision only hours said in so many words move it: no order or invoice does.
  private func value(of basis: (EngagementRule) -> RuleBasis) -> Hours {
    if let decided { return decided + hours }
    switch terms {
    case .hours: return hours
    case .rule(let rule): return rule.hours(for: basis(rule) == .ordered ? ordered : invoiced) + hours
    }
  }
}

extension Array where Element == EngagementEvent {
  /// By the moment at which they were learnt, then as given.
  fileprivate var asRecorded: [EngagementEvent] {
    enumerated().sorted { ($0.element.recordedAt, $0.offset) < ($1.element.recordedAt, $1.offset) }.map(\.element)
  }
}
