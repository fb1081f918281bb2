// SPDX-License-Identifier: EUPL-1.2

/// Small pieces of French that pages need everywhere.
enum FrenchText {
  /// The narrow no-break space that French puts before ; : ! ? % and between groups of three digits.
  static let narrowSpace = "\u{202F}"

  /// A whole number by groups of three digits: 12 345.
  static func number(_ value: some BinaryInteger) -> String {
    let digits = Array(String(value.magnitude))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += narrowSpace }
      text.append(digit)
    }
    return value < 0 ? "−" + text : text
  }

  /// A number with its noun: « 0 lot », « 1 lot », « 1 234 lots ». In French, zero and one take the singular.
  static func count(_ value: Int, _ singular: String, _ plural: String) -> String {
    number(value) + " " + (value.magnitude < 2 ? singular : plural)
  }

  /// « A », « A et B », « A, B et C ».
  static func list(_ items: [String], _ conjunction: String = "et") -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }

  /// A part of a whole in percent with one decimal, half away from zero, or a dash when there is no whole.
  static func percent(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0 else { return "—" }
    let scaled = Int128(part) * 2000
    let half = scaled < 0 ? -Int128(whole) : Int128(whole)
    let tenths = (scaled + half) / (Int128(whole) * 2)
    let sign = tenths < 0 ? "−" : ""
    return "\(sign)\(number(tenths.magnitude / 10)),\(tenths.magnitude % 10)\(narrowSpace)%"
  }
}
