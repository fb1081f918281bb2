// SPDX-License-Identifier: EUPL-1.2

/// The year month by month against its objective.
public struct Trajectory: Sendable, Hashable {
  /// A month of the curve.
  public struct Point: Sendable, Hashable {
    public let month: Month
    public let kept: Hours
    /// From January, this month included.
    public let cumulated: Hours
    /// Where an even pace to the objective would be; `nil` without one.
    public let target: Hours?
  }

  public let year: Int
  public let objective: Hours?
  /// Twelve points, January first; months to come hold what is already known of them.
  public let points: [Point]
  /// The last month that is over; `nil` in January, or for a year to come.
  public let lastWholeMonth: Month?

  /// Hours kept by worked month; months of other years are left out.
  public init(year: Int, keptByMonth: [Month: Hours], objective: Hours?, today: Day) {
    (self.year, self.objective) = (year, objective)
    var cumulated = Hours.zero
    points = (1...12).compactMap { Month(year * 100 + $0) }.map { month in
      let kept = keptByMonth[month] ?? .zero
      cumulated += kept
      let target = objective.map { ($0.rational * Rational(Int128(month.number), 12)).hours }
      return Point(month: month, kept: kept, cumulated: cumulated, target: target)
    }
    lastWholeMonth = points.last { $0.month.lastDay < today }?.month
  }

  public var total: Hours { points.last?.cumulated ?? .zero }

  /// The point of the last whole month.
  public var current: Point? { points.last { $0.month == lastWholeMonth } }

  /// Ahead of the even pace, or behind when negative, at the end of the last whole month.
  public var gap: Hours? {
    guard let current, let target = current.target else { return nil }
    return current.cumulated - target
  }

  /// *Atterrissage prévisionnel*: the mean of the whole months carried to December; `nil` before one is over.
  public var landing: Hours? {
    current.map { ($0.cumulated.rational * Rational(12, Int128($0.month.number))).hours }
  }

  /// What the months left, this one included, would each have to bring; `nil` without an objective or once the year is over.
  public var neededPerMonth: Hours? {
    guard let objective else { return nil }
    let done = current?.cumulated ?? .zero
    let left = 12 - (lastWholeMonth?.number ?? 0)
    guard left > 0 else { return nil }
    return (max(.zero, objective - done).rational / Rational(left)).hours
  }

  /// Share of the objective reached.
  public var reached: Percent? { objective.flatMap { Percent(part: total, whole: $0) } }
}

extension Rational {
  /// This number of hours to the nearest unit of 12 s, half away from zero.
  public var hours: Hours { Hours(units: (self * Rational(Int128(Hours.unitsPerHour))).scaled(decimals: 0)) }
}
