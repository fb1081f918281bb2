// SPDX-License-Identifier: EUPL-1.2

extension NoticeChecker {
  /// A text on one line or more, fit to be stored: without characters that are not seen, no longer than 4,000 characters.
  mutating func text(_ raw: NoticeRaw?, _ field: NoticeField, max: Int) -> String? {
    guard let raw else { return nil }
    let look = TextLook(raw.text)
    if look.isPlain, look.scalars <= max { return raw.text }
    var text = raw.text
    if look.hasReplacement { note(.replacedCharacters, field, text) }
    var scalars = look.scalars
    if !look.isAllowed, !text.unicodeScalars.allSatisfy(FreeText.isAllowed) {
      note(.controlCharacters, field, text)
      text = Self.legible(text).trimmed
      scalars = text.unicodeScalars.count
    }
    if scalars > max {
      note(.tooLong, field, text)
      text = String(text.prefix(4000))
    }
    return text.isEmpty ? nil : text
  }

  /// A text that people write: the number of a person is not kept (docs: Nir).
  mutating func prose(_ raw: NoticeRaw?, _ field: NoticeField, max: Int) -> String? {
    guard let text = text(raw, field, max: max) else { return nil }
    guard Self.mayHoldPersonNumber(text), Nir.appears(in: text) else { return text }
    note(.personNumber, field)
    return nil
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

  /// Whether digits enough stand together, with what may part their groups: the search itself is slow.
  private static func mayHoldPersonNumber(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var digits = 0
      for byte in bytes {
        switch byte {
        case 48...57:
          digits += 1
          if digits >= 12 { return true }
        // Spaces, marks, the letters of Corsica, and all that is not ASCII.
        case 0x00...0x20, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "A"), UInt8(ascii: "B"), UInt8(ascii: "a"),
          UInt8(ascii: "b"), 0x80...0xFF:
          break
        default: digits = 0
        }
      }
      return false
    }
  }
}

/// What the bytes of a text tell at once, so that its characters are looked at one by one only where they may be wrong.
private struct TextLook {
  /// Characters in the sense of Unicode's scalars.
  private(set) var scalars = 0
  private(set) var hasReplacement = false
  /// True when each character is surely one that may be kept; false when some may not be.
  private(set) var isAllowed = true

  /// Nothing to say of it but its length.
  var isPlain: Bool { isAllowed && !hasReplacement }

  init(_ text: String) {
    var text = text
    text.withUTF8 { look($0) }
  }

  private mutating func look(_ bytes: UnsafeBufferPointer<UInt8>) {
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      scalars += 1
      if byte < 0x80 {
        if byte < 0x20 && byte != 0x09 && byte != 0x0A || byte == 0x7F { isAllowed = false }
        at += 1
      } else if byte < 0xE0 {
        // Latin letters and marks, up to U+02FF.
        if byte > 0xCB || byte == 0xC2 && bytes[at + 1] < 0xA0 { isAllowed = false }
        at += 2
      } else if byte < 0xF0 {
        lookAtThree(byte, bytes[at + 1], bytes[at + 2])
        at += 3
      } else {
        isAllowed = false
        at += 4
      }
    }
  }

  /// The dashes, quotes and dots of texts, the euro, and the character that replaces lost ones.
  private mutating func lookAtThree(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    switch (first, second, third) {
    case (0xEF, 0xBF, 0xBD): hasReplacement = true
    case (0xE2, 0x80, 0x90...0xA7), (0xE2, 0x80, 0xB0...0xBF), (0xE2, 0x81, 0x80...0x9E), (0xE2, 0x82, 0xA0...0xBF):
      break
    default: isAllowed = false
    }
  }
}
