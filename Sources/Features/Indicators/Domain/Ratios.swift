// SPDX-License-Identifier: EUPL-1.2

/// The divisions behind the indicators, exact until they are printed.
public enum Ratios {
  /// The legal working year of public employees; Alliance Villes Emploi uses 1,600.
  public static let usualHoursPerFTE = 1607

  /// Throws unless the divisor is above zero.
  public static func fullTimeEquivalents(hours: Hours, hoursPerFTE: Int) throws(ValueError) -> Rational {
    guard (1...3000).contains(hoursPerFTE) else {
      throw ValueError("Les heures par équivalent temps plein vont de 1 à 3\u{202F}000, par exemple 1\u{202F}607.")
    }
    return hours.rational / Rational(hoursPerFTE)
  }

  /// `nil` without people.
  public static func perPerson(hours: Hours, people: Int) -> Rational? {
    people > 0 ? hours.rational / Rational(people) : nil
  }

  /// Part × 100 ÷ whole; `nil` when the whole is zero.
  public static func percent(_ part: Rational, of whole: Rational) -> Rational? {
    whole == .zero ? nil : part * Rational(100) / whole
  }

  /// Change from one year to another in percent; `nil` from nothing.
  public static func growth(from earlier: Hours, to later: Hours) -> Rational? {
    percent((later - earlier).rational, of: earlier.rational)
  }

  /// Hours of a share in percent.
  public static func share(of hours: Hours, percent: Rational) -> Rational { hours.rational * percent / Rational(100) }
}
