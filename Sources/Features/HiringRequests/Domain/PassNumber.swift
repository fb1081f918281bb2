// SPDX-License-Identifier: EUPL-1.2

/// The number of a PASS IAE: five letters or digits, then seven digits (les-emplois, itou/approvals/models.py).
public struct PassNumber: Sendable, Hashable {
  public let text: String

  /// Spaces are left out, as the State prints it in groups.
  public static func parse(_ text: String) throws(ValueError) -> PassNumber {
    let number = text.uppercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "." }
    let isRight =
      number.count == 12 && number.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      && number.dropFirst(5).allSatisfy(\.isNumber)
    guard isRight else { throw ValueError("12 caractères, dont 7 chiffres à la fin.") }
    return PassNumber(text: number)
  }

  /// A PASS lasts two years from its own start, whatever the day of a hiring; a suspension or a prolongation moves its end, which is
  /// then to be written.
  public static let months = 24

  /// The last day of a PASS: as it is written, else by its start. Nil when neither is known.
  public static func lastDay(from start: Day?, until end: Day?) -> Day? {
    end ?? start?.lastDay(ofTermMonths: months)
  }
}
