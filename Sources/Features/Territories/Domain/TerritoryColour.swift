// SPDX-License-Identifier: EUPL-1.2

/// The colour of a territory: buttons in white on it, links of it on paper. Both must be read by everyone (WCAG 2.2, 1.4.3).
public struct TerritoryColour: Sendable, Hashable {
  /// `#` and six hexadecimal digits in lower case.
  public let text: String
  private let parts: [Int]

  /// The contrast that text of the usual size needs.
  public static let leastContrast = 4.5
  private static let white = [255, 255, 255]
  /// The ground of the menu entry and of the badges: an eighth of the colour, on which it is written too.
  private var soft: [Int] { parts.map { 255 - (255 - $0) / 8 } }

  /// Throws unless it is written as `#0e5a5a`, with or without the `#`, in any case.
  public static func parse(_ typed: String) throws(ValueError) -> TerritoryColour {
    let digits = typed.filter { !$0.isWhitespace && $0 != "#" }.lowercased()
    guard digits.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }), let value = Int(digits, radix: 16)
    else { throw ValueError("écrivez un dièse et six chiffres ou lettres de A à F, comme #0e5a5a.") }
    return TerritoryColour([value >> 16 & 255, value >> 8 & 255, value & 255])
  }

  private init(_ parts: [Int]) {
    self.parts = parts
    text = "#" + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The contrast with white, from 1 to 21.
  public var contrastWithWhite: Double { Self.contrast(parts, Self.white) }

  /// Legible under white text, and on its own soft ground.
  public var isLegible: Bool { min(contrastWithWhite, Self.contrast(parts, soft)) >= Self.leastContrast }

  /// The same, darkened step by step until it is legible; itself when it already is.
  public var legible: TerritoryColour {
    var found = self
    while !found.isLegible { found = TerritoryColour(found.parts.map { $0 * 24 / 25 }) }
    return found
  }

  /// « 3,1 »: cut, so that what is refused never reads as the bound.
  public var contrastFrench: String { FrenchNumber.decimal(Int64(contrastWithWhite * 10), decimals: 1) }

  private static func contrast(_ one: [Int], _ other: [Int]) -> Double {
    let (first, second) = (luminance(one), luminance(other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  private static func luminance(_ parts: [Int]) -> Double {
    let linear = parts.map { part -> Double in
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// `base` to the 2.4: the square times the fifth root of the square, by Newton, since Domain needs no library for it.
  private static func power(_ base: Double) -> Double {
    let square = base * base
    var root = 1.0
    for _ in 0..<60 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
    return square * root
  }
}
