// SPDX-License-Identifier: EUPL-1.2

/// The dates of a lot, each its own (rules 5).
public struct LotDates: Sendable, Hashable {
  public var notifiedOn: Day?
  /// *Ordre de service*: from which work may start.
  public var startsOn: Day?
  /// Each from its first day to the day before work resumes.
  public var suspensions: [DayRange]
  /// Planned or real last day of the work.
  public var endsOn: Day?
  /// *Réception*.
  public var acceptedOn: Day?
  /// *Décompte général définitif*.
  public var finalAccountOn: Day?
  public var terminatedOn: Day?
  public var cancelledOn: Day?

  public init(
    notifiedOn: Day? = nil, startsOn: Day? = nil, suspensions: [DayRange] = [], endsOn: Day? = nil,
    acceptedOn: Day? = nil,
    finalAccountOn: Day? = nil, terminatedOn: Day? = nil, cancelledOn: Day? = nil
  ) {
    (self.notifiedOn, self.startsOn, self.suspensions, self.endsOn) = (notifiedOn, startsOn, suspensions, endsOn)
    (self.acceptedOn, self.finalAccountOn) = (acceptedOn, finalAccountOn)
    (self.terminatedOn, self.cancelledOn) = (terminatedOn, cancelledOn)
  }

  /// Hours may be worked from the order to start (else the notification) to the last day known; `nil` before any of them.
  public var work: DayRange? {
    guard let first = startsOn ?? notifiedOn else { return nil }
    let last = [acceptedOn ?? endsOn, terminatedOn, cancelledOn].compactMap { $0 }.min()
    return DayRange(from: first, through: last)
  }

  /// Throws when dates contradict one another.
  public func checked() throws(ValueError) -> LotDates {
    let order: [(String, Day?)] = [
      ("la notification", notifiedOn), ("l’ordre de service", startsOn), ("la fin", endsOn),
    ]
    for (index, earlier) in order.enumerated() {
      for later in order[(index + 1)...] {
        guard let first = earlier.1, let second = later.1, second < first else { continue }
        throw ValueError(
          "Vérifiez les dates\u{202F}: \(later.0) (\(second.french)) est avant \(earlier.0) (\(first.french)).")
      }
    }
    if let acceptedOn, let finalAccountOn, finalAccountOn < acceptedOn {
      throw ValueError("Vérifiez les dates\u{202F}: le décompte général est avant la réception.")
    }
    return self
  }
}

/// Where a lot stands on a day.
public enum LotState: String, CodeList {
  case planned, notStarted, running, suspended, ended, accepted, settled, terminated, cancelled

  public var french: String {
    switch self {
    case .planned: "programmé"
    case .notStarted: "non démarré"
    case .running: "en cours"
    case .suspended: "suspendu"
    case .ended: "terminé"
    case .accepted: "réceptionné"
    case .settled: "soldé"
    case .terminated: "résilié"
    case .cancelled: "annulé"
    }
  }

  /// Whether hours are still expected.
  public var isOpen: Bool {
    switch self {
    case .planned, .notStarted, .running, .suspended: true
    case .ended, .accepted, .settled, .terminated, .cancelled: false
    }
  }

  /// From its dates and the hours kept so far. A notified lot without an hour is not started until the plan's first month is
  /// reached: before it, zero is no delay (rules 5).
  public static func of(_ dates: LotDates, on today: Day, kept: Hours, planStarts: Month?) -> LotState {
    func past(_ day: Day?) -> Bool { day.map { $0 <= today } ?? false }
    if past(dates.cancelledOn) { return .cancelled }
    if past(dates.terminatedOn) { return .terminated }
    if past(dates.finalAccountOn) { return .settled }
    if past(dates.acceptedOn) { return .accepted }
    if dates.suspensions.contains(where: { $0.contains(today) }) { return .suspended }
    if let endsOn = dates.endsOn, endsOn < today { return .ended }
    if kept > .zero { return .running }
    guard past(dates.notifiedOn) || past(dates.startsOn) else { return .planned }
    return planStarts.map { $0 <= today.month } ?? false ? .running : .notStarted
  }
}
