// SPDX-License-Identifier: EUPL-1.2

/// Small pieces of French that pages need everywhere. Numbers themselves are written by `FrenchNumber`.
public enum FrenchText {
  /// A number with its noun: « 0 lot », « 1 lot », « 1 234 lots ». In French, zero and one take the singular.
  public static func count(_ value: Int, _ singular: String, _ plural: String) -> String {
    FrenchNumber.whole(value) + " " + (value.magnitude < 2 ? singular : plural)
  }

  /// « A », « A et B », « A, B et C ».
  public static func list(_ items: [String], _ conjunction: String = "et") -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }

  /// A part of a whole in percent, or a dash when there is no whole.
  public static func percent(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0 else { return "—" }
    return Percent(part: part, whole: whole)?.french ?? "—"
  }

  /// The same text with a capital: a label that starts a line.
  public static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}

extension FrenchText {
  /// « de mars 2026 », « d’octobre 2026 »: before a vowel, the short form.
  public static func of(_ text: String) -> String {
    "aeiouyéèêâîôh".contains(text.prefix(1).lowercased()) ? "d’\(text)" : "de \(text)"
  }
}
