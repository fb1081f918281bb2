// SPDX-License-Identifier: EUPL-1.2

/// A number of hours, or hours per slice of an amount (rules 1).
public enum EngagementTerms: Sendable, Hashable {
  case hours
  case rule(EngagementRule)
}

/// Hours per full slice of an amount above a threshold, such as one hour per 2,000 € invoiced from 2,700,000 €
/// (State's contract 21_BAM_048, CCAP §8.2.2).
public struct EngagementRule: Sendable, Hashable {
  public let hoursPerSlice: Hours
  public let slice: Money
  public let threshold: Money
  /// What its firm value is computed from; its forecast always comes from orders.
  public let basis: RuleBasis
  public let rounding: SliceRounding

  /// Throws unless the slice is 1 € or more, its hours are above zero (10,000 at most) and the threshold is not negative.
  public init(
    hoursPerSlice: Hours, slice: Money, threshold: Money, basis: RuleBasis, rounding: SliceRounding = .fullSlices
  ) throws(ValueError) {
    guard slice >= Money(euros: 1) else { throw ValueError("La tranche doit être d’au moins 1\u{202F}€.") }
    guard hoursPerSlice > .zero, hoursPerSlice <= Hours(wholeHours: 10_000) else {
      throw ValueError("Indiquez le nombre d’heures par tranche, entre 0 et 10\u{202F}000.")
    }
    guard threshold >= .zero else { throw ValueError("Le seuil ne peut pas être négatif.") }
    (self.hoursPerSlice, self.slice, self.threshold, self.basis) = (hoursPerSlice, slice, threshold, basis)
    self.rounding = rounding
  }

  /// A percentage of the labour that an amount pays: amount × share ÷ 100 × rate ÷ 100 ÷ hourly cost, without rounding, as a slice
  /// of whole cents that says it exactly (1 h or 100 h where it can). Throws when no slice can.
  public init(rate: Rational, labourShare: Rational, hourlyCost: Money, basis: RuleBasis) throws(ValueError) {
    let perEuro = rate * labourShare / Rational(10_000) / hourlyCost.rational
    // Units of 1/300 h for each cent.
    let perCent = perEuro * Rational(3)
    var (units, cents) = (perCent.numerator, perCent.denominator)
    if units > 0, let whole = [Int128(300), 30_000].first(where: { $0 % units == 0 }) {
      (units, cents) = (whole, cents * (whole / units))
    }
    if cents < 100 {
      let times = (99 + cents) / cents
      (units, cents) = (units * times, cents * times)
    }
    guard units > 0, units <= 3_000_000, cents <= 1_000_000_000_000_000 else {
      throw ValueError(
        "Cette règle ne se calcule pas exactement\u{202F}: donnez des facteurs de deux décimales au plus.")
    }
    try self.init(
      hoursPerSlice: Hours(units: Int64(units)), slice: Money(cents: Int64(cents)), threshold: .zero, basis: basis,
      rounding: .prorated)
  }

  /// Hours owed for a total amount; nothing is owed up to the threshold.
  public func hours(for total: Money) -> Hours {
    guard total > threshold else { return .zero }
    let above = Int128((total - threshold).cents)
    let units =
      switch rounding {
      case .fullSlices: above / Int128(slice.cents) * Int128(hoursPerSlice.units)
      case .prorated: above * Int128(hoursPerSlice.units) / Int128(slice.cents)
      }
    return Hours(units: Int64(clamping: min(units, 1_000_000_000_000_000_000)))
  }

  /// `1 h par tranche pleine de 2 000 € facturés au-delà de 2 700 000 €`
  public var french: String {
    let base = basis == .ordered ? "commandés" : "facturés"
    let start = threshold > .zero ? " au-delà de \(threshold.frenchShort)" : ""
    let full = rounding == .fullSlices ? " pleine" : ""
    return "\(hoursPerSlice.frenchTrimmed)\u{202F}h par tranche\(full) de \(slice.frenchShort) \(base)\(start)"
  }
}

/// What a slice begun owes (rules 1: a rule says its rounding).
public enum SliceRounding: String, CodeList {
  /// Nothing before it is full.
  case fullSlices = "full_slices"
  /// Its part, rounded down to the unit of 12 s.
  case prorated

  public var french: String {
    switch self {
    case .fullSlices: "par tranche pleine"
    case .prorated: "au prorata"
    }
  }
}
