// SPDX-License-Identifier: EUPL-1.2

extension Search {
  /// Folds a text of Latin letters and usual punctuation byte by byte, along a table that `foldAny` fills once; nil when another
  /// character stands in it. Imports fold millions of texts.
  static func foldFrench(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes -> String? in
      var isKnown = true
      let folded = String(unsafeUninitializedCapacity: bytes.count * 2 + 2) { room in
        var output = FoldOutput(room: room)
        isKnown = fold(bytes, into: &output)
        return isKnown ? output.count : 0
      }
      return isKnown ? folded : nil
    }
  }

  private static func fold(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout FoldOutput) -> Bool {
    let table = FoldTable.shared
    var at = 0
    while at < bytes.count {
      let lead = bytes[at]
      switch lead {
      case 0..<0x80:
        if !output.append(table.entries[Int(lead)]) { return false }
        at += 1
      case 0xC2...0xC8:
        let scalar = Int(lead & 0x1F) << 6 | Int(bytes[at + 1] & 0x3F)
        if !output.append(table.entries[scalar]) { return false }
        at += 2
      case 0xE2 where bytes[at + 1] == 0x80, 0xE2 where bytes[at + 1] == 0x82 && bytes[at + 2] == 0xAC,
        0xEF where bytes[at + 1] == 0xBF && bytes[at + 2] == 0xBD:
        // General punctuation, €, and the character that replaces lost ones.
        output.gap()
        at += 3
      default: return false
      }
    }
    return true
  }
}

/// Folded bytes, with one space where something was left out between two words.
private struct FoldOutput {
  private let room: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0
  private var hasGap = false

  init(room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

  mutating func gap() { hasGap = true }

  /// False for what the table cannot tell.
  mutating func append(_ entry: FoldTable.Entry) -> Bool {
    guard entry.length >= 0 else {
      if entry.length == FoldTable.Entry.gap.length { hasGap = true }
      return entry.length == FoldTable.Entry.gap.length
    }
    guard entry.length > 0 else { return true }
    if hasGap, count > 0 { put(UInt8(ascii: " ")) }
    hasGap = false
    var letters = entry.letters
    for _ in 0..<entry.length {
      put(UInt8(truncatingIfNeeded: letters))
      letters >>= 8
    }
    return true
  }

  private mutating func put(_ byte: UInt8) {
    room[count] = byte
    count += 1
  }
}

/// What each character below U+0240 becomes.
private struct FoldTable {
  struct Entry {
    /// Up to four bytes, the first lowest.
    var letters: UInt32
    /// How many; 0 for a mark that goes, negative for the two below.
    var length: Int8
    static let gap = Entry(letters: 0, length: -1)
    static let unknown = Entry(letters: 0, length: -2)
  }

  static let shared = FoldTable()
  let entries: [Entry]

  private init() {
    entries = (0..<0x240).map { code in
      guard let scalar = Unicode.Scalar(UInt32(code)) else { return .unknown }
      return Self.entry(of: scalar)
    }
  }

  /// Looks at what stands between two letters once they are folded together.
  private static func entry(of scalar: Unicode.Scalar) -> Entry {
    let folded = Search.foldAny("a" + String(scalar) + "b")
    guard folded.hasPrefix("a"), folded.hasSuffix("b") else { return .unknown }
    let middle = Array(folded.utf8.dropFirst().dropLast())
    if middle == [UInt8(ascii: " ")] { return .gap }
    guard middle.count <= 2 || (scalar.value >= 0x80 && middle.count <= 4), middle.first != UInt8(ascii: " "),
      middle.last != UInt8(ascii: " ")
    else { return .unknown }
    let letters = middle.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return Entry(letters: letters, length: Int8(middle.count))
  }
}
