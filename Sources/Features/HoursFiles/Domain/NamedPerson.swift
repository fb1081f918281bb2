// SPDX-License-Identifier: EUPL-1.2

/// A person as a row of a file names them.
public struct NamedPerson: Hashable, Sendable {
  public var last: String
  public var first: String
  /// Both in one cell, in an order that nobody knows.
  public var full: String
  public var bornOn: Day?
  public var number: String

  public init(last: String = "", first: String = "", full: String = "", bornOn: Day? = nil, number: String = "") {
    (self.last, self.first, self.full, self.bornOn, self.number) = (last, first, full, bornOn, number)
  }

  public var isBlank: Bool { [last, first, full, number].allSatisfy { $0.allSatisfy(\.isWhitespace) } }
  /// « Benali Nadia, 12/03/1990 », as the file has it.
  public var text: String {
    let name = [full, last, first].map(\.trimmed).filter { !$0.isEmpty }.joined(separator: " ")
    let shown = name.isEmpty ? number.trimmed : name
    return bornOn.map { "\(shown), \($0.french)" } ?? shown
  }
  /// Names the same person throughout a file, and from one file to the next.
  public var key: String {
    [Search.fold([full, last, first].joined(separator: " ")), bornOn?.iso ?? "", Search.fold(number)].joined(
      separator: "|")
  }
}

/// One whom the row may name, and how well.
public struct PersonMatch: Hashable, Sendable {
  public let person: ID<Participant>
  /// From 0 to 100.
  public let score: Int
  public let reason: String
}
