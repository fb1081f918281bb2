// SPDX-License-Identifier: EUPL-1.2

/// An address of electronic mail with the name shown beside it: « Claire Moreau <claire.moreau@val.example> ».
public struct MailAddress: Hashable, Sendable {
  /// ASCII, one `@`, at most 254 bytes (RFC 5321 §4.5.3.1.3).
  public let address: String
  /// May be empty; any text on one line.
  public let name: String

  /// Nil when the address could not be given to a server: quoted local parts and non-ASCII addresses are not taken.
  public init?(_ address: String, name: String = "") {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, (3...254).contains(address.utf8.count), Self.isLocal(parts[0]), Self.isDomain(parts[1])
    else {
      return nil
    }
    self.address = address
    self.name = String(name.unicodeScalars.filter { !$0.properties.generalCategory.isControl }).trimmedBlanks
  }

  /// The dot-atom of RFC 5322 §3.2.3.
  private static func isLocal(_ text: Substring) -> Bool {
    let others = Set("!#$%&'*+/=?^_`{|}~-".utf8)
    return (1...64).contains(text.utf8.count) && !text.hasPrefix(".") && !text.hasSuffix(".") && !text.contains("..")
      && text.utf8.allSatisfy { isLetterOrDigit($0) || others.contains($0) || $0 == UInt8(ascii: ".") }
  }

  private static func isDomain(_ text: Substring) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2
      && labels.allSatisfy { label in
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
      }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}

extension Unicode.GeneralCategory {
  /// Line ends, NUL, marks of direction: nothing that a header may hold.
  fileprivate var isControl: Bool {
    self == .control || self == .format || self == .lineSeparator || self == .paragraphSeparator
  }
}

extension String {
  init(_ scalars: [Unicode.Scalar]) {
    var view = UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }

  var trimmedBlanks: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
