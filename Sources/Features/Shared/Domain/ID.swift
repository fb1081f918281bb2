// SPDX-License-Identifier: EUPL-1.2

/// The row identifier of one kind of thing: an `ID<Lot>` cannot be given where an `ID<Participant>` is wanted.
public struct ID<Owner>: Sendable, Hashable, Comparable, CustomStringConvertible, LosslessStringConvertible {
  /// The `BIGINT` that the database gave.
  public let value: Int64

  public init(_ value: Int64) { self.value = value }
  public init(value: Int64) { self.value = value }

  /// Reads the identifier of an address; `nil` unless the text is a positive whole number in plain digits.
  public init?(_ text: String) {
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int64(text), value > 0 else {
      return nil
    }
    self.value = value
  }

  public var description: String { String(value) }
  public static func < (left: ID, right: ID) -> Bool { left.value < right.value }
}
