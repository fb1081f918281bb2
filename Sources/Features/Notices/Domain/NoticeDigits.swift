// SPDX-License-Identifier: EUPL-1.2

/// Checks of identifiers that are kept even when they are wrong, over bytes: a national file has millions of them.
enum NoticeDigits {
  static func areDigits(_ text: some StringProtocol) -> Bool { text.utf8.allSatisfy { (48...57).contains($0) } }

  static func areDigits(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      for byte in bytes where byte < 48 || byte > 57 { return false }
      return true
    }
  }

  /// The first nine digits of nine or fourteen.
  static func siren(of text: String) -> String? {
    let count = text.utf8.count
    guard count == 14 || count == 9, areDigits(text) else { return nil }
    return String(text.prefix(9))
  }

  /// Whether fourteen digits are those of an establishment: the key of the SIREN and its own.
  static func isSiret(_ digits: String) -> Bool {
    digits.utf8.contains(where: { $0 != 48 }) && Luhn.holds(digits.prefix(9)) && Siret.hasKey(digits)
  }

  /// Eight digits of a division that exists, with the right key or with none: what needs no further look.
  static func isPlainCPV(_ code: String) -> Bool {
    let bytes = code.utf8
    guard bytes.count == 8 || bytes.count == 10 else { return false }
    var (division, sum, place) = (0, 0, 0)
    for byte in bytes {
      if place == 8 {
        guard byte == UInt8(ascii: "-") else { return false }
      } else {
        guard (48...57).contains(byte) else { return false }
        if place < 2 { division = division * 10 + Int(byte) - 48 }
        if place < 8 { sum += (place % 3 == 0 ? 3 : place % 3 == 1 ? 7 : 1) * (Int(byte) - 48) }
        if place == 9, ![3, 9, 37, 38, 42, 72].contains(division), sum % 10 != Int(byte) - 48 { return false }
      }
      place += 1
    }
    return (3...98).contains(division)
  }

  /// The key that follows eight digits of CPV, as 94 % of the list of 2008 has it; nil for the divisions that go their own way.
  static func cpvKey(_ digits: some StringProtocol) -> Int? {
    guard !["03", "09", "37", "38", "42", "72"].contains(String(digits.prefix(2))) else { return nil }
    return zip([3, 7, 1, 3, 7, 1, 3, 7], digits.utf8).reduce(0) { $0 + $1.0 * (Int($1.1) - 48) } % 10
  }
}
