// SPDX-License-Identifier: EUPL-1.2

/// An exact fraction, always reduced, its denominator positive. Its users bound their inputs so that products of four values
/// stay far from the limit of 128 bits.
public struct Rational: Sendable, Hashable, Comparable {
  public let numerator: Int128
  public let denominator: Int128

  /// A fraction; a zero denominator is a mistake of the program, checked by its callers before.
  public init(_ numerator: Int128, _ denominator: Int128 = 1) {
    precondition(denominator != 0, "a fraction over zero")
    let divisor = Self.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * (numerator / Int128(divisor))
    self.denominator = sign * (denominator / Int128(divisor))
  }

  public init(_ whole: Int) { self.init(Int128(whole), 1) }

  public static let zero = Rational(0)
  public static let one = Rational(1)

  public static func + (left: Rational, right: Rational) -> Rational {
    Rational(
      left.numerator * right.denominator + right.numerator * left.denominator, left.denominator * right.denominator)
  }
  public static func - (left: Rational, right: Rational) -> Rational {
    left + Rational(-right.numerator, right.denominator)
  }
  public static func * (left: Rational, right: Rational) -> Rational {
    let (a, b) = (Rational(left.numerator, right.denominator), Rational(right.numerator, left.denominator))
    return Rational(a.numerator * b.numerator, a.denominator * b.denominator)
  }
  /// The divisor is not zero.
  public static func / (left: Rational, right: Rational) -> Rational {
    left * Rational(right.denominator, right.numerator)
  }
  /// Over 256 bits, so that no comparison overflows.
  public static func < (left: Rational, right: Rational) -> Bool {
    let a = left.numerator.multipliedFullWidth(by: right.denominator)
    let b = right.numerator.multipliedFullWidth(by: left.denominator)
    return (a.high, a.low) < (b.high, b.low)
  }

  /// The greatest whole number that is not above.
  public var floor: Int128 {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The value times ten to the power `decimals`, half away from zero.
  public func scaled(decimals: Int) -> Int64 {
    let power = (0..<decimals).reduce(Int128(1)) { value, _ in value * 10 }
    let (quotient, remainder) = (numerator * power).quotientAndRemainder(dividingBy: denominator)
    let away = remainder.magnitude * 2 >= denominator.magnitude
    return Int64(clamping: quotient + (away ? (numerator < 0 ? -1 : 1) : 0))
  }

  /// `833.33`: for programs, with exactly these decimals.
  public func plain(decimals: Int) -> String { FrenchNumber.plain(scaled(decimals: decimals), decimals: decimals) }
  /// `833,33`: for people, with exactly these decimals.
  public func french(decimals: Int) -> String { FrenchNumber.decimal(scaled(decimals: decimals), decimals: decimals) }

  /// Reads a number of at most `decimals` decimals, exactly.
  public static func parse(_ text: String, field: String, decimals: Int = 2) throws(ValueError) -> Rational {
    guard let scaled = FrenchNumber.scaled(text, decimals: decimals) else {
      throw ValueError("\(field)\u{202F}: écrivez un nombre, par exemple 7,5 (\(decimals) décimales au plus).")
    }
    return Rational(Int128(scaled), (0..<decimals).reduce(Int128(1)) { value, _ in value * 10 })
  }

  /// Reads `7,5` or `7,5 %` as 7.5, between 0 and 100, with at most four decimals.
  public static func parsePercent(_ text: String, field: String) throws(ValueError) -> Rational {
    var wanted = text.trimmed
    if wanted.hasSuffix("%") { wanted = wanted.dropLast().trimmed }
    let value = try parse(wanted, field: field, decimals: 4)
    guard value >= .zero, value <= Rational(100) else {
      throw ValueError("\(field)\u{202F}: indiquez un pourcentage entre 0 et 100.")
    }
    return value
  }

  private static func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
