// SPDX-License-Identifier: EUPL-1.2

/// How many of the declared hours are kept, and why not the others (rules 11). One action, both figures told to the declarer.
public struct HoursDecision: Sendable, Hashable {
  public let declared: Hours
  public let kept: Hours
  /// Present exactly when a part is not kept.
  public let reason: ReasonNotKept?
  public let note: String

  /// Throws unless kept is between zero and declared, and a part not kept has its reason. Absence is never kept. A reversal is
  /// negative: its bounds turn over.
  public init(
    kind: HoursKind, declared: Hours, kept: Hours, reason: ReasonNotKept?, note: String
  ) throws(StatementError) {
    guard min(declared, .zero) <= kept, kept <= max(declared, .zero) else { throw .keptOutOfRange(declared: declared) }
    if !kind.mayCount, kept != .zero { throw .absenceNeverCounts }
    if kept != declared {
      guard let reason else { throw .reasonMissing }
      if reason == .other, note.trimmed.isEmpty { throw .noteMissing }
    }
    (self.declared, self.kept, self.note) = (declared, kept, note)
    self.reason = kept == declared ? nil : reason
  }

  public var notKept: Hours { declared - kept }

  /// `98,00 h retenues sur 161,00 h déclarées ; 63,00 h non retenues : avant validation.`
  public var sentence: String {
    let start = "\(kept.french)\u{202F}h retenues sur \(declared.french)\u{202F}h déclarées"
    guard let reason else { return start + "." }
    let words = reason == .other ? note.trimmed : reason.french
    return start + "\u{202F}; \(notKept.french)\u{202F}h non retenues\u{202F}: \(words)."
  }
}

/// Hours of one day, declared where a date matters.
public struct DayHours: Sendable, Hashable {
  public let day: Day
  public let hours: Hours
  public init(day: Day, hours: Hours) { (self.day, self.hours) = (day, hours) }
}

/// What may be kept of a line, given the days on which its person counts.
public enum Keeping: Sendable, Hashable {
  /// Every hour has its place: this much is kept, that much fell before or after.
  case settled(kept: Hours, before: Hours, after: Hours)
  /// The month is only partly inside and the days are not known: they are asked, a month is never prorated.
  case daysNeeded

  /// Days known: each is kept when the person counts on it.
  public static func keep(days: [DayHours], within range: DayRange) -> Keeping {
    let before = days.filter { $0.day < range.from }.map(\.hours).sum
    let kept = days.filter { range.contains($0.day) }.map(\.hours).sum
    return .settled(kept: kept, before: before, after: days.map(\.hours).sum - before - kept)
  }

  /// Days from the validity day on: the usual case of a validation in the middle of a month.
  public static func keep(days: [DayHours], from day: Day) -> Keeping {
    keep(days: days, within: DayRange(from: day, through: nil))
  }

  /// A line with its days, or a monthly total. Days must be of the month and add up to what is declared.
  public static func of(
    declared: Hours, month: Month, days: [DayHours], within range: DayRange
  ) throws(StatementError) -> Keeping {
    guard days.isEmpty else {
      if let stray = days.first(where: { !month.contains($0.day) }) { throw .dayOutsideMonth(stray.day, month) }
      let total = days.map(\.hours).sum
      guard total == declared else { throw .daysDiffer(days: total, declared: declared) }
      return keep(days: days, within: range)
    }
    if range.covers(month) { return .settled(kept: declared, before: .zero, after: .zero) }
    if month.lastDay < range.from { return .settled(kept: .zero, before: declared, after: .zero) }
    if !range.touches(month) { return .settled(kept: .zero, before: .zero, after: declared) }
    return .daysNeeded
  }

  /// The decision that follows, with the larger part's reason; `nil` when days are needed.
  public func decision(kind: HoursKind, note: String) throws(StatementError) -> HoursDecision? {
    guard case .settled(let kept, let before, let after) = self else { return nil }
    let reason: ReasonNotKept? = before + after == .zero ? nil : before >= after ? .beforeValidation : .afterEligibility
    return try HoursDecision(kind: kind, declared: kept + before + after, kept: kept, reason: reason, note: note)
  }
}

/// Hours that both employer and user company declare are one and the same: the gap is asked, never added (rules 6).
public enum CrossCheck {
  /// What the user company declares beyond (or, negative, below) what the payer does; zero hours are added.
  public static func gap(payer: Hours, userCompany: Hours) -> Hours { userCompany - payer }
}
