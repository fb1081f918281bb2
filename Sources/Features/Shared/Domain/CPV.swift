// SPDX-License-Identifier: EUPL-1.2

/// A code of the common procurement vocabulary: eight digits. The ninth is a key without a published formula: it is left out.
public struct CPV: Sendable, Hashable, Comparable {
  /// Eight digits.
  public let code: String

  /// `nil` unless the text is a code that `parse` accepts.
  public init?(_ text: String) {
    guard let value = try? CPV.parse(text) else { return nil }
    self = value
  }

  private init(checked code: String) { self.code = code }

  /// Reads `45000000-7` or `45000000`.
  public static func parse(_ text: String) throws(ValueError) -> CPV {
    let parts = text.trimmed.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].count == 8, parts.joined().allSatisfy(\.isPlainDigit),
      parts.count == 1 || parts[1].count == 1, let division = Int(parts[0].prefix(2)), (3...98).contains(division)
    else { throw ValueError("Un code CPV compte 8 chiffres, par exemple 45000000-7.") }
    return CPV(checked: String(parts[0]))
  }

  /// The first two digits: 45 is works.
  public var division: String { String(code.prefix(2)) }
  public static func < (left: CPV, right: CPV) -> Bool { left.code < right.code }
}
