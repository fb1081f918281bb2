// SPDX-License-Identifier: EUPL-1.2

/// A decimal number as it was written, exactly: digits and where the point falls.
struct NoticeDecimal {
  let isNegative: Bool
  /// Without zeros before.
  private let digits: [UInt8]
  /// How many of the digits stand after the point; negative when zeros follow them.
  private let scale: Int

  /// The hundredths of `1234`, `1234.5` or `1234.56`, which most amounts are; nil for what takes a closer look.
  static func plainCents(_ text: String) -> Int64? {
    var text = text
    return text.withUTF8 { bytes in
      guard (1...14).contains(bytes.count) else { return nil }
      var (value, places): (Int64, Int?) = (0, nil)
      for byte in bytes {
        if byte == UInt8(ascii: "."), places == nil {
          places = 0
          continue
        }
        guard (48...57).contains(byte), (places ?? 0) < 2 else { return nil }
        value = value * 10 + Int64(byte - 48)
        if let seen = places { places = seen + 1 }
      }
      let whole = bytes.count - (places.map { $0 + 1 } ?? 0)
      guard (1...11).contains(whole), places != 0 else { return nil }
      return places == 2 ? value : places == 1 ? value * 10 : value * 100
    }
  }

  /// The number of a few digits and nothing else.
  static func plainWhole(_ text: String) -> Int? {
    var text = text
    return text.withUTF8 { bytes in
      guard (1...6).contains(bytes.count) else { return nil }
      var value = 0
      for byte in bytes {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
  }

  /// `-12.50`, `1e6`, `1.5E-3`: JSON's numbers.
  init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    var exponent = 0
    if let mark = bytes.firstIndex(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) {
      guard let value = Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self)), value.magnitude <= 400 else {
        return nil
      }
      exponent = value
      bytes = bytes[..<mark]
    }
    let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? parts[1] : []
    guard let whole = parts.first, !whole.isEmpty || !fraction.isEmpty, bytes.count <= 400 else { return nil }
    let all = whole + fraction
    guard all.allSatisfy({ (48...57).contains($0) }) else { return nil }
    digits = Array(all.drop { $0 == 48 })
    scale = fraction.count - exponent
  }

  /// What people type: `1 234,56 €`, `1.234.567,89`, `1,234.56`. The last of two kinds of marks is the decimal one; one kind that
  /// stands once is the decimal one too, and one that comes back makes groups of three.
  init?(typed text: String) {
    var plain = text.filter { !$0.isWhitespace && $0 != "€" && $0 != "'" && $0 != "’" }
    for unit in ["EUR", "euros", "HT"] where plain.hasSuffix(unit) { plain.removeLast(unit.count) }
    let (points, commas) = (plain.count { $0 == "." }, plain.count { $0 == "," })
    let decimal: Character? =
      switch (points, commas) {
      case (0, 1): ","
      case (1, 0): "."
      case (0, _), (_, 0): nil
      default: plain.last { $0 == "." || $0 == "," }
      }
    let parts = decimal.map { plain.split(separator: $0, omittingEmptySubsequences: false) } ?? [plain[...]]
    guard parts.count <= 2, let first = parts.first, let whole = Self.ungrouped(first) else { return nil }
    self.init(parts.count == 2 ? whole + "." + parts[1] : whole)
  }

  /// `1.234.567` without its marks, which must make groups of three.
  private static func ungrouped(_ text: Substring) -> String? {
    let groups = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard groups.count == 1 || groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    return groups.joined()
  }

  /// The value in hundredths, half away from zero, and whether that changed it; nil with more than eleven whole digits.
  var cents: (value: Int64, isRounded: Bool)? {
    guard digits.count - scale <= 11 else { return digits.isEmpty ? (0, false) : nil }
    let kept = digits.count - scale + 2
    var value: Int64 = 0
    for place in 0..<max(kept, 0) { value = value * 10 + (place < digits.count ? Int64(digits[place] - 48) : 0) }
    let rest = kept >= 0 ? digits.dropFirst(kept) : digits[...]
    if kept >= 0, let first = rest.first, first >= UInt8(ascii: "5") { value += 1 }
    return (isNegative ? -value : value, rest.contains { $0 != 48 })
  }

  /// The value when it is whole and small (`12`, `12.0`, `1.2e1`).
  var wholeNumber: Int? {
    guard let cents, !cents.isRounded, cents.value % 100 == 0 else { return nil }
    return Int(cents.value / 100)
  }
}
