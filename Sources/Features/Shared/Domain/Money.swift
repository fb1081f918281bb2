// SPDX-License-Identifier: EUPL-1.2

/// An amount in euros without tax unless said otherwise, in whole cents.
public struct Money: Sendable, Hashable, Comparable, AdditiveArithmetic {
  public var cents: Int64

  public init(cents: Int64) { self.cents = cents }
  public init(euros: Int) { cents = Int64(euros) * 100 }

  public static let zero = Money(cents: 0)

  public static func + (left: Money, right: Money) -> Money { Money(cents: left.cents + right.cents) }
  public static func - (left: Money, right: Money) -> Money { Money(cents: left.cents - right.cents) }
  public static prefix func - (value: Money) -> Money { Money(cents: -value.cents) }
  public static func < (left: Money, right: Money) -> Bool { left.cents < right.cents }

  /// `1 234,56 €`
  public var french: String { FrenchNumber.decimal(cents, decimals: 2) + "\u{202F}€" }
  /// `1 235 €`, half away from zero.
  public var frenchShort: String { FrenchNumber.whole(FrenchNumber.divide(cents, by: 100)) + "\u{202F}€" }
  /// `1234.56`: for programs.
  public var decimal: String { FrenchNumber.plain(cents, decimals: 2) }
  /// Exact number of euros.
  public var rational: Rational { Rational(Int128(cents), 100) }

  /// Reads `1 234,56 €`, `1234.56` or `1000000`: at most cents.
  public static func parse(_ text: String) throws(ValueError) -> Money {
    var wanted = text.trimmed
    if wanted.hasSuffix("€") { wanted = wanted.dropLast().trimmed }
    guard !wanted.isEmpty else { throw ValueError("Indiquez un montant en euros, par exemple 125 000 ou 1 234,56.") }
    guard let cents = FrenchNumber.scaled(wanted, decimals: 2) else {
      throw ValueError(
        "«\u{202F}\(text.quotedShort)\u{202F}» ne se lit pas comme un montant\u{202F}: écrivez par exemple 125000 ou 1 234,56."
      )
    }
    return Money(cents: cents)
  }
}

extension Sequence where Element == Money {
  /// The plain sum.
  public var sum: Money { reduce(.zero, +) }
}
