// SPDX-License-Identifier: EUPL-1.2

/// Numbers as the French write them: comma, and groups of three apart by a narrow no-break space.
public enum FrenchNumber {
  /// U+202F, which stands in numbers and before units and high punctuation.
  public static let narrowSpace = "\u{202F}"

  /// `1234567` is `1 234 567`.
  public static func whole(_ value: some BinaryInteger) -> String {
    (value < 0 ? "−" : "") + grouped(String(value.magnitude))
  }

  /// `scaled` holds the value times ten to the power `decimals`: `(123450, 2)` is `1 234,50`.
  public static func decimal(_ scaled: Int64, decimals: Int) -> String {
    let (whole, fraction) = parts(scaled, decimals: decimals)
    return (scaled < 0 ? "−" : "") + grouped(whole) + (fraction.isEmpty ? "" : "," + fraction)
  }

  /// The same for a program: `1234.50`, with a point, a hyphen-minus and no group.
  public static func plain(_ scaled: Int64, decimals: Int) -> String {
    let (whole, fraction) = parts(scaled, decimals: decimals)
    return (scaled < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// Reads a number of at most `decimals` decimals and twelve whole digits, as its scaled value.
  /// Accepts a sign (a space may follow it), comma or point, and spaces between groups of three; `nil` for anything else.
  public static func scaled(_ text: String, decimals: Int) -> Int64? {
    var rest = Substring(text.trimmed)
    let negative = rest.first == "-" || rest.first == "−"
    if negative || rest.first == "+" { rest = rest.dropFirst().drop(while: isSpace) }
    let sides = rest.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
    guard sides.count <= 2, let digits = wholeDigits(sides[0]) else { return nil }
    var fraction = ""
    if sides.count == 2 {
      guard !sides[1].isEmpty, sides[1].count <= decimals, sides[1].allSatisfy(\.isPlainDigit) else { return nil }
      fraction = String(sides[1])
    }
    let padded = digits + fraction + String(repeating: "0", count: decimals - fraction.count)
    return Int64(padded).map { negative ? -$0 : $0 }
  }

  /// Divides and rounds to the nearest whole number, half away from zero. The divisor is positive.
  public static func divide(_ value: Int64, by divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    guard remainder.magnitude >= divisor.magnitude - remainder.magnitude else { return quotient }
    return quotient + (value < 0 ? -1 : 1)
  }

  static func isSpace(_ character: Character) -> Bool {
    character == " " || character == "\u{A0}" || character == "\u{202F}" || character == "\u{2009}"
  }

  private static func wholeDigits(_ text: Substring) -> String? {
    let groups = text.split(omittingEmptySubsequences: false, whereSeparator: isSpace)
    guard let first = groups.first, !first.isEmpty, groups.allSatisfy({ $0.allSatisfy(\.isPlainDigit) }) else {
      return nil
    }
    if groups.count > 1 {
      guard first.count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    }
    let digits = groups.joined()
    return digits.count <= 12 ? digits : nil
  }

  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += narrowSpace }
      result.append(digit)
    }
    return result
  }

  private static func parts(_ scaled: Int64, decimals: Int) -> (whole: String, fraction: String) {
    var digits = String(scaled.magnitude)
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    return (String(digits.dropLast(decimals)), String(digits.suffix(decimals)))
  }
}

extension Character {
  /// One of `0` to `9`, and none of the other digits of Unicode.
  var isPlainDigit: Bool { ("0"..."9").contains(self) && utf8.count == 1 }
}

extension StringProtocol {
  /// Without spaces and line ends on either side.
  var trimmed: String {
    guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[start...end])
  }
}
