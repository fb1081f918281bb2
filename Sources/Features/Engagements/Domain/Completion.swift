// SPDX-License-Identifier: EUPL-1.2

/// What is owed and done on one lot, or by one member of a split engagement.
public struct DueAndDone: Sendable, Hashable {
  public let due: Hours
  public let done: Hours

  public init(due: Hours, done: Hours) { (self.due, self.done) = (due, done) }

  /// Done, up to what is owed.
  public var capped: Hours { max(.zero, min(done, due)) }
  /// Never negative.
  public var remaining: Hours { max(.zero, due - done) }
  /// Done above what is owed; it fills no other lot (rules 19).
  public var surplus: Hours { max(.zero, done - due) }
  /// Raw, so above 100 % at times; `nil` when nothing is owed.
  public var percent: Percent? { Percent(part: done, whole: due) }
}

/// How far several lots are: raw, and capped lot by lot. Missing hours, pace and penalties use the capped one (rules 19).
public struct Completion: Sendable, Hashable {
  public let parts: [DueAndDone]

  public init(_ parts: [DueAndDone]) { self.parts = parts }

  /// A joint engagement is one for the buyer: a member's surplus covers another. A split one is each member's own (rules 4).
  public init(members: [DueAndDone], bearing: Bearing) {
    switch bearing {
    case .alone, .joint: parts = [DueAndDone(due: members.map(\.due).sum, done: members.map(\.done).sum)]
    case .split: parts = members
    }
  }

  public var due: Hours { parts.map(\.due).sum }
  public var done: Hours { parts.map(\.done).sum }
  public var cappedDone: Hours { parts.map(\.capped).sum }
  public var missing: Hours { parts.map(\.remaining).sum }
  public var surplus: Hours { parts.map(\.surplus).sum }
  public var raw: Percent? { Percent(part: done, whole: due) }
  public var capped: Percent? { Percent(part: cappedDone, whole: due) }
}

/// The facilitateur's proposal for hours not done; deciding is the buyer's (rules 23).
public enum Penalty {
  /// Missing hours × amount an hour, to the nearest cent, half away from zero (TA Rennes, 4 February 2026: 35 €).
  public static func proposal(missing: Hours, perHour: Money) -> Money {
    Money(cents: (max(.zero, missing).rational * Rational(Int128(perHour.cents), 1)).scaled(decimals: 0))
  }
}
