// SPDX-License-Identifier: EUPL-1.2

/// Shares between the members of a consortium, or between the buyers of a group: whole numbers of any sum, such as 60 and 40.
public struct SplitKey: Sendable, Hashable {
  public let shares: [Int]

  /// Throws unless there is a share, none negative, and their sum is above zero.
  public init(_ shares: [Int]) throws(ValueError) {
    guard !shares.isEmpty else { throw ValueError("Indiquez au moins une part.") }
    guard shares.allSatisfy({ (0...1_000_000_000).contains($0) }) else {
      throw ValueError("Une part ne peut pas être négative.")
    }
    guard shares.contains(where: { $0 > 0 }) else { throw ValueError("Les parts ne peuvent pas être toutes nulles.") }
    self.shares = shares
  }

  /// By largest remainder, the first of equals first: the parts always add up to the whole, and what is split of −x is the
  /// opposite of what is split of x, so that a correction undoes exactly.
  public func split(_ total: Hours) -> [Hours] { split(total.units).map { Hours(units: $0) } }
  public func split(_ total: Money) -> [Money] { split(total.cents).map { Money(cents: $0) } }

  private func split(_ total: Int64) -> [Int64] {
    let sum = shares.reduce(Int128(0)) { $0 + Int128($1) }
    let products = shares.map { Int128($0) * Int128(total.magnitude) }
    var parts = products.map { Int64($0 / sum) }
    let left = Int(Int64(total.magnitude) - parts.reduce(0, +))
    let byRemainder = products.indices.sorted { (products[$1] % sum, $0) < (products[$0] % sum, $1) }
    for index in byRemainder.prefix(left) { parts[index] += 1 }
    return total < 0 ? parts.map { -$0 } : parts
  }
}
