// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Text that a person types. What is refused is said: nothing is silently taken away but spaces at both ends.
public enum FreeText {
  /// Checks a text of several lines; line ends become `\n`, letters are composed (NFC). May be empty.
  /// Throws on control characters, marks that reverse the reading order, more than `max` characters, and a number that looks
  /// like a NIR, which this program may not hold (no text allows the facilitateur to keep it).
  public static func clean(_ text: String, field: String, max: Int) throws(ValueError) -> String {
    let ends = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
    guard ends.unicodeScalars.allSatisfy(isAllowed) else {
      throw ValueError(
        "\(field)\u{202F}: le texte contient des caractères invisibles qui ne peuvent pas être enregistrés\u{202F}; retapez-le."
      )
    }
    let value = ends.trimmed.precomposedStringWithCanonicalMapping
    guard value.count <= max, value.utf8.count <= max * 8 else {
      throw ValueError("\(field)\u{202F}: \(FrenchNumber.whole(max)) caractères au plus.")
    }
    guard !Nir.appears(in: value) else {
      throw ValueError(
        "\(field)\u{202F}: ce texte contient un numéro qui ressemble à un numéro de sécurité sociale\u{202F}; retirez-le, il ne doit pas être conservé ici."
      )
    }
    return value
  }

  /// The same on one line: line ends and tabs become spaces.
  public static func line(_ text: String, field: String, max: Int) throws(ValueError) -> String {
    let value = try clean(text, field: field, max: max)
    return value.split(whereSeparator: { $0.isNewline || $0 == "\t" }).map(\.trimmed).joined(separator: " ")
  }

  /// The same on one line, and something must be there.
  public static func required(_ text: String, field: String, max: Int) throws(ValueError) -> String {
    let value = try line(text, field: field, max: max)
    guard !value.isEmpty else { throw ValueError("\(field)\u{202F}: à remplir.") }
    return value
  }

  /// Neither control character (line end and tab apart), nor mark of reading order, nor byte-order mark, nor non-character.
  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x20...0x7E, 0xA0...0x02FF, 0x2010...0x2027, 0x2030...0x205E, 0x20A0...0x20BF, 0xFFFD: return true
    case 0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFB:
      return false
    case 0xE0000...0xE007F: return false
    default: return scalar.properties.generalCategory != .control && !scalar.properties.isNoncharacterCodePoint
    }
  }
}
