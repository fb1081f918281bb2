// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// How texts are made comparable for a search.
public enum Search {
  /// Lower case, without accents, `œ` as `oe`, anything that is neither letter nor digit as one space.
  /// `fold(fold(x)) == fold(x)`.
  public static func fold(_ text: String) -> String { foldFrench(text) ?? foldAny(text) }

  /// The same for every script, by the tables of Unicode: the slow way.
  static func foldAny(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var gap = false
    for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      if isMark(scalar) { continue }
      guard let letters = letters(of: scalar) else {
        gap = true
        continue
      }
      if gap, !result.isEmpty { result.append(" ") }
      gap = false
      result.append(contentsOf: letters.unicodeScalars)
    }
    return String(result)
  }

  private static func letters(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "œ": "oe"
    case "æ": "ae"
    case "ß": "ss"
    case "ø": "o"
    case "ł": "l"
    case "đ", "ð": "d"
    case "ı": "i"
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? String(scalar) : nil
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
