// SPDX-License-Identifier: EUPL-1.2

/// A piece of HTML that is safe to send: literal parts are written as they are, every interpolated value is escaped.
///
///     let name = "<b>"
///     let cell: HTML = "<td title=\"\(name)\">\(name)</td>"   // both are escaped
///
/// Values may stand in text and in attributes between double quotes, nowhere else (not in a script, a style, a tag name or an
/// unquoted attribute). A `String?` does not compile: say what an absent value looks like. The only door for text that is already
/// HTML is the visible `\(unchecked:)`.
public struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
  /// The markup itself.
  public var text: String

  public init(stringLiteral value: String) { text = value }
  public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Markup that the caller vouches for.
  public init(unchecked text: String) { self.text = text }

  /// The escaped form of a plain text.
  public init(text plain: String) {
    var interpolation = Interpolation(literalCapacity: plain.utf8.count, interpolationCount: 0)
    interpolation.appendEscaped(plain)
    text = interpolation.text
  }

  public var description: String { text }
  public var isEmpty: Bool { text.isEmpty }

  /// Nothing at all.
  public static let empty = HTML(unchecked: "")

  public static func + (left: HTML, right: HTML) -> HTML { HTML(unchecked: left.text + right.text) }
  public static func += (left: inout HTML, right: HTML) { left.text += right.text }

  /// Collects literal and escaped parts into one string.
  public struct Interpolation: StringInterpolationProtocol {
    var text = ""

    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    public mutating func appendLiteral(_ literal: String) { text += literal }
    public mutating func appendInterpolation(_ value: HTML) { text += value.text }
    public mutating func appendInterpolation(_ value: HTML?) { if let value { text += value.text } }
    public mutating func appendInterpolation(_ values: [HTML]) { for value in values { text += value.text } }
    public mutating func appendInterpolation(_ value: String) { appendEscaped(value) }
    public mutating func appendInterpolation(_ value: Substring) { appendEscaped(String(value)) }
    public mutating func appendInterpolation(_ value: some BinaryInteger) { text += String(value) }
    public mutating func appendInterpolation(_ value: some HTMLConvertible) { appendEscaped(value.plainText) }
    public mutating func appendInterpolation(unchecked value: String) { text += value }

    mutating func appendEscaped(_ value: String) {
      guard value.utf8.contains(where: Self.isSpecial) else { return text += value }
      for scalar in value.unicodeScalars {
        switch scalar {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "\"": text += "&quot;"
        case "'": text += "&#39;"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
      byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0x27
    }
  }
}

/// A value with one plain-text form that pages may show (a day, a number of hours, a path): it is escaped like any text.
public protocol HTMLConvertible {
  /// The form to show, before escaping.
  var plainText: String { get }
}

extension Sequence where Element == HTML {
  /// The pieces one after the other, with nothing or `separator` between them.
  public func joined(_ separator: HTML = .empty) -> HTML {
    HTML(unchecked: map(\.text).joined(separator: separator.text))
  }
}
