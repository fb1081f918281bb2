// SPDX-License-Identifier: EUPL-1.2

extension NoticeChecker {
  /// A text on one line or more, fit to be stored: without characters that are not seen, no longer than 4,000 characters.
  mutating func text(_ raw: NoticeRaw?, _ field: String, max: Int) -> String? {
    guard let raw else { return nil }
    guard !Self.isPlain(raw.text) || raw.text.utf8.count > max else { return raw.text }
    var text = raw.text
    if text.unicodeScalars.contains("\u{FFFD}") { note(.replacedCharacters, field, text) }
    if !text.unicodeScalars.allSatisfy(FreeText.isAllowed) {
      note(.controlCharacters, field, text)
      text = Self.legible(text).trimmed
    }
    if text.unicodeScalars.count > max {
      note(.tooLong, field, text)
      text = String(text.prefix(4000))
    }
    return text.isEmpty ? nil : text
  }

  /// A text that people write: the number of a person is not kept (docs: Nir).
  mutating func prose(_ raw: NoticeRaw?, _ field: String, max: Int) -> String? {
    guard let text = text(raw, field, max: max) else { return nil }
    guard Self.mayHoldPersonNumber(text), Nir.appears(in: text) else { return text }
    note(.personNumber, field)
    return nil
  }

  /// Only printable ASCII and letters of Latin-1: what most texts are, found without looking at each character.
  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var lead: UInt8 = 0
      for byte in bytes {
        if byte < 0x20 || byte == 0x7F || byte > 0xC3 && byte != 0xC5 { return false }
        if lead == 0xC2, byte < 0xA0 { return false }
        lead = byte
      }
      return true
    }
  }

  /// Control characters 0x80 to 0x9F are letters of Windows-1252 that were taken for Latin-1; the others go.
  private static func legible(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if FreeText.isAllowed(scalar) {
        result.append(scalar)
      } else if let letter = windows1252[scalar] {
        result.append(letter)
      } else if scalar == "\r" || scalar == "\u{0B}" || scalar == "\u{0C}" || scalar == "\u{2028}"
        || scalar == "\u{2029}"
      {
        result.append(" ")
      }
    }
    return String(result)
  }

  private static let windows1252: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
    uniqueKeysWithValues: zip(
      (0x80...0x9F).compactMap { [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) ? nil : Unicode.Scalar(UInt8($0)) },
      "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".unicodeScalars))

  /// Whether there are digits enough: the search itself is slow.
  private static func mayHoldPersonNumber(_ text: String) -> Bool {
    text.utf8.reduce(0) { $0 + ((48...57).contains($1) ? 1 : 0) } >= 12
  }
}
