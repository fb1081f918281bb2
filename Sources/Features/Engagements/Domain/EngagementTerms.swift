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

  /// Throws unless the slice and the hours are above zero and the threshold is not negative.
  public init(hoursPerSlice: Hours, slice: Money, threshold: Money, basis: RuleBasis) throws(ValueError) {
    guard slice > .zero else { throw ValueError("La tranche doit être un montant supérieur à 0\u{202F}€.") }
    guard hoursPerSlice > .zero else { throw ValueError("Indiquez le nombre d’heures par tranche.") }
    guard threshold >= .zero else { throw ValueError("Le seuil ne peut pas être négatif.") }
    (self.hoursPerSlice, self.slice, self.threshold, self.basis) = (hoursPerSlice, slice, threshold, basis)
  }

  /// Hours owed for a total amount: slices begun and not full owe nothing, and nothing is owed under the threshold.
  public func hours(for total: Money) -> Hours {
    guard total > threshold else { return .zero }
    return Hours(units: (total - threshold).cents / slice.cents * hoursPerSlice.units)
  }

  /// `1 h par tranche pleine de 2 000 € facturés au-delà de 2 700 000 €`
  public var french: String {
    let base = basis == .ordered ? "commandés" : "facturés"
    let start = threshold > .zero ? " au-delà de \(threshold.frenchShort)" : ""
    return "\(hoursPerSlice.frenchTrimmed)\u{202F}h par tranche pleine de \(slice.frenchShort) \(base)\(start)"
  }
}
