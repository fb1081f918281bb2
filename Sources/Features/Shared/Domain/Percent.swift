// SPDX-License-Identifier: EUPL-1.2

/// A share in percent with one decimal, half away from zero.
public struct Percent: Sendable, Hashable, Comparable {
  /// Tenths of a percent: 813 is 81,3 %.
  public let tenths: Int64

  public init(tenths: Int64) { self.tenths = tenths }

  /// `nil` when the whole is zero: there is no share of nothing.
  public init?(part: Int64, whole: Int64) {
    guard whole != 0 else { return nil }
    tenths = Rational(Int128(part) * 100, Int128(whole)).scaled(decimals: 1)
  }
  public init?(part: Int, whole: Int) { self.init(part: Int64(part), whole: Int64(whole)) }
  public init?(part: Hours, whole: Hours) { self.init(part: part.units, whole: whole.units) }
  public init?(part: Money, whole: Money) { self.init(part: part.cents, whole: whole.cents) }

  /// `81,3 %`
  public var french: String { FrenchNumber.decimal(tenths, decimals: 1) + "\u{202F}%" }
  /// `81.3`: for programs.
  public var decimal: String { FrenchNumber.plain(tenths, decimals: 1) }
  /// `81`: the whole part between 0 and 100, for the width of a bar.
  public var barWidth: Int { Int(min(max(tenths / 10, 0), 100)) }

  public static func < (left: Percent, right: Percent) -> Bool { left.tenths < right.tenths }
}
